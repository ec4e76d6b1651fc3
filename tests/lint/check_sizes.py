#!/usr/bin/env python3
"""Refuses source files that are too long to have one responsibility (functions: clang-tidy does).

usage: check_sizes.py ROOT    (prints file: lines; exit 1 when a file is over the limit)
"""
import pathlib
import sys

MOST_LINES = 400
FOLDERS = ("src", "qml", "tests", "bench")
SUFFIXES = (".cpp", ".h", ".qml", ".py")


def check(root):
    """All files over the limit, as 'file: N lines, the limit is M'."""
    complaints = []
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in SUFFIXES and file.is_file():
                lines = len(file.read_bytes().splitlines())
                if lines > MOST_LINES:
                    name = file.relative_to(root).as_posix()
                    complaints.append(f"{name}: {lines} lines, the limit is {MOST_LINES}")
    return complaints


def main():
    complaints = check(pathlib.Path(sys.argv[1]))
    print("\n".join(complaints) or "sizes: in order")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
