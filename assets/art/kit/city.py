"""What stands outside the bedroom window, by night and by day: one town, two lights."""

from __future__ import annotations

import random
from dataclasses import dataclass

import skia
from drawing import Drawing, glow
from kit import EVERYWHERE, darker, ellipse, mix, overlap, points, polygon, rect, smooth, union

NIGHT_HOUSE = "#191c47"
LAMP = "#f2b765"
FLATS_X, FLATS_Y = 880, 128


@dataclass(frozen=True, kw_only=True)
class House:
    """A gabled house of the row; ``gable`` is its kind."""

    x: float
    width: float
    top: float
    gable: str

    def window(self, column: int, row: int) -> tuple[float, float]:
        """Return the upper left corner of one of its two by three windows."""
        return self.x + self.width * (0.22 + 0.38 * column), self.top + 46 + row * 40


def night_city(art: Drawing) -> None:
    rnd = random.Random("city")
    night_sky(art)
    skyline(art, rnd, "#23265a", "#44407c")
    for _ in range(38):
        x, y = rnd.uniform(380, 1190), rnd.uniform(318, 372)
        art.fill(rect(x, y, 4, 5), "#d9a567", rnd.uniform(0.12, 0.4))
    houses = row_of_houses(rnd)
    night_houses(art, houses)
    night_flats(art)
    lamps_in_flats(art)
    lamps_in_houses(art, houses)
    art.layer("haze", 0.3, blur=6)
    art.fill(rect(-100, 330, 1600, 200), art.linear(0, 330, 0, 500, (0, "#35356f", 0), (1, "#4b4585", 0.5)))
    art.layer("rain", 0.7, effect="rain")
    art.fill(rect(388, 36, 806, 436), "#ffffff")


def day_city(art: Drawing) -> None:
    rnd = random.Random("city")
    day_sky(art)
    skyline(art, rnd, "#b9c9d3", "#f3dcc4")
    day_houses(art, row_of_houses(rnd))
    day_flats(art, rnd)
    art.layer("haze", 0.3, blur=6)
    art.fill(rect(-100, 300, 1600, 220), art.linear(0, 300, 0, 500, (0, "#ffe6c2", 0), (1, "#ffe6c2", 0.55)))
    birds(art)


# --- sky ----------------------------------------------------------------------------------------


def night_sky(art: Drawing) -> None:
    art.layer("sky", 0.05, blur=6)
    blue = ((0, "#0c0e2b"), (0.45, "#191c48"), (0.8, "#2f2f68"), (1, "#43407c"))
    art.fill(EVERYWHERE, art.linear(0, 0, 0, 480, *blue))
    for x, y, width, height, opacity in (
        (520, 120, 300, 40, 0.5),
        (980, 90, 340, 46, 0.45),
        (760, 210, 380, 34, 0.4),
        (1180, 250, 300, 30, 0.35),
    ):
        glow(art, x, y, width, (0, "#3a3b78", opacity), (1, "#3a3b78", 0), height=height)


def day_sky(art: Drawing) -> None:
    art.layer("sky", 0.05, blur=6)
    blue = ((0, "#a9cfe4"), (0.5, "#d3e4e6"), (0.85, "#fbe9cf"), (1, "#ffe0b8"))
    art.fill(EVERYWHERE, art.linear(0, 0, 0, 470, *blue))
    glow(art, 1120, 300, 520, (0, "#fff3d6", 0.95), (0.25, "#ffe9bf", 0.7), (1, "#ffe3b0", 0))
    art.layer("clouds", 0.08, motion="drift -26 0 0 1")
    for x, y, width, opacity in (
        (560, 150, 150, 0.75),
        (640, 170, 120, 0.6),
        (900, 96, 170, 0.6),
        (1000, 112, 110, 0.5),
        (1130, 190, 120, 0.45),
    ):
        cloud = union(
            ellipse(x, y, width * 0.5, width * 0.07),
            ellipse(x - width * 0.12, y - width * 0.06, width * 0.2, width * 0.09),
            ellipse(x + width * 0.12, y - width * 0.04, width * 0.16, width * 0.07),
        )
        art.fill(cloud, "#ffffff", opacity)


