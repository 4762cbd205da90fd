#!/usr/bin/env python3
"""`lantern duties` against the independent oracle, on thousands of random cases.

    duties.py [--batches N] [--seed S] [--keep DIRECTORY]

The binary is $LANTERN_BIN, else target/release/lantern, else target/debug/lantern. Compared per batch: which lines are
refused, the exit code, and the order of cases; and per case: every duty of the contract, each field, in order. Duties
that the contract does not know are left out, as it says a reader does. The same seed gives the same cases.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import oracle_duties  # noqa: E402  (the path is set just above)

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEYS = ["case", "victim", "duty", "edition", "right", "provider", "trigger", "trigger_event", "clock_start", "limit",
        "due", "due_at", "status", "done_by", "done_at"]
FLAGS = sorted(oracle_duties.FLAGS)
# Days near which mistakes hide: editions, clock changes, ends of the calendar, holidays, leap days, month ends.
EDGES = ["2006-04-02", "2006-04-03", "2011-12-30", "2012-01-02", "2012-06-01", "2013-12-09", "2013-12-10", "2016-02-28",
         "2018-03-24", "2018-10-28", "2019-12-23", "2020-05-07", "2021-03-31", "2021-04-01", "2022-06-01", "2022-09-18",
         "2023-03-25", "2023-10-28", "2024-02-28", "2024-03-28", "2024-03-30", "2024-10-26", "2025-12-24", "2027-12-24",
         "2028-11-01", "2028-12-15", "2028-12-22", "2028-12-29", "2029-01-01", "2030-06-01"]
OFFSETS = ["Z", "+00:00", "+01:00", "-05:00", "+05:30", "+14:00", "-11:00"]


def binary():
    candidates = [os.environ.get("LANTERN_BIN"), ROOT / "target/release/lantern", ROOT / "target/debug/lantern"]
    for candidate in candidates:
        if candidate and pathlib.Path(candidate).exists():
            return str(candidate)
    sys.exit("no lantern binary: build it (cargo build --release -p lantern) or set LANTERN_BIN")


class Population:
    """Random cases; everything follows from the seed."""

    def __init__(self, rules, seed):
        self.rules, self.random = rules, random.Random(seed)
        self.core_slugs = sorted({row["trigger_event"] for row in rules.rows})
        self.other_slugs = sorted(rules.slugs - set(self.core_slugs))

    def instant(self, near=None):
        r = self.random
        if near is not None:
            moment = near + timedelta(seconds=r.choice([0, 1, 3600, 86_400, r.randrange(40 * 86_400)]))
        elif r.random() < 0.5:
            moment = datetime.fromisoformat(r.choice(EDGES)).replace(tzinfo=timezone.utc)
            moment += timedelta(seconds=r.randrange(-36 * 3600, 60 * 3600))
        else:
            moment = datetime(2013, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=r.randrange(15 * 365 * 86_400))
        if r.random() < 0.3:  # exactly at, just before or after the hour: local midnights among them
            moment = moment.replace(minute=0, second=0) + timedelta(seconds=r.choice([-1, 0, 0, 1]))
        if r.random() < 0.1:
            moment += timedelta(microseconds=r.randrange(1_000_000))
        return moment

    def text(self, moment):
        offset = self.random.choice(OFFSETS)
        if offset == "Z":
            return moment.isoformat().replace("+00:00", "Z")
        sign, hours, minutes = (1 if offset[0] == "+" else -1), int(offset[1:3]), int(offset[4:])
        return moment.astimezone(timezone(sign * timedelta(hours=hours, minutes=minutes))).isoformat()

    def flags(self):
        r = self.random
        return r.sample(FLAGS, r.choice([0, 0, 1, 1, 2, 3, len(FLAGS)]))

    def case(self, name):
        """The lines of one case, as objects or as raw text"""
        r = self.random
        victims = [f"V{number}" for number in range(r.choice([0, 1, 1, 1, 2, 3]))]
        strangers = ["stranger", "\u0141ucja \"x\"\t"]
        start = self.instant()
        lines, triggers = [], []
        for victim in victims:
            if r.random() < 0.9:
                lines.append({"event": "victim_added", "victim": victim, "data": {"flags": self.flags()}})
        for _ in range(r.choice([1, 3, 6, 12, 30])):
            lines.append(self.something(victims or ["V0"], strangers, triggers))
            if lines[-1]["event"] in self.rules.slugs:
                triggers.append(lines[-1])
        if r.random() < 0.2:
            r.shuffle(lines)
        moment = start
        for line in lines:
            moment = self.instant(moment) if r.random() < 0.9 else self.instant()
            line["at"] = self.text(moment)
            if r.random() < 0.5 and line["event"] in self.rules.slugs:
                line["received_at"] = self.text(self.instant(moment))
            if r.random() < 0.3:
                clashing = [f"e{r.randrange(1, 40)}", "\u00e9v\u00e9nement"]
                line["id"] = r.choice(clashing) if r.random() < 0.1 else f"id-{r.randrange(1_000_000)}"
        self.aim_deliveries(lines)
        return [self.dress({"case": name, **line}) for line in lines]

    def something(self, victims, strangers, triggers):
        r = self.random
        victim = r.choice(victims) if r.random() < 0.95 else r.choice(strangers)
        kind = r.random()
        if kind < 0.5 or not triggers:
            slug = r.choice(self.core_slugs if r.random() < 0.9 else self.other_slugs)
            return {"event": slug, **({"victim": victim} if r.random() < 0.4 else {})}
        if kind < 0.75:
            return {"event": "duty_done", "victim": victim, "data": {"aim": r.choice(triggers)}}
        if kind < 0.85:
            data = {"add": self.flags(), "remove": self.flags()}
            return {"event": "victim_facts_recorded", "victim": victim,
                    "data": {key: value for key, value in data.items() if r.random() < 0.7}}
        if kind < 0.88:
            return {"event": "victim_added", "victim": victim, "data": {"flags": self.flags()}}
        scope = r.choice([{}, {"right": r.randrange(1, 13)}, {"duty": r.choice(self.rules.rows)["id"]},
                          {"right": r.choice([6, 8, 9])}])
        return {"event": r.choice(["duty_waived", "duty_waived", "waiver_withdrawn"]), "victim": victim, "data": scope}

    def aim_deliveries(self, lines):
        """Deliveries name a duty of an earlier trigger, mostly the right one."""
        r = self.random
        names = {id(line): line.get("id") or f"e{number}" for number, line in enumerate(lines, 1)}
        for line in lines:
            if line["event"] != "duty_done":
                continue
            aim = line["data"].pop("aim")
            edition = oracle_duties.edition_for("auto", oracle_duties.instant(aim["at"]))
            fitting = [row["id"] for row in self.rules.rows if row["trigger_event"] == aim["event"]
                       and row["edition"] == edition and row["eligibility"] == "all"]
            duty = r.choice(fitting) if fitting and r.random() < 0.95 else r.choice(self.rules.rows)["id"]
            line["data"] = {"duty": duty, "trigger": names[id(aim)] if r.random() < 0.97 else "nothing"}
            if r.random() < 0.9 and "victim" in aim:
                line["victim"] = aim["victim"]

    def dress(self, line):
        """One line of text, sometimes broken on purpose"""
        r = self.random
        spoil = r.random()
        if spoil < 0.01:
            line.pop(r.choice(["case", "event", "at"]))
        elif spoil < 0.02:
            line["event"] = r.choice(["sunrise", "Charged", "duty_undone"])
        elif spoil < 0.025 and line["event"] == "victim_added":
            line["data"] = {"flags": ["vulnerable", "unlucky"]}
        elif spoil < 0.03:
            line["at"] = r.choice(["yesterday", "2024-05-01", "2024-05-01T10:00:00", "2024-02-30T10:00:00Z"])
        elif spoil < 0.035:
            line.pop("victim", None)
        keys = list(line)
        if r.random() < 0.3:
            r.shuffle(keys)
        text = json.dumps({key: line[key] for key in keys}, ensure_ascii=r.random() < 0.5)
        if spoil > 0.995:
            return r.choice([text[:-1], text + " x", "[]", "null", "nonsense", "{}"])
        return text

    def batch(self, cases):
        """The lines of several cases, interleaved, each case's in order"""
        queues = [self.case(f"C-{number}") for number in range(cases)]
        lines = []
        while queues:
            queue = self.random.choice(queues)
            for _ in range(self.random.choice([1, 1, 2, 5])):
                if queue:
                    lines.append(queue.pop(0))
            queues = [queue for queue in queues if queue]
        return lines


