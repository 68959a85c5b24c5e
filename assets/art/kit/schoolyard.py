"""A schoolyard in lesson time, from a classroom window: a car waits by the open gate, a boy walks towards it."""

from __future__ import annotations

import math
import random

import skia
from drawing import Drawing, glow, vignette
from kit import (
    EVERYWHERE,
    Point,
    darker,
    ellipse,
    leaning,
    lighter,
    limb,
    middle_of,
    minus,
    mix,
    moved,
    overlap,
    points,
    polygon,
    rect,
    rim,
    ring,
    smooth,
    union,
)
from people import Cloth
from things import leaf

IRON = "#5d6b6e"
PAINT = "#f3f2ea"
CAR_X, CAR_Y = 1000, 258
BOY_X, BOY_Y, BOY_HEIGHT = 498, 476, 150


def draw() -> Drawing:
    art = Drawing("A schoolyard in lesson time, seen from a classroom window")
    rnd = random.Random("yard")
    sky(art)
    houses(art, rnd)
    street(art)
    car(art)
    car_lights(art)
    yard(art)
    playing_field(art)
    fence(art)
    tree(art, 236, 320, 250, seed="a", colours=("#b98a4e", "#cf9f58", "#e3bd77"), name="tree-1", depth=0.62)
    tree(art, 640, 300, 190, seed="b", colours=("#a9743f", "#c68a4b", "#dca866"), name="tree-2", depth=0.58)
    fallen_leaves(art, rnd)
    bicycles(art)
    boy(art, BOY_X, BOY_Y, BOY_HEIGHT / 100)
    window_frame(art)
    plants(art)
    exercise_books(art)
    vignette(art, 700, 330, 900, "#27323a", clear=0.6, opacity=0.5)
    return art


# --- the street ---------------------------------------------------------------------------------


def sky(art: Drawing) -> None:
    art.layer("sky", 0.1, blur=4)
    art.fill(EVERYWHERE, art.linear(0, -60, 0, 150, (0, "#cfd8de"), (1, "#eceeea")))
    for x, y, width in ((200, 10, 420), (760, 30, 520), (1180, 0, 380)):
        glow(art, x, y, width, (0, "#ffffff", 0.7), (1, "#ffffff", 0), height=40)


def houses(art: Drawing, rnd: random.Random) -> None:
    art.layer("street-houses", 0.28)
    art.fill(rect(-480, 34, 2240, 60), "#77757e")
    x = -420
    while x < 1720:
        width = rnd.choice([96, 112, 128])
        house(art, rnd, x, width)
        x += width


def house(art: Drawing, rnd: random.Random, x: float, width: float) -> None:
    colour = rnd.choice(["#a98d84", "#b39c8e", "#9c8b89", "#ad968c", "#a4938f"])
    top = 24 + rnd.choice([0, 8, 14, -6])
    wall = art.linear(0, top, 0, 190, (0, colour), (1, darker(colour, 0.12, "#59606a")))
    art.fill(rect(x, top + 34, width + 1, 150), wall)
    art.fill(rect(x, top + 6, width + 1, 30), rnd.choice(["#77757e", "#7e7b82", "#716f79"]))
    art.fill(rect(x + width * 0.7, top - 14, 12, 22), "#8c7a78")
    for row in range(2):
        for column in range(3):
            window_x, window_y = x + width * (0.12 + 0.3 * column), top + 48 + row * 44
            art.fill(rect(window_x, window_y, width * 0.17, 27), "#e9e6df")
            art.fill(rect(window_x + 2, window_y + 2, width * 0.17 - 4, 23), "#8497a1")
    art.fill(rect(x + width * 0.42, top + 108, width * 0.16, 52), rnd.choice(["#5c6f73", "#7a5a55", "#6a6f85"]))


def street(art: Drawing) -> None:
    art.layer("street", 0.42)
    art.fill(rect(-480, 168, 2240, 34), "#c3c6c4")
    art.fill(rect(-480, 200, 2240, 62), art.linear(0, 200, 0, 262, (0, "#8c949a"), (1, "#7f888f")))
    art.fill(rect(-480, 198, 2240, 4), "#dadcd8")
    art.fill(rect(-480, 258, 2240, 16), "#bfc3c1")
    for dash in range(-5, 18):
        art.fill(rect(dash * 104, 228, 52, 4), "#d5d8d6", 0.8)


