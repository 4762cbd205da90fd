#!/usr/bin/env python3
"""Checks the reader of police.uk months against Python's own reading of the same files: rows, and known wording."""

import csv
import os
import pathlib
import subprocess
from collections import Counter

from reading import ROOT, close, shared


def main():
    files = sorted((shared() / "data" / "police-uk").glob("**/*.csv"))
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    programs = [target / profile / "examples" / "police_uk" for profile in ("release", "debug")]
    program = next((one for one in programs if one.exists()), None)
    if program is None:
        subprocess.run(["cargo", "build", "-q", "-p", "exchange", "--example", "police_uk"], cwd=ROOT, check=True)
        program = programs[1]
    run = subprocess.run([str(program), *map(str, files)], capture_output=True, text=True, check=False)
    rows = Counter()
    unknown = 0
    for line in run.stdout.splitlines():
        kind, meaning, count = line.split("\t")
        rows[kind] += int(count)
        unknown += int(count) if meaning == "unknown wording" else 0
    expected = Counter()
    for file in files:
        with file.open(newline="", encoding="utf-8-sig") as opened:
            reader = csv.DictReader(opened)
            kind = "outcomes" if "Outcome type" in reader.fieldnames else "crimes"
            expected[kind] += sum(1 for _ in reader)
    checks = {
        f"crimes: ours {rows['crimes']}, theirs {expected['crimes']}": rows["crimes"] == expected["crimes"],
        f"outcomes: ours {rows['outcomes']}, theirs {expected['outcomes']}": rows["outcomes"] == expected["outcomes"],
        f"outcomes in unknown wording: {unknown}": unknown == 0,
        f"nothing refused: exit code {run.returncode}": run.returncode == 0,
    }
    for text, passed in checks.items():
        print("ok  " if passed else "FAIL", text)
    print(run.stdout)
    close(sum(checks.values()), len(checks) - sum(checks.values()))


if __name__ == "__main__":
    main()
