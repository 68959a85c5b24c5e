"""The bench itself: one JSON line a figure on stdout, a table on stderr, both kept as data of the day."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import date
from pathlib import Path
from typing import Any

from . import browsing, building, fleet, previewing, reporting
from .measure import Bench

GROUPS = {
    "build": building.one_package,
    "matrix": building.matrix,
    "growth": building.growth,
    "browser": browsing.figures,
    "verify": building.verifying,
    "preview": previewing.reload,
    "report": reporting.million,
    "fleet": fleet.throughput,
}


def main() -> None:
    wish = argparse.ArgumentParser(prog="make bench", description=__doc__)
    wish.add_argument("groups", nargs="*", metavar="|".join(GROUPS), help="which figures [default: all]")
    wish.add_argument("--runs", type=int, default=5, help="of which the median counts [default: 5]")
    wish.add_argument("--long", action="store_true", help="the whole matrix, and 5,000 pages")
    wish.add_argument("--lock", type=Path, help="a file to lock before each measured step, on a machine with others")
    wish.add_argument("--keep", type=Path, help="where the lines are kept, such as docs/bench/2026-11-22.jsonl")
    given = wish.parse_args()
    kept = given.keep.open("a", encoding="utf-8") if given.keep else None

    def told(figure: dict[str, Any]) -> None:
        line = json.dumps({"day": f"{date.today()}", **figure})
        print(line, flush=True)
        print(row(figure), file=sys.stderr, flush=True)
        if kept:
            print(line, file=kept, flush=True)

    told({"figure": "machine", "value": os.cpu_count(), "unit": "cores", "python": platform.python_version()})
    bench = Bench(told=told, runs=given.runs, is_long=given.long, lock=given.lock)
    for name in given.groups or GROUPS:
        GROUPS[name](bench)


def row(figure: dict[str, Any]) -> str:
    ratio = f"{figure['ratio']:>8.2f} ×" if "ratio" in figure else " " * 10
    aim = f"aim {figure['aim']:<8} {'met' if figure['met'] else 'MISSED'}" if "aim" in figure else ""
    return f"{figure['figure']:<48}{figure['value']:>14,.3f} {figure['unit']:<16}{ratio}  {aim}"


main()
