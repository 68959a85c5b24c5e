"""Ask ffmpeg: whether it can do what a feature needs, what a file is, and to make another of it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..outside import OutsideMissing, ffmpeg

OLDEST = 5
"""Phones' rotation and constant rates are told and made otherwise by older ones."""
REMEDY = "Run `pip install --upgrade imageio-ffmpeg`, or name another ffmpeg in IMAGEIO_FFMPEG_EXE."


@dataclass(frozen=True, kw_only=True)
class Said:
    """How ffmpeg ended, and its own words."""

    status: int
    words: str

    @property
    def reason(self) -> str:
        """The last thing it said, without its addresses in memory and the file's path."""
        lines = [re.sub(r"^(\[[^]]*\] ?)+", "", line).strip() for line in self.words.splitlines() if line.strip()]
        told = [line for line in lines if not re.match("Error opening|At least one output", line)]
        last = told[-1] if told else "it said nothing"
        return re.sub(r"(/|[A-Z]:\\)\S+", "the file", last).rstrip(".:")


def run(arguments: Sequence[str], feature: str) -> Said:
    """Run ffmpeg and return how it ended. Raises OutsideMissing when it does not start; ``feature`` is named then."""
    try:
        done = subprocess.run(
            [executable(feature), "-hide_banner", "-nostdin", *arguments], capture_output=True, check=False
        )
    except OSError as fault:
        raise OutsideMissing(f"{feature} needs ffmpeg, and it does not start: {fault}.", REMEDY) from fault
    return Said(status=done.returncode, words=done.stderr.decode(errors="replace"))


def carry_out(arguments: Sequence[str], feature: str) -> None:
    """Run ffmpeg. Raises OutsideMissing when it fails: what it has written by then is not whole."""
    said = run(arguments, feature)
    if said.status:
        raise OutsideMissing(f"{feature} failed: {said.reason}.", "Look whether the disk is full.")


def executable(feature: str) -> str:
    """Return the path of an ffmpeg. Raises OutsideMissing with what is wanted for."""
    return ffmpeg(f"{feature} needs ffmpeg")


def require(feature: str, *, filters: Sequence[str] = (), encoders: Sequence[str] = ()) -> None:
    """Raise OutsideMissing unless ffmpeg is there, new enough, and can do what ``feature`` needs."""
    program = executable(feature)
    version, known = _abilities(program, feature)
    number = re.search(r"version n?(\d+)", version)
    # Builds from the sources are named by their commit: what they can do is all that counts.
    if number and int(number[1]) < OLDEST:
        raise OutsideMissing(f"{feature} needs ffmpeg {OLDEST} or newer, and this is {number[1]}.", REMEDY)
    missing = [each for each in (*filters, *encoders) if each not in known]
    if missing:
        raise OutsideMissing(f"{feature} needs {', '.join(missing)}, which this ffmpeg does not have.", REMEDY)


@cache
def _abilities(program: str, feature: str) -> tuple[str, frozenset[str]]:
    """Return what an ffmpeg calls itself, and the names of its filters and encoders."""
    words = []
    for question in ("-version", "-filters", "-encoders"):
        try:
            words.append(subprocess.run([program, "-hide_banner", question], capture_output=True, text=True).stdout)
        except OSError as fault:
            raise OutsideMissing(f"{feature} needs ffmpeg, and it does not start: {fault}.", REMEDY) from fault
    names = re.findall(r"^ [A-Z.|]{2,6} +(\S+)", "\n".join(words[1:]), re.MULTILINE)
    return words[0], frozenset(names)


def loudness(words: str) -> dict[str, Any] | None:
    """Return what the filter loudnorm measured, from ffmpeg's words; None when there is nothing to hear."""
    found = re.findall(r"\{[^{}]*\"input_i\"[^{}]*\}", words)
    if not found:
        return None
    values: dict[str, Any] = json.loads(found[-1])
    return None if values["input_i"] == "-inf" or float(values["input_i"]) < SILENT_LUFS else values


TARGET_LUFS, TRUE_PEAK_DB, RANGE_LU = -16.0, -1.5, 11.0
"""Loud enough for a telephone in a staff room; broadcasts are quieter."""
MAY_DIFFER_LU = 1.5
SILENT_LUFS = -60.0

_GOAL = f"loudnorm=I={TARGET_LUFS:g}:TP={TRUE_PEAK_DB:g}:LRA={RANGE_LU:g}"
MEASURE = f"{_GOAL}:print_format=json"


def normalise(measured: dict[str, Any]) -> str:
    """Return the filter that brings what was measured to the loudness of all films, in its second pass."""
    told = {
        "measured_I": "input_i",
        "measured_TP": "input_tp",
        "measured_LRA": "input_lra",
        "measured_thresh": "input_thresh",
        "offset": "target_offset",
    }
    values = ":".join(f"{name}={measured[key]}" for name, key in told.items())
    return f"{_GOAL}:{values}:linear=true"
