"""A bicycle workshop where a student is on placement: inside, its shop window, and its front in the street."""

from __future__ import annotations

from collections.abc import Callable

import busstop
import indoors
from bicycles import bicycle, wheel
from drawing import Drawing
from indoors import Pane
from kit import darker, ellipse, lighter, minus, points, polygon, rect, union
from light import Light

FLOOR_Y = 540
GREYS = ("#7d8790", "#a08a78", "#6f7a80", "#8f9a8c")


def room(art: Drawing, light: Light) -> None:
    """Draw the workshop: tools on the wall, a window, bicycles that hang from the ceiling, a bench."""
    pane = Pane(820, 90, 300, 260)
    indoors.town(art, light, 320, "shop")
    indoors.wall(art, "#d9c3a0", "#a08a74", FLOOR_Y, pane, dado="#a9967c")
    indoors.patches(art, light, FLOOR_Y, (840,), 250, -260)
    tools(art, 90, 120)
    bench(art, 60, 430)
    art.layer("hanging", 0.92, motion="sway 560 -60 0.5 7 0")
    for x in (560, 720):
        art.line([(x, -300), (x, 40)], "#4a4440", 5)
        wheel(art, x, 104, 62, spokes=14)
    indoors.pendant(art, 330, 44, "#6f8288")


def tools(art: Drawing, x: float, y: float) -> None:
    art.layer("tools", 0.84)
    art.fill(rect(x, y, 380, 220, 4), "#b8915f")
    art.fill(rect(x + 6, y + 6, 368, 208, 3), "#c9a473")
    for index in range(6):
        at = x + 40 + index * 34
        tall = 46 + index * 12
        art.line([(at, y + 40), (at, y + 40 + tall)], "#8a9296", 8)
        art.fill(minus(ellipse(at, y + 38, 11), ellipse(at, y + 32, 5)), "#8a9296")
        art.fill(ellipse(at, y + 42 + tall, 9), "#8a9296")
    for index, colour in enumerate(("#a8604c", "#6f8a86", "#c09048")):
        at = x + 262 + index * 36
        art.line([(at, y + 40), (at, y + 92)], "#9aa2a4", 5)
        art.fill(rect(at - 8, y + 90, 16, 56, 6), colour)
    wheel(art, x + 306, y + 176, 26, spokes=8)


def bench(art: Drawing, x: float, y: float) -> None:
    art.layer("bench", 0.88)
    art.fill(rect(x - 300, y, 740, 18, 3), "#8a5f3c")
    art.fill(rect(x - 300, y, 740, 5), "#b98a5c")
    for leg in (-200, 20, 400):
        art.fill(rect(x + leg, y + 18, 22, 150), "#6f4a30")
    art.fill(rect(x + 40, y + 40, 350, 90, 3), "#7a5236")
    for dx in (52, 168, 284):
        art.fill(rect(x + dx, y + 48, 98, 74, 2), "#966a48")
        art.fill(rect(x + dx + 34, y + 78, 30, 6, 3), "#d0c0a0")
    for dx, colour in ((30, "#7d8790"), (76, "#a8604c"), (330, "#8f9a8c")):
        art.fill(rect(x + dx, y - 34, 34, 34, 4), colour)
        art.fill(rect(x + dx - 2, y - 38, 38, 8, 2), darker(colour, 0.25))
    wheel(art, x + 206, y - 62, 60, spokes=14)


def repair_stand(art: Drawing, x: float, y: float) -> None:
    """Draw a truing stand with a wheel in it, on the layer that is open; it stands on the floor at (x, y)."""
    art.fill(ellipse(x, y, 80, 10), "#000000", 0.2)
    art.fill(polygon(points("-70,0 70,0 46,-14 -46,-14", x, y)), "#4f565c")
    art.fill(rect(x - 8, y - 150, 16, 140), "#6a7278")
    art.line(points("-22,-250 -22,-170 0,-146 22,-170 22,-250", x, y), "#6a7278", 12, pull=0.3)
    wheel(art, x, y - 252, 112, spokes=22)


def shop_window(art: Drawing, light: Light, across: Callable[[], None]) -> None:
    """Draw the inside of the shop with its wide window; ``across`` draws who is on the other side of the street."""
    pane = Pane(150, 70, 760, 340, 3)
    indoors.town(art, light, 190, "across")
    street(art, light, across)
    indoors.wall(art, "#b9b4a8", "#8f8a80", FLOOR_Y, pane, dado="#8f968f")
    art.layer("door", 0.83)
    indoors.door(art, 1010, FLOOR_Y, "#6f8288", beyond=light.far("#cdd6da", 0.3))
    art.layer("sill", 0.86)
    art.fill(rect(110, 424, 840, 20, 3), "#8a6a50")


