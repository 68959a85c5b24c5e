"""A bus stop in a town: fronts of houses, a wet street, a lit shelter. The village stop is in ``last_stop``."""

from __future__ import annotations

import indoors
from drawing import Drawing
from kit import darker, ellipse, lighter, points, polygon, rect, rim
from light import Light

KERB_Y = 566
"""Where those stand who wait; the road is below it."""


def town(art: Drawing, light: Light, *, shelter_x: float = 480) -> None:
    """Draw a street with fronts of houses, wet asphalt and a shelter whose light is on."""
    indoors.town(art, light, 250, "street")
    fronts(art, light)
    road(art, light, "#8a8f94")
    shelter(art, light, shelter_x, glass="#d9e6e8", is_lit=True)
    pole(art, light, shelter_x + 420)


def fronts(art: Drawing, light: Light) -> None:
    """Draw the house fronts across the street."""
    art.layer("fronts", 0.4)
    x = -460
    for index in range(14):
        width = (150, 176, 132, 164)[index % 4]
        top = (150, 118, 176, 134)[(index * 3) % 4]
        colour = light.far(("#8f6a62", "#a88474", "#7f7478", "#9a7a68")[index % 4], 0.18)
        art.fill(rect(x, top, width + 1, 420), art.linear(0, top, 0, 500, (0, colour), (1, darker(colour, 0.2))))
        art.fill(rect(x - 2, top - 8, width + 4, 12), darker(colour, 0.3))
        for row in range(3):
            for column in range(2):
                lit = light.has_lamps and (index * 5 + row * 3 + column) % 4 == 0
                window = rect(x + 26 + column * (width - 84), top + 34 + row * 92, 34, 54)
                art.fill(window, "#ffd083" if lit else darker(colour, 0.42), 1 if lit else 0.8)
                art.fill(rect(x + 24 + column * (width - 84), top + 88 + row * 92, 38, 5), lighter(colour, 0.3))
        x += width
    art.fill(rect(-480, 470, 2240, 80), light.far("#7f848a", 0.2))


def road(art: Drawing, light: Light, verge: str) -> None:
    art.layer("road", 0.9)
    art.fill(rect(-480, 500, 2240, 80), art.linear(0, 500, 0, 566, (0, light.far(verge, 0.25)), (1, verge)))
    art.fill(rect(-480, 546, 2240, 28), "#bdb9ae")
    art.fill(rect(-480, KERB_Y + 6, 2240, 12), "#8f8c84")
    asphalt = ((0, "#777c80"), (1, "#5f6468"))
    art.fill(rect(-480, KERB_Y + 18, 2240, 900), art.linear(0, KERB_Y + 18, 0, 720, *asphalt))
    for x in range(-460, 1760, 190):
        art.fill(polygon(points("0,668 96,668 90,680 -8,680", x)), "#dcdad0", 0.8)
    for x, y, width in ((150, 606, 180), (620, 640, 260), (1080, 612, 220), (900, 694, 240)):
        art.fill(ellipse(x, y, width, 9), light.sky[2], 0.45)


def shelter(art: Drawing, light: Light, x: float, *, glass: str, is_lit: bool = False) -> None:
    """Draw a glass shelter with a bench, 330 wide; its light is on in the evening."""
    art.layer("shelter", 0.94)
    pane = rect(x + 10, 232, 310, 300)
    art.fill(pane, "#fff0c0" if is_lit else glass, 0.5 if is_lit else 0.38)
    for part in (0, 0.5, 1):
        art.fill(rect(x + 4 + part * 312, 220, 9, 346), "#5f686c")
    art.fill(polygon(points("40,532 130,232 170,232 80,532", x)), "#ffffff", 0.2)
    art.fill(polygon(points("200,532 270,300 290,300 226,532", x)), "#ffffff", 0.14)
    roof = polygon(points("-26,224 356,224 344,198 -14,198", x))
    art.fill(roof, art.linear(0, 198, 0, 224, (0, "#7d8a8c"), (1, "#586468")))
    art.fill(rim(roof, 0, -3), light.sun, 0.7)
    for top, colour in ((470, "#a8805a"), (486, "#8a6444")):
        art.fill(rect(x + 26, top, 280, 12, 3), colour)
    for leg in (56, 266):
        art.fill(rect(x + leg, 490, 9, 76), "#5f686c")
    if is_lit:
        art.fill(rect(x + 6, 224, 318, 7), "#fff6d8")
    art.fill(ellipse(x + 166, KERB_Y, 190, 7), "#000000", 0.16)


def pole(art: Drawing, light: Light, x: float) -> None:
    """Draw the pole of the stop with a plain round sign."""
    art.fill(rect(x, 190, 8, 378), "#7a8286")
    art.fill(rect(x, 190, 3, 378), light.sun, 0.6)
    art.fill(ellipse(x + 4, 186, 30), "#e9e6da")
    art.fill(ellipse(x + 4, 186, 22), "#9aa8a4")
    art.fill(rect(x - 16, 292, 40, 56, 3), "#e9e6da")
