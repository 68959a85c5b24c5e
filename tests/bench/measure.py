"""Run a process or a function several times, and say what it took: CPU seconds, wall time, peak memory."""

from __future__ import annotations

import fcntl
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from ..conftest import ROOT

Key = TypeVar("Key")
SOURCES = {**os.environ, "PYTHONPATH": f"{ROOT / 'builder'}{os.pathsep}{ROOT / 'scorm'}"}


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one process took. ``cpu``: user and system seconds; ``memory``: the most that lay in memory, in MB."""

    cpu: float
    wall: float
    memory: float
    output: bytes = b""


@dataclass
class Bench:
    """The figures of one run of the bench, told as they come. ``lock``: waited for before each measured step."""

    told: Callable[[dict[str, Any]], None]
    runs: int = 5
    is_long: bool = False
    lock: Path | None = None
    figures: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, name: str, value: float, unit: str, **more: Any) -> None:
        """Keep one figure. ``yardstick`` gives a ratio, ``aim`` the most that this ratio (or the value) may be."""
        figure: dict[str, Any] = {"figure": name, "value": round(value, 4), "unit": unit}
        if yardstick := more.pop("yardstick", None):
            figure |= {"yardstick": round(yardstick, 4), "ratio": round(value / yardstick, 2)}
        if (aim := more.pop("aim", None)) is not None:
            figure |= {"aim": aim, "met": figure.get("ratio", value) <= aim}
        figure |= {"load": round(os.getloadavg()[0], 1), **more}
        self.figures.append(figure)
        self.told(figure)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the machine to oneself, as far as those go who mind the same lock."""
        if self.lock is None:
            yield
            return
        with self.lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def median(self, command: Sequence[str], *, before: Callable[[], object] = lambda: None, runs: int = 0) -> Run:
        """Run a command several times and return the median of each figure."""
        with self.alone():
            found = []
            for _ in range(runs or self.runs):
                before()
                found.append(run(command))
        middle = {name: statistics.median(getattr(each, name) for each in found) for name in ("cpu", "wall", "memory")}
        return Run(**middle, output=found[-1].output)

    def fastest(
        self, commands: Mapping[Key, Sequence[str]], before: Callable[[], object] = lambda: None
    ) -> dict[Key, Run]:
        """Run several commands in turns, round after round, and return the fastest run of each."""
        found: dict[Key, list[Run]] = {each: [] for each in commands}
        with self.alone():
            for _ in range(self.runs):
                for each, command in commands.items():
                    before()
                    found[each].append(run(command))
        return {each: min(runs, key=lambda run: run.cpu) for each, runs in found.items()}


def run(command: Sequence[str]) -> Run:
    """Run one process to its end. Raises CalledProcessError when it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=SOURCES, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Run(cpu=usage.ru_utime + usage.ru_stime, wall=wall, memory=usage.ru_maxrss / 1024, output=output)


def seemenow(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "seemenow", *map(str, arguments)]


def python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]
