"""A kitchen: a farmhouse's or a small flat's, with a table at which people sit left and right."""

from __future__ import annotations

import indoors
from drawing import Drawing
from indoors import Pane
from kit import darker, ellipse, lighter, points, polygon, rect, smooth
from light import Light

TABLE_Y = 520
"""Where the far edge of the table is; its near one is 70 lower."""
FLOOR_Y = 560


def room(art: Drawing, light: Light, *, is_farm: bool) -> None:
    """Draw all that is behind the table: the view, the wall, the window, cupboards, shelf, clock and door hook."""
    pane = Pane(430, 66, 330, 262) if is_farm else Pane(392, 40, 470, 300, 3)
    if is_farm:
        indoors.countryside(art, light, 300)
    else:
        indoors.town(art, light, 330, "flat")
    wall = "#d8cdb6" if is_farm else "#e6ddc8"
    tiles = "#b9c4bc" if is_farm else "#d9c3a8"
    indoors.wall(art, wall, "#a87a58" if is_farm else "#b8a890", FLOOR_Y, pane, dado=tiles)
    for row in range(4):
        for column in range(-9, 32):
            edge = points("0,0 54,0", column * 55 + (27 if row % 2 else 0), 360 + row * 50)
            art.line(edge, darker(tiles, 0.1), 1.2, 0.5)
    curtains(art, pane, "#b8705c" if is_farm else "#8fa59a")
    cupboards(art, is_farm)
    art.layer("shelf", 0.84)
    indoors.shelf(art, 60, 190, 250, "kitchen", fullness=0.3)
    for x, colour in ((190, "#c98b62"), (230, "#8fa59a"), (268, "#d8b070")):
        art.fill(rect(x, 148, 30, 42, 6), colour)
        art.fill(rect(x - 2, 144, 34, 9, 3), darker(colour, 0.2))
    art.fill(rect(96, 232, 170, 6, 3), "#7a5238")
    for x in (116, 156, 200, 244):
        art.line([(x, 238), (x, 252)], "#8a8f94", 2.5)
        art.fill(ellipse(x, 272, 17, 20), "#a8b0b2")
        art.fill(ellipse(x + 3, 274, 12, 15), "#8d979b")
    art.layer("sill", 0.84)
    for index, plant_x in enumerate((pane.x + 40, pane.x + pane.width - 50) if is_farm else (430, 540, 760, 830)):
        indoors.plant(
            art, plant_x, pane.y + pane.height + 8, 0.62 + 0.14 * (index % 3), green=("#6f9456", "#7f9a4c")[index % 2]
        )


def curtains(art: Drawing, pane: Pane, colour: str) -> None:
    for side, x in ((1, pane.x - 24), (-1, pane.x + pane.width + 24)):
        cloth = points("0,-26,0 70,-26,0 58,90 20,200 26,320,0 -6,320,0", x, pane.y, side=side)
        art.fill(smooth(cloth), art.linear(x, 0, x + side * 66, 0, (0, darker(colour, 0.1)), (1, lighter(colour, 0.2))))
        for fold in ("16,-20 14,120 4,310", "36,-20 34,110 14,280"):
            art.line(points(fold, x, pane.y, side=side), darker(colour, 0.3), 3, 0.4)
    art.fill(rect(pane.x - 60, pane.y - 34, pane.width + 120, 9, 4), "#7a5238")


def cupboards(art: Drawing, is_farm: bool) -> None:
    """Draw a kitchen block with a tap, a kettle and cupboards on the right."""
    wood = "#8a9a90" if is_farm else "#d9cdb8"
    art.layer("cupboards", 0.86)
    art.fill(rect(880, 372, 900, 260), art.linear(0, 372, 0, 632, (0, wood), (1, darker(wood, 0.2))))
    art.fill(rect(866, 360, 920, 18, 3), "#8a6248")
    for x in (896, 1040, 1184, 1328):
        art.fill(rect(x, 394, 130, 200, 4), lighter(wood, 0.12))
        art.fill(rect(x + 100, 414, 8, 30, 4), "#7a6a58")
    art.line("960,360 960,304 1000,300 1004,322", "#a8b0b2", 9)
    kettle = smooth("1092,360,0 1084,320 1100,292 1142,292 1158,320 1150,360,0", pull=0.4)
    art.fill(kettle, art.linear(1084, 0, 1158, 0, (0, "#8f9a9c"), (0.5, "#d0d6d4"), (1, "#7a8588")))
    art.line("1098,296 1104,268 1138,268 1146,296", "#4a4f54", 7)
    art.fill(rect(930, 90, 270, 150, 4), lighter(wood, 0.08))
    for x in (936, 1070):
        art.fill(rect(x, 98, 124, 134, 3), lighter(wood, 0.2))
        art.fill(ellipse(x + (108 if x < 1000 else 16), 200, 5), "#7a6a58")
    art.fill(rect(930, 238, 270, 8), darker(wood, 0.3))


def table(art: Drawing) -> None:
    """Draw the table between those who sit at it, on a layer of its own."""
    art.layer("table", 0.99)
    indoors.table(art, 270, 1010, TABLE_Y, "#b9804f")
    cloth = polygon([(470, TABLE_Y), (810, TABLE_Y), (846, TABLE_Y + 70), (434, TABLE_Y + 70)])
    art.fill(cloth, "#e6dcc8", 0.5)