def car(art: Drawing) -> None:
    """Draw the car that waits with its engine running."""
    x, y = CAR_X, CAR_Y
    art.layer("car", 0.44, motion="breathe 1010 262 0.006 1.9")
    art.fill(ellipse(x + 4, y + 3, 120, 10), "#4f585f", 0.5)
    body = "-116,-8 -118,-28 -104,-40 -66,-46 -44,-70 -10,-77 40,-76 68,-66 88,-44 112,-36 117,-16 112,-7 0,-5"
    paint = art.linear(0, y - 78, 0, y, (0, "#6c7480"), (0.5, "#4e5661"), (1, "#3a414b"))
    art.fill(smooth(points(body, x, y)), paint)
    for pane in ("-58,-46,0 -40,-66 -8,-71 -2,-71,0 -2,-46,0", "5,-71,0 38,-70 60,-62 76,-46,0 5,-46,0"):
        art.fill(smooth(points(pane, x, y), pull=0.4), "#aebcc4")
    art.fill(polygon(points("-30,-46 -12,-70 -2,-71 -14,-46", x, y)), "#e4ebee", 0.7)
    art.fill(polygon(points("26,-46 40,-69 52,-66 42,-46", x, y)), "#e4ebee", 0.6)
    art.line(points("-104,-27 108,-27", x, y), "#7b838e", 2, 0.7)
    art.line(points("1,-44 1,-10", x, y), "#363d46", 2)
    for wheel_x in (x - 70, x + 70):
        for radius, colour in ((21, "#262b32"), (11, "#8b939b"), (4, "#4c545c")):
            art.fill(ellipse(wheel_x, y - 8, radius), colour)
    art.fill(ellipse(x - 113, y - 30, 6, 6), "#fff3cf")
    art.fill(rect(x + 108, y - 34, 8, 10, 2), "#e2574c")


def car_lights(art: Drawing) -> None:
    x, y = CAR_X, CAR_Y
    art.layer("car-lights", 0.44, motion="pulse 0.7 1 3.4 0", blend="screen")
    on_road = ((0, "#ffeab4", 0.6), (0.35, "#ffe2a0", 0.32), (1, "#ffe2a0", 0.0))
    glow(art, x - 150, y - 26, 130, *on_road, height=54)
    glow(art, x - 113, y - 30, 30, (0, "#fff6d8", 1), (0.4, "#ffeab4", 0.5), (1, "#ffe2a0", 0))
    rear = art.radial(x + 116, y - 28, 36, (0, "#ff7a66", 0.7), (1, "#ff7a66", 0))
    art.fill(ellipse(x + 120, y - 28, 36), rear)
    art.layer("exhaust", 0.44, motion="drift 60 -10 0 1; pulse 0.5 1 2.3 0")
    for k in range(4):
        puff = ellipse(x + 134 + k * 20, y - 12 - k * 4, 15 + k * 4, 9 + k * 2)
        art.fill(puff, "#ffffff", 0.22 - 0.04 * k)


# --- the yard -----------------------------------------------------------------------------------


def yard(art: Drawing) -> None:
    art.layer("yard", 0.6)
    ground = art.linear(0, 280, 0, 700, (0, "#c9cbc5"), (0.5, "#bbbfba"), (1, "#a7adaa"))
    art.fill(polygon("-480,290 1760,290 1760,1200 -480,1200"), ground)
    for i in range(13):
        joint = points("-480,0 1760,0", y=290 + i * i * 3.4 + i * 10)
        art.line(joint, "#9ba29f", 1 + i * 0.08, 0.3)
    for i in range(-16, 22):
        art.line([(640 + i * 62, 290), (640 + i * 190, 900)], "#9ba29f", 1.1, 0.22)


def playing_field(art: Drawing) -> None:
    """Draw the painted lines of a playing field, coloured squares to hop on, and puddles."""
    art.line("40,420 430,398 700,470 250,520", PAINT, 5, 0.85, pull=0, closed=True)
    art.line("235,409 475,495", PAINT, 4.5, 0.8)
    art.line(ring(355, 452, 76, 27, 16), PAINT, 4.5, 0.8, closed=True)
    for i, colour in enumerate(("#d8a23f", "#c9705a", "#6d94a0")):
        upper, lower, y = 300 + i * 52, 290 + i * 54, -i * 5
        square: list[Point] = [(upper, 556 + y), (upper + 40, 552 + y), (lower + 44, 584 + y), (lower, 588 + y)]
        art.fill(polygon(square), colour, 0.55)
    for x, y, width in ((560, 352, 74), (960, 440, 96)):
        mirror = art.linear(x - width, 0, x + width, 0, (0, "#dfe6e8", 0.9), (1, "#c0ccd2", 0.9))
        art.fill(ellipse(x, y, width, width * 0.17), mirror)


