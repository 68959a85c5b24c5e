"""Heads without faces, from the side, the front and behind: skull, hair, scarf, beard, glasses, hearing aid.

Outlines are in units from the middle of a head, which is about 150 high; from the side it looks right.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import skia
from drawing import Drawing, Mirrored
from kit import (
    darker,
    ellipse,
    lighter,
    limb,
    minus,
    mix,
    moved,
    overlap,
    points,
    rim,
    ring,
    scaled,
    smooth,
    turned,
    union,
)
from seated import HAIR as CURLY_SIDE
from seated import SKULL

Pen = Drawing | Mirrored
Style = Literal["crop", "flat", "mop", "curly", "afro", "long", "bob", "pony", "bun", "braids", "hijab", "bald"]
View = Literal["side", "front", "back"]

UNITS = 151
"""How high a head is."""


@dataclass(frozen=True, kw_only=True)
class Hair:
    """The shapes of a style: what lies over the head, and what hangs ``behind`` it, as outlines or limbs."""

    side: str
    front: str
    back: str
    behind_side: str = ""
    behind_front: str = ""
    curl: float = 0
    """How large its curls are, if it has any."""


_SWEPT_SIDE = "56,-48 40,-42 16,-34 -2,-18 -12,4 -24,30 -48,46 -68,28 -80,0 -76,-38 -50,-72 -8,-86 32,-80"
_SWEPT_FRONT = "-60,-4 -66,-40 -46,-78 0,-92 46,-78 66,-40 60,-4 50,-34 24,-52 -4,-54 -30,-50 -50,-32"
_BACK = "-60,10 -68,-26 -52,-76 0,-92 52,-76 68,-26 60,10 46,46 24,62 0,66 -24,62 -46,46"
_CROP_SIDE = "58,-46 44,-42 22,-38 8,-24 4,0 -4,4 -16,-4 -24,8 -28,30 -46,44 -64,28 -78,0 -74,-40 -46,-76 4,-88 44,-74"
_CROP_FRONT = "-61,4 -66,-34 -48,-74 0,-88 48,-74 66,-34 61,4 54,-16 46,-36 20,-44 -14,-46 -44,-36 -54,-16"
_LONG_FRONT = "-60,24 -72,-20 -54,-78 0,-94 54,-78 72,-20 60,24 52,-16 32,-46 8,-56 -20,-44 -50,-16"

STYLES: dict[Style, Hair] = {
    "crop": Hair(side=_CROP_SIDE, front=_CROP_FRONT, back=_BACK),
    "flat": Hair(
        side=(
            "62,-46 40,-46 14,-44 2,-28 0,-4 -18,-6 -30,16 -46,38 -62,26 -73,0 -74,-46 -60,-94 -20,-106 32,-102 62,-86"
        ),
        front="-59,-8 -63,-50 -57,-94 -30,-107 30,-107 57,-94 63,-50 59,-8 53,-32 44,-44 0,-48 -44,-44 -53,-32",
        back="-58,6 -63,-40 -57,-94 -30,-107 30,-107 57,-94 63,-40 58,6 44,40 22,52 0,54 -22,52 -44,40",
    ),
    "mop": Hair(
        side=(
            "70,-16 52,-24 32,-18 14,-16 4,2 -6,10 -18,6 -26,34 -46,52 -72,34 -90,0 -84,-46 -52,-84 0,-100 "
            "48,-86 74,-50"
        ),
        front="-64,16 -74,-28 -54,-82 0,-100 54,-82 74,-28 64,16 54,0 40,-16 18,-8 -6,-18 -30,-6 -50,-4",
        back="-64,14 -76,-26 -56,-82 0,-100 56,-82 76,-26 64,14 50,54 26,70 0,66 -26,70 -50,54",
    ),
    "curly": Hair(
        side=CURLY_SIDE,
        front="-62,10 -68,-26 -52,-72 0,-90 52,-72 68,-26 62,10 52,-2 36,-16 12,-22 -14,-20 -38,-12 -52,0",
        back=_BACK,
        curl=13,
    ),
    "afro": Hair(
        side=(
            "58,-50 38,-48 18,-38 4,-16 -2,12 -14,34 -44,62 -82,56 -106,16 -110,-40 -84,-92 -34,-118 24,-116 "
            "62,-92 72,-66"
        ),
        front="-60,8 -82,-24 -72,-80 0,-112 72,-80 82,-24 60,8 52,-18 36,-36 12,-42 -14,-42 -38,-34 -52,-16",
        back="-72,34 -100,-20 -84,-88 0,-120 84,-88 100,-20 72,34 40,62 0,66 -40,62",
        behind_front="-76,34 -102,-20 -84,-88 0,-120 84,-88 102,-20 76,34 0,40",
        curl=17,
    ),
    "long": Hair(
        side="60,-42 42,-36 20,-28 8,-8 4,30 0,84 -18,150 -64,164 -92,142 -98,60 -92,-10 -80,-50 -48,-82 0,-94 42,-80",
        front=_LONG_FRONT,
        back="-62,0 -73,-30 -52,-78 0,-94 52,-78 73,-30 80,60 80,140 56,166 0,172 -56,166 -80,140 -80,60",
        behind_front="-66,-30 -80,40 -82,120 -58,158 58,158 82,120 80,40 66,-30 0,-86",
    ),
    "bob": Hair(
        side="64,-30 46,-26 26,-20 16,2 16,40 2,66 -40,72 -78,58 -92,10 -86,-44 -52,-84 0,-96 46,-80 66,-54",
        front="-63,48 -76,-10 -56,-80 0,-96 56,-80 76,-10 63,48 57,4 50,-18 0,-26 -50,-18 -57,4",
        back="-74,62 -80,10 -74,-34 -54,-80 0,-96 54,-80 74,-34 80,10 74,62 40,76 0,78 -40,76",
        behind_front="-66,-30 -80,20 -76,66 -40,76 40,76 76,66 80,20 66,-30 0,-86",
    ),
    "pony": Hair(
        side=_SWEPT_SIDE,
        front=_SWEPT_FRONT,
        back=_BACK,
        behind_side="-66,-44,18 -104,-8,23 -108,56,19 -94,112,6",
        behind_front="40,-66,18 80,-24,20 84,40,15 74,90,5",
    ),
    "bun": Hair(
        side=_SWEPT_SIDE,
        front=_SWEPT_FRONT,
        back=_BACK,
        behind_side="-72,-62,33 -84,-66,33",
        behind_front="-6,-104,34 6,-106,34",
    ),
    "braids": Hair(
        side=_SWEPT_SIDE,
        front=_SWEPT_FRONT,
        back=_BACK,
        behind_side="-54,10,19 -76,60,18 -78,120,15 -70,176,7",
        behind_front="-58,10,16 -74,70,16 -76,130,13 -70,176,6",
    ),
    "hijab": Hair(
        side=(
            "50,-60 62,-44 50,-30 40,-6 38,24 46,54 62,76 70,100 44,128 -20,132 -78,116 -92,60 -90,0 -82,-46 -50,-82 "
            "0,-93 34,-82"
        ),
        front="-72,0 -68,-48 -44,-84 0,-96 44,-84 68,-48 72,0 74,50 92,104 60,140 0,150 -60,140 -92,104 -74,50",
        back="-74,0 -70,-48 -46,-84 0,-96 46,-84 70,-48 74,0 76,50 96,104 62,142 0,152 -62,142 -96,104 -76,50",
    ),
    "bald": Hair(
        side="-2,2 -14,-8 -28,4 -32,28 -48,44 -66,28 -76,0 -70,-20 -40,-24 -14,-16",
        front="",
        behind_front="-60,20 -70,-6 -66,-30 -44,-40 44,-40 66,-30 70,-6 60,20 0,30",
        back="-61,6 -66,-14 -40,-22 0,-24 40,-22 66,-14 61,6 46,46 24,62 0,66 -24,62 -46,46",
    ),
}

FACE = "-58,-10 -56,28 -36,68 0,84 36,68 56,28 58,-10 40,-56 0,-68 -40,-56"
SCARF_OPENING = "-49,-12 -46,30 -28,62 0,72 28,62 46,30 49,-12 34,-50 0,-60 -34,-50"
BEARD_SIDE = "68,40 66,58 58,80 34,90 8,78 -12,46 -10,14 0,26 12,44 36,48 56,40"
BEARD_FRONT = "-58,10 -55,46 -38,80 0,97 38,80 55,46 58,10 46,40 24,46 0,42 -24,46 -46,40"


@dataclass(frozen=True, kw_only=True)
class Features:
    """What a head has, in the colours that the light of the scene leaves."""

    skin: str
    hair: str
    style: Style
    shade: str
    light: str
    beard: bool = False
    glasses: bool = False
    hearing_aid: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a head is: its middle, how far it is turned and bowed, and how large a unit is."""

    x: float
    y: float
    degrees: float = 0
    unit: float = 1
    look: float = 0
    bow: float = 0

    def put(self, path: skia.Path) -> skia.Path:
        return turned(scaled(moved(path, self.x, self.y), self.unit, self.x, self.y), self.degrees, self.x, self.y)

    def shape(self, outline: str) -> skia.Path:
        return self.put(smooth(outline))

    @property
    def is_near(self) -> bool:
        return self.unit > 0.4


