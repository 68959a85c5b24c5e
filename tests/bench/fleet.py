"""What a fleet takes: one package of very many, packages a second and core, and two processes beside one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from .building import COURSE, workshop
from .measure import Bench, Run, seemenow

SCHOOLS = 400  # times three brands, two audiences and two languages: 4,800 packages
SAMPLE = 20
EACH = 12
THEME = "{{id: {id}, name: The {id} schools, colours: {{light: {{header: '{header}'}}}}}}"
BRANDS = {"harbour": "#3a0a1c", "meadow": "#10331f", "summit": "#1b1f4b"}
CONTACT = """\
words:
  - {{language: en, name: Care team {number}, purpose: Any worry about a pupil}}
  - {{language: nl, name: Zorgteam {number}, purpose: Elke zorg over een leerling}}
url: https://school-{number}.example/care
source: {{name: The team itself, read_on: 2026-11-01}}
expires_on: 2027-01-15
"""


def throughput(bench: Bench) -> None:
    """Lite packages end to end into a folder; all 4,800 with --long, else a sample, which the figures name."""
    schools = SCHOOLS if bench.is_long else SAMPLE
    with workshop() as folder:
        few, many = schools_in(folder, 1), schools_in(folder, schools)
        begin = bench.median(command(few, folder / "few", 1), runs=1)
        one = bench.median(command(many, folder / "one", 1), runs=1)
        two = bench.median(command(many, folder / "two", 2), runs=1)
        made = {name: states(folder / name) for name in ("one", "two")}
        count = schools * EACH
        about = {"packages": count, "bytes": size(folder / "two"), "made": made["one"] + made["two"]}
        marginal = (one.cpu - begin.cpu) / (count - EACH)
        bench.tell("fleet, to begin: course and twelve editions", begin.cpu - EACH * marginal, "s CPU")
        bench.tell("fleet, one package of many", marginal, "s CPU", **about)
        bench.tell("fleet, one process", count / one.wall, "packages/s", **about, **_beside(one))
        bench.tell("fleet, two processes", count / two.wall, "packages/s", **about, **_beside(two))
        bench.tell("fleet, two processes, a core", count / two.wall / 2, "packages/s", **about)
        bench.tell("fleet, two processes for one", one.wall / two.wall, "times as fast", **about)


def schools_in(folder: Path, count: int) -> Path:
    """Write a fleet file for some schools, each with a contact of its own, and return it."""
    for name, header in BRANDS.items():
        (folder / f"{name}.yaml").write_text(THEME.format(id=name, header=header))
    lines = ["id,contact"]
    for number in range(count):
        (folder / f"contact-{number}.yaml").write_text(CONTACT.format(number=number))
        lines.append(f"school-{number},contact-{number}.yaml")
    (folder / f"schools-{count}.csv").write_text("\n".join(lines) + "\n")
    file = folder / f"fleet-{count}.yaml"
    brands = ", ".join(f"{{id: {name}, theme: {name}.yaml}}" for name in BRANDS)
    defaults = "{lite: true, audiences: [secondary, mbo], languages: [en, nl]}"
    file.write_text(f"course: {COURSE}\nbrands: [{brands}]\ndefaults: {defaults}\ntable: schools-{count}.csv\n")
    return file


def command(file: Path, out: Path, jobs: int) -> Sequence[str]:
    return seemenow("fleet", file, "--out", out, "--jobs", jobs, "--json")


def states(out: Path) -> int:
    """Return how many packages were made. Raises when one was not: such a figure would lie."""
    rows = [json.loads(line) for line in (out / "fleet.jsonl").read_text().splitlines()]
    assert all(row["state"] == "made" for row in rows)
    return len(rows)


def size(out: Path) -> int:
    return sum(path.stat().st_size for path in out.rglob("*.zip"))


def _beside(run: Run) -> dict[str, float]:
    return {"cpu": round(run.cpu, 1), "wall": round(run.wall, 1)}
