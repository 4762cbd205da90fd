"""What the reading checks share: where the shared data and the program are, running it, counting agreement."""

import json
import os
import pathlib
import subprocess
import sys
from collections import defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent


def shared():
    """The shared data's folder; the check passes over (exit 0) when it is not there."""
    folder = pathlib.Path(os.environ.get("LANTERN_SHARED", ROOT.parent / "shared"))
    if not folder.is_absolute():
        folder = ROOT / folder
    if not (folder / "data").is_dir():
        print(f"no shared data in {folder}; set LANTERN_SHARED")
        print("0 passed, 0 failed")
        sys.exit(0)
    return folder


def program():
    """The command that reads: LANTERN_READ, else the built `lantern read`, else the example of the exchange crate."""
    if os.environ.get("LANTERN_READ"):
        return os.environ["LANTERN_READ"].split()
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    for profile in ("release", "debug"):
        for command in ([target / profile / "lantern", "read"], [target / profile / "examples" / "read"]):
            if command[0].exists():
                return [str(part) for part in command]
    sys.exit("build the program first: cargo build -p lantern (or cargo build -p exchange --example read)")


def read(kind, files):
    """Reads files one run for all; gives (messages by file, refusals by file, notes by file)."""
    files = [str(file) for file in files]
    run = subprocess.run([*program(), kind, *files], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"exit code {run.returncode}: {run.stderr[-2000:]}")
    messages = {}
    for line in run.stdout.splitlines():
        message = json.loads(line)
        messages[message["file"]] = message
    refusals, notes = {}, defaultdict(list)
    for line in run.stderr.splitlines():
        file = next((file for file in files if line.startswith(file + ": ")), None)
        if file is None:
            sys.exit(f"a diagnostic that names no file: {line}")
        reason = line[len(file) + 2 :]
        if reason.startswith("note: "):
            notes[file].append(reason)
        else:
            refusals[file] = reason
    if (run.returncode == 1) != bool(refusals):
        sys.exit(f"exit code {run.returncode} with {len(refusals)} refusals")
    return messages, refusals, notes


class Agreement:
    """Counts, field by field, how often two sources agree, and keeps the first disagreements to show."""

    def __init__(self):
        self.same = defaultdict(int)
        self.all = defaultdict(int)
        self.shown = defaultdict(list)

    def add(self, field, ours, theirs, where):
        self.all[field] += 1
        if ours == theirs:
            self.same[field] += 1
        elif len(self.shown[field]) < 4:
            self.shown[field].append(f"    {where}: ours {ours!r}, theirs {theirs!r}")

    def report(self, needed):
        """Prints the table; gives how many fields reach what is needed and how many do not."""
        passed = failed = 0
        for field, total in self.all.items():
            share = self.same[field] / total
            ok = share >= needed(field)
            passed, failed = passed + ok, failed + (not ok)
            print(f"{'ok  ' if ok else 'FAIL'} {field:24} {self.same[field]:5} of {total:5}  {share:7.2%}")
            for line in self.shown[field]:
                print(line)
        return passed, failed


def close(passed, failed):
    """The closing line and the exit code."""
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
