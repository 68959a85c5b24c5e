"""Halls: a side hall with a bench and a door, an entrance with glass doors and steps, a college's lockers."""

from __future__ import annotations

import indoors
from drawing import Drawing
from indoors import Pane
from kit import darker, ellipse, lighter, points, polygon, rect
from light import Light

FLOOR_Y = 540


def side_hall(art: Drawing, light: Light, *, door_x: float = 1010) -> None:
    """Draw a hall seen from its side: high windows, coat pegs, a long bench, and the door of a classroom."""
    panes = tuple(Pane(x, 60, 220, 130) for x in (40, 320, 600))
    indoors.town(art, light, 190, "hall")
    indoors.wall(art, "#dfe3dd", "#b9bfbc", FLOOR_Y, *panes, dado="#b4c2c2")
    art.layer("door", 0.83)
    indoors.door(art, door_x, FLOOR_Y, "#7f9496", beyond="#e9ede8")
    art.layer("bench", 0.86)
    art.fill(rect(60, 262, 720, 12, 3), "#a8875f")
    for index in range(15):
        x = 84 + index * 48
        art.line([(x, 274), (x, 290), (x + 10, 292)], "#7f868a", 4)
        if index % 3 == 1:
            coat = points("-18,292 18,292 30,400 -30,400", x)
            art.fill(polygon(coat), ("#8f8a92", "#9a8f86", "#7f8c90")[index % 9 // 3])
    art.fill(rect(70, 470, 700, 16, 4), "#b9935f")
    for x in (100, 400, 720):
        art.fill(rect(x, 486, 14, 70), "#7f868a")
    art.layer("shine", 0.88)
    for x in (60, 340, 620):
        art.fill(polygon(points("0,560 190,560 260,740 -20,740", x)), "#ffffff", 0.16)


def entrance(art: Drawing, light: Light) -> None:
    """Draw an entrance hall: glass doors to the yard on the left, steps down from the right."""
    doors = Pane(110, 130, 400, 410, 2)
    indoors.town(art, light, 330, "entrance")
    yard(art, light)
    indoors.wall(art, "#d9dcd6", "#a9afac", FLOOR_Y, doors, dado="#b4bcb8")
    art.layer("glass-doors", 0.82)
    for x in (110, 310):
        art.fill(rect(x, 130, 14, 410), "#7f8a8e")
        art.fill(rect(x + 186, 130, 14, 410), "#7f8a8e")
        art.fill(rect(x, 330, 200, 10), "#7f8a8e")
        art.fill(polygon(points("30,520 120,140 150,140 60,520", x)), "#ffffff", 0.22)
    for x in (292, 320):
        art.fill(rect(x, 350, 7, 90, 3), "#d8dcd8")
    art.fill(rect(96, 108, 428, 24, 3), "#7f8a8e")
    indoors.board(art, 580, 150, 170, 130, "entrance")
    indoors.clock(art, 665, 92, 34, 3.1, 6)
    steps(art)
    art.layer("mat", 0.88)
    art.fill(polygon("100,552 520,552 560,640 50,640"), "#6f7674")
    art.fill(polygon("114,558 508,558 540,630 74,630"), "#7f8684")


def yard(art: Drawing, light: Light) -> None:
    art.layer("yard", 0.4)
    art.fill(rect(-480, 400, 2240, 300), light.far("#a8aca8", 0.3))
    art.fill(ellipse(200, 250, 70, 84), light.far("#8a9a70", 0.4))
    art.fill(rect(194, 300, 12, 110), light.far("#7a6654", 0.4))
    art.fill(rect(-480, 360, 2240, 44), light.far("#7f8a78", 0.45))


def steps(art: Drawing) -> None:
    """Draw broad steps that come down from the right; each is 44 high, the lowest ends at x 780."""
    art.layer("steps", 0.86)
    for index in range(5, -1, -1):
        x, top = 780 + index * 74, FLOOR_Y + 60 - (index + 1) * 44
        art.fill(rect(x, top, 1400, 900), art.linear(x, 0, x + 500, 0, (0, "#a4aaa6"), (1, "#b9beb9")))
        art.fill(rect(x, top, 1400, 9), "#d6dad4")
        art.fill(rect(x, top + 9, 10, 36), darker("#a4aaa6", 0.2))
    art.line("770,470 1210,206", "#6f7a7c", 9)
    for post_x, y in points("792,458 940,370 1090,280"):
        art.line([(post_x, y), (post_x, y + 110)], "#6f7a7c", 6)


def lockers(art: Drawing, *, open_x: float = 470) -> None:
    """Draw a college corridor: a wall of lockers, seen from the front; the one at ``open_x`` is open."""
    indoors.wall(art, "#d9dedc", "#b0b6b6", FLOOR_Y)
    art.layer("lights", 0.7)
    for x in (40, 420, 800, 1180):
        art.fill(polygon(points("0,18 260,18 230,40 30,40", x)), "#ffffff", 0.9)
    art.layer("lockers", 0.84)
    for column in range(-4, 17):
        x = column * 96 - 10
        for row, (top, tall) in enumerate(((84, 222), (312, 222))):
            if abs(x + 46 - open_x) < 48 and row == 0:
                continue
            tone = ("#93a5ab", "#8a9ea6", "#9aabae", "#8fa3a8")[(column * 3 + row) % 4]
            art.fill(
                rect(x, top, 91, tall, 3), art.linear(x, 0, x + 91, 0, (0, lighter(tone, 0.1)), (1, darker(tone, 0.08)))
            )
            for slit in range(3):
                art.fill(rect(x + 22, top + 24 + slit * 12, 46, 4, 2), "#5f7378", 0.6)
            art.fill(rect(x + 74, top + 108, 7, 28, 3), "#5f7378")
    column = round((open_x - 36) / 96)
    x = column * 96 - 10
    art.fill(rect(x, 84, 91, 222), art.linear(x, 0, x + 91, 0, (0, "#3f4c52"), (1, "#56666c")))
    art.fill(rect(x + 4, 190, 83, 6), "#7f9096")
    art.fill(polygon(points("0,84 -74,66 -74,324 0,306", x)), "#a9bbc0")
    art.fill(polygon(points("-58,100 -14,108 -14,112 -58,105", x)), "#5f7378", 0.6)
    art.fill(rect(-480, 536, 2240, 16), "#7f8e92")
    art.fill(rect(-480, 66, 2240, 18), "#7f9096")
    art.layer("floor-shine", 0.86)
    for x in (100, 520, 940):
        art.fill(polygon(points("0,560 200,560 270,760 -40,760", x)), "#ffffff", 0.2)
