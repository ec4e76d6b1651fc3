#!/usr/bin/env python3
"""Checks who includes whom: app -> models -> net -> core, and inside core
lab -> sim -> {swarm, roles} -> wire -> base; never upward, never sideways.

usage: check_layers.py ROOT    (prints file:line: what is wrong; exit 1 when anything is)

Also: every include in quotes is written from src/ (in tests, from tests/ too), and src/core knows no
Qt, no sockets, no threads, no clock and no process-wide random.
"""
import pathlib
import re
import sys

CORE = {
    "core/base": set(),
    "core/wire": {"core/base"},
    "core/swarm": {"core/base", "core/wire"},
    "core/roles": {"core/base", "core/wire"},
    "core/sim": {"core/base", "core/wire", "core/swarm", "core/roles"},
    "core/lab": {"core/base", "core/wire", "core/swarm", "core/roles", "core/sim"},
}
BELOW_NET = set(CORE) - {"core/sim"}
MAY_INCLUDE = CORE | {
    "net": BELOW_NET,
    "models": set(CORE) | {"net"},
    "app": set(CORE) | {"net", "models"},
}
# Folders of tests/ and what of src/ and tests/support they may know.
TESTS_MAY_INCLUDE = {
    "core": set(CORE) | {"support_core"},
    "theory": set(CORE) | {"support_core"},
    "net": BELOW_NET | {"net", "support"},
    "twin": set(CORE) | {"net", "support"},
    "calibration": set(CORE) | {"net", "support"},
    "support_core": set(CORE),
    "models": set(CORE) | {"net", "models", "support"},
    "gui": set(CORE) | {"net", "models", "app", "support"},
    "interop": BELOW_NET | {"net", "support"},
    "fuzz": BELOW_NET | {"net"},
    "support": BELOW_NET | {"net"},
    "support/window": set(CORE) | {"net", "models", "support"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
NOT_IN_CORE = [
    (re.compile(r"<Q\w*"), "core includes no Qt"),
    (re.compile(r"<(sys/(socket|epoll|select|un)|netinet/.*|net/.*|netdb|poll)\.h>|<boost/(asio|beast)"),
     "core includes no sockets"),
    (re.compile(r"<(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|stop_token"
                r"|pthread\.h)>"), "core includes no threads"),
    (re.compile(r"<(random|ctime|time\.h|sys/time\.h)>"), "core includes neither random nor clock"),
]
ADDRESS_PARSER = "core/base/endpoint.cpp"  # inet_pton and inet_ntop turn text into addresses
NOT_CALLED_IN_CORE = re.compile(
    r"\b(steady_clock|system_clock|high_resolution_clock|clock_gettime|gettimeofday|random_device"
    r"|mt19937(?:_64)?|srand|rand\s*\(\s*\))")


def layer_of(path):
    """'core/wire' for core/wire/message.h, 'net' for net/mailbox.h; None for anything unknown."""
    parts = path.split("/")
    name = "/".join(parts[:2]) if parts[0] == "core" else parts[0]
    return name if name in MAY_INCLUDE else None


def sources(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in (".cpp", ".h"))


def without_comments(line):
    return line.split("//", 1)[0]


def check_quoted(target, including_layer, allowed, source, roots):
    """What is wrong with an include in quotes, or None."""
    if target.endswith(".moc"):
        own = target == source.stem + ".moc"
        return None if own else f'"{target}" is not this file\'s own moc output'
    if not any((root / target).is_file() for root in roots):
        return f'"{target}" is not written from src/'
    folder = target.split("/")[0]
    layer = folder if folder in ("support", "support_core") else layer_of(target)
    if layer is None or layer not in allowed | {including_layer}:
        return f'"{target}": {including_layer} may not include {layer or "that"}'
    return None


def check_core_line(path, line):
    for pattern, why in NOT_IN_CORE:
        if INCLUDE.match(line) and pattern.search(line):
            yield why
    if "<arpa/inet.h>" in line and path != ADDRESS_PARSER:
        yield "core includes no sockets"
    if found := NOT_CALLED_IN_CORE.search(without_comments(line)):
        yield f"core has no clock and no process-wide random ({found[1]})"


def check_file(file, name, layer, allowed, roots):
    """Yields (line number, complaint) for one source file."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        include = INCLUDE.match(line)
        if include and include[1] == '"':
            if complaint := check_quoted(include[2], layer, allowed, file, roots):
                yield number, complaint
        if layer.startswith("core/"):
            for complaint in check_core_line(name, line):
                yield number, complaint


def check(root):
    """All complaints about a repository, as 'file:line: text'."""
    src, tests = root / "src", root / "tests"
    complaints = []
    for file in sources(src):
        name = file.relative_to(src).as_posix()
        layer = layer_of(name)
        if layer is None:
            complaints.append(f"src/{name}:1: lies in no known layer")
            continue
        for number, text in check_file(file, name, layer, MAY_INCLUDE[layer], [src]):
            complaints.append(f"src/{name}:{number}: {text}")
    for folder, allowed in TESTS_MAY_INCLUDE.items():
        for file in sources(tests / folder):
            name = file.relative_to(tests).as_posix()
            if name.startswith("support/window/") and folder == "support":
                continue
            for number, text in check_file(file, name, folder, allowed, [src, tests]):
                complaints.append(f"tests/{name}:{number}: {text}")
    return complaints


def main():
    complaints = check(pathlib.Path(sys.argv[1]))
    print("\n".join(complaints) or "layers: in order")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
