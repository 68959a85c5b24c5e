"""What the long tests of fleets need: a fleet of the smallest course, and its packages in every state."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from seemenow import resources
from seemenow.fleet.make import Made
from seemenow.fleet.run import Fleet, fleet

from ..conftest import MakeCourse

FILES = {
    "fleet.yaml": "course: course\ntable: schools.csv\nbrands: [{id: plain, theme: plain.yaml}]\n"
    "defaults: {lite: true, contact: contact.yaml}\n",
    "plain.yaml": "{id: plain, name: Plain}",
    "contact.yaml": "words: [{language: en, name: Our team, purpose: Any worry}]\nurl: https://school.example\n"
    "source: {name: The team, read_on: 2026-11-01}\nexpires_on: 2027-01-15\n",
}
MakeFleet = Callable[[int], Path]


@pytest.fixture
def make_fleet(make_course: MakeCourse, tmp_path: Path) -> MakeFleet:
    """Return a function that writes a fleet file for some schools; each has the same contact of its own."""

    def make(schools: int) -> Path:
        make_course()
        for name, content in FILES.items():
            (tmp_path / name).write_text(content)
        file = tmp_path / "fleet.yaml"
        (tmp_path / "schools.csv").write_text("id\n" + "".join(f"s{number}\n" for number in range(schools)))
        return file

    return make


def run(file: Path, url: str | Path, **more: Any) -> Fleet:
    return fleet(file, more.pop("assets", resources.assets()), lambda: file.parent, str(url), **more)


def states(done: Fleet) -> dict[str, int]:
    return dict(Counter(each.state for each in done.rows))


class KillsOnce:
    """Kills the process that made the first package, without warning, when that is told."""

    def __init__(self) -> None:
        self.killed: str | None = None

    def __call__(self, made: Made, done: int, of: int) -> None:
        if self.killed is None:
            self.killed = made.worker
            os.kill(int(made.worker.rpartition(":")[2]), signal.SIGKILL)
