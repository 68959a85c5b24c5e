"""The bedroom round the window: wall, clock, shelf, curtains, sill and desk, in the colours of a time of day."""

from __future__ import annotations

import math
from dataclasses import dataclass

from drawing import Drawing, Stop
from kit import (
    EVERYWHERE,
    darker,
    ellipse,
    lighter,
    minus,
    mix,
    moved,
    overlap,
    points,
    polygon,
    rect,
    rim,
    smooth,
    turned,
    union,
)
from things import leaf

HOLE = rect(392, 42, 796, 424)
"""Where the wall is open."""
CLOCK_X, CLOCK_Y = 176, 164
SHELF_Y = 332
DESK_Y = 540
NIGHT_BLUE = "#181b44"
BOOKS = (
    (17, 66, "#3f6f8f"),
    (13, 74, "#b96a5a"),
    (20, 60, "#d3a457"),
    (15, 70, "#6d7fa0"),
    (11, 56, "#8f5a7a"),
    (18, 68, "#4f8a80"),
)
"""Width, height and colour of those on the shelf."""


@dataclass(frozen=True, kw_only=True)
class Colours:
    """The colours of the room at a time of day."""

    is_night: bool
    wall: str
    frame: str
    frame_shade: str
    sill: str
    clock_shadow: float
    clock_rim: str
    clock_face: str
    clock_marks: str
    clock_hands: str
    shelf: str
    curtain: str
    curtain_edge: str
    curtain_shade: str
    curtain_fold: str
    pot: str
    leaf: str
    leaf_light: str
    desk_edge: str
    desk_grain: str
    desk_front: tuple[str, str]
    drawer: str
    drawer_knob: str
    phone: str
    phone_screen: str
    phone_shadow: float

    def of(self, colour: str) -> str:
        """Return how a thing of that colour looks now: at night nearly as blue as the room."""
        return mix(colour, NIGHT_BLUE, 0.78) if self.is_night else colour


NIGHT = Colours(
    is_night=True,
    wall="#171a3f",
    frame="#2b2f66",
    frame_shade="#0b0d26",
    sill=lighter("#2b2f66", 0.1),
    clock_shadow=0.18,
    clock_rim="#343978",
    clock_face="#1f2353",
    clock_marks="#8f96d6",
    clock_hands="#c3c8f2",
    shelf="#24285c",
    curtain="#20245a",
    curtain_edge="#0a0c26",
    curtain_shade="#0a0c26",
    curtain_fold="#070920",
    pot="#3a2f5c",
    leaf="#1d3450",
    leaf_light="#6068b0",
    desk_edge="#171940",
    desk_grain=darker("#2a2c58", 0.3, "#0a0c26"),
    desk_front=("#0d0f2a", "#090b20"),
    drawer="#14163a",
    drawer_knob="#2a2d60",
    phone="#05060f",
    phone_screen="#14162e",
    phone_shadow=0.35,
)
DAY = Colours(
    is_night=False,
    wall="#efe0cb",
    frame="#fbf5ea",
    frame_shade="#cdb9a4",
    sill="#fffaf0",
    clock_shadow=0.10,
    clock_rim="#b98a5e",
    clock_face="#fff9ee",
    clock_marks="#8a7460",
    clock_hands="#5b4738",
    shelf="#c79c72",
    curtain="#e9b48a",
    curtain_edge="#a7694c",
    curtain_shade="#b9785a",
    curtain_fold="#9c6045",
    pot="#c9704f",
    leaf="#5f9a6a",
    leaf_light="#ffffff",
    desk_edge="#b07c50",
    desk_grain=darker("#d8a877", 0.3, "#9c6a42"),
    desk_front=("#a2744e", "#c09470"),
    drawer="#b5855c",
    drawer_knob="#8a5f3e",
    phone="#2a2c36",
    phone_screen="#3b3f4c",
    phone_shadow=0.18,
)


# --- the wall and what hangs on it --------------------------------------------------------------


def wall(art: Drawing, colours: Colours) -> None:
    art.layer("wall", 0.82)
    around = minus(EVERYWHERE, HOLE)
    art.fill(around, colours.wall)
    if colours.is_night:
        blue = ((0, "#3a3f86", 0.42), (0.6, "#22265c", 0.25), (1, "#0d0f2c", 0.35))
        art.fill(around, art.radial(760, 420, 760, *blue))
        dark = art.linear(-60, 0, 380, 0, (0, "#080a20", 0.75), (1, "#080a20", 0))
        art.fill(rect(-480, -480, 860, 1680), dark)
    else:
        light = ((0, "#dcc8b4", 0.7), (0.5, "#efe0cb", 0.0), (1, "#fff1d8", 0.5))
        art.fill(around, art.linear(0, 0, 1280, 300, *light))
    window_frame(art, colours)


