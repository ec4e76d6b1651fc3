#!/usr/bin/env python3
"""Runs clang-tidy-14 on many files quickly: files of one folder are read as one translation unit,
because nearly all of clang-tidy's time goes into the headers they share.

usage: clang_tidy.py --build DIR [--jobs N] FILE...    (paths from the repository's root)

Files that cannot be read together (two helpers of one name) are parted. Exit 1 when
anything is found.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

FILES_AT_ONCE = 8
CANNOT_BE_READ = "[clang-diagnostic-error]"
NOISE = re.compile(r"^\d+ (warnings?|errors?)( and \d+ errors?)? generated|^Suppressed |^Use -header-filter"
                   r"|treated as errors?$|^Error while processing")


def commands_of(build):
    """Absolute file -> compiler arguments, without what is only for g++'s precompiled headers."""
    with open(build / "compile_commands.json", encoding="utf-8") as file:
        entries = json.load(file)
    return {entry["file"]: arguments(shlex.split(entry["command"])) for entry in entries}


def arguments(command):
    kept, words = [], iter(command[1:])
    for word in words:
        if word in ("-o", "-c"):
            next(words)
        elif word == "-include":
            if not (included := next(words)).endswith("cmake_pch.hxx"):
                kept += [word, included]
        elif word in ("-isystem", "-I"):
            kept.append(word + next(words))
        elif word.startswith(("-I", "-D", "-std", "-isystem", "-f")):
            kept.append(word)
    return [word for word in kept if not word.startswith(("-fsanitize", "-fno-sanitize"))]


def batches(files):
    """Files of one folder, at most FILES_AT_ONCE together."""
    folders = {}
    for file in files:
        folders.setdefault(file.parent, []).append(file)
    for group in folders.values():
        for at in range(0, len(group), FILES_AT_ONCE):
            yield group[at:at + FILES_AT_ONCE]


def run(source, flags, root):
    """clang-tidy's complaints about one translation unit."""
    command = ["clang-tidy-14", "--quiet", str(source), "--", "-xc++", *flags]
    result = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    text = "\n".join(line for line in result.stdout.splitlines() if not NOISE.search(line))
    return text if text or result.returncode == 0 else f"{source}: clang-tidy ended with {result.returncode}"


def together(batch, commands, root, folder):
    """One translation unit out of a batch; halves it when that cannot be read."""
    if len(batch) == 1:
        return run(batch[0], commands[str(batch[0])], root)
    unit = folder / f"{batch[0].parent.name}_{batch[0].stem}_{len(batch)}.cpp"
    lines = []
    for file in batch:  # each test has a main()
        lines += [f"#define main mainOf_{file.stem}", f'#include "{file}" // NOLINT', "#undef main"]
    unit.write_text("\n".join(lines) + "\n", encoding="utf-8")
    flags = list(dict.fromkeys(word for file in batch for word in commands[str(file)]))
    complaints = run(unit, flags, root)
    if CANNOT_BE_READ not in complaints:
        return complaints
    middle = len(batch) // 2
    halves = [together(part, commands, root, folder) for part in (batch[:middle], batch[middle:])]
    return "\n".join(text for text in halves if text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    root = pathlib.Path.cwd()
    commands = commands_of(options.build)
    files = sorted(path for file in options.files if str(path := root / file) in commands)
    folder = root / options.build / "lint"
    folder.mkdir(exist_ok=True)
    found = False
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        jobs = [pool.submit(together, batch, commands, root, folder) for batch in batches(files)]
        for job in concurrent.futures.as_completed(jobs):
            if text := job.result():
                found = True
                print(text, flush=True)
    print(f"clang-tidy: {len(files)} files, {'see above' if found else 'nothing found'}", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
