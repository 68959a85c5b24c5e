"""Things that stand in more than one scene."""

from __future__ import annotations

import math

import skia
from drawing import Drawing
from kit import ellipse, points, smooth

MUG_WIDTH = 72


def mug(
    art: Drawing,
    x: float,
    y: float,
    dark: str,
    bright: str,
    *,
    handle: str,
    lip: str,
    drink: str,
    taller: float = 0,
    side: int = 1,
) -> None:
    """Draw a mug of tea whose upper left corner is (x, y); ``side`` -1 has its handle on the left."""
    ear = points("66,20 92,24 88,60 62,62", x if side > 0 else x + MUG_WIDTH, y, side=side)
    art.line(ear, handle, 11)
    low, foot = 66 + taller, 82 + taller
    cup = smooth(points(f"0,0,0 {MUG_WIDTH},0,0 68,{low} 58,{foot} 14,{foot} 4,{low}", x, y), pull=0.35)
    art.fill(cup, art.linear(x, 0, x + MUG_WIDTH, 0, (0, dark), (1, bright)))
    art.fill(ellipse(x + 36, y, 36, 7), lip)
    art.fill(ellipse(x + 36, y + 1, 30, 5), drink)


def leaf(x: float, y: float, degrees: float, length: float, half_width: float, *, belly: float = 0.5) -> skia.Path:
    """Return a leaf that grows from (x, y), 0 degrees upwards; it is widest at ``belly``, a part of its length."""
    turn = math.radians(degrees - 90)
    along_x, along_y = math.cos(turn), math.sin(turn)
    middle_x, middle_y = x + length * belly * along_x, y + length * belly * along_y
    out_x, out_y = half_width * along_y, half_width * along_x
    tip = (x + length * along_x, y + length * along_y, 0)
    return smooth([(x, y, 0), (middle_x - out_x, middle_y + out_y), tip, (middle_x + out_x, middle_y - out_y)])
