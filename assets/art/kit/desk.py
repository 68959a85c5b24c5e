"""A conversation at a desk: a corner by a window, a desk on which things can lie, and a door with glass."""

from __future__ import annotations

from typing import Literal

import indoors
from bicycles import wheel
from drawing import Drawing
from indoors import Pane
from kit import darker, ellipse, lighter, points, polygon, rect, turned
from light import Light

Kind = Literal["office", "potting", "music", "class"]
DESK_Y = 532
"""Where the far edge of the desk is; its near one is 70 lower."""
WALLS = {"office": "#d9c8ae", "potting": "#c9b492", "music": "#c9a888", "class": "#e3e6e4"}
DADOS = {"office": "", "potting": "#a98f6c", "music": "#9a6f58", "class": "#c6d0d0"}
DOOR_X = 1062


def room(art: Drawing, light: Light, kind: Kind) -> None:
    """Draw all behind the desk; the kinds differ in window, wall and what stands about."""
    pane = Pane(452, 40, 380, 340)
    if kind == "potting":
        indoors.countryside(art, light, 300)
    else:
        indoors.town(art, light, 360, kind)
    floor = "#9aa09c" if kind == "class" else "#9a7350"
    indoors.wall(art, WALLS[kind], floor, 580, pane, dado=DADOS[kind])
    door_colour = "#8fa0a2" if kind == "class" else "#9a5f40"
    indoors.door(art, DOOR_X, 580, door_colour, beyond=light.far("#dfe2da", 0.2))
    art.layer("furniture", 0.84)
    FURNISH[kind](art)
    art.layer("sill-plant", 0.84, motion="sway 500 388 0.9 6 0.1")
    indoors.plant(art, 780 if kind == "class" else 506, 390, 0.9)
    if kind in ("office", "potting"):
        indoors.plant(art, 780, 390, 0.75, pot="#8a7a6a", green="#7f9a4c")


def _office(art: Drawing) -> None:
    indoors.shelf(art, 40, 160, 300, "office-1", fullness=0.75)
    indoors.shelf(art, 40, 282, 300, "office-2", fullness=0.9)
    indoors.board(art, 900, 110, 116, 150, "office")
    wheel(art, 274, 60, 34)


def _potting(art: Drawing) -> None:
    for y in (176, 300):
        art.fill(rect(30, y, 330, 12, 2), "#7a5a3c")
        for index in range(6):
            x = 62 + index * 52
            pot = ("#b5643f", "#a85a3a", "#c07850")[(index + int(y)) % 3]
            art.fill(polygon(points("-18,-36 18,-36 13,0 -13,0", x, y)), pot)
            art.fill(rect(x - 21, y - 42, 42, 9, 3), lighter(pot, 0.14))
    for x, tall in ((906, 150), (940, 130), (980, 160)):
        art.line([(x, 120), (x, 120 + tall)], "#8a5f3c", 7)
        art.fill(polygon(points("-16,0 16,0 12,44 0,56 -12,44", x, 120 + tall)), "#8f989a")


def _music(art: Drawing) -> None:
    """Draw an upright piano on the left, sheet stands as bare shapes, and a guitar on the wall."""
    art.fill(rect(-200, 250, 480, 330, 4), art.linear(0, 250, 0, 580, (0, "#6a4030"), (1, "#4a2a24")))
    art.fill(rect(-210, 240, 500, 16, 3), "#7d4e38")
    art.fill(rect(-200, 392, 510, 30, 3), "#5a3428")
    art.fill(rect(-200, 384, 496, 14), "#f3ead8")
    for x in range(-190, 290, 26):
        art.fill(rect(x, 384, 9, 8), "#2a2024")
    art.fill(polygon("60,352 190,352 184,272 66,272"), "#efe4cc")
    art.fill(turned(ellipse(920, 300, 44, 52), 8, 920, 300), "#b9783c")
    art.fill(turned(ellipse(928, 236, 32, 38), 8, 920, 300), "#b9783c")
    art.fill(ellipse(922, 284, 15), "#4a2a1c")
    art.line("922,250 946,92", "#5a3a24", 11)


def _class(art: Drawing) -> None:
    art.fill(rect(34, 92, 330, 190, 4), "#f7f9f8")
    art.fill(rect(28, 280, 342, 12, 3), "#aab4b4")
    for x, colour in ((898, "#c9b8a0"), (964, "#a9b7bc")):
        art.fill(rect(x, 120, 54, 74), colour)
        art.fill(ellipse(x + 27, 150, 15), lighter(colour, 0.45))
        art.fill(polygon(points("8,68 27,40 46,68", x, 120)), darker(colour, 0.2))


FURNISH = {"office": _office, "potting": _potting, "music": _music, "class": _class}


def table(art: Drawing, *, wood: str = "#b9804f", left: float = 310, right: float = 970) -> None:
    art.layer("desk", 0.99)
    indoors.table(art, left, right, DESK_Y, wood)
