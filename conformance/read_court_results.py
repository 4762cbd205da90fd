#!/usr/bin/env python3
"""Compares `lantern read court-results` with the outcomes that the ministry's own system made of the same messages.

A field must agree in 99 of 100 places (title and category 97, next hearing 95: the code lists are of different years,
and the ministry reads less out of free text). Inputs that are outcomes themselves, not messages, must be refused.
"""

import csv
import xml.etree.ElementTree as ET

from reading import Agreement, close, read, shared

NEEDED = {"title": 0.97, "category": 0.97, "next hearing date": 0.95, "next hearing time": 0.95, "next hearing court": 0.95}


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def children(element, name):
    return [child for child in element if local(child) == name]


def first(element, *path):
    """Text of the first descendant along a path of child names; None when it is absent or empty."""
    for name in path:
        found = children(element, name) if element is not None else []
        element = found[0] if found else None
    return (element.text or "").strip() or None if element is not None else None


def descendant(element, name):
    return next((found for found in element.iter() if local(found) == name), None)


def number(text):
    return None if text is None else float(text)


def minutes(text):
    return text[:5] if text else None


def offence_code(offence):
    code = descendant(offence, "OffenceCode")
    return "".join((part.text or "") for part in code) if code is not None else None


def compare(agree, where, ours, outcome):
    hearing = descendant(outcome, "Hearing")
    agree.add("hearing date", ours["hearing"]["date"], first(hearing, "DateOfHearing"), where)
    agree.add("hearing time", ours["hearing"]["time"], minutes(first(hearing, "TimeOfHearing")), where)
    court = first(hearing, "CourtHearingLocation", "OrganisationUnitCode")
    agree.add("hearing court", ours["hearing"]["court"], court, where)
    case = descendant(outcome, "Case")
    agree.add("urn", ours["urn"], (first(case, "PTIURN") or "").upper() or None, where)
    defendants = children(case, "HearingDefendant")
    agree.add("defendants", len(ours["defendants"]), len(defendants), where)
    for mine, theirs in zip(ours["defendants"], defendants):
        compare_defendant(agree, where, mine, theirs)


def compare_defendant(agree, where, ours, theirs):
    agree.add("reference", ours["reference"], first(theirs, "ArrestSummonsNumber"), where)
    detail = next(iter(children(theirs, "DefendantDetail")), None)
    if detail is None:
        agree.add("name", ours["name"], first(theirs, "OrganisationName"), where)
    else:
        person = children(detail, "PersonName")[0]
        given = [(part.text or "").strip() for part in children(person, "GivenName")]
        name = " ".join([part for part in [*given, first(person, "FamilyName")] if part])
        agree.add("name", ours["name"], name, where)
        agree.add("born", ours["born"], first(detail, "BirthDate"), where)
    agree.add("bail status", ours["bail_status"], first(theirs, "RemandStatus"), where)
    # An offence that the court entered in error is left out of the outcome.
    mine = [one for one in ours["offences"] if all(result["code"] != "4583" for result in one["results"])]
    offences = children(theirs, "Offence")
    agree.add("offences", len(mine), len(offences), where)
    for at, (one, other) in enumerate(zip(mine, offences), 1):
        compare_offence(agree, f"{where} offence {at}", one, other)


def compare_offence(agree, where, ours, theirs):
    agree.add("sequence", number(ours["sequence"]), number(first(theirs, "CourtOffenceSequenceNumber")), where)
    agree.add("code", ours["code"] or "", offence_code(theirs) or "", where)
    agree.add("title", ours["title"], first(theirs, "OffenceTitle"), where)
    agree.add("category", ours["category"], first(theirs, "OffenceCategory"), where)
    agree.add("home office class", ours["home_office_class"], first(theirs, "HomeOfficeClassification"), where)
    notifiable = {"Y": True, "N": False}.get(first(theirs, "NotifiableToHOindicator"))
    agree.add("notifiable", ours["notifiable"], notifiable, where)
    results = children(theirs, "Result")
    if results:
        agree.add("plea", ours["plea"], first(results[0], "PleaStatus"), where)
        agree.add("verdict", ours["verdict"], first(results[0], "Verdict"), where)
    if not any(result["code"] == "2007" for result in ours["results"]):
        # The outcome takes the day of an adjournment sine die for a conviction.
        agree.add("convicted on", ours["convicted_on"], first(theirs, "ConvictionDate"), where)
    agree.add("results", len(ours["results"]), len(results), where)
    for at, (one, other) in enumerate(zip(ours["results"], results), 1):
        compare_result(agree, f"{where} result {at}", one, other)


