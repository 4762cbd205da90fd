#!/usr/bin/env python3
"""Checks what docs/security claims against the repository.

1. Every level 1 and level 2 requirement of ASVS 5.0 (asvs/requirements.csv) has exactly one row in the tables of asvs/,
   in the chapter it belongs to, with its level; a level 3 requirement has one row or none.
2. A row that claims something (met, partly) names a file or a test; a row that claims nothing says why.
3. Every file that any document here names in backticks or links to is in the repository, and every test that it names
   is a function somewhere in it. (A backticked word of five or more parts joined by underscores is a test's name; in
   the tables' column "where" every backticked word in lower case is the name of a function.)
4. The counts in asvs/README.md are the counts of the tables.

Run by `make lint`. `--write` puts the counts into asvs/README.md.
"""

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
STATES = ["met", "partly", "not met", "not applicable"]
PLACES = ("crates/", "docs/", "policies/", "scripts/", "fuzz/", "conformance/", ".ci/")
BACKTICKED = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def functions_of(repository):
    """The names of all functions in the tree: Rust, Python, JavaScript."""
    names = set()
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", "*.rs", "*.py", "*.js", "*.mjs", "*.sh"],
        cwd=repository, check=True, capture_output=True, text=True,
    ).stdout.split("\0")
    for name in filter(None, tracked):
        path = repository / name
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            names.update(re.findall(r"\b(?:fn|def|function)\s+([A-Za-z_][A-Za-z0-9_]*)", text))
    return names


def rows_of(path):
    """The rows of a chapter's table: (line number, cells)."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"\|\s*\d+\.\d+\.\d+\s*\|", line):
            yield number, [cell.strip() for cell in line.strip().strip("|").split("|")]


def is_file_name(word):
    return word.startswith(PLACES) or word in {"Makefile", "SECURITY.md", "Cargo.toml", "Cargo.lock", "deny.toml",
                                                "clippy.toml", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md",
                                                "CHANGELOG.md", "package.json", "package-lock.json"}


def check_words(path, functions, complain):
    """Files, tests and links named anywhere in a document."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for word in BACKTICKED.findall(line):
            if is_file_name(word):
                if not (ROOT / word).exists():
                    complain(path, number, f"{word} is not in the repository")
            elif re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){4,}", word) and word not in functions:
                complain(path, number, f"no test or function is called {word}")
        for target in LINK.findall(line):
            if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                complain(path, number, f"the link to {target} leads nowhere")


def check_rows(levels, functions, complain):
    """The tables; returns how often each status stands in each chapter, level 1 and 2 apart from level 3."""
    counts, seen = Counter(), {}
    for path in sorted((HERE / "asvs").glob("v*.md")):
        chapter = int(path.name[1:3])
        for number, cells in rows_of(path):
            if len(cells) != 6:
                complain(path, number, f"six cells are needed, not {len(cells)}")
                continue
            name, level, requirement, status, where, note = cells
            if levels.get(name) is None:
                complain(path, number, f"{name} is no requirement of ASVS 5.0")
                continue
            if name in seen:
                complain(path, number, f"{name} is also in {seen[name]}")
            seen[name] = f"{path.name}:{number}"
            if level != levels[name]:
                complain(path, number, f"{name} is of level {levels[name]}")
            if int(name.split(".")[0]) != chapter:
                complain(path, number, f"{name} belongs to another chapter")
            if not requirement:
                complain(path, number, f"{name} does not say what is required")
            if status not in STATES:
                complain(path, number, f"{name}: {status!r} is none of {', '.join(STATES)}")
            counts[chapter, "3" if level == "3" else "1 and 2", status] += 1
            words = BACKTICKED.findall(where)
            if status in ("met", "partly") and not words:
                complain(path, number, f"{name} is claimed without a file or test")
            if status != "met" and not note:
                complain(path, number, f"{name} is {status} without a reason")
            for word in words:
                if not is_file_name(word) and word not in functions:
                    complain(path, number, f"{name}: no test, function or file is called {word}")
    for name, level in levels.items():
        if level in "12" and name not in seen:
            complain(HERE / "asvs/requirements.csv", 0, f"{name} (level {level}) has no row")
    return counts


def counts_table(counts):
    lines = ["| chapter | " + " | ".join(STATES) + " | of level 3: " + " | ".join(STATES[:2]) + " |",
             "| --- |" + " ---: |" * 6]
    chapters = sorted({chapter for chapter, _, _ in counts})
    for chapter in chapters:
        cells = [counts[chapter, "1 and 2", status] for status in STATES]
        cells += [counts[chapter, "3", status] for status in STATES[:2]]
        lines.append(f"| V{chapter} | " + " | ".join(map(str, cells)) + " |")
    total = [sum(counts[chapter, "1 and 2", status] for chapter in chapters) for status in STATES]
    total += [sum(counts[chapter, "3", status] for chapter in chapters) for status in STATES[:2]]
    lines.append("| all | " + " | ".join(map(str, total)) + " |")
    return "\n".join(lines)


def main():
    faults = []

    def complain(path, number, what):
        faults.append(f"{path.relative_to(ROOT)}:{number}: {what}")

    with (HERE / "asvs/requirements.csv").open(encoding="utf-8", newline="") as file:
        levels = {row["id"]: row["level"] for row in csv.DictReader(file)}
    functions = functions_of(ROOT)
    counts = check_rows(levels, functions, complain)
    table = counts_table(counts)
    for path in [*sorted(HERE.rglob("*.md")), ROOT / "SECURITY.md"]:
        check_words(path, functions, complain)
    summary = HERE / "asvs/README.md"
    text = summary.read_text(encoding="utf-8")
    if "--write" in sys.argv:
        text = re.sub(r"(?ms)^\| chapter \|.*?^\| all \|[^\n]*", lambda _: table, text)
        summary.write_text(text, encoding="utf-8")
    if table not in text:
        complain(summary, 0, "its counts are not those of the tables; --write mends them")
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"docs/security: {len(faults)} faults", file=sys.stderr)
        return 1
    print(f"docs/security: {sum(counts.values())} rows, every file and test that they name is there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
