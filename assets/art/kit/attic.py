"""An attic bedroom with a window in its slanted roof, by night and by day; no bed is to be seen."""

from __future__ import annotations

import indoors
from drawing import Drawing, glow
from kit import EVERYWHERE, darker, ellipse, lighter, minus, points, polygon, rect
from light import Light, sky

FLOOR_Y = 590
HOLE = polygon("560,70 900,70 990,350 650,350")
"""The roof window; the roof falls away from us to the right."""


def room(art: Drawing, light: Light, *, is_open: bool = False) -> None:
    """Draw sky and roofs, the slanted roof with its beams and window, a low wall, a shelf and the floor."""
    view(art, light)
    art.layer("slope", 0.8)
    plank = "#d8b890"
    art.fill(minus(EVERYWHERE, HOLE), art.linear(0, 0, 0, 480, (0, darker(plank, 0.14)), (1, lighter(plank, 0.1))))
    for index in range(-6, 16):
        line = points("0,-300 250,480", index * 116)
        if not 455 < index * 116 + 95 < 830:
            art.line(line, darker(plank, 0.22), 2, 0.5)
    for x in (-120, 330, 1010):
        beam = polygon(points("0,-300 46,-300 296,480 250,480", x))
        art.fill(beam, art.linear(x, 0, x + 200, 0, (0, "#8a6244"), (1, "#a87a52")))
    frame(art, is_open)
    art.layer("low-wall", 0.86)
    art.fill(rect(-480, 470, 2240, 130), "#cbb698")
    art.fill(rect(-480, 464, 2240, 10), "#e6d6ba")
    art.fill(rect(-480, FLOOR_Y, 2240, 900), art.linear(0, FLOOR_Y, 0, 740, (0, "#8a6244"), (1, "#a87c58")))
    for x in range(-900, 2100, 130):
        art.line([(640 + (x - 640) * 0.8, FLOOR_Y), (x, 760)], "#6f4c34", 1.6, 0.5)
    art.fill(rect(-480, FLOOR_Y - 12, 2240, 14), "#e6d6ba")
    art.layer("rug", 0.9)
    art.fill(ellipse(560, 668, 400, 48), "#9a8494")
    art.fill(ellipse(560, 666, 340, 38), "#b09aa6")
    shelf(art)


def view(art: Drawing, light: Light) -> None:
    """Draw the sky, a moon high up by night or clouds by day, and the ridges of roofs."""
    sky(art, light, 380)
    if light.has_lamps:
        art.layer("moon", 0.07)
        glow(art, 846, 130, 120, (0, "#dfe6ff", 0.55), (1, "#8f9ae0", 0))
        art.fill(ellipse(846, 130, 27), "#eef2ff")
        for x, y in points("620,110 690,160 742,100 770,214 910,220 668,240"):
            art.fill(ellipse(x, y, 2), "#e6ebff", 0.8)
    else:
        art.layer("clouds", 0.1, motion="drift -50 0 0 1")
        for x, y, width in ((640, 150, 90), (700, 168, 110), (880, 230, 120), (960, 120, 80)):
            art.fill(ellipse(x, y, width, width * 0.2), "#ffffff", 0.8)
    art.layer("ridges", 0.24)
    for x, top, width in ((500, 312, 170), (650, 290, 190), (820, 318, 150), (940, 284, 200)):
        tile = light.far("#2a2c58" if light.has_lamps else "#b9705c", 0.2)
        art.fill(polygon([(x, 420), (x + 34, top), (x + width - 34, top), (x + width, 420)]), tile)
        art.fill(rect(x + 50, top - 26, 22, 34), darker(tile, 0.2))
        if light.has_lamps and x in (650, 940):
            art.fill(polygon(points("70,22 98,22 104,48 76,48", x, top)), "#ffcf7a")


def frame(art: Drawing, is_open: bool) -> None:
    rim = polygon("540,54 912,54 1012,366 636,366")
    art.fill(minus(rim, HOLE), "#f3ead8")
    art.fill(minus(polygon("552,64 904,64 998,356 646,356"), HOLE), "#cdb898")
    art.fill(polygon("628,366 1018,366 1022,384 630,384"), "#fff8ea")
    if is_open:
        sash = minus(polygon("560,70 900,70 880,-60 540,-60"), polygon("578,56 884,56 866,-44 560,-44"))
        art.fill(sash, "#f3ead8")
        art.fill(polygon("578,56 884,56 866,-44 560,-44"), "#dff0f6", 0.5)
    else:
        art.fill(polygon("722,70 736,70 828,350 812,350"), "#f3ead8")
        art.fill(polygon("600,70 660,70 750,350 690,350"), "#ffffff", 0.08)


def shelf(art: Drawing) -> None:
    art.layer("shelf", 0.87)
    art.fill(rect(1050, 420, 400, 180), "#a87a54")
    for row, y in enumerate((432, 516)):
        art.fill(rect(1062, y, 376, 72), "#7a5238")
        indoors.shelf(art, 1062, y + 66, 376, f"attic-{row}", fullness=0.9)
    indoors.plant(art, 1110, 420, 0.9, pot="#8f7a9a")
    indoors.plant(art, 1230, 420, 0.7)