def draw_head(art: Pen, view: View, at: Place, has: Features) -> None:
    {"side": _side, "front": _front, "back": _back}[view](art, at, has)


# --- from the side ------------------------------------------------------------------------------


def _side(art: Pen, at: Place, has: Features) -> None:
    skull = at.shape(SKULL)
    if STYLES[has.style].behind_side:
        _hang(art, at, points(STYLES[has.style].behind_side), has)
    box = skull.computeTightBounds()
    art.fill(skull, has.skin)
    dark = ((0, has.shade, 0.34), (0.45, has.shade, 0.2), (0.85, has.shade, 0.0))
    art.fill(skull, art.linear(box.left(), 0, box.right(), 0, *dark))
    art.fill(minus(skull, moved(skull, -3 * at.unit, -11 * at.unit)), has.shade, 0.2)
    if has.beard:
        art.fill(overlap(at.shape(BEARD_SIDE), skull), has.hair, 0.94)
    if has.style not in ("hijab", "long", "bob"):
        _ear(art, at, -10, 14, has)
    _cover(art, at, STYLES[has.style].side, has)
    if has.hearing_aid:
        art.line(_pinned(at, "-20,-6 -24,6 -20,22 -10,26"), has.hearing_aid, 9 * at.unit)
    if has.glasses:
        art.line(_pinned(at, "-6,2 30,-2 52,0"), darker(has.shade, 0.3), 4 * at.unit)
        lens = [(x, y) for x, y in ring(58, 5, 8, 15, 10)]
        art.line(_pinned(at, lens), darker(has.shade, 0.3), 4 * at.unit, closed=True)