def fence(art: Drawing) -> None:
    """Draw the fence; one wing of its gate stands open into the yard."""
    art.layer("fence", 0.58)
    art.fill(rect(-480, 284, 1320, 8), "#8d9794", 0.5)
    for start, stop, right in ((-480, 820, 818), (1130, 1760, 1760)):
        for x in range(start, stop, 15):
            art.line(points("0,236 0,288", x), IRON, 2.6, 0.85)
        for y in (241, 281):
            art.line([(start, y), (right, y)], IRON, 3.4)
    for x in (820, 1128):
        art.fill(rect(x - 7, 214, 14, 80, 2), "#7c6a62")
        art.fill(rect(x - 10, 208, 20, 9, 2), "#94837a")
    for i in range(5):
        art.line([(826 - i * 10, 238 + i * 9), (826 - i * 10, 292 + i * 11)], IRON, 3)
    art.line("826,242 784,282", IRON, 3.6)
    art.line("826,288 784,334", IRON, 3.6)


def tree(
    art: Drawing,
    x: float,
    y: float,
    height: float,
    *,
    seed: str,
    colours: tuple[str, str, str],
    name: str,
    depth: float,
) -> None:
    """Draw an autumn tree that stands at (x, y); the colours are its shade, its leaves and its light."""
    rnd = random.Random(seed)
    art.layer(f"{name}-trunk", depth)
    art.fill(ellipse(x + height * 0.16, y + 2, height * 0.4, height * 0.07), "#5f6b70", 0.28)
    art.fill(limb(points("0,0,0.045 -0.01,-0.3,0.034 0.02,-0.6,0.02", x, y, height)), "#6d5b50")
    for side, top in ((-1, 0.5), (1, 0.45), (-1, 0.62), (1, 0.66)):
        branch = [(x, y - height * (top - 0.16)), (x + side * height * 0.16, y - height * top)]
        art.line(branch, "#6d5b50", height * 0.025)
    sway = f"sway {x:.0f} {y - height * 0.3:.0f} 0.9 {rnd.uniform(6, 8):.1f} {rnd.random():.1f}"
    art.layer(f"{name}-leaves", depth, motion=sway)
    bunches = leaf_bunches(rnd, x, y - height * 0.74, height)
    crown = union(*bunches)
    lighter_bunches = union(*[moved(bunch, -height * 0.025, -height * 0.035) for bunch in bunches[::2]])
    lights = union(*[light_on(bunch, height) for bunch in bunches[1::2]])
    art.fill(crown, colours[0])
    art.fill(overlap(crown, lighter_bunches), colours[1], 0.8)
    art.fill(overlap(crown, lights), colours[2], 0.75)


def leaf_bunches(rnd: random.Random, x: float, y: float, height: float) -> list[skia.Path]:
    bunches = [ellipse(x, y, height * 0.27, height * 0.2)]
    for _ in range(26):
        turn, reach = rnd.uniform(0, math.tau), rnd.uniform(0.55, 1)
        bunch_x, bunch_y = x + math.cos(turn) * reach * height * 0.30, y + math.sin(turn) * reach * height * 0.21
        bunches.append(ellipse(bunch_x, bunch_y, height * rnd.uniform(0.07, 0.12)))
    return bunches


def light_on(bunch: skia.Path, height: float) -> skia.Path:
    x, y = middle_of(bunch)
    return ellipse(x - height * 0.03, y - height * 0.05, bunch.getBounds().width() * 0.28)


def fallen_leaves(art: Drawing, rnd: random.Random) -> None:
    art.layer("leaves-on-ground", 0.62)
    for _ in range(46):
        x, y = rnd.gauss(250, 90), 330 + abs(rnd.gauss(0, 26))
        one = ellipse(x, y, 4.2, 2, rnd.uniform(0, 180))
        art.fill(one, rnd.choice(["#cf9f58", "#b98a4e", "#d9b36c"]), 0.85)
    for n in range(3):
        drift = f"drift {-60 - 30 * n} {170 + 20 * n} 0 1"
        sway = f"sway {260 + 90 * n} {60 + 40 * n} 24 {3.1 + 0.4 * n:.1f} {n * 0.3:.1f}"
        art.layer(f"falling-leaf-{n + 1}", 0.66, motion=f"{drift}; {sway}")
        art.fill(ellipse(260 + 90 * n, 150 + 30 * n, 6, 3, 30), "#d9a755")


