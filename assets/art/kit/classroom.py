"""A classroom from straight above, during a test: eight pupils write, one boy reaches for a phone in his bag.

Everything is given as if the rows were level; ``placed`` and ``placed_points`` turn it with the room. Light does not
turn: shadows and rims are made of shapes that are placed already.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Literal

import skia
from drawing import Drawing, glow
from kit import (
    EVERYWHERE,
    Point,
    darker,
    ellipse,
    lighter,
    limb,
    minus,
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
from people import LEFT, RIGHT, Cloth

DEGREES = -9
MIDDLE_X, MIDDLE_Y = 640, 330
COLUMNS = (150, 640, 1130)
ROWS = (-200, 210, 620)
HIS_PLACE = (1, 1)
BAG_X, BAG_Y = 440, 500
PHONE_X, PHONE_Y = BAG_X - 4, BAG_Y + 10

FLOOR_SHADOW = "#2a3640"
DESK_SHADOW = "#7a6a50"
ARM_SHADOW = "#6a5b44"
PAPER = "#fbfaf4"
BRASS = "#e0b35c"
INK = "#2c3945"

Hair = Literal["short", "long", "braids", "afro", "curly", "hijab"]


@dataclass(frozen=True)
class Pupil:
    top: str
    skin: str
    hair: str
    style: Hair


PUPILS = {
    (0, 0): Pupil("#8b97a2", "#d9b094", "#5a4030", "long"),
    (0, 1): Pupil("#a39a93", "#7a4f3c", "#231d1c", "afro"),
    (0, 2): Pupil("#8f93a6", "#d8ad8e", "#7d8d95", "hijab"),
    (1, 0): Pupil("#9a8f96", "#8d5b45", "#2a211f", "braids"),
    (1, 2): Pupil("#8d9a8f", "#e2bda3", "#a86c3f", "short"),
    (2, 0): Pupil("#97a3a5", "#e0b79c", "#caa25f", "short"),
    (2, 1): Pupil("#a09a8c", "#c79a7c", "#3b2c26", "long"),
    (2, 2): Pupil("#8b8f9f", "#6f4735", "#211b1b", "short"),
}
"""Who sits where, by row and column."""


def draw() -> Drawing:
    art = Drawing("A classroom seen from straight above, during a test")
    floor(art)
    chairs(art)
    bags(art)
    his_bag(art)
    his_phone_light(art)
    places(art, random.Random("class"))
    art.layer("shade", 1, blur=8)
    corners = ((0, "#3a4a55", 0.0), (0.34, "#3a4a55", 0.0), (1, "#1f2c38", 0.74))
    art.fill(EVERYWHERE, art.radial(600, 360, 860, *corners))
    return art


def placed(path: skia.Path) -> skia.Path:
    return turned(path, DEGREES, MIDDLE_X, MIDDLE_Y)


def placed_point(x: float, y: float) -> tuple[float, float]:
    turn = math.radians(DEGREES)
    dx, dy = x - MIDDLE_X, y - MIDDLE_Y
    return (
        MIDDLE_X + dx * math.cos(turn) - dy * math.sin(turn),
        MIDDLE_Y + dx * math.sin(turn) + dy * math.cos(turn),
    )


def placed_points(outline: list[Point]) -> list[Point]:
    return [placed_point(x, y) for x, y in outline]


def put(art: Drawing, path: skia.Path, paint: str, dx: float, dy: float, shadow: float, on: str = DESK_SHADOW) -> None:
    """Fill a shape and, (dx, dy) away, its shadow: how dark it is, and its colour on what lies under it."""
    art.fill(moved(path, dx, dy), on, shadow)
    art.fill(path, paint)


# --- the room -----------------------------------------------------------------------------------


def floor(art: Drawing) -> None:
    art.layer("floor", 0.9)
    art.fill(EVERYWHERE, "#a9b5b3")
    for column in range(-6, 10):
        for row in range(-5, 8):
            if (column + row) % 2:
                art.fill(placed(rect(column * 170, row * 170, 170, 170)), "#a2afad")
    for i in range(-6, 11):
        art.line(placed_points([(i * 170, -900), (i * 170, 1700)]), "#8d9b99", 1.3, 0.5)
        art.line(placed_points([(-1100, i * 170), (2400, i * 170)]), "#8d9b99", 1.3, 0.5)
    art.layer("window-light", 0.9, blend="screen", blur=5)
    for x in (-260, 210, 680, 1150):
        beam = polygon(points("0,-340 210,-340 -150,1080 -420,1080", x))
        art.fill(beam, art.linear(x, -300, x - 300, 1000, (0, "#f7fbf6", 0.5), (1, "#f7fbf6", 0.22)))


def chairs(art: Drawing) -> None:
    art.layer("chairs", 0.95)
    for row in ROWS:
        for x in COLUMNS:
            y = row + 272
            put(art, placed(rect(x - 62, y - 52, 124, 104, 26)), "#7d8f98", 8, 12, 0.25, FLOOR_SHADOW)
            art.fill(placed(rect(x - 66, y + 34, 132, 24, 12)), "#6a7c86")


def bags(art: Drawing) -> None:
    """Draw the closed bags of four others."""
    art.layer("bags", 0.95)
    for x, y, colour in (
        (COLUMNS[0] + 150, ROWS[1] + 250, "#7f8a93"),
        (COLUMNS[2] + 150, ROWS[1] + 270, "#958a86"),
        (COLUMNS[1] - 150, ROWS[0] + 280, "#8f8b96"),
        (COLUMNS[2] - 160, ROWS[2] + 240, "#818d90"),
    ):
        bag = placed(rect(x - 42, y - 50, 84, 104, 26))
        put(art, bag, colour, 8, 12, 0.28, FLOOR_SHADOW)
        art.fill(placed(rect(x - 28, y + 2, 56, 40, 10)), darker(colour, 0.15))
        art.fill(rim(bag, -4, -5), lighter(colour, 0.3), 0.6)


# --- his bag, wide open, with the phone that is not the one on his desk -------------------------


def in_bag(outline: str) -> skia.Path:
    return placed(smooth(points(outline, BAG_X, BAG_Y)))


def tilted(x: float, y: float, width: float, height: float, radius: float, degrees: float) -> skia.Path:
    """Return a thing in the bag, from its own corner and turned about the middle of the bag."""
    return placed(turned(rect(BAG_X + x, BAG_Y + y, width, height, radius), degrees, BAG_X, BAG_Y))


def phone_shape(x: float, y: float, width: float, height: float, radius: float) -> skia.Path:
    return placed(turned(rect(BAG_X + x, BAG_Y + y, width, height, radius), -14, PHONE_X, PHONE_Y))


OPENING = in_bag("-46,-30 0,-44 46,-30 52,14 40,48 0,56 -40,48 -52,14")
PHONE = phone_shape(-22, -26, 38, 72, 6)
PHONE_BLACK = "#05070c"


def his_bag(art: Drawing) -> None:
    art.layer("his-bag", 1)
    bag = in_bag("-62,-50 0,-66 62,-50 74,20 62,84 0,98 -62,84 -74,20")
    put(art, bag, "#263f57", 10, 14, 0.34, FLOOR_SHADOW)
    art.fill(rim(bag, -5, -7), "#456a88", 0.7)
    for side in (LEFT, RIGHT):
        strap = points("42,92 58,130 30,150 18,96", BAG_X, BAG_Y, side=side)
        art.line(placed_points(strap), "#274259", 11)
    art.fill(OPENING, "#101e2c")
    art.fill(minus(OPENING, moved(OPENING, 5, 8)), "#060d15")
    for zip_side in ("-46,-30 0,-44 46,-30", "-40,48 0,56 40,48"):
        art.line(placed_points(points(zip_side, BAG_X, BAG_Y)), BRASS, 3)
    art.fill(tilted(14, -28, 20, 66, 3, 6), "#33485a")
    art.fill(tilted(-44, -10, 12, 44, 3, -10), "#5a4650")
    art.fill(PHONE, PHONE_BLACK)


def his_phone_light(art: Drawing) -> None:
    art.layer("his-phone-light", 1, effect="phone-glow")
    x, y = placed_point(PHONE_X, PHONE_Y)
    art.fill(OPENING, art.radial(x, y, 78, (0, "#9fe4ff", 0.5), (1, "#3f9fd0", 0.05)))
    art.fill(PHONE, PHONE_BLACK)
    art.fill(phone_shape(-18.5, -22, 31, 64, 4), "#f2fdff")
    art.layer("his-phone-glow", 1, effect="phone-glow", blend="screen", blur=2)
    cold = ((0, "#a8ebff", 0.9), (0.22, "#6cc6f2", 0.5), (0.55, "#4a97d8", 0.16), (1, "#3a7fc0", 0.0))
    glow(art, *placed_point(PHONE_X, PHONE_Y - 2), 230, *cold)


# --- desks --------------------------------------------------------------------------------------


def places(art: Drawing, rnd: random.Random) -> None:
    """Draw desk after desk, each with who sits at it."""
    for row, y in enumerate(ROWS):
        for column, x in enumerate(COLUMNS):
            number = f"{row + 1}-{column + 1}"
            if (row, column) == HIS_PLACE:
                art.layer(f"desk-{number}", 1)
                his_desk(art, rnd, x, y)
                boy(art, x, y)
            else:
                turn_x, turn_y = placed_point(x, y + 230)
                sway = f"sway {turn_x:.0f} {turn_y:.0f} 0.8 {rnd.uniform(3.2, 5):.1f} {rnd.random():.1f}"
                art.layer(f"desk-{number}", 1)
                desk(art, rnd, x, y)
                art.layer(f"pupil-{number}", 1, motion=sway)
                pupil(art, rnd, x, y, PUPILS[row, column])


def desk_top(art: Drawing, x: float, y: float) -> None:
    top = placed(rect(x - 165, y - 20, 330, 180, 12))
    wood = art.linear(x - 165, y, x + 165, y + 160, (0, "#ead9bd"), (1, "#d8c3a2"))
    put(art, top, wood, 12, 18, 0.3, FLOOR_SHADOW)
    art.fill(rim(top, -2.5, -3), "#fff6e2", 0.8)
    art.fill(rim(top, 2.5, 3), "#b59d7b", 0.8)
    for i in range(5):
        art.line(placed_points(points("-155,4 -40,8 155,2", x, y + i * 33)), "#c9b28e", 1.1, 0.4)


def on_paper(path: skia.Path, x: float, y: float, degrees: float) -> skia.Path:
    """Return a path given from the middle of the test paper where it is on the desk at (x, y)."""
    middle_x, middle_y = x + 8, y + 76
    return placed(turned(moved(path, middle_x, middle_y), degrees, middle_x, middle_y))


def test_paper(art: Drawing, x: float, y: float, degrees: float) -> None:
    put(art, on_paper(rect(-52, -62, 104, 136, 2), x, y, degrees), PAPER, 4, 6, 0.3)
    for i in range(8):
        line = on_paper(rect(-42, -48 + i * 14, 84 if i % 3 else 56, 2.4), x, y, degrees)
        art.fill(line, "#b9c2cc" if i else "#7d8894")


def desk(art: Drawing, rnd: random.Random, x: float, y: float) -> None:
    """Draw a desk with a paper somebody writes on, a pencil case, and a bottle or a calculator."""
    desk_top(art, x, y)
    test_paper(art, x, y, rnd.uniform(-7, 5))
    for i in range(4):
        writing = points(f"{-32 + i * 3},78 -2,77 {18 + i * 5},78", x, y + i * 9)
        art.line(placed_points(writing), "#5d6ea8", 1.6, 0.7)
    has_bottle = rnd.random() < 0.5
    case = placed(turned(rect(x - 140, y + 4, 86, 28, 12), rnd.uniform(-14, 10), x - 100, y + 18))
    put(art, case, rnd.choice(["#9aa39b", "#a5939a", "#8f9dad", "#b0a086"]), 3, 5, 0.3)
    if has_bottle:
        put(art, placed(ellipse(x + 128, y + 30, 19)), "#a9c0c2", 4, 6, 0.3)
        art.fill(placed(ellipse(x + 128, y + 30, 10)), "#dfe9e8")
    else:
        put(art, placed(turned(rect(x + 96, y + 14, 44, 66, 6), 8, x + 118, y + 47)), "#6f7a84", 3, 5, 0.3)
        art.fill(placed(turned(rect(x + 101, y + 19, 34, 14, 2), 8, x + 118, y + 47)), "#b7c6b4")


def his_desk(art: Drawing, rnd: random.Random, x: float, y: float) -> None:
    """Draw his desk: half the paper is empty, and his own phone lies dark on the corner."""
    desk_top(art, x, y)
    test_paper(art, x, y, -4)
    art.fill(on_paper(rect(-42, 21, 84, 40), x, y, -4), PAPER)
    rnd.random()  # the draw between bottle and calculator, so that the desks after his stay as they are
    on_phone = 7, x + 118, y + 40
    put(art, placed(turned(rect(x + 100, y + 6, 36, 68, 6), *on_phone)), "#20242e", 3, 5, 0.35)
    art.fill(placed(turned(rect(x + 103, y + 10, 30, 60, 4), *on_phone)), "#2e3440")
    sheen = polygon(points("106,14 122,14 106,46", x, y))
    art.fill(placed(turned(sheen, *on_phone)), "#ffffff", 0.10)
    put(art, placed(turned(rect(x - 146, y + 2, 92, 30, 12), -8, x - 100, y + 18)), BRASS, 3, 5, 0.3)
    art.line(placed_points(points("-140,22 -60,10", x, y)), "#b88a36", 2)


# --- people from above --------------------------------------------------------------------------


def pupil(art: Drawing, rnd: random.Random, x: float, y: float, who: Pupil) -> None:
    """Draw somebody who writes, at the desk at (x, y)."""
    y += 232
    shoulders = placed(union(ellipse(x, y + 6, 92, 46), rect(x - 60, y - 14, 120, 66, 30)))
    art.fill(moved(shoulders, 10, 14), FLOOR_SHADOW, 0.3)
    for side, hand_x, hand_y in ((LEFT, x - 34, y - 128), (RIGHT, x + 46, y - 140)):
        elbow = points("76,2,29 96,-56,25", x, y, side=side)
        sleeve(art, [*elbow, (hand_x + side * 8, hand_y + 16, 20)], Cloth(who.top, INK), 0.08)
        bare_hand(art, ellipse(hand_x, hand_y, 17, 20), who.skin)
        if side == RIGHT:
            pen = points("-12,-26 20,24", hand_x, hand_y)
            art.line(placed_points(pen), rnd.choice(["#4a5fa5", "#2d3640", "#a8503f"]), 5)
    art.fill(shoulders, who.top)
    art.fill(minus(shoulders, moved(shoulders, -8, -12)), INK, 0.22)
    art.fill(rim(shoulders, -4, -6), lighter(who.top, 0.3), 0.6)
    art.fill(placed(ellipse(x, y - 12, 26, 22)), darker(who.skin, 0.25))
    head(art, x, y - 34, who.hair, who.style)


def sleeve(art: Drawing, joints: list[Point], cloth: Cloth, dark: float) -> None:
    arm = placed(limb(joints, 6))
    put(art, arm, cloth.dark(dark), 6, 9, 0.3, ARM_SHADOW)
    art.fill(rim(arm, -4, -5), cloth.bright(0.25), 0.6)


def bare_hand(art: Drawing, shape: skia.Path, skin: str) -> None:
    hand = placed(shape)
    art.fill(hand, skin)
    art.fill(rim(hand, 3, 4), darker(skin, 0.3), 0.4)


def head(art: Drawing, x: float, y: float, colour: str, style: Hair) -> None:
    """Draw a head from above, bowed over the desk."""
    if style == "hijab":
        scarf(art, x, y, colour)
        return
    if style == "long":
        art.fill(placed(smooth(points("-44,0 -50,46 -30,84 0,90 30,84 50,46 44,0", x, y))), darker(colour, 0.18))
    if style == "braids":
        for side in (LEFT, RIGHT):
            braid = limb(points("26,30,11 36,64,9 30,98,5", x, y, side=side))
            art.fill(placed(braid), darker(colour, 0.1))
    crown = placed(crown_shape(x, y, style))
    art.fill(crown, colour)
    art.fill(minus(crown, moved(crown, -7, -10)), darker(colour, 0.45), 0.5)
    if style in ("curly", "afro"):
        light_on_curls(art, x, y, crown, colour)
        return
    for strand in range(-2, 3):
        line = points(f"{strand * 3},-18 {strand * 13},4 {strand * 15},30", x, y)
        art.line(placed_points(line), lighter(colour, 0.25), 2.2, 0.4)
    if style != "short":
        art.line(placed_points(points("0,-42 0,36", x, y)), darker(colour, 0.4), 2.2, 0.7)


def scarf(art: Drawing, x: float, y: float, colour: str) -> None:
    crown = placed(ellipse(x, y, 45, 50))
    art.fill(crown, colour)
    art.fill(placed(smooth(points("-46,14 0,34 46,14 54,60 0,74 -54,60", x, y))), darker(colour, 0.1))
    art.line(placed_points(points("-34,20 0,36 34,20", x, y)), darker(colour, 0.3), 3, 0.5)
    art.fill(rim(crown, -5, -7), lighter(colour, 0.3), 0.55)


def crown_shape(x: float, y: float, style: Hair) -> skia.Path:
    if style == "afro":
        curls = [ellipse(x + 46 * math.cos(i * 0.45), y + 46 * math.sin(i * 0.45), 13) for i in range(14)]
        return union(*curls, ellipse(x, y, 50))
    if style == "curly":
        curls = [ellipse(x + 38 * math.cos(i * 0.48), y + 41 * math.sin(i * 0.48), 13) for i in range(13)]
        return union(*curls, ellipse(x, y, 42, 45))
    return ellipse(x, y, 41, 46)


def light_on_curls(art: Drawing, x: float, y: float, crown: skia.Path, colour: str) -> None:
    for reach, count in ((34, 12), (18, 7), (0, 1)):
        for i in range(count):
            turn = math.tau * i / count + reach
            curl = placed(ellipse(x + reach * math.cos(turn), y + reach * math.sin(turn), 11))
            art.fill(overlap(rim(curl, -2.5, -3.2), crown), lighter(colour, 0.34), 0.45)


# --- the boy ------------------------------------------------------------------------------------

BOY_SKIN, BOY_HAIR = "#d6a380", "#3a2a24"
TEAL = Cloth("#1c9291", "#0b3f4b")


def boy(art: Drawing, x: float, y: float) -> None:
    """Draw him at the desk at (x, y): one hand still on the paper, the other in his bag."""
    body_y = y + 236
    turn_x, turn_y = placed_point(x, body_y)
    sway = f"sway {turn_x:.0f} {turn_y:.0f} 0.7 4.6 0"
    art.layer("boy", 1, motion=sway)
    shoulders = union(ellipse(x, body_y + 6, 94, 48), rect(x - 62, body_y - 16, 124, 70, 30))
    shoulders = placed(turned(shoulders, -9, x, body_y))
    art.fill(moved(shoulders, 10, 14), FLOOR_SHADOW, 0.34)
    still_hand(art, x, y)
    reaching_arm(art, x, body_y, sway)
    art.layer("boy-shoulders", 1, motion=sway)
    ramp = ((0, TEAL.bright(0.06)), (1, TEAL.dark(0.16)))
    art.fill(shoulders, art.linear(turn_x - 90, turn_y - 40, turn_x + 90, turn_y + 50, *ramp))
    art.fill(minus(shoulders, moved(shoulders, -8, -12)), TEAL.shade, 0.25)
    art.fill(rim(shoulders, -4, -6), TEAL.bright(0.35), 0.6)
    hood = placed(turned(smooth(points("-44,-6 -30,34 0,52 30,34 44,-6 0,-24", x, body_y)), -9, x, body_y))
    put(art, hood, TEAL.dark(0.1), 3, 5, 0.35, TEAL.shade)
    art.line(placed_points(points("-34,8 -8,34 24,30", x, body_y)), TEAL.dark(0.42), 3.5, 0.6)
    art.layer("boy-head", 1, motion=f"sway {turn_x:.0f} {turn_y:.0f} 2.2 5.2 0.25; {sway}")
    head(art, x - 14, body_y - 28, BOY_HAIR, "curly")


def still_hand(art: Drawing, x: float, y: float) -> None:
    """Draw his right hand, which lies still on the paper, and the pen he has put down."""
    art.line(placed_points(points("36,66 62,100", x, y)), "#4a5fa5", 5)
    sleeve(art, points("78,226,30 100,166,26 50,128,20", x, y), TEAL, 0.06)
    bare_hand(art, smooth(points("24,112 30,94 46,90 60,98 62,122 48,134 30,130", x, y)), BOY_SKIN)


def reaching_arm(art: Drawing, x: float, y: float, sway: str) -> None:
    """Draw the arm that reaches down into the bag, and the phone's light on its hand."""
    arm = placed(limb([*points("-78,14,30 -122,26,27", x, y), (BAG_X + 58, BAG_Y + 14, 21)], 6))
    ends = (*placed_point(x - 60, y), *placed_point(BAG_X + 50, BAG_Y))
    put(art, arm, art.linear(*ends, (0, TEAL.dark(0.04)), (1, TEAL.dark(0.22))), 8, 12, 0.35, "#1c2a34")
    art.fill(rim(arm, -3, -5), TEAL.bright(0.25), 0.55)
    for fold in ("-112,4 -106,22 -112,44", "-126,6 -120,24 -128,46"):
        art.line(placed_points(points(fold, x, y)), TEAL.dark(0.45), 3.5, 0.5)
    hand = in_bag("64,-2 46,-6 32,0 28,14 36,28 54,32 66,26")
    art.fill(hand, BOY_SKIN)
    for finger in range(3):
        line = points("44,4 31,5", BAG_X, BAG_Y + finger * 8)
        art.line(placed_points(line), darker(BOY_SKIN, 0.35), 2.2, 0.6)
    art.layer("boy-hand-light", 1, effect="phone-glow", motion=sway)
    cold_x, cold_y = placed_point(BAG_X + 26, BAG_Y + 12)
    art.fill(hand, art.radial(cold_x, cold_y, 44, (0, "#dff8ff", 0.85), (1, "#8fdcff", 0.15)))
    art.fill(overlap(rim(arm, -6, 3), placed(rect(BAG_X, BAG_Y - 60, 110, 140))), "#9cecf5", 0.5)