def street(art: Drawing, light: Light, across: Callable[[], None]) -> None:
    """Draw the street, its far pavement and fronts, and a railing with who stands behind it."""
    busstop.fronts(art, light)
    art.layer("pavement", 0.42)
    art.fill(rect(-480, 392, 2240, 400), light.far("#8a8f94", 0.2))
    art.fill(rect(-480, 366, 2240, 28), light.far("#b4b4ae", 0.2))
    across()
    art.layer("railing", 0.43)
    art.fill(rect(-480, 290, 2240, 7), light.far("#4f5a60", 0.15))
    for x in range(-460, 1760, 46):
        art.fill(rect(x, 290, 5, 96), light.far("#4f5a60", 0.15))


def bikes_row(art: Drawing, y: float, r: float, xs: tuple[float, ...]) -> None:
    """Draw bicycles for sale in a row, on a layer of its own near us."""
    art.layer("bikes", 1.02)
    for index, x in enumerate(xs):
        bicycle(art, x, y, r, GREYS[index % 4], side=1 if index % 2 else -1, spokes=14, has_basket=index == 1)


DOOR_X = 700


def front(art: Drawing, light: Light, *, is_open: bool = False) -> None:
    """Draw the front of the shop from the street: a window with bicycles, a door with a step, a lamp, paving."""
    indoors.town(art, light, 120, "front")
    art.layer("front", 0.8)
    brick = "#a8725a"
    art.fill(rect(-480, -480, 2240, 1060), art.linear(0, 0, 0, 580, (0, darker(brick, 0.12)), (1, brick)))
    for row in range(-3, 24):
        for column in range(-12, 34):
            if (row * 7 + column * 5) % 6 == 0:
                brick_x = column * 52 + (26 if row % 2 else 0)
                art.fill(
                    rect(brick_x, row * 24, 48, 20, 1), lighter(brick, 0.16) if column % 2 else darker(brick, 0.12), 0.6
                )
    art.fill(rect(60, 60, 1000, 62, 4), "#4f6a6a")
    art.fill(rect(60, 118, 1000, 8), "#35494a")
    shop_pane(art, light)
    shop_door(art, light, is_open)
    art.layer("paving", 0.9)
    art.fill(rect(-480, 570, 2240, 800), art.linear(0, 570, 0, 740, (0, "#9a9a94"), (1, "#7f8080")))
    for row in range(4):
        y = 586 + row * 38
        art.line([(-480, y), (1760, y)], "#6f7070", 1.5, 0.5)
        for column in range(-6, 24):
            art.line([(column * 96 + row % 2 * 48, y), (column * 96 - 10 + row % 2 * 48, y + 38)], "#6f7070", 1.5, 0.4)
    art.fill(polygon(points("-30,566 200,566 216,600 -46,600", DOOR_X)), "#b9b6ac")
    art.fill(rect(DOOR_X - 46, 600, 262, 14), "#8a8880")


def shop_pane(art: Drawing, light: Light) -> None:
    glass = rect(110, 150, 500, 330)
    inside = "#ffe0a0" if not light.has_lamps else "#3f4a5c"
    art.fill(rect(94, 136, 532, 360, 4), "#35494a")
    art.fill(glass, art.linear(0, 150, 0, 480, (0, darker(inside, 0.3)), (1, inside)))
    for index, x in enumerate((250, 470)):
        bicycle(art, x, 474, 58, ("#8f8478", "#7d8790")[index], side=-1 if index else 1, spokes=8)
    art.fill(polygon("200,480 330,150 400,150 270,480"), "#ffffff", 0.14)
    art.fill(polygon("430,480 540,150 570,150 460,480"), "#ffffff", 0.1)
    art.fill(rect(86, 492, 548, 20, 3), "#c9c0ac")


def shop_door(art: Drawing, light: Light, is_open: bool) -> None:
    x = DOOR_X
    art.fill(rect(x - 10, 146, 190, 424, 4), "#35494a")
    art.fill(rect(x + 4, 160, 162, 410), "#2f3a40" if light.has_lamps else "#ffdf9c")
    leaf = "4,160 60,150 60,590 4,570" if is_open else "4,160 166,160 166,570 4,570"
    art.fill(polygon(points(leaf, x)), "#5f8280")
    if not is_open:
        art.fill(rect(x + 26, 186, 118, 210, 3), "#46586a" if light.has_lamps else "#cfe0da")
        art.fill(polygon(points("26,360 120,186 144,186 26,396", x)), "#ffffff", 0.2)
        art.fill(rect(x + 14, 400, 8, 40, 4), "#d8c9a0")
    lamp_x = x + 240
    art.fill(rect(lamp_x, 196, 8, 40), "#2f3a40")
    art.line([(lamp_x + 4, 200), (lamp_x - 20, 190), (lamp_x - 34, 206)], "#2f3a40", 6)
    art.fill(union(rect(lamp_x - 52, 206, 36, 26, 8), ellipse(lamp_x - 34, 236, 16, 8)), "#fff0c0")
