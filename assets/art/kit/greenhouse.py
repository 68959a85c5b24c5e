"""A school greenhouse: glass all round, staging with trays of seedlings, tomatoes on stakes; lush or dried out."""

from __future__ import annotations

import random

from drawing import Drawing
from kit import darker, ellipse, lighter, points, polygon, rect
from light import Light, sky
from things import leaf

FLOOR_Y = 566
STAGING_Y = 476
"""Where the far staging stands; a near one is put with ``staging``."""
FRESH = ("#5fa83c", "#74b848", "#86c255")
DRY = ("#a08a4e", "#8f7a48", "#b39a5c")


def house(art: Drawing, light: Light, *, is_dry: bool, ridge: float = 640) -> None:
    """Draw the glass, what is behind it, the floor and the far staging; the roof runs up to x of its ``ridge``."""
    sky(art, light, 400)
    art.layer("trees", 0.2)
    rnd = random.Random("greenhouse")
    for x in range(-420, 1700, 92):
        r = rnd.uniform(60, 110)
        art.fill(ellipse(x, 400 - r * 0.4, r, r * 0.9), light.far(("#6f9a5c", "#5f8a58", "#82a866")[x // 92 % 3], 0.45))
    art.fill(rect(-480, 400, 2240, 300), light.far("#86a868", 0.35))
    light.rain(art)
    glass(art, ridge)
    art.layer("floor", 0.8)
    art.fill(rect(-480, FLOOR_Y, 2240, 700), art.linear(0, FLOOR_Y, 0, 740, (0, "#a89a84"), (1, "#c4b59a")))
    for row in range(5):
        y = FLOOR_Y + 14 + row * row * 9 + row * 16
        art.line([(-480, y), (1760, y)], "#8f8270", 1.6, 0.5)
    art.layer("far-staging", 0.86)
    staging(art, -480, 2240, STAGING_Y, "far", is_dry=is_dry)


def glass(art: Drawing, ridge: float) -> None:
    art.layer("glass", 0.7)
    art.fill(rect(-480, -480, 2240, 1060), "#f4faf4", 0.2)
    for x in range(-440, 1760, 120):
        top = ridge + (x - ridge) * 0.42
        art.line([(x, 150), (top, -160)], "#eef2ec", 9)
        art.line([(x + 4, 150), (top + 2, -160)], "#a9b4ac", 2.5, 0.8)
        art.fill(rect(x - 5, 150, 10, 430), "#eef2ec")
        art.fill(rect(x + 3, 150, 3, 430), "#a9b4ac")
        art.fill(polygon(points("20,160 58,160 10,470 -8,470", x + 8)), "#ffffff", 0.14)
    for y, thick in ((34, 6), (144, 12), (318, 7)):
        art.fill(rect(-480, y, 2240, thick), "#eef2ec")
        art.fill(rect(-480, y + thick, 2240, 3), "#a9b4ac")
    art.fill(rect(-480, 470, 2240, 110), art.linear(0, 470, 0, 580, (0, "#b98a6a"), (1, "#9a6f54")))
    for row in range(5):
        for column in range(-10, 33):
            x, y = column * 54 + (27 if row % 2 else 0), 470 + row * 22
            art.line([(x, y), (x, y + 22)], "#8a6048", 1.4, 0.5)
        art.line([(-480, 470 + row * 22), (1760, 470 + row * 22)], "#8a6048", 1.4, 0.5)


def staging(art: Drawing, x: float, width: float, y: float, name: str, *, is_dry: bool, size: float = 1) -> None:
    """Draw a bench at y with trays on it; what grows in them is fresh, or hangs."""
    rnd = random.Random(name)
    tray_x = x + 20
    while tray_x < x + width - 150 * size:
        tray(art, rnd, tray_x, y, size, is_dry=is_dry)
        tray_x += 176 * size
    art.fill(rect(x, y, width, 13 * size, 2), "#b8895c")
    art.fill(rect(x, y + 11 * size, width, 8 * size), "#7a5638")
    for leg in range(round(x) + 60, round(x + width), 330):
        art.fill(rect(leg, y + 18 * size, 13 * size, 120 * size), "#8a6442")


def tray(art: Drawing, rnd: random.Random, x: float, y: float, size: float, *, is_dry: bool) -> None:
    for index in range(9):
        stem_x, tall = x + (10 + index * 16.5) * size, rnd.uniform(30, 46) * size
        green = rnd.choice(DRY if is_dry else FRESH)
        if is_dry:
            hang = rnd.choice((-1, 1)) * 15 * size
            bend = [(stem_x, y - 16 * size), (stem_x + hang * 0.3, y - 36 * size), (stem_x + hang, y - 24 * size)]
            art.line(bend, green, 3 * size)
            art.fill(leaf(stem_x + hang, y - 25 * size, 172, 17 * size, 5 * size), darker(green, 0.1))
            continue
        art.line([(stem_x, y - 16 * size), (stem_x, y - tall)], green, 3 * size)
        for degrees in (-52, 50, -4):
            art.fill(
                leaf(stem_x, y - tall + 8 * size, degrees, 20 * size, 6.5 * size),
                lighter(green, 0.1 if degrees > 0 else 0),
            )
    art.fill(polygon(points("0,-22 152,-22 146,0 6,0", x, y, size)), "#5d6468")
    art.fill(polygon(points("4,-22 148,-22 146,-16 6,-16", x, y, size)), "#6a4a34" if not is_dry else "#9a8464")


def tomato(art: Drawing, x: float, y: float, tall: float, *, is_dry: bool, name: str) -> None:
    """Draw a tomato plant on its stake, in a pot that stands at (x, y)."""
    rnd = random.Random(name)
    art.line([(x, y - 40), (x + 4, y - tall)], "#c49a66", 6)
    art.line([(x + 3, y - 40), (x - 5, y - tall * 0.5), (x + 6, y - tall * 0.94)], "#6f8a44", 6)
    for step in range(8):
        at_y = y - 60 - (tall - 80) * step / 8
        for way in (-1, 1):
            green = rnd.choice(DRY if is_dry else FRESH)
            degrees = way * (rnd.uniform(140, 165) if is_dry else rnd.uniform(52, 92))
            art.fill(leaf(x, at_y, degrees, rnd.uniform(44, 66), rnd.uniform(11, 16)), darker(green, 0.12))
        if step % 2 and not is_dry:
            for dx in (-16, 14):
                art.fill(ellipse(x + dx, at_y + 22, 11), "#dc5238" if step != 3 else "#e8a13c")
    art.fill(
        polygon(points("-36,-54 36,-54 27,0 -27,0", x, y)),
        art.linear(x - 36, 0, x + 36, 0, (0, "#a8563a"), (1, "#c9764c")),
    )
    art.fill(rect(x - 41, y - 64, 82, 15, 4), "#cf8258")


def watering_can(
    art: Drawing, x: float, y: float, size: float, *, side: int = 1, colour: str = "#7f98a0", pours: bool = False
) -> None:
    """Draw a watering can that stands at (x, y) and looks right (``side`` 1) or left; ``pours`` tips it."""

    def at(outline: str) -> list[tuple[float, ...]]:
        found = points(outline, 0, 0, size, side=side)
        if not pours:
            return [(x + px, y + py) for px, py in found]
        lean = 0.5 * side
        return [(x + px - py * lean * 0.95, y + py * 0.86 + px * lean) for px, py in found]

    art.line(at("26,-26 62,-48 92,-78"), darker(colour, 0.2), 11 * size)
    art.fill(polygon(at("82,-88 102,-66 110,-76 92,-98")), darker(colour, 0.3))
    art.line(at("-30,-14 -62,-34 -56,-74 -26,-72"), darker(colour, 0.25), 8 * size)
    art.line(at("-24,-66 -8,-98 22,-94 28,-64"), darker(colour, 0.25), 8 * size)
    art.fill(
        polygon(at("-34,0 34,0 30,-66 -30,-66")),
        art.linear(x - 34 * size, 0, x + 34 * size, 0, (0, darker(colour, 0.2)), (1, lighter(colour, 0.2))),
    )
    art.line(at("-32,-20 33,-20"), darker(colour, 0.3), 3 * size, 0.6)
    art.line(at("-31,-52 31,-52"), darker(colour, 0.3), 3 * size, 0.6)
