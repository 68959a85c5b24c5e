"""Somebody who sits at a table and looks right, near enough to fill the picture: no face, posture tells."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

import skia
from drawing import Drawing, Mirrored
from kit import Outline, darker, ellipse, lighter, minus, mix, moved, overlap, rect, rim, scaled, smooth, turned, union
from people import Cloth

# Outlines of a head are in units from its middle; it is about 150 high.
SKULL = "58,-34 66,-12 70,4 77,22 68,33 65,48 57,66 36,77 12,66 -16,56 -52,38 -72,4 -66,-36 -36,-66 4,-74 40,-60"
HAIR = (
    "60,-40 44,-36 24,-40 8,-30 -2,-10 -6,14 -16,22 -24,44 -50,48 -70,30 -86,2 -82,-40 -56,-76 -12,-96 30,-90 "
    "58,-72 72,-50"
)


@dataclass(frozen=True, kw_only=True)
class Head:
    """A head in profile. ``placed`` brings a path in units from its middle to where the head is."""

    skull: skia.Path
    hair: skia.Path
    ear: skia.Path
    ear_inside: skia.Path
    curls: tuple[skia.Path, ...]
    placed: Callable[[skia.Path], skia.Path]

    @property
    def face(self) -> skia.Path:
        return minus(self.skull, self.hair)


def head(cx: float, cy: float, degrees: float, size: float = 1) -> Head:
    """Return a head with its middle at (cx, cy), bowed by so many degrees."""

    def placed(path: skia.Path) -> skia.Path:
        return turned(scaled(moved(path, cx, cy), size, cx, cy), degrees, cx, cy)

    curls = _curls()
    return Head(
        skull=placed(smooth(SKULL)),
        hair=placed(union(smooth(HAIR), *curls)),
        ear=placed(ellipse(-10, 14, 12, 17, -8)),
        ear_inside=placed(ellipse(-8, 15, 6, 10, -8)),
        curls=tuple(placed(curl) for curl in curls),
        placed=placed,
    )


def draw_head(art: Drawing, head: Head, *, skin: str, hair: str, shade: str, shade_opacity: float, light: str) -> None:
    """Draw a curly head that light falls on from the upper right."""
    box = head.skull.computeTightBounds()
    dark = ((0, shade, shade_opacity * 1.5), (0.45, shade, shade_opacity), (0.85, shade, 0.0))
    art.fill(head.skull, skin)
    art.fill(head.skull, art.linear(box.left(), 0, box.right(), 0, *dark))
    art.fill(minus(head.skull, moved(head.skull, -4, -13)), shade, shade_opacity * 0.8)
    art.fill(head.ear, mix(skin, shade, 0.22))
    art.fill(head.ear_inside, shade, 0.28)
    box = head.hair.computeTightBounds()
    ramp = ((0, darker(hair, 0.35)), (0.55, hair), (1, lighter(hair, 0.1, light)))
    art.fill(head.hair, art.linear(box.left(), box.bottom(), box.right(), box.top(), *ramp))
    for index, curl in enumerate(head.curls):
        lit = overlap(rim(curl, 3.4, -2.6), head.hair)
        art.fill(lit, lighter(hair, 0.35, light), 0.32 if index % 3 else 0.5)


def draw_torso(art: Drawing, outline: Outline, cloth: Cloth, left: float, right: float) -> skia.Path:
    """Draw a body between two edges and return its shape."""
    torso = smooth(outline)
    art.fill(torso, art.linear(left, 0, right, 0, *cloth.ramp(0.5, 0.5, 0.14, 0.1)))
    return torso


def draw_hood(art: Drawing, outline: Outline, torso: skia.Path, cloth: Cloth, left: float, right: float) -> skia.Path:
    """Draw the hood that lies on the shoulders, with its shadow, and return its shape."""
    hood = smooth(outline)
    art.fill(overlap(torso, moved(hood, -2, 7)), cloth.dark(0.55), 0.5)
    art.fill(hood, art.linear(left + 60, 0, right, 0, (0, cloth.dark(0.42)), (1, cloth.bright(0.08))))
    return hood


def folds(art: Drawing | Mirrored, outlines: tuple[str, ...], colour: str, opacity: float, *, width: float = 5) -> None:
    for outline in outlines:
        art.line(outline, colour, width, opacity)


def below(path: skia.Path, y: float) -> skia.Path:
    """Return the part of an arm that lies on a table whose edge is at ``y``, to cast its shadow."""
    return overlap(path, rect(0, y, 1280, 200))


def _curls() -> list[skia.Path]:
    """Return the curls of the crown: one row along its edge, two on it. They are the same in every scene."""
    rnd = random.Random("curls")
    curls = []
    for degrees in range(-208, -24, 16):
        turn = math.radians(degrees)
        reach = 80 + rnd.uniform(-3, 5)
        x, y = -6 + reach * 0.98 * math.cos(turn), -14 + reach * 0.93 * math.sin(turn)
        curls.append(ellipse(x, y, rnd.uniform(12, 17)))
    for reach, count in ((58, 9), (34, 5)):
        for index in range(count):
            turn = math.radians(-205 + index * (190 / count))
            x, y = -8 + reach * math.cos(turn), -20 + reach * 0.9 * math.sin(turn)
            curls.append(ellipse(x, y, rnd.uniform(10, 14)))
    return curls