def normal(duty):
    """A duty with its instants in one form"""
    instants = {key: duty[key] and oracle_duties.instant(duty[key]).isoformat() for key in
                ("clock_start", "due_at", "done_at")}
    return json.dumps({**duty, **instants}, ensure_ascii=False)


def product(path, lines, choice, as_of):
    """What the binary answers: duties of the contract in order, refused lines, exit code, faults of form"""
    text = "".join(line + "\n" for line in lines).encode()
    done = subprocess.run([path, "duties", "--code", choice, "--as-of", as_of], input=text, capture_output=True,
                          check=False)
    faults, duties = [], []
    for number, line in enumerate(done.stdout.decode().splitlines(), 1):
        duty = json.loads(line)
        if list(duty) != KEYS:
            faults.append(f"output line {number}: keys {list(duty)}")
        duties.append(duty)
    refused = []
    for line in done.stderr.decode().splitlines():
        name, number, _ = line.split(":", 2)
        if name != "-":
            faults.append(f"diagnostic without its place: {line}")
        refused.append(int(number))
    return duties, refused, done.returncode, faults


def by_case(duties):
    cases = {}
    for duty in duties:
        cases.setdefault(duty["case"], []).append(normal(duty))
    return cases


def compare(path, rules, seed, keep):
    """Checks that passed, and what failed, in one batch"""
    population = Population(rules, seed)
    lines = population.batch(40)
    choice = population.random.choice(["auto", "auto", "auto", "2006", "2015", "2020"])
    as_of = population.text(population.instant())
    core = {row["id"] for row in rules.rows}
    expected, refused = oracle_duties.run(rules, choice, oracle_duties.instant(as_of), lines)
    got, got_refused, code, faults = product(path, lines, choice, as_of)
    got = [duty for duty in got if duty["duty"] in core]
    failures = [f"seed {seed}: {fault}" for fault in faults]
    passed = 0

    def check(what, mine, theirs):
        nonlocal passed
        if mine == theirs:
            passed += 1
        else:
            failures.append(f"seed {seed}, {what}:\n  oracle:  {mine}\n  lantern: {theirs}")

    check("refused lines", [number for number, _ in refused], got_refused)
    check("exit code", 1 if refused else 0, code)
    ours, theirs = by_case(expected), by_case(got)
    check("order of cases", list(ours), list(theirs))
    for name in sorted({*ours, *theirs}):
        mine, other = ours.get(name, []), theirs.get(name, [])
        if mine == other:
            passed += 1
            continue
        at = next((n for n, pair in enumerate(zip(mine, other)) if pair[0] != pair[1]), min(len(mine), len(other)))
        check(f"case {name}, duty {at + 1} of {len(mine)} and {len(other)}", mine[at:at + 1], other[at:at + 1])
    if failures and keep:
        pathlib.Path(keep, f"duties-{seed}.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return passed, failures, len(expected), len(refused)


def main():
    parser = argparse.ArgumentParser(description="compare `lantern duties` with the oracle")
    parser.add_argument("--batches", type=int, default=100, help="of 40 cases each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="directory for the input of batches that fail")
    arguments = parser.parse_args()
    if not (oracle_duties.shared() / "contract").is_dir():
        print("duties: skipped, the contract is not beside the repository (set LANTERN_SHARED)")
        return 0
    path, rules = binary(), oracle_duties.Rules()
    passed, failures, duties, refused = 0, [], 0, 0
    for seed in range(arguments.seed, arguments.seed + arguments.batches):
        ok, wrong, some_duties, some_refused = compare(path, rules, seed, arguments.keep)
        passed, failures = passed + ok, failures + wrong
        duties, refused = duties + some_duties, refused + some_refused
    for failure in failures[:10]:
        print(failure)
    print(f"duties: {arguments.batches * 40} cases, {duties} duties, {refused} refused lines")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
