"""Shapes and colours that a drawing is made of.

Shapes are skia paths, so that they can be cut out of each other. Most are written as an outline: ``x,y`` pairs in one
text, as in an SVG polygon. A third number says how wide a limb is there, or, as 0, that a smooth shape has a corner.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import skia

Point = tuple[float, ...]
Outline = str | Sequence[Point]
"""Points, or the text that ``points`` reads."""

NIGHT = "#0b0d22"
"""What colours darken towards unless told otherwise."""


# --- colours ------------------------------------------------------------------------------------


def mix(colour: str, other: str, part: float) -> str:
    """Return ``colour`` with ``part`` (0 to 1) of ``other`` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * (1 - part) + b * part):02x}" for a, b in pairs)


def darker(colour: str, part: float = 0.25, towards: str = NIGHT) -> str:
    return mix(colour, towards, part)


def lighter(colour: str, part: float = 0.25, towards: str = "#ffffff") -> str:
    return mix(colour, towards, part)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


# --- points -------------------------------------------------------------------------------------


def points(text: str, x: float = 0, y: float = 0, unit: float = 1, *, side: int = 1) -> list[Point]:
    """Return the points of ``"1,2 3,4,5"``, ``unit`` times as large, from (x, y); ``side`` -1 looks left instead."""
    read = [[float(number) for number in point.split(",")] for point in text.split()]
    return [(x + side * at[0] * unit, y + at[1] * unit, *(width * unit for width in at[2:])) for at in read]


def ring(cx: float, cy: float, rx: float, ry: float, count: int) -> list[Point]:
    """Return ``count`` points on an ellipse, the first at its right."""
    # Four places, as the drawings were first made: finer angles would move a line by a tenth of a unit.
    turns = [round(math.tau * index / count, 4) for index in range(count)]
    return [(cx + rx * math.cos(turn), cy + ry * math.sin(turn)) for turn in turns]


def read_outline(outline: Outline) -> Sequence[Point]:
    return points(outline) if isinstance(outline, str) else outline


# --- shapes -------------------------------------------------------------------------------------

HANDLE = 0.35
"""How long the handle of a curve is, as a part of its tangent; a third would be Catmull and Rom's."""
LONGEST_TANGENT = 1.15
"""In lengths of the piece it belongs to. Longer ones loop where near and far points meet."""
ELBOW = 0.98
"""How wide the round outside of a bend is, as a part of the limb there."""


def smooth(outline: Outline, *, closed: bool = True, pull: float = 0.5) -> skia.Path:
    """Return a soft line through the points; ``pull`` 0 leaves all pieces straight."""
    at = read_outline(outline)
    count = len(at)
    path = skia.Path()
    path.moveTo(at[0][0], at[0][1])
    for here in range(count if closed else count - 1):
        there = (here + 1) % count
        (ax, ay), (bx, by) = at[here][:2], at[there][:2]
        reach = LONGEST_TANGENT * (math.hypot(bx - ax, by - ay) or 1)
        out_x, out_y = _tangent(at, here, closed, pull, reach)
        in_x, in_y = _tangent(at, there, closed, pull, reach)
        path.cubicTo(ax + out_x * HANDLE, ay + out_y * HANDLE, bx - in_x * HANDLE, by - in_y * HANDLE, bx, by)
    if closed:
        path.close()
    return path


def limb(outline: Outline, samples: int = 7) -> skia.Path:
    """Return a round tube through points of x, y and half its width there."""
    joints = read_outline(outline)
    middle = _sampled(joints, samples)
    left, right = _sides(middle)
    tube = smooth(left + right[::-1])
    tube.setFillType(skia.PathFillType.kWinding)
    rounds = [middle[0], middle[-1], *((x, y, width * ELBOW) for x, y, width in joints[1:-1])]
    return _union(skia.Simplify(tube), *(ellipse(x, y, width) for x, y, width in rounds))


def polygon(outline: Outline) -> skia.Path:
    at = read_outline(outline)
    path = skia.Path()
    path.moveTo(*at[0])
    for point in at[1:]:
        path.lineTo(*point)
    path.close()
    return path


def rect(x: float, y: float, width: float, height: float, radius: float = 0) -> skia.Path:
    path = skia.Path()
    box = skia.Rect.MakeXYWH(x, y, width, height)
    if radius:
        path.addRoundRect(box, radius, radius)
    else:
        path.addRect(box)
    return path


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None, degrees: float = 0) -> skia.Path:
    """Return an ellipse, or a circle when ``ry`` is left out."""
    ry = rx if ry is None else ry
    path = skia.Path()
    path.addOval(skia.Rect.MakeXYWH(cx - rx, cy - ry, 2 * rx, 2 * ry))
    return turned(path, degrees, cx, cy) if degrees else path