def compare_result(agree, where, ours, theirs):
    agree.add("result code", ours["code"], first(theirs, "CJSresultCode"), where)
    agree.add("result text", ours["text"], first(theirs, "ResultVariableText"), where)
    qualifiers = [first(variable, "Code") for variable in children(theirs, "ResultQualifierVariable")]
    agree.add("result qualifiers", ours["qualifiers"], qualifiers, where)
    durations = [(number(first(one, "DurationLength")), first(one, "DurationUnit")) for one in children(theirs, "Duration")]
    mine = [(number(one["value"]), one["unit"]) for one in ours["durations"]]
    agree.add("durations", mine, durations, where)
    agree.add("amount", ours["amount"], number(first(theirs, "AmountSpecifiedInResult")), where)
    mine = ours["next_hearing"] or {"date": None, "time": None, "court": None}
    court = first(theirs, "NextResultSourceOrganisation", "OrganisationUnitCode")
    date, time = first(theirs, "NextHearingDate"), minutes(first(theirs, "NextHearingTime"))
    if ours["next_hearing"] or court or date or time:
        agree.add("next hearing date", mine["date"], date, where)
        agree.add("next hearing time", mine["time"], time, where)
        agree.add("next hearing court", mine["court"], court, where)


def compare_scenario(agree, row, ours, folder):
    """The set's own table of each scenario, made from the messages by another program."""
    where = row["file"]
    agree.add("scenario urn", ours["urn"], row["ptiurn"].upper() or None, where)
    agree.add("scenario court", ours["hearing"]["court"], row["court"] or None, where)
    agree.add("scenario date", ours["hearing"]["date"], row["hearing_date"] or None, where)
    offences = [offence for defendant in ours["defendants"] for offence in defendant["offences"]]
    results = [result for offence in offences for result in offence["results"]]
    agree.add("scenario offences", [one["code"] or "" for one in offences], row["offence_codes"].split("|"), where)
    codes = row["result_codes"].split("|") if row["result_codes"] else []
    coded = [one["code"] for one in results if one["code"] != "1000" or "1000" in codes]
    agree.add("scenario results", coded, codes, where)
    qualifiers = row["result_qualifiers"].split("|") if row["result_qualifiers"] else []
    # The table names each qualifier once.
    mine = {one for result in results for one in result["qualifiers"]}
    agree.add("scenario qualifiers", sorted(mine), sorted(qualifiers), where)
    conditions = any(defendant["bail_conditions"] for defendant in ours["defendants"])
    agree.add("scenario bail conditions", conditions, row["bail_conditions"] == "Y", where)
    parts = {f"{one['code']}:p{one['schedule_15_part']}" for one in offences if one["schedule_15_part"]}
    agree.add("scenario schedule 15", sorted(parts), sorted(filter(None, row["schedule15_offences"].split("|"))), where)


def main():
    folder = shared() / "data" / "court-results-spi"
    pairs = sorted((folder / "aho-pairs").glob("*.spi.xml"))
    messages, refusals, _ = read("court-results", pairs)
    agree = Agreement()
    for file in pairs:
        is_message = b"ResultedCaseMessage" in file.read_bytes()
        agree.add("message or refusal", str(file) in messages, is_message, file.name)
        if str(file) in messages:
            outcome = ET.parse(str(file).replace(".spi.xml", ".aho.xml")).getroot()
            compare(agree, file.name, messages[str(file)], outcome)
        elif is_message:
            print(f"refused {file.name}: {refusals.get(str(file))}")
    rows = list(csv.DictReader((folder / "scenarios.csv").open(newline="", encoding="utf-8")))
    messages, refusals, _ = read("court-results", [folder / row["file"] for row in rows])
    for row in rows:
        ours = messages.get(str(folder / row["file"]))
        agree.add("scenario read", ours is not None, True, row["file"])
        if ours:
            compare_scenario(agree, row, ours, folder)
    close(*agree.report(lambda field: NEEDED.get(field, 0.99)))


if __name__ == "__main__":
    main()