def birds(art: Drawing) -> None:
    art.layer("bird", 0.4, motion="drift -250 -70 0 1; bob 5 2.6 0.1")
    art.line("868,188,0 858,180 846,183 838,190,0 830,182 818,179 808,186,0", "#4d4a58", 3.2)
    art.layer("bird-2", 0.34, motion="drift -180 -44 0 1; bob 4 2.1 0.6")
    art.line("964,226,0 957,220 949,222 943,227,0 937,221 929,219 922,224,0", "#5b5664", 2.4)


# --- roofs --------------------------------------------------------------------------------------


def skyline(art: Drawing, rnd: random.Random, colour: str, haze: str) -> None:
    """Draw far roofs and a spire as one shape that fades into the haze."""
    art.layer("far", 0.12)
    roofs = []
    x = -40
    while x < 1400:
        width = rnd.choice([46, 60, 74, 90])
        height = rnd.choice([20, 34, 52, 70, 44])
        roofs.append(rect(x, 345 - height, width + 1, 300))
        x += width
    spire = polygon("905,300 922,190 939,300"), rect(896, 290, 52, 60)
    art.fill(union(*roofs, *spire), art.linear(0, 240, 0, 420, (0, colour), (1, mix(colour, haze, 0.55))))


def row_of_houses(rnd: random.Random) -> list[House]:
    houses = []
    x = 300
    while x < 860:
        width = rnd.choice([74, 84, 92])
        top = 318 + rnd.choice([-26, -8, 6, 14])
        gable = rnd.choice(["trapezium", "steps", "bell"])
        houses.append(House(x=x, width=width, top=top, gable=gable))
        x += width
    return houses


def house_shape(house: House) -> skia.Path:
    wall = rect(house.x, house.top + 34, house.width + 0.8, 300)
    return union(wall, GABLES[house.gable](house.x, house.top, house.width))


def _trapezium(x: float, top: float, width: float) -> skia.Path:
    middle = x + width / 2
    return polygon([(x, top + 36), (middle - 7, top - 10), (middle + 7, top - 10), (x + width, top + 36)])


def _steps(x: float, top: float, width: float) -> skia.Path:
    return union(
        rect(x + width * 0.14, top + 18, width * 0.72, 30),
        rect(x + width * 0.28, top + 2, width * 0.44, 30),
        rect(x + width * 0.41, top - 12, width * 0.18, 30),
    )


def _bell(x: float, top: float, width: float) -> skia.Path:
    middle = x + width / 2
    left = [(x, top + 38, 0), (x + width * 0.14, top + 30), (x + width * 0.3, top + 8), (middle - 8, top - 10)]
    right = [
        (middle + 8, top - 10),
        (x + width * 0.7, top + 8),
        (x + width * 0.86, top + 30),
        (x + width, top + 38, 0),
    ]
    return smooth([*left, (middle, top - 13), *right])


GABLES = {"trapezium": _trapezium, "steps": _steps, "bell": _bell}


def night_houses(art: Drawing, houses: list[House]) -> None:
    art.layer("gables", 0.24)
    for index, house in enumerate(houses):
        colour = mix(NIGHT_HOUSE, ("#2a2658", "#14163c", "#20214e")[index % 3], 0.6)
        fill_house(art, house, colour, darker(colour, 0.25, "#0d0f2d"))
        for x, y in windows_of(house):
            art.fill(rect(x, y, house.width * 0.18, 24), "#0c0e2e", 0.75)
            art.fill(rect(x, y, house.width * 0.18, 10), "#454a8c", 0.22)


def day_houses(art: Drawing, houses: list[House]) -> None:
    art.layer("gables", 0.24)
    for index, house in enumerate(houses):
        colour = ("#c58b74", "#b9796a", "#d3a487", "#a9716a")[index % 4]
        fill_house(art, house, colour, darker(colour, 0.25, "#7a5560"))
        sunny_side = rect(house.x + house.width - 10, house.top - 40, 30, 400)
        art.fill(overlap(house_shape(house), sunny_side), "#ffe8c0", 0.25)
        for x, y in windows_of(house):
            art.fill(rect(x, y, house.width * 0.18, 24), "#f4ead9", 0.9)
            art.fill(rect(x + 1.5, y + 1.5, house.width * 0.18 - 3, 21), "#6f8796", 0.9)


def fill_house(art: Drawing, house: House, colour: str, low: str) -> None:
    art.fill(house_shape(house), art.linear(0, house.top - 20, 0, house.top + 190, (0, colour), (1, low)))


def windows_of(house: House) -> list[tuple[float, float]]:
    return [house.window(column, row) for row in range(3) for column in range(2)]