def _ear(art: Pen, at: Place, x: float, y: float, has: Features) -> None:
    art.fill(at.put(ellipse(x, y, 12, 17, -8)), mix(has.skin, has.shade, 0.22))
    if at.is_near:
        art.fill(at.put(ellipse(x + 2, y + 1, 6, 10, -8)), has.shade, 0.25)


# --- from the front -----------------------------------------------------------------------------


def _front(art: Pen, at: Place, has: Features) -> None:
    style, aside = STYLES[has.style], 7 * at.look
    if style.behind_front:
        _hang(art, at, points(style.behind_front), has)
        if has.style == "braids":
            _hang(art, at, points(style.behind_front, side=-1), has)
    if has.style not in ("hijab", "long", "bob"):
        for side in (-1, 1):
            _ear(art, at, side * 57 - aside * 0.4, 14, has)
            if has.hearing_aid and side * at.look <= 0:
                art.line(_pinned(at, points("54,-4 66,6 64,22", side=side)), has.hearing_aid, 9 * at.unit)
    face = at.put(moved(smooth(FACE), aside * 0.5, 0))
    art.fill(face, has.skin)
    box = face.computeTightBounds()
    dark = ((0, has.shade, 0.26), (0.55, has.shade, 0.06), (1, has.light, 0.1))
    art.fill(face, art.linear(box.left(), 0, box.right(), 0, *dark))
    art.fill(minus(face, moved(face, 0, -15 * at.unit)), has.shade, 0.16)
    if has.beard:
        art.fill(overlap(at.put(moved(smooth(BEARD_FRONT), aside, 0)), face), has.hair, 0.94)
    if has.style == "hijab":
        _scarf(art, at, has, aside)
    else:
        _cover(art, at, style.front, has, aside=aside, lower=24 * at.bow)
    if has.glasses:
        for middle in (-21, 21):
            lens = [(x + aside, y + 10 * at.bow) for x, y in ring(middle, 12, 17, 14, 12)]
            art.line(_pinned(at, lens), darker(has.shade, 0.3), 3.6 * at.unit, closed=True)


def _scarf(art: Pen, at: Place, has: Features, aside: float) -> None:
    opening = at.put(moved(smooth(SCARF_OPENING), aside, 7 * at.bow))
    scarf = minus(at.shape(STYLES["hijab"].front), opening)
    _shaded(art, scarf, has)
    for fold in ("-70,70 -20,98 40,96 74,72", "-78,98 -10,122 66,112"):
        art.line(_pinned(at, fold), darker(has.hair, 0.3), 4 * at.unit, 0.5)


# --- from behind --------------------------------------------------------------------------------


