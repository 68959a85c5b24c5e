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
from seemenow.fleet import Fleet, fleet
from seemenow.fleet_make import Made

from ..conftest import MakeCourse

MakeFleet = Callable[[int], Path]


@pytest.fixture
def make_fleet(make_course: MakeCourse, tmp_path: Path) -> MakeFleet:
    """Return a function that writes a fleet file for some schools; each has the same contact of its own."""

    def make(schools: int) -> Path:
        make_course()
        (tmp_path / "contact.yaml").write_text("en: {title: Inside our school, text: Ask at the desk.}\n")
        file = tmp_path / "fleet.yaml"
        file.write_text("course: course\ntable: schools.csv\ndefaults: {lite: true, contact: contact.yaml}\n")
        (tmp_path / "schools.csv").write_text("id\n" + "".join(f"s{number}\n" for number in range(schools)))
        return file

    return make


def run(file: Path, url: str | Path, **more: Any) -> Fleet:
    return fleet(file, more.pop("assets", resources.assets()), file.parent, str(url), **more)


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
