"""A school's music room: a wall of windows, stands, a drum, a double bass in its corner, shelves."""

from __future__ import annotations

import math

import indoors
from drawing import Drawing
from indoors import Pane
from kit import darker, ellipse, lighter, points, polygon, rect, rim, turned, union
from light import Light

FLOOR_Y = 520


def room(art: Drawing, light: Light) -> None:
    panes = (Pane(96, 60, 300, 290), Pane(470, 60, 300, 290))
    indoors.town(art, light, 320, "music-room")
    indoors.wall(art, "#e3c9a2", "#a8764c", FLOOR_Y, *panes, dado="#b98a66")
    indoors.patches(art, light, FLOOR_Y, (110, 484), 250, 150)
    art.layer("furniture", 0.84)
    for x in (850, 918, 986, 1054):
        art.fill(rect(x, 84, 54, 120, 4), "#c79c72")
        for hole in range(5):
            art.fill(ellipse(x + 27, 100 + hole * 22, 5), "#8a6244")
    indoors.shelf(art, 840, 300, 300, "music", fullness=0.6)
    double_bass(art, 1190, 556)
    art.layer("floor-things", 0.86)
    drum(art, 60, 560, 1.1)


def double_bass(art: Drawing, x: float, y: float) -> None:
    body = union(ellipse(x, y - 96, 82, 96), ellipse(x, y - 234, 60, 74), rect(x - 42, y - 230, 84, 120))
    art.fill(body, art.linear(x - 80, 0, x + 80, 0, (0, "#7d4526"), (0.6, "#b06a38"), (1, "#8a4c2a")))
    art.fill(rim(body, 4, -3), "#e0a060", 0.5)
    art.line([(x, y - 60), (x, y - 470)], "#3a2420", 13)
    art.fill(ellipse(x, y - 480, 15, 22), "#7d4526")
    for dx in (-4, 0, 4):
        art.line([(x + dx, y - 110), (x + dx, y - 466)], "#e9e0cc", 1, 0.7)
    art.fill(rect(x - 26, y - 124, 52, 7, 2), "#3a2420")


def drum(art: Drawing, x: float, y: float, size: float) -> None:
    """Draw a drum on its stand at (x, y)."""
    for outline in ("-40,0 0,-70 40,0", "0,-70 0,-10"):
        art.line(points(outline, x, y, size), "#7a8084", 5 * size, pull=0)
    art.fill(rect(x - 74 * size, y - 150 * size, 148 * size, 84 * size, 8), "#9a8a94")
    for dx in (-50, -16, 18, 52):
        art.line(points(f"{dx},-146 {dx},-70", x, y, size), "#d8d0c8", 3 * size)
    art.fill(ellipse(x, y - 150 * size, 76 * size, 15 * size), "#f3ecdc")
    art.fill(ellipse(x, y - 66 * size, 74 * size, 12 * size), "#7a6a74")
    art.fill(ellipse(x, y - 150 * size, 68 * size, 12 * size), "#fffaf0")


def stand(art: Drawing, x: float, y: float, size: float = 1, *, colour: str = "#5a5f66", side: int = 1) -> None:
    """Draw a music stand at (x, y) with a blank sheet."""
    for outline in ("0,-160 0,-20", "-36,0 0,-30 36,0"):
        art.line(points(outline, x, y, size), colour, 5 * size, pull=0)
    art.fill(polygon(points("-58,-238 50,-250 62,-166 -46,-152", x, y, size, side=side)), darker(colour, 0.2))
    art.fill(polygon(points("-44,-244 40,-254 50,-174 -34,-164", x, y, size, side=side)), "#f7f2e4")
    for line in range(4):
        level = -228 + line * 17
        art.line(points(f"-32,{level} 34,{level - 7}", x, y, size, side=side), "#b9b4a8", 1.4 * size)


BRASS, BRASS_DARK, BRASS_LIGHT = "#d9a536", "#8a5c1c", "#fff0b8"


def trombone(
    art: Drawing, x: float, y: float, size: float = 1, *, out: float = 0, degrees: float = 0, side: int = 1
) -> None:
    """Draw a trombone whose mouthpiece is at (x, y), pointing right; ``out`` is how far its slide is out (0 to 1)."""
    far = 250 + 150 * out
    slide = f"0,0 {far},0 {far + 16},12 {far},26 20,26"
    bow = "20,26 -86,26 -104,4 -86,-22 120,-22"
    for outline, width, colour in (
        (bow, 9.0, BRASS_DARK),
        (bow, 6.0, BRASS),
        (slide, 8.0, BRASS_DARK),
        (slide, 5.0, lighter(BRASS, 0.2)),
    ):
        art.line(_turned_points(outline, x, y, size, degrees, side), colour, width * size, pull=0.3)
    for brace in ("40,0 40,26", "96,-22 96,0"):
        art.line(_turned_points(brace, x, y, size, degrees, side), BRASS, 4 * size)
    bell = polygon(
        _turned_points(
            "70,-27 130,-30 176,-40 206,-66 212,-66 212,24 206,24 176,-4 130,-14 70,-17", x, y, size, degrees, side
        )
    )
    art.fill(bell, BRASS)
    art.fill(rim(bell, 0, -4 * size), BRASS_LIGHT, 0.8)
    end_x, end_y = _turned_points("210,-21", x, y, size, degrees, side)[0]
    art.fill(turned(ellipse(end_x, end_y, 9 * size, 46 * size), side * degrees, end_x, end_y), BRASS_DARK)


def _turned_points(outline: str, x: float, y: float, size: float, degrees: float, side: int) -> list[tuple[float, ...]]:
    turn = math.radians(degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    return [(x + side * size * (px * cos - py * sin), y + size * (px * sin + py * cos)) for px, py in points(outline)]