# --- the block of flats on the right ------------------------------------------------------------


def flat_windows() -> list[tuple[float, float]]:
    """Return the upper left corners of the windows, row by row, six in each."""
    return [(FLATS_X + 22 + column * 58, FLATS_Y + 26 + row * 58) for row in range(6) for column in range(6)]


def night_flats(art: Drawing) -> None:
    art.layer("flats", 0.36)
    block = rect(FLATS_X, FLATS_Y, 640, 700)
    art.fill(block, art.linear(FLATS_X, 0, FLATS_X + 330, 0, (0, "#1b1d49"), (1, "#0f1134")))
    art.fill(rect(FLATS_X - 16, FLATS_Y - 10, 660, 14), "#23265a")
    for index, (x, y) in enumerate(flat_windows()):
        if index % 6 == 0:
            art.fill(rect(FLATS_X, y + 44, 640, 5), "#2a2d66", 0.8)
        art.fill(rect(x, y, 38, 34), "#0a0c29")
        art.fill(polygon(points("0,0 24,0 0,30", x, y)), "#3b3f80", 0.22)
        art.fill(rect(x + 18, y, 2.4, 34), "#23265a")


def day_flats(art: Drawing, rnd: random.Random) -> None:
    art.layer("flats", 0.36)
    block = rect(FLATS_X, FLATS_Y, 640, 700)
    art.fill(block, art.linear(FLATS_X, 0, FLATS_X + 330, 0, (0, "#cdb7a4"), (1, "#e6cfb2")))
    art.fill(rect(FLATS_X - 16, FLATS_Y - 10, 660, 14), "#b49f92")
    shade = art.linear(FLATS_X, 0, FLATS_X + 46, 0, (0, "#8d7b7c", 0.5), (1, "#8d7b7c", 0))
    art.fill(rect(FLATS_X, FLATS_Y, 46, 700), shade)
    for index, (x, y) in enumerate(flat_windows()):
        if index % 6 == 0:
            art.fill(rect(FLATS_X, y + 44, 640, 5), "#b59f90", 0.8)
        art.fill(rect(x, y, 38, 34), "#7d96a3")
        art.fill(polygon(points("8,0 30,0 8,34 0,34 0,14", x, y)), "#cfe0e4", 0.55)
        has_curtain = rnd.random() < 0.4
        if has_curtain:
            art.fill(rect(x, y, 12, 34), "#f2e6d4", 0.8)
        art.fill(rect(x + 18, y, 2.4, 34), "#d9c7b2")


# --- lamps that go out one after the other ------------------------------------------------------

LIT_FLATS = (
    (1, 7, 0.08, 0.2),
    (2, 15, 0.26, 0.36),
    (4, 10, 0.46, 0.56),
    (5, 25, 0.62, 0.72),
    (6, 3, 0.34, 0.42),
    (7, 19, 0.78, 0.88),
)
"""Number of the layer, which window, and between which parts of the scene its lamp goes out."""
LIT_HOUSES = ((1, 1, 0, 1, 0.16, 0.26), (2, 3, 1, 0, 0.54, 0.64), (3, 5, 0, 2, 0.36, 0.5))
"""Number of the layer, which house, column and row of its window, and when its lamp goes out."""


def lamps_in_flats(art: Drawing) -> None:
    windows = flat_windows()
    for number, index, start, end in LIT_FLATS:
        x, y = windows[index]
        art.layer(f"lit-{number}", 0.36, motion=f"fade 1 0 {start} {end}")
        art.fill(rect(x, y, 38, 34), art.linear(0, y, 0, y + 34, (0, "#f7c877"), (1, "#d98f45")))
        art.fill(rect(x, y, 9, 34), "#a55f33", 0.55)
        art.fill(rect(x + 18, y, 2.4, 34), "#6b3f2e")
        glow(art, x + 19, y + 17, 60, (0, LAMP, 0.28), (1, LAMP, 0))


def lamps_in_houses(art: Drawing, houses: list[House]) -> None:
    for number, index, column, row, start, end in LIT_HOUSES:
        x, y = houses[index].window(column, row)
        art.layer(f"gable-lit-{number}", 0.24, motion=f"fade 1 0 {start} {end}")
        art.fill(rect(x, y, houses[index].width * 0.18, 24), "#edb565")
        glow(art, x + 8, y + 12, 42, (0, LAMP, 0.26), (1, LAMP, 0))
