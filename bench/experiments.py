#!/usr/bin/env python3
"""Runs the experiments of docs/experiments and writes what they measured: the rows that a page shows go to
docs/experiments/results/NAME.csv, and as a table into the page. With --check nothing is written, and whatever
differs from what is committed is an error: virtual trials give the same numbers everywhere.

A page says what its table shows in a comment, `<!-- measured GROUP:METRIC ... -->`, which ends at the
next `<!-- end -->`.
"""
import argparse
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "experiments"
TABLE = re.compile(r"(<!-- measured ([^>]*?) -->\n).*?(<!-- end -->)", re.DOTALL)
KEPT = ["n", "mean", "mean_low", "mean_high"]


def rounded(text):
    """Six digits: more than the interval deserves, few enough to read."""
    return f"{float(text):.6g}" if text else ""


def measure(program, name, wanted, jobs):
    """The rows of the summary that are wanted, with the settings they belong to."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "run", ROOT / "resources" / "scenarios" / f"{name}.toml", "-o",
                        f"{folder}/out", "--jobs", str(jobs)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(f"{folder}/out/summary.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    keys = list(rows[0])[:list(rows[0]).index("group")]
    order = [(column.partition(":")[0], column.partition(":")[2]) for column in wanted]
    kept = [row for row in rows if (row["group"], row["metric"]) in order]
    return keys, [{**{key: row[key] for key in [*keys, "group", "metric", "unit"]},
                   **{column: rounded(row[column]) for column in KEPT}} for row in kept]


def as_csv(keys, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, [*keys, "group", "metric", "unit", *KEPT], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def plain(value, digits):
    """The number to so many digits, without an exponent."""
    if value == 0 or abs(value) >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def cell(row):
    """The mean, and half of the interval when it has a width."""
    if row is None or not row["mean"]:
        return "-"
    text = plain(float(row["mean"]), 3)
    half = (float(row["mean_high"]) - float(row["mean_low"])) / 2 if row["mean_low"] else 0
    return f"{text} ± {plain(half, 2)}" if half > 0 else text


def as_table(keys, rows, wanted):
    """One line a setting, one column a wanted metric."""
    units = {(row["group"], row["metric"]): row["unit"] for row in rows}
    titles = []
    for column in wanted:
        group, _, metric = column.partition(":")
        unit = units.get((group, metric), "1")
        titles.append(f"{group} {metric}" + (f" [{unit}]" if unit != "1" else ""))
    lines = [" | ".join(["", *(f"`{key}`" for key in keys), *titles, ""]).strip(),
             "|" + " --- |" * (len(keys) + len(wanted))]
    settings = {}
    for row in rows:
        setting = settings.setdefault(tuple(row[key] for key in keys), {})
        setting[f"{row['group']}:{row['metric']}"] = row
    for setting, values in settings.items():
        lines.append(" | ".join(["", *setting, *(cell(values.get(column)) for column in wanted), ""])
                     .strip())
    return "\n".join(lines) + "\n"


def refresh(program, page, check, jobs):
    """Measures what the page shows; whether that is what is committed."""
    text = page.read_text(encoding="utf-8")
    wanted = TABLE.search(text)[2].split()
    keys, rows = measure(program, page.stem, wanted, jobs)
    fresh = TABLE.sub(lambda m: m[1] + as_table(keys, rows, wanted) + m[3], text)
    results = PAGES / "results" / f"{page.stem}.csv"
    committed = results.read_text(encoding="utf-8") if results.exists() else ""
    same = committed == as_csv(keys, rows) and text == fresh
    if not check:
        results.parent.mkdir(exist_ok=True)
        results.write_text(as_csv(keys, rows), encoding="utf-8")
        page.write_text(fresh, encoding="utf-8")
    print(f"{page.stem}: {'as committed' if same else 'differs' if check else 'written'}", flush=True)
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("names", nargs="*", help="experiments; all of them when left out")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--jobs", type=int, default=0, help="trials at a time, 0 = one a core")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release", help="the build's folder")
    arguments = parser.parse_args()
    pages = [page for page in sorted(PAGES.glob("*.md")) if TABLE.search(page.read_text("utf-8"))]
    unknown = set(arguments.names) - {page.stem for page in pages}
    if unknown:
        parser.error(f"no page in docs/experiments: {', '.join(sorted(unknown))}")
    same = [refresh(arguments.build / "bin" / "torrarium", page, arguments.check, arguments.jobs)
            for page in pages if not arguments.names or page.stem in arguments.names]
    sys.exit(0 if all(same) or not arguments.check else 1)


if __name__ == "__main__":
    main()