def bicycles(art: Drawing) -> None:
    """Draw full bicycle racks: everybody else is inside."""
    art.layer("bikes", 0.7)
    art.fill(polygon("690,580 1120,512 1140,528 700,606"), "#8f9794", 0.4)
    colours = ("#5f6d78", "#7d6a66", "#66757a", "#8a8378", "#596a63")
    for i in range(9):
        bicycle(art, 1085 - i * 44, 520 + i * 7.5, 14 + i * 0.5, colours[i % 5])


def bicycle(art: Drawing, x: float, y: float, wheel: float, colour: str) -> None:
    """Draw a parked bicycle between whose wheels, of radius ``wheel``, (x, y) lies on the ground."""
    rear, pedals, saddle, bars, front = points("-1.55,-1 -0.2,-1.05 -0.55,-2.35 1,-2.4 1.55,-1", x, y, wheel)
    for hub in (rear, front):
        art.line(ring(hub[0], hub[1], wheel, wheel, 12), "#4a545c", wheel * 0.16, closed=True)
    for tube in ((rear, pedals), (pedals, saddle), (saddle, bars), (pedals, bars), (rear, saddle), (bars, front)):
        art.line(tube, colour, wheel * 0.17)
    art.line(points("0.95,-2.4 0.9,-2.95 0.45,-3", x, y, wheel), "#39424a", wheel * 0.17)
    art.line(points("-0.95,-2.5 -0.25,-2.5", x, y, wheel), "#2f373e", wheel * 0.3)


# --- the boy, small, alone, crossing ------------------------------------------------------------

SKIN, HAIR = "#d6a380", "#33251f"
TEAL = Cloth("#159a99", "#0c4753")
WALK = "drift 330 -84 0 1"
STEP_S = 1.7


def boy(art: Drawing, x: float, y: float, u: float) -> None:
    """Draw him with his feet at (x, y), ``u`` a hundredth of his height."""
    bob = f"bob {-1.1 * u:.1f} {STEP_S / 2} 0.25"
    art.layer("boy-shadow", 0.66, motion=WALK)
    shadow = ellipse(x - 22 * u, y + 3 * u, 30 * u, 4 * u)
    art.fill(leaning(shadow, -0.12, x, y), "#5d686c", 0.42)
    boy_legs(art, x, y, u)
    art.layer("boy-body", 0.66, motion=f"{WALK}; {bob}")
    boy_body(art, x, y, u)
    boy_head(art, x + 5.6 * u, y - 92.5 * u, u)
    swing = f"sway {x - u:.0f} {y - 76 * u:.0f} 7 {STEP_S} 0.5"
    art.layer("boy-arm", 0.66, motion=f"{WALK}; {bob}; {swing}")
    sleeve = art.linear(x - 6 * u, 0, x + 5 * u, 0, (0, TEAL.dark(0.14)), (1, TEAL.colour))
    art.fill(limb(points("-1,-76,4.8 -1,-62,4.2 2,-50,3.5", x, y, u)), sleeve)
    art.fill(ellipse(x + 2.6 * u, y - 46 * u, 2.8 * u, 3.4 * u), SKIN)


def boy_legs(art: Drawing, x: float, y: float, u: float) -> None:
    for name, phase, colour in (("far", 0.5, "#39414f"), ("near", 0, "#4a5364")):
        swing = f"sway {x:.0f} {y - 50 * u:.0f} 13 {STEP_S} {phase}"
        art.layer(f"boy-leg-{name}", 0.66, motion=f"{WALK}; {swing}")
        art.fill(limb(points("0,-50,6 1,-27,4.8 -1.5,-5,3.6", x, y, u), 5), colour)
        art.fill(smooth(points("-5,-5 2,-5.5 8,-1.5 7,0.8,0 -5,0.8,0", x, y, u)), "#d9d5cb")


