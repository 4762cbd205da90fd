#!/usr/bin/env python3
"""An independent reading of the contract for `lantern duties`, to compare the product with.

Written from contract/README.md section 1, contract/core-duties.csv and data/bank-holidays/bank-holidays.json alone, in
the plainest way: day by day, victim by victim, nothing precomputed, no library but Python's own. Nothing here may be
taken from the product's code, and nothing of the product may be changed to agree with this without reading the contract
again.

    oracle_duties.py [--code auto|2006|2015|2020] --as-of INSTANT < events > duties

Refused lines are named on standard error as `-:LINE: reason`.
"""
import argparse
import csv
import json
import os
import pathlib
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FLAGS = {"vulnerable", "intimidated", "serious_crime", "persistently_targeted", "witness", "bereaved", "under_18",
         "business", "vcs_eligible"}
ENHANCED = {"vulnerable", "intimidated", "serious_crime", "persistently_targeted"}
EDITIONS = [(date(2021, 4, 1), "2020"), (date(2013, 12, 10), "2015"), (date(2006, 4, 3), "2006")]
RECORD_EVENTS = {"victim_added", "victim_facts_recorded", "duty_done", "duty_waived", "waiver_withdrawn"}


class Refused(Exception):
    pass


def shared():
    default = pathlib.Path(__file__).resolve().parent.parent.parent / "shared"
    return pathlib.Path(os.environ.get("LANTERN_SHARED", default))


class Rules:
    def __init__(self):
        with open(shared() / "contract" / "core-duties.csv", newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        with open(shared() / "victims-code" / "duties.csv", newline="", encoding="utf-8") as file:
            catalogue = list(csv.DictReader(file))
        self.slugs = {row["trigger_event"] for row in catalogue}
        self.ids = {row["id"] for row in catalogue}
        with open(shared() / "data" / "bank-holidays" / "bank-holidays.json", encoding="utf-8") as file:
            events = json.load(file)["england-and-wales"]["events"]
        self.holidays = {date.fromisoformat(event["date"]) for event in events}
        self.years = {day.year for day in self.holidays}

    def working_day(self, day):
        if day.year not in self.years:
            raise Refused(f"{day} is outside the calendar")
        return day.weekday() < 5 and day not in self.holidays

    def nth_working_day(self, day, count):
        self.working_day(day)  # the day of the start has to be known, too
        while count > 0:
            day += timedelta(days=1)
            if self.working_day(day):
                count -= 1
        return day


def instant(text):
    if not isinstance(text, str):
        raise Refused("not an instant")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused("not an instant") from error
    if moment.tzinfo is None:
        raise Refused("no offset")
    return moment.astimezone(timezone.utc)


def local_date(moment):
    return moment.astimezone(LONDON).date()


def end_of_day(day):
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=LONDON).astimezone(timezone.utc)


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            pass
    raise AssertionError("no such month")


def deadline(rules, limit, start):
    """(due, due_at) of a limit whose clock starts at an instant"""
    count, unit = limit.split(" ", 1)
    count, unit, day = int(count), unit.rstrip("s"), local_date(start)
    if unit == "hour":
        at = start + timedelta(hours=count)
        return local_date(at), at
    if unit == "working day":
        due = rules.nth_working_day(day, count)
    elif unit == "calendar day":
        due = day + timedelta(days=count)
    elif unit == "month":
        due = add_months(day, count)
    elif unit == "year":
        due = add_months(day, 12 * count)
    else:
        raise AssertionError(limit)
    return due, end_of_day(due)


class Case:
    def __init__(self):
        self.lines = 0
        self.ids = set()
        self.added = set()   # victims who joined the case, not merely named
        self.flags = {}
        self.order = []      # of first appearance
        self.waivers = {}    # victim -> set of scopes
        self.duties = []

    def appear(self, victim):
        if victim not in self.order:
            self.order.append(victim)


def edition_for(choice, moment):
    if choice != "auto":
        return choice
    for start, edition in EDITIONS:
        if local_date(moment) >= start:
            return edition
    return None


def eligible(row, flags):
    if row["eligibility"] == "all":
        return True
    wanted = set(row["eligibility"].split("|"))
    if "enhanced" in wanted:
        wanted |= ENHANCED
    return bool(wanted & flags)