EVERYWHERE = rect(-480, -480, 2240, 1680)
"""The picture and all that the camera may find beyond it."""


def _tangent(at: Sequence[Point], index: int, closed: bool, pull: float, reach: float) -> tuple[float, float]:
    is_corner = len(at[index]) > 2 and at[index][2] == 0
    if is_corner or (not closed and index in (0, len(at) - 1)):
        return 0.0, 0.0
    before, after = at[(index - 1) % len(at)], at[(index + 1) % len(at)]
    x, y = (after[0] - before[0]) * pull, (after[1] - before[1]) * pull
    length = math.hypot(x, y)
    shorter = min(1, reach / length) if length else 1
    return x * shorter, y * shorter


def _sampled(at: Sequence[Point], samples: int) -> list[Point]:
    """Return points on a Catmull-Rom curve through ``at``, ``samples`` for each piece."""
    if len(at) == 2:
        start, end = at
        steps = [step / samples for step in range(samples + 1)]
        return [tuple(a + (b - a) * part for a, b in zip(start, end, strict=True)) for part in steps]
    last = len(at) - 1
    middle = []
    for piece in range(last):
        around = at[max(piece - 1, 0)], at[piece], at[piece + 1], at[min(piece + 2, last)]
        for step in range(samples + (piece == last - 1)):
            middle.append(tuple(_between(*values, step / samples) for values in zip(*around, strict=True)))
    return middle


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    """Return the value at ``t`` between b and c on the curve through a, b, c and d (Catmull and Rom)."""
    return 0.5 * ((2 * b) + (-a + c) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (-a + 3 * b - 3 * c + d) * t**3)


def _sides(middle: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y, width) in enumerate(middle):
        before, after = middle[max(index - 1, 0)], middle[min(index + 1, len(middle) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1
        across_x, across_y = -dy / length, dx / length
        left.append((x + across_x * width, y + across_y * width))
        right.append((x - across_x * width, y - across_y * width))
    return left, right


# --- shapes from shapes -------------------------------------------------------------------------


def union(*paths: skia.Path) -> skia.Path:
    """Return what any of the paths covers; they are joined in pairs, which is quicker for a whole head of curls."""
    while len(paths) > 1:
        paths = tuple(_union(*paths[index : index + 2]) for index in range(0, len(paths), 2))
    return paths[0]


def _union(first: skia.Path, *others: skia.Path) -> skia.Path:
    for other in others:
        first = skia.Op(first, other, skia.kUnion_PathOp)
    return first


def overlap(path: skia.Path, other: skia.Path) -> skia.Path:
    return skia.Op(path, other, skia.kIntersect_PathOp)


def minus(path: skia.Path, *others: skia.Path) -> skia.Path:
    for other in others:
        path = skia.Op(path, other, skia.kDifference_PathOp)
    return path


def rim(path: skia.Path, dx: float, dy: float) -> skia.Path:
    """Return the edge of a shape that looks towards (dx, dy): where light from there falls."""
    return minus(path, moved(path, -dx, -dy))


def moved(path: skia.Path, dx: float, dy: float = 0) -> skia.Path:
    copy = skia.Path(path)
    copy.offset(dx, dy)
    return copy


def turned(path: skia.Path, degrees: float, cx: float, cy: float) -> skia.Path:
    matrix = skia.Matrix()
    matrix.setRotate(degrees, cx, cy)
    return _transformed(path, matrix)


def scaled(path: skia.Path, by: float, cx: float, cy: float) -> skia.Path:
    matrix = skia.Matrix()
    matrix.setScale(by, by, cx, cy)
    return _transformed(path, matrix)


def mirrored(path: skia.Path, x: float) -> skia.Path:
    matrix = skia.Matrix()
    matrix.setScale(-1, 1, x, 0)
    return _transformed(path, matrix)


def leaning(path: skia.Path, slope: float, cx: float, cy: float) -> skia.Path:
    """Return the path sheared, so that it falls ``slope`` units for each one to the right."""
    matrix = skia.Matrix()
    matrix.setSkew(0, slope, cx, cy)
    return _transformed(path, matrix)


def middle_of(path: skia.Path) -> Point:
    box = path.getBounds()
    return box.centerX(), box.centerY()


def _transformed(path: skia.Path, matrix: skia.Matrix) -> skia.Path:
    copy = skia.Path(path)
    copy.transform(matrix)
    return copy
