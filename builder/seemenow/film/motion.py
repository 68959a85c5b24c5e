"""How a layer moves: pure functions of the time, written in the drawing as ``data-motion``.

``data-motion="breathe 420 560 0.008 4.2; drift 60 0 0 1"`` holds one or more motions, each a word and numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

KINDS: dict[str, int] = {
    "breathe": 4,  # x y amount period: swells upwards from the point (x, y)
    "sway": 5,  # x y degrees period phase: turns to and fro about (x, y)
    "drift": 4,  # dx dy start end: travels that far between two parts of the scene (0 to 1)
    "bob": 3,  # dy period phase: rises and sinks
    "pulse": 4,  # low high period phase: opacity goes to and fro
    "fade": 4,  # from to start end: opacity changes between two parts of the scene (0 to 1)
}
"""The motions, with how many numbers each takes. Periods are seconds, phases parts of a period."""

SHORTEST_PULSE = 1.0
"""Seconds: slower than one light change a second is far below the three flashes that can harm."""


@dataclass(frozen=True, kw_only=True)
class Motion:
    kind: str
    numbers: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Attitude:
    """Where motion has brought a layer: an affine matrix (a, b, c, d, e, f as in SVG) and an opacity."""

    matrix: tuple[float, float, float, float, float, float] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    opacity: float = 1.0


def parse(text: str) -> tuple[Motion, ...]:
    """Return the motions of a ``data-motion``; raise ValueError with a reason that an artist can use."""
    motions = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        kind, *words = part.split()
        if kind not in KINDS:
            raise ValueError(f"“{kind}” is not a motion; known are {', '.join(KINDS)}")
        if len(words) != KINDS[kind]:
            raise ValueError(f"“{kind}” takes {KINDS[kind]} numbers, here are {len(words)}")
        numbers = tuple(float(word) for word in words)
        if kind in {"breathe", "sway", "bob", "pulse"} and _period(kind, numbers) <= 0:
            raise ValueError(f"the period of “{kind}” must be more than 0 seconds")
        if kind == "pulse" and _period(kind, numbers) < SHORTEST_PULSE:
            raise ValueError(f"“pulse” must be no faster than one in {SHORTEST_PULSE:g} s")
        motions.append(Motion(kind=kind, numbers=numbers))
    return tuple(motions)


def attitude(motions: Sequence[Motion], seconds: float, part: float) -> Attitude:
    """Return where the motions are after ``seconds`` of a scene, of which ``part`` (0 to 1) has passed."""
    matrix, opacity = Attitude().matrix, 1.0
    for motion in motions:
        n = motion.numbers
        match motion.kind:
            case "breathe":
                swell = 1 + n[2] * _wave(seconds, n[3], 0.0)
                matrix = _times(matrix, _about(n[0], n[1], (1 + (swell - 1) * 0.4, 0.0, 0.0, swell, 0.0, 0.0)))
            case "sway":
                angle = math.radians(n[2] * _wave(seconds, n[3], n[4]))
                turn = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0.0, 0.0)
                matrix = _times(matrix, _about(n[0], n[1], turn))
            case "drift":
                way = min(1.0, (part - n[2]) / max(n[3] - n[2], 1e-6)) if part > n[2] else 0.0
                matrix = _times((1.0, 0.0, 0.0, 1.0, n[0] * way, n[1] * way), matrix)
            case "bob":
                matrix = _times((1.0, 0.0, 0.0, 1.0, 0.0, n[0] * _wave(seconds, n[1], n[2])), matrix)
            case "pulse":
                opacity *= n[0] + (n[1] - n[0]) * (0.5 + 0.5 * _wave(seconds, n[2], n[3]))
            case "fade":
                opacity *= n[0] + (n[1] - n[0]) * smooth((part - n[2]) / max(n[3] - n[2], 1e-6))
    return Attitude(matrix=matrix, opacity=min(1.0, max(0.0, opacity)))


def smooth(part: float) -> float:
    """Ease from 0 to 1, with no jolt at either end; what lies outside stays at the end."""
    part = min(1.0, max(0.0, part))
    return part * part * (3 - 2 * part)


def _period(kind: str, numbers: Sequence[float]) -> float:
    return numbers[{"breathe": 3, "sway": 3, "bob": 1, "pulse": 2}[kind]]


def _wave(seconds: float, period: float, phase: float) -> float:
    return math.sin(2 * math.pi * (seconds / period + phase))


Matrix = tuple[float, float, float, float, float, float]


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )


def _about(x: float, y: float, matrix: Matrix) -> Matrix:
    return _times(_times((1.0, 0.0, 0.0, 1.0, x, y), matrix), (1.0, 0.0, 0.0, 1.0, -x, -y))