def started(rules, choice, case, event, event_id, victim):
    at = instant(event["at"])
    received = instant(event["received_at"]) if event.get("received_at") is not None else None
    edition = edition_for(choice, at)
    concerned = [victim] if victim is not None else [name for name in case.order if name in case.added]
    new = []
    for name in concerned:
        flags = case.flags.get(name, set())
        for row in rules.rows:
            if row["trigger_event"] != event["event"] or row["edition"] != edition or not eligible(row, flags):
                continue
            limit = row["limit"]
            if row["enhanced_limit"] and flags & set(row["enhanced_flags"].split("|")):
                limit = row["enhanced_limit"]
            start = received if row["clock"] == "received" else at
            due, due_at = deadline(rules, limit, start) if start is not None else (None, None)
            scopes = case.waivers.get(name, set())
            waived = "all" in scopes or ("duty", row["id"]) in scopes or ("right", row["right"]) in scopes
            new.append({
                "victim": name, "duty": row["id"], "edition": row["edition"],
                "right": int(row["right"]) if row["right"] else None, "provider": row["provider"],
                "trigger": event_id, "trigger_event": row["trigger_event"], "clock_start": start, "limit": limit,
                "due": due, "due_at": due_at, "waived": waived, "done_by": None, "done_at": None,
            })
    return new


def scope(rules, data):
    if "duty" in data:
        if data["duty"] not in rules.ids:
            raise Refused("unknown duty")
        return ("duty", data["duty"])
    if "right" in data:
        return ("right", str(data["right"]))
    return "all"


def known_flags(names):
    if set(names) - FLAGS:
        raise Refused("unknown flag")
    return set(names)


def apply(rules, choice, cases, line):
    try:
        event = json.loads(line)
    except ValueError as error:
        raise Refused("not JSON") from error
    if not isinstance(event, dict) or not event.get("case"):
        raise Refused("no case")
    case = cases.setdefault(event["case"], Case())
    case.lines += 1
    event_id = event.get("id") or f"e{case.lines}"
    name, victim, data = event.get("event"), event.get("victim"), event.get("data") or {}
    if not name or (name not in rules.slugs and name not in RECORD_EVENTS):
        raise Refused("unknown event")
    if not event.get("at"):
        raise Refused("no at")
    at = instant(event["at"])
    if event.get("received_at") is not None:
        instant(event["received_at"])
    if event_id in case.ids:
        raise Refused("id used twice")
    if name in RECORD_EVENTS and not victim:
        raise Refused("no victim")

    if name in rules.slugs:
        new = started(rules, choice, case, event, event_id, victim)
        if victim is not None:
            case.appear(victim)
        place = {who: position for position, who in enumerate(case.order)}
        case.duties += sorted(new, key=lambda duty: (place[duty["victim"]], duty["duty"]))
    elif name == "victim_added":
        flags = known_flags(data.get("flags", []))
        case.appear(victim)
        case.added.add(victim)
        case.flags[victim] = flags
    elif name == "victim_facts_recorded":
        add, remove = known_flags(data.get("add", [])), known_flags(data.get("remove", []))
        case.appear(victim)
        case.flags[victim] = (case.flags.get(victim, set()) | add) - remove
    elif name == "duty_done":
        for duty in case.duties:
            if (duty["victim"], duty["duty"], duty["trigger"]) == (victim, data.get("duty"), data.get("trigger")):
                if duty["done_by"] is None:
                    duty["done_by"], duty["done_at"] = event_id, at
                break
        else:
            raise Refused("no such duty")
    else:
        what = scope(rules, data)
        case.appear(victim)
        scopes = case.waivers.setdefault(victim, set())
        if name == "duty_waived":
            scopes.add(what)
        else:
            scopes.discard(what)
    case.ids.add(event_id)


def status(duty, as_of):
    if duty["waived"]:
        return "waived"
    if duty["done_at"] is not None:
        return "met" if duty["due_at"] is None or duty["done_at"] < duty["due_at"] else "met_late"
    if duty["clock_start"] is None:
        return "waiting"
    return "open" if duty["due_at"] is None or as_of < duty["due_at"] else "overdue"


def written(moment):
    return None if moment is None else moment.isoformat()


def output(name, duty, as_of):
    return {
        "case": name, "victim": duty["victim"], "duty": duty["duty"], "edition": duty["edition"],
        "right": duty["right"], "provider": duty["provider"], "trigger": duty["trigger"],
        "trigger_event": duty["trigger_event"], "clock_start": written(duty["clock_start"]), "limit": duty["limit"],
        "due": written(duty["due"]), "due_at": written(duty["due_at"]), "status": status(duty, as_of),
        "done_by": duty["done_by"], "done_at": written(duty["done_at"]),
    }


def run(rules, choice, as_of, lines):
    """The duties as dictionaries, and the numbers of the refused lines with a reason"""
    cases, refused = {}, []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            apply(rules, choice, cases, line)
        except Refused as reason:
            refused.append((number, str(reason)))
    duties = [output(name, duty, as_of) for name, case in cases.items() for duty in case.duties]
    return duties, refused


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--code", default="auto", choices=["auto", "2006", "2015", "2020"])
    parser.add_argument("--as-of", type=instant, default=datetime.now(timezone.utc))
    arguments = parser.parse_args()
    duties, refused = run(Rules(), arguments.code, arguments.as_of, sys.stdin)
    for duty in duties:
        print(json.dumps(duty, ensure_ascii=False))
    for number, reason in refused:
        print(f"-:{number}: {reason}", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
