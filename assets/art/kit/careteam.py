"""A care team's room: a round table before a wide window, a plant, a board without words, and a clock."""

from __future__ import annotations

import indoors
from drawing import Drawing
from indoors import Pane
from kit import ellipse, points, polygon, rect, rim, smooth
from light import Light

TABLE_X, TABLE_Y, TABLE_R = 640, 516, 330
FLOOR_Y = 548


def room(art: Drawing, light: Light, *, is_village: bool) -> None:
    """Draw all behind the table; a village has fields before its window, a town roofs."""
    pane = Pane(330, 46, 620, 300, 3)
    if is_village:
        indoors.countryside(art, light, 262)
    else:
        indoors.town(art, light, 270, "care")
    indoors.wall(art, "#dcd6c8", "#a9a79c", FLOOR_Y, pane, dado="#c3c9bf" if is_village else "#c9c0b8")
    art.layer("furniture", 0.84)
    indoors.clock(art, 1080, 112, 44, 4.4 if is_village else 7.3, 24 if is_village else 18)
    indoors.board(art, 1030, 206, 190, 130, "care")
    indoors.shelf(art, 40, 150, 220, "care-1", fullness=0.7)
    indoors.shelf(art, 40, 262, 220, "care-2", fullness=0.9)
    art.fill(rect(44, 360, 220, 200, 4), art.linear(44, 0, 264, 0, (0, "#8f8a7c"), (1, "#a8a294")))
    for y in (372, 434, 496):
        art.fill(rect(54, y, 200, 54, 3), "#b5af9f")
        art.fill(rect(134, y + 22, 40, 6, 3), "#6f6a60")
    art.layer("plant", 0.86, motion="sway 1180 560 0.7 7 0.2")
    indoors.plant(art, 1180, 590, 2.1, pot="#8a6a58", green="#5f8a56")


def table(art: Drawing) -> None:
    art.layer("table", 0.99)
    indoors.round_table(art, TABLE_X, TABLE_Y, TABLE_R)


def speaker_phone(art: Drawing, x: float = TABLE_X, y: float = TABLE_Y - 12) -> None:
    """Draw a phone for all, flat on the table, with one small light: somebody far away listens."""
    body = smooth(points("0,-26 26,-12 66,16 56,28 0,26 -56,28 -66,16 -26,-12", x, y))
    art.fill(ellipse(x, y + 26, 74, 10), "#000000", 0.16)
    art.fill(body, art.linear(0, y - 26, 0, y + 28, (0, "#5a626c"), (1, "#33393f")))
    art.fill(rim(body, 0, -3), "#8f99a2", 0.8)
    art.fill(ellipse(x, y + 4, 15, 8), "#23282e")
    art.fill(ellipse(x, y - 14, 5, 3), "#bff0c0")


def laptop(art: Drawing, x: float, y: float) -> None:
    """Draw an open laptop from the side, its screen towards the left."""
    art.fill(ellipse(x - 50, y + 16, 110, 9), "#000000", 0.2)
    art.fill(polygon(points("-140,8 10,0 16,10 -134,20", x, y)), "#9aa2a8")
    art.fill(polygon(points("4,4 14,4 64,-118 54,-122", x, y)), "#6f767c")
    art.fill(polygon(points("0,2 5,4 55,-121 48,-122", x, y)), "#e6f6ff")
