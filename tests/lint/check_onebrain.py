#!/usr/bin/env python3
"""Checks that both worlds drive one brain: what a peer or a tracker decides is written once.

usage: check_onebrain.py ROOT [CORE_LIBRARY NET_LIBRARY]    (exit 1 when anything is wrong)

In the sources: nothing outside src/core/swarm and src/core/roles adds to their namespaces, derives
from a policy or makes one that the catalogue does not know, and the catalogue names each policy once.
In the libraries, when named: lists the swarm:: and roles:: classes that the virtual world and the live
world link, and demands that each of them holds the brains of both.
"""
import pathlib
import re
import subprocess
import sys

POLICIES = ("PiecePicker", "Choker")
HOMES = ("src/core/swarm/", "src/core/roles/")
DERIVES = re.compile(r"\bclass\s+(\w+)[^;{]*:\s*public\s+(?:swarm::)?(" + "|".join(POLICIES) + r")\b")
REOPENS = re.compile(r"^\s*namespace\s+(swarm|roles)\s*\{")
CATALOGUE = "src/core/swarm/policycatalog.cpp"
ENTRY = re.compile(r'PolicyEntry<\w+>\{\s*"([^"]+)"[^}]*?(\w+)\s*\}', re.DOTALL)
BRAINS = {"swarm::Peer", "roles::SwarmTable"}
SYMBOL = re.compile(r"\b((?:swarm|roles)::\w+)::~?\w+\(")


def check_sources(root):
    """All complaints about a repository's sources."""
    complaints = []
    for file in sorted((root / "src").rglob("*")):
        if file.suffix not in (".cpp", ".h"):
            continue
        name = file.relative_to(root).as_posix()
        if name.startswith(HOMES):
            continue
        text = file.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if found := REOPENS.match(line):
                complaints.append(f"{name}:{number}: adds to namespace {found[1]}")
        for found in DERIVES.finditer(text):
            complaints.append(f"{name}: {found[1]} is a second home of {found[2]}")
    return complaints + check_catalogue(root)


def check_catalogue(root):
    """Each policy is named once, made once, and each one that is written is in the table."""
    file = root / CATALOGUE
    entries = ENTRY.findall(file.read_text(encoding="utf-8")) if file.is_file() else []
    complaints = []
    for column, what in ((0, "name"), (1, "policy")):
        values = [entry[column] for entry in entries]
        for value in sorted({v for v in values if values.count(v) > 1}):
            complaints.append(f"{CATALOGUE}: the {what} {value} is there twice")
    written = [found[1] for source in sorted((root / "src/core/swarm").rglob("*.cpp"))
               for found in DERIVES.finditer(source.read_text(encoding="utf-8"))]
    if len(written) != len(entries):
        complaints.append(f"{CATALOGUE}: {len(entries)} policies, but these are written: {', '.join(written)}")
    return complaints


def linked(library, members=None):
    """The swarm:: and roles:: classes whose functions the library's objects call from outside."""
    names = subprocess.run(["nm", "-A", "-C", "--undefined-only", library],
                           check=True, capture_output=True, text=True).stdout
    found = set()
    for line in names.splitlines():
        member = line.split(":")[1]
        if members is None or member.removesuffix(".o") in members:
            found.update(SYMBOL.findall(line))
    return found


def check_libraries(root, core, net):
    """Lists what each world links; complains when one of them lacks a brain."""
    sim_files = {file.name for file in (root / "src/core/sim").glob("*.cpp")}
    worlds = {"virtual": linked(core, sim_files), "live": linked(net)}
    complaints = []
    for world, classes in worlds.items():
        print(f"the {world} world links {', '.join(sorted(classes))}")
        for brain in sorted(BRAINS - classes):
            complaints.append(f"the {world} world does not link {brain}")
    return complaints


def main():
    root = pathlib.Path(sys.argv[1])
    complaints = check_sources(root)
    if len(sys.argv) > 2:
        complaints += check_libraries(root, *sys.argv[2:4])
    print("\n".join(complaints) or "one brain: in order")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