def window_frame(art: Drawing, colours: Colours) -> None:
    frame, shade = colours.frame, colours.frame_shade
    art.fill(minus(rect(372, 22, 836, 464), HOLE), frame)
    art.fill(minus(rect(384, 34, 812, 440), HOLE), darker(frame, 0.3, shade))
    art.fill(rect(372, 22, 836, 5), lighter(frame, 0.18))
    art.fill(rect(786, 42, 13, 424), frame)
    art.fill(rect(796, 42, 3, 424), darker(frame, 0.35, shade))
    if colours.is_night:
        art.fill(rect(786, 42, 2, 424), "#5a61b0", 0.5)
        art.fill(rect(372, 480, 836, 3), "#6a70c0", 0.35)
    art.fill(rect(352, 474, 876, 24, 3), colours.sill)
    art.fill(rect(352, 492, 876, 10, 3), darker(frame, 0.4, shade))
    if not colours.is_night:
        for x in (470, 540, 880, 1010):
            reflection = polygon(points("0,42 44,42 -150,466 -194,466", x))
            art.fill(overlap(HOLE, reflection), "#ffffff", 0.10)


def clock(art: Drawing, colours: Colours, hour: float, minute: float) -> None:
    art.layer("clock", 0.84)
    disc = ellipse(CLOCK_X, CLOCK_Y, 60)
    art.fill(ellipse(CLOCK_X + 5, CLOCK_Y + 8, 60), "#000000", colours.clock_shadow)
    art.fill(disc, colours.clock_rim)
    art.fill(ellipse(CLOCK_X, CLOCK_Y, 51), colours.clock_face)
    if colours.is_night:
        art.fill(rim(disc, 4, 3), "#6f77c8", 0.5)
    for mark in range(12):
        is_quarter = mark % 3 == 0
        ends = [on_clock(mark * math.pi / 6, 34 if is_quarter else 38), on_clock(mark * math.pi / 6, 45)]
        art.line(ends, colours.clock_marks, 3 if is_quarter else 1.8, 0.8)
    middle = (CLOCK_X, CLOCK_Y)
    art.line([middle, on_clock(hour * math.pi / 6, 23)], colours.clock_hands, 5.5)
    art.line([middle, on_clock(minute * math.pi / 30, 36)], colours.clock_hands, 3.6)
    art.fill(ellipse(CLOCK_X, CLOCK_Y, 4), colours.clock_hands)


def on_clock(turn: float, reach: float) -> tuple[float, float]:
    return CLOCK_X + reach * math.sin(turn), CLOCK_Y - reach * math.cos(turn)


def shelf(art: Drawing, colours: Colours) -> None:
    art.layer("shelf", 0.84)
    art.fill(rect(44, SHELF_Y, 210, 11, 2), colours.shelf)
    art.fill(rect(44, SHELF_Y + 9, 210, 4), darker(colours.shelf, 0.4))
    x: float = 60
    for width, height, cover in BOOKS:
        colour = colours.of(cover)
        art.fill(rect(x, SHELF_Y - height, width, height, 1.5), colour)
        art.fill(rect(x + width - 3.5, SHELF_Y - height, 3.5, height), darker(colour, 0.25))
        art.fill(rect(x + 2, SHELF_Y - height + 9, width - 5.5, 4), lighter(colour, 0.3), 0.6)
        x += width + 1.5
    art.fill(turned(rect(x + 4, SHELF_Y - 62, 15, 62, 1.5), 13, x + 4, SHELF_Y), colours.of("#c98b62"))
    ball = union(ellipse(222, 316, 17, 16), rect(206, 316, 32, 4))
    art.fill(ball, mix("#d9ab55", NIGHT_BLUE, 0.8) if colours.is_night else "#e0b35c")
    art.fill(rect(214, 325, 17, 7), colours.shelf)


# --- curtains and sill --------------------------------------------------------------------------


def curtains(art: Drawing, colours: Colours) -> None:
    art.layer("curtain-left", 0.92, motion="sway 330 0 0.35 8 0.3")
    curtain(art, colours, 296, 402, folds=5)
    art.layer("curtain-right", 0.95, motion="sway 1230 0 0.5 7 0")
    curtain(art, colours, 1166, 1330, folds=7)
    cloth = smooth(curtain_outline(1166, 1330))
    if colours.is_night:
        art.fill(overlap(cloth, rect(1150, 30, 40, 700)), "#6d74c8", 0.16)
    else:
        art.fill(overlap(cloth, rect(1150, -320, 34, 1060)), "#fff0cf", 0.5)