def boy_body(art: Drawing, x: float, y: float, u: float) -> None:
    """Draw his far arm, his body, the bag on his back, and neck and hood."""
    art.fill(limb(points("3,-76,4.4 7,-62,4 8,-50,3.4", x, y, u)), TEAL.dark(0.3))
    body = smooth(points("-1,-84 -9,-79 -11,-64 -9.5,-46 0,-44 9,-46 10,-64 9,-78", x, y, u))
    art.fill(body, art.linear(x - 11 * u, 0, x + 10 * u, 0, (0, TEAL.dark(0.22)), (1, TEAL.bright(0.1))))
    bag = rect(x - 21 * u, y - 81 * u, 15 * u, 30 * u, 6 * u)
    art.fill(bag, "#2f4f6b")
    art.fill(rect(x - 20 * u, y - 64 * u, 8 * u, 11 * u, 2 * u), "#25415a")
    art.fill(rim(bag, -1.2 * u, -1.4 * u), "#5580a0", 0.8)
    art.line(points("-7,-81 -1,-80 1,-68 -5,-58", x, y, u), "#25415a", 2.4 * u)
    art.fill(limb(points("1,-80,2.8 3,-88,2.8", x, y, u)), mix(SKIN, "#8a4f3c", 0.4))
    art.fill(smooth(points("-9,-80 -6,-87 2,-85 8,-80 1,-76", x, y, u)), TEAL.dark(0.16))


def boy_head(art: Drawing, x: float, y: float, u: float) -> None:
    art.fill(smooth(points("4.8,-3 6,1.6 4.6,5.6 0,6.6 -5,4 -5.4,-2 0,-6.4", x, y, u)), SKIN)
    turns = [math.radians(degrees) for degrees in range(-235, -15, 22)]
    curls = [
        ellipse(x - 1.2 * u + 5.4 * u * math.cos(turn), y - 2.2 * u + 5 * u * math.sin(turn), 2 * u) for turn in turns
    ]
    crown = ellipse(x - 1.6 * u, y - 2.4 * u, 5.4 * u, 5 * u)
    nape = ellipse(x - 4.6 * u, y + 1.4 * u, 2.6 * u, 3.4 * u)
    art.fill(union(*curls, crown, nape), HAIR)


# --- the classroom we look out of ---------------------------------------------------------------


def window_frame(art: Drawing) -> None:
    art.layer("frame", 1.0)
    frame = art.linear(0, 0, 1280, 720, (0, "#5d6b72"), (0.5, "#46535a"), (1, "#3c484f"))
    art.fill(minus(EVERYWHERE, rect(66, 36, 352, 560), rect(454, 36, 760, 560)), frame)
    for x, width in ((66, 352), (454, 760)):
        art.fill(minus(rect(x, 36, width, 560), rect(x + 9, 45, width - 18, 542)), "#38444b")
        art.line([(x, 596), (x + width, 596)], "#8d9aa0", 2.4, 0.8)
        art.line([(x + width - 1, 40), (x + width - 1, 594)], "#8d9aa0", 2, 0.5)
    for x, width in ((130, 60), (236, 22), (770, 74), (892, 24)):
        reflection = polygon(points(f"170,36 {170 + width},36 {width - 110},596 -110,596", x))
        art.fill(overlap(rect(66, 36, 1148, 560), reflection), "#ffffff", 0.09)
    sill = art.linear(0, 596, 0, 720, (0, "#7d898d"), (0.16, "#66737a"), (1, "#4a565d"))
    art.fill(rect(-480, 596, 2240, 700), sill)
    art.fill(rect(-480, 596, 2240, 5), "#b3bec0", 0.8)


def plants(art: Drawing) -> None:
    art.layer("plants", 1.12, blur=3)
    for x, size, colour in ((124, 1.05, "#4f7360"), (1196, 1.2, "#466a58")):
        pot = [(x - 42 * size, 560), (x + 42 * size, 560), (x + 32 * size, 640), (x - 32 * size, 640)]
        art.fill(polygon(pot), "#8f6650")
        art.fill(rect(x - 47 * size, 552, 94 * size, 17, 4), "#a0755c")
        for degrees, length in ((-70, 96), (-46, 128), (-22, 150), (2, 158), (26, 146), (50, 124), (72, 92)):
            blade = leaf(x, 556, degrees, length * size, 13.3 * size, belly=0.55)
            art.fill(blade, colour if degrees % 4 else lighter(colour, 0.12))


def exercise_books(art: Drawing) -> None:
    """Draw exercise books on the sill, out of focus."""
    art.layer("inside", 1.2, blur=5)
    for i, (x, width, colour) in enumerate(((520, 230, "#7d8f98"), (536, 206, "#b58f62"), (528, 214, "#8f7a80"))):
        art.fill(rect(x, 640 - i * 18, width, 17, 3), colour)
        art.fill(rect(x + width - 9, 642 - i * 18, 9, 13), "#e9e6dc")
