#!/usr/bin/env python3
"""Checks `lantern read` on Common Platform events and charge files.

The same facts in two formats must read the same; every sample is read or refused with a reason; the tables that come
with the samples, made by other programs, agree.
"""

import csv
import json

from reading import Agreement, close, read, shared

KEYS = {
    "message": ["file", "format", "urn", "hearing", "defendants"],
    "hearing": ["date", "time", "court", "court_name"],
    "defendant": ["reference", "name", "born", "bail_status", "bail_conditions", "offences"],
    "offence": ["sequence", "code", "title", "category", "home_office_class", "notifiable", "schedule_15_part", "plea",
                "verdict", "convicted_on", "results"],
    "result": ["code", "text", "qualifiers", "durations", "amount", "next_hearing"],
}


def check_keys(agree, message, where):
    """Every key of the contract, in its order; only a defendant of another case carries that case's urn as well."""
    agree.add("keys", list(message), KEYS["message"], where)
    agree.add("keys", list(message["hearing"]), KEYS["hearing"], where)
    for defendant in message["defendants"]:
        agree.add("keys", [key for key in defendant if key != "urn"], KEYS["defendant"], where)
        for offence in defendant["offences"]:
            agree.add("keys", list(offence), KEYS["offence"], where)
            for result in offence["results"]:
                agree.add("keys", list(result), KEYS["result"], where)


def compare_pair(agree, where, platform, police):
    """One case's results as the platform has them and as the police are sent them."""
    for key in ("date", "court"):
        agree.add(f"pair hearing {key}", platform["hearing"][key], police["hearing"][key], where)
    for ours, theirs in zip(platform["defendants"], police["defendants"]):
        for key in ("reference", "name", "born", "bail_conditions"):
            agree.add(f"pair {key}", ours[key], theirs[key], where)
        # The police are sent "not applicable" where the platform has no status, and "no plea" where it has none.
        agree.add("pair bail status", ours["bail_status"] or "NA", theirs["bail_status"], where)
        agree.add("pair offences", len(ours["offences"]), len(theirs["offences"]), where)
        for one, other in zip(ours["offences"], theirs["offences"]):
            for key in ("sequence", "title", "verdict", "convicted_on"):
                agree.add(f"pair {key}", one[key], other[key], where)
            agree.add("pair code", one["code"][:8], other["code"], where)
            agree.add("pair plea", one["plea"] or "NONE", other["plea"], where)
            agree.add("pair results", len(one["results"]), len(other["results"]), where)
            for mine, sent in zip(one["results"], other["results"]):
                agree.add("pair result code", mine["code"], sent["code"], where)
                text = [" ".join((result["text"] or "").split()) for result in (mine, sent)]
                agree.add("pair result text", *text, where)
                agree.add("pair qualifiers", mine["qualifiers"], sent["qualifiers"], where)
                agree.add("pair durations", mine["durations"], sent["durations"], where)
                next_hearings = [(result["next_hearing"] or {}) for result in (mine, sent)]
                agree.add("pair next hearing date", *[hearing.get("date") for hearing in next_hearings], where)


def everything(value, key):
    """All values under `key` in a JSON document."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key and isinstance(inner, (str, int)):
                yield str(inner)
            yield from everything(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from everything(inner, key)


def main():
    data = shared() / "data"
    agree = Agreement()
    pairs = sorted((data / "spi-police-results-pairs").iterdir())
    files = [folder / name for folder in pairs for name in ("common-platform.json", "resulted-case.xml")]
    payloads = [folder / "spi-out-payload.xml" for folder in pairs if (folder / "spi-out-payload.xml").exists()]
    messages, _, _ = read("court-results", files + payloads)
    for folder in pairs:
        platform = messages.get(str(folder / "common-platform.json"))
        police = messages.get(str(folder / "resulted-case.xml"))
        agree.add("pair read", bool(platform and police), True, folder.name)
        if platform and police:
            compare_pair(agree, folder.name, platform, police)
    for file in payloads:
        agree.add("payload in envelope read", str(file) in messages, True, file.parent.name)

    samples = data / "court-results-cp"
    files = sorted(samples.glob("**/*.json"))
    messages, refusals, _ = read("court-results", files)
    for file in files:
        answered = (str(file) in messages) != (str(file) in refusals)
        agree.add("read or refused", answered, True, str(file.relative_to(samples)))
    for row in csv.DictReader((samples / "index.csv").open(newline="", encoding="utf-8")):
        message = messages.get(str(samples / row["file"]))
        if message is None:
            print(f"refused {row['file']}: {refusals[str(samples / row['file'])]}")
            continue
        check_keys(agree, message, row["file"])
        source = json.loads((samples / row["file"]).read_text(encoding="utf-8"))
        defendants = message["defendants"]
        offences = [offence for defendant in defendants for offence in defendant["offences"]]
        known = {code for code in everything(source, "offenceCode")}
        agree.add("offence codes from the event", {one["code"] for one in offences if one["code"]} <= known
                  or all(one["sequence"] == 0 for one in offences if one["code"] not in known), True, row["file"])
        codes = {result["code"] for offence in offences for result in offence["results"]} - {"1000"}
        agree.add("result codes from the event", codes <= set(everything(source, "cjsCode")), True, row["file"])
        urns = {urn.upper() for urn in row["urn_or_reference"].split("|") if urn}
        agree.add("urn", message["urn"] in urns or not (urns and message["urn"]), True, row["file"])

    charges = data / "charge-files-spi"
    rows = list(csv.DictReader((charges / "index.csv").open(newline="", encoding="utf-8")))
    messages, refusals, _ = read("charge-file", [charges / row["file"] for row in rows])
    for row in rows:
        message = messages.get(str(charges / row["file"]))
        agree.add("charge file read", message is not None, True, row["file"])
        if message is None:
            print(f"refused {row['file']}: {refusals[str(charges / row['file'])]}")
            continue
        agree.add("charge file victims", len(message["victims"]), int(row["victims"]), row["file"])
        if row["ptiurn"]:
            agree.add("charge file urn", message["urn"], row["ptiurn"], row["file"])
            codes = [offence["code"] for defendant in message["defendants"] for offence in defendant["offences"]]
            agree.add("charge file offences", codes, row["offence_codes"].split("|"), row["file"])
            agree.add("charge file court", message["first_hearing"]["court"], row["court"], row["file"])
            agree.add("charge file hearing", message["first_hearing"]["date"], row["first_hearing"], row["file"])
    close(*agree.report(lambda field: 0.99))


if __name__ == "__main__":
    main()