def curtain(art: Drawing, colours: Colours, left: float, right: float, *, folds: int) -> None:
    base, shade = colours.curtain, colours.curtain_shade
    waves: tuple[Stop, ...] = (
        (0, darker(base, 0.35, colours.curtain_edge)),
        (0.3, base),
        (0.5, darker(base, 0.2, shade)),
        (0.75, lighter(base, 0.12)),
        (1, darker(base, 0.3, shade)),
    )
    art.fill(smooth(curtain_outline(left, right)), art.linear(left, 0, right, 0, *waves))
    for i in range(1, folds):
        x = left + (right - left) * i / folds
        dark = f"-5,-320 0,100 {-7 + i},320 {-9 + 2 * i},480 {-10 + 4 * i},730"
        bright = f"5,-320 8,100 {2 + i},320 {1 + 2 * i},480 {2 * i},730"
        art.line(points(dark, x), darker(base, 0.45, colours.curtain_fold), 5, 0.35)
        art.line(points(bright, x), lighter(base, 0.25), 3, 0.25)


def curtain_outline(left: float, right: float) -> list[tuple[float, ...]]:
    right_edge = points("14,-480,0 8,120 -6,330 -10,470 16,740,0", right)
    return [*points("-14,-480,0", left), *right_edge, *points("-30,740,0 -6,400 4,150", left)]


def sill(art: Drawing, colours: Colours) -> None:
    art.layer("sill", 0.86)
    art.fill(polygon("1082,436 1134,436 1127,476 1089,476"), colours.pot)
    art.fill(rect(1078, 430, 60, 11, 3), lighter(colours.pot, 0.12))
    art.layer("plant", 0.86, motion="sway 1108 432 1.1 6.5 0.2")
    for degrees, length, width in (
        (-62, 66, 15),
        (-38, 92, 17),
        (-12, 108, 17),
        (14, 98, 17),
        (38, 88, 16),
        (62, 60, 14),
    ):
        colour = mix(colours.leaf, colours.leaf_light, 0.1 if degrees % 4 else 0)
        art.fill(leaf(1108, 432, degrees, length, width * 0.6), colour)
        turn = math.radians(degrees - 90)
        tip = (1108 + length * math.cos(turn), 432 + length * math.sin(turn))
        art.line([(1108, 432), tip], darker(colours.leaf, 0.2), 1.4, 0.6)


# --- the desk -----------------------------------------------------------------------------------


def desk(art: Drawing, colours: Colours, *top: Stop) -> None:
    """Draw the desk; ``top`` is the ramp of its light from left to right."""
    art.layer("desk", 1)
    art.fill(polygon(f"196,600 246,{DESK_Y} 1780,{DESK_Y} 1780,600"), art.linear(240, 0, 1300, 0, *top))
    for i in range(7):
        grain = points(f"{250 - i * 7},0 560,2 900,-1 1400,1", y=DESK_Y + 6 + i * 8.5)
        art.line(grain, colours.desk_grain, 1.1, 0.35)
    art.fill(rect(190, 599, 1590, 22, 2), colours.desk_edge)
    art.fill(rect(190, 599, 1430, 3), lighter(colours.desk_edge, 0.25), 0.7)
    upper, lower = colours.desk_front
    art.fill(rect(214, 621, 1560, 560), art.linear(0, 621, 0, 720, (0, upper), (1, lower)))
    art.fill(rect(700, 634, 300, 66, 3), colours.drawer)
    art.fill(ellipse(850, 664, 9, 5), colours.drawer_knob)


PHONE_WIDTH, PHONE_DEPTH = 92, 92 * 0.27
PHONE_SLANT = PHONE_DEPTH * 0.55
"""How far the far edge of a phone that lies on the desk is shifted to the right."""


def phone(art: Drawing, colours: Colours, x: float, y: float, *, is_lit: bool = False) -> None:
    slant, low = PHONE_SLANT, PHONE_DEPTH - 2.5
    right = PHONE_WIDTH
    body = polygon(points(f"{slant},0 {right + slant},0 {right},{PHONE_DEPTH} 0,{PHONE_DEPTH}", x, y))
    screen = polygon(points(f"{slant + 3},2.5 {right + slant - 4.5},2.5 {right - 3.5},{low} 4,{low}", x, y))
    art.fill(moved(body, 3, 5), "#000000", colours.phone_shadow)
    art.fill(body, colours.phone)
    if is_lit:
        art.fill(screen, art.linear(x, y, x + PHONE_WIDTH, y + PHONE_DEPTH, (0, "#e9fbff"), (1, "#9fe3ff")))
    else:
        art.fill(screen, colours.phone_screen)
        sheen = f"{slant + 30},2.5 {slant + 52},2.5 36,{low} 16,{low}"
        art.fill(polygon(points(sheen, x, y)), "#ffffff", 0.06)