def _back(art: Pen, at: Place, has: Features) -> None:
    style = STYLES[has.style]
    if has.style not in ("hijab", "long", "bob", "afro"):
        for side in (-1, 1):
            _ear(art, at, side * 58, 14, has)
            if has.hearing_aid:
                art.line(_pinned(at, points("50,-4 58,8 54,24", side=side)), has.hearing_aid, 9 * at.unit)
    art.fill(at.put(ellipse(0, -4, 60, 72)), has.skin)
    _cover(art, at, style.back, has)
    if has.style == "bun":
        _hang(art, at, points("-6,-58,36 6,-58,36"), has)
    if has.style == "pony":
        _hang(art, at, points("0,-34,22 6,40,27 0,116,20 -4,150,6"), has)
    if has.style == "braids":
        for side in (-1, 1):
            _hang(art, at, points("28,30,18 42,90,17 40,150,13 36,190,6", side=side), has)
    if has.style == "hijab":
        art.line(_pinned(at, "-60,70 0,92 60,70"), darker(has.hair, 0.3), 4 * at.unit, 0.5)


# --- hair ------------------------------------------------------------------------------------


def _cover(art: Pen, at: Place, outline: str, has: Features, aside: float = 0, lower: float = 0) -> None:
    if not outline:
        return
    hair = moved(smooth(outline), aside, 0)
    if lower:
        hair = union(hair, moved(hair, 0, lower))
    curl = STYLES[has.style].curl
    if not curl:
        _shaded(art, at.put(hair), has)
        return
    curls = _curls(hair, curl)
    whole = at.put(union(hair, *curls))
    _shaded(art, whole, has)
    if at.is_near:
        inside = [
            *curls,
            *_curls(scaled(hair, 0.62, hair.getBounds().centerX(), hair.getBounds().centerY() - 14), curl),
        ]
        for placed in map(at.put, inside):
            art.fill(
                overlap(rim(placed, 3.2 * at.unit, -2.8 * at.unit), whole), lighter(has.hair, 0.3, has.light), 0.34
            )


def _shaded(art: Pen, shape: skia.Path, has: Features) -> None:
    box = shape.computeTightBounds()
    ramp = ((0, darker(has.hair, 0.3, has.shade)), (0.55, has.hair), (1, lighter(has.hair, 0.1, has.light)))
    art.fill(shape, art.linear(box.left(), box.bottom(), box.right(), box.top(), *ramp))
    size = box.height() / 180
    art.fill(overlap(rim(shape, 4 * size, -5 * size), shape), lighter(has.hair, 0.3, has.light), 0.3)


def _curls(hair: skia.Path, radius: float) -> list[skia.Path]:
    """Return curls along the edge of the hair, as far apart as they are wide."""
    edge = skia.PathMeasure(hair, True)
    count = int(edge.getLength() / (radius * 1.5))
    at = [edge.getPosTan(edge.getLength() * index / count)[0] for index in range(count)]
    return [ellipse(point.x(), point.y(), radius * (0.9 + 0.2 * (index % 3) / 2)) for index, point in enumerate(at)]


def _hang(art: Pen, at: Place, outline: list[tuple[float, ...]], has: Features) -> None:
    """Draw what hangs down, as a tube where the outline has widths; braids show their turns."""
    has_width = len(outline[0]) > 2
    shape = at.put(limb(outline) if has_width else smooth(outline))
    if STYLES[has.style].curl:
        shape = at.put(union(smooth(outline), *_curls(smooth(outline), STYLES[has.style].curl)))
    art.fill(shape, darker(has.hair, 0.2, has.shade))
    if has.style in ("pony", "bun"):
        art.fill(rim(shape, 4 * at.unit, -4 * at.unit), lighter(has.hair, 0.25, has.light), 0.3)
    if has.style == "braids":
        for (x, y, *_), (next_x, next_y, width) in pairwise(outline):
            for part in (0.25, 0.75):
                middle_x, middle_y = x + (next_x - x) * part, y + (next_y - y) * part
                turn = [(middle_x - width, middle_y - 6), (middle_x, middle_y + 5), (middle_x + width, middle_y - 6)]
                art.line(_pinned(at, turn), darker(has.hair, 0.5, has.shade), 3 * at.unit, 0.7)


def _pinned(at: Place, outline: str | list[tuple[float, ...]] | list[tuple[float, float]]) -> list[tuple[float, ...]]:
    """Return the points of a line on the head where the head is."""
    read = points(outline) if isinstance(outline, str) else outline
    matrix = skia.Matrix()
    matrix.setRotate(at.degrees, at.x, at.y)
    found = [matrix.mapXY(at.x + point[0] * at.unit, at.y + point[1] * at.unit) for point in read]
    return [(point.x(), point.y()) for point in found]
