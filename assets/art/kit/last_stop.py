"""The last stop, a girl in a village: bus stop, sports field, farm kitchen, caretaker's hatch and care team room."""

from __future__ import annotations

from dataclasses import replace

import careteam
import indoors
import kitchen
from cast import CAST
from drawing import Drawing, Mirrored, glow, vignette
from figure import (
    AT_TABLE,
    SIT,
    STAND,
    FrontPose,
    Pen,
    SidePose,
    back,
    front,
    side,
    wheelchair,
)
from kit import (
    EVERYWHERE,
    ellipse,
    minus,
    points,
    polygon,
    rect,
    ring,
    smooth,
    turned,
    union,
)
from light import DAWN, DUSK, FLAT, LAMP, SUN, WET_DUSK, WINTER, Light, beams, fall, shine, veil
from people import LEFT, RIGHT

CORAL, CARETAKER = CAST["coral"], CAST["caretaker"]
TALL, SCARF = CAST["tall"], CAST["scarf"]
GLOVE = (
    "-5,7 -7,-1 -7.4,-10 -5.4,-13 -3.6,-11 -2.6,-15.4 -0.2,-15.6 0.4,-12 1.6,-15.2 4,-14.4 4,-10 6.6,-10 "
    "6.4,-2 9.6,-6 11.4,-3 7,5 5,8"
)


def glove(pen: Pen, x: float, y: float, unit: float, degrees: float = 0, flip: int = 1) -> None:
    """Draw a goalkeeper's glove, its wrist at (x, y), fingers up unless turned."""

    hand = turned(smooth(points(GLOVE, x, y - 8 * unit, unit, side=flip)), degrees, x, y)
    palm = turned(smooth(points("-4,2 -5,-5 0,-8 4.4,-5 4,2", x, y - 8 * unit, unit)), degrees, x, y)
    cuff = turned(rect(x - 5 * unit, y - 3 * unit, 10 * unit, 6 * unit, 1.6 * unit), degrees, x, y)
    pen.fill(hand, "#f4f2ec")
    pen.fill(palm, "#c3c9cf")
    pen.fill(cuff, "#7d8790")


# --- the bus stop -------------------------------------------------------------------------------


def shelter(art: Drawing, x: float, y: float, *, depth: float = 0.9, sign: float = 466) -> None:
    """Draw a small shelter, its floor from x to x + 400 at y, and a plain round sign beside it."""
    art.layer("shelter", depth)
    art.fill(polygon(points("-10,0 420,0 470,14 -40,14", x, y)), "#b9b3a6")
    art.fill(rect(x + 10, y - 330, 380, 330), "#dfe8e6", 0.42)
    for pane in (0, 127, 254):
        art.fill(rect(x + 10 + pane, y - 330, 6, 330), "#6f7a78")
        shine_on = polygon(points(f"{40 + pane},-330 {70 + pane},-330 {20 + pane},0 {4 + pane},0", x + 6, y))
        art.fill(shine_on, "#ffffff", 0.18)
    art.fill(rect(x + 4, y - 96, 392, 7), "#6f7a78")
    for post in (0, 386):
        art.fill(
            rect(x + post, y - 350, 14, 352), art.linear(x + post, 0, x + post + 14, 0, (0, "#5d6866"), (1, "#86908c"))
        )
    art.fill(polygon(points("-46,-372 446,-384 446,-352 -46,-346", x, y)), "#7d5a48")
    art.fill(polygon(points("-46,-372 446,-384 446,-378 -46,-366", x, y)), "#a87a5e")
    art.fill(rect(x + 60, y - 92, 270, 14, 4), "#a8764e")
    for leg in (80, 300):
        art.fill(rect(x + leg, y - 80, 9, 80), "#5d6866")
    art.layer("sign", depth)
    art.fill(rect(x + sign, y - 300, 8, 306), "#7a8482")
    art.fill(ellipse(x + sign + 4, y - 318, 34), "#e9e4d6")
    art.fill(ellipse(x + sign + 4, y - 318, 26), "#5f8496")


def bus_stop_dawn() -> Drawing:
    """Sunrise: she balances on the kerb, and her friends laugh with her."""
    art = Drawing("A village bus stop at sunrise: a girl in a coral raincoat makes her friends laugh")
    indoors.countryside(art, DAWN, 380)
    art.layer("sun", 0.1, blend="screen", blur=4)
    glow(art, 300, 352, 330, (0, "#fffbe0", 1), (0.13, "#fff1b8", 0.95), (0.5, "#ffdf94", 0.35), (1, "#ffd080", 0))
    art.layer("mist", 0.34, blur=14, motion="drift -40 40 0 1")
    for x, y, width in ((140, 402, 420), (700, 414, 520), (1180, 398, 380)):
        art.fill(ellipse(x, y, width, 22), "#fff6df", 0.75)
    verge(art, DAWN, 528)
    shelter(art, 690, 590)
    side(art, "scarf", 800, 592, 330, SCARF, DAWN, replace(SIT, hip=(0, -29), hand=(16, -34), bow=-4), facing=LEFT)
    side(art, "tall", 985, 602, 440, TALL, DAWN, replace(STAND, hand=(12, -62), far_hand=(8, -50), lean=3), facing=LEFT)
    art.layer("kerb", 1)
    art.fill(rect(-480, 606, 2240, 22), "#d8d2c2")
    art.fill(rect(-480, 606, 2240, 5), "#f7f0dc")
    art.fill(rect(-480, 628, 2240, 700), art.linear(0, 628, 0, 740, (0, "#8d8f8e"), (1, "#a39f96")))
    girl = FrontPose(left=(-30, -82), right=(31, -70), look=0.7, tilt=-5, lifted=11)
    balance = "sway 400 612 3.2 3.4 0.1"
    art.layer("girl-shadow", 1)
    art.fill(ellipse(420, 616, 120, 9), DAWN.shade, 0.3)
    front(art, "coral", 400, 612, 450, CORAL, DAWN, girl, motion=balance)
    art.layer("gloves", 1, motion=balance)
    glove(art, 262, 240, 4.2, -68)
    glove(art, 541, 294, 4.2, 66, -1)
    bag(art, 600, 606)
    fall(art, DAWN, 240, 330, 480)
    return art


def verge(art: Drawing, light: Light, y: float) -> None:
    """Draw the grass before the fields, with reeds, and the path on which the stop stands."""
    art.layer("verge", 0.7)
    art.fill(rect(-480, y, 2240, 700), art.linear(0, y, 0, y + 130, (0, light.far("#7f9455", 0.2)), (1, "#8f9a66")))
    for index, x in enumerate(range(-460, 1760, 26)):
        tall = 20 + (index * 37) % 29
        blade = points(f"0,6 {2 + index % 5},{-tall * 0.6} {-6 + (index * 5) % 13},{-tall}", x, y)
        art.line(blade, ("#6f8648", "#97a35c", "#8a9150")[index % 3], 4)
    art.layer("path", 0.9)
    art.fill(rect(-480, y + 44, 2240, 700), art.linear(0, y + 44, 0, y + 90, (0, "#b8b09c"), (1, "#cbc3ae")))
    for x in range(-480, 1760, 120):
        art.line([(x, y + 46), (x - 26, y + 82)], "#a39a86", 1.6, 0.6)


def bag(art: Drawing, x: float, y: float) -> None:
    """Draw her sports bag on the ground."""
    art.layer("bag", 1)
    body = smooth(points("-66,-6,0 -72,-40 -54,-66 0,-72 54,-66 72,-40 66,-6,0", x, y), pull=0.4)
    art.fill(ellipse(x + 6, y, 84, 7), "#000000", 0.18)
    art.fill(body, art.linear(x - 70, 0, x + 70, 0, (0, "#59636e"), (1, "#7f8a95")))
    art.line(points("-40,-62 -24,-96 24,-96 40,-62", x, y), "#4a535d", 7)
    art.line(points("-60,-50 60,-50", x, y), "#d7dade", 3, 0.8)


def bus_stop_rain() -> Drawing:
    """The lit bus drives off with her in it, and her friends stay behind under one umbrella."""
    art = Drawing("A bus drives off in the rain; one girl in coral has stayed in it, and two friends look after her")
    light = WET_DUSK
    indoors.countryside(art, light, 330)
    verge(art, light, 430)
    shelter(art, -60, 500, depth=0.86, sign=620)
    art.layer("road", 0.94)
    art.fill(rect(-480, 520, 2240, 800), art.linear(0, 520, 0, 720, (0, "#5d6670"), (1, "#7b838b")))
    for x in range(-460, 1760, 190):
        art.fill(polygon(points("0,600 96,600 90,609 -8,609", x)), "#c3c6c4", 0.7)
    for x, y, width in ((160, 640, 190), (640, 566, 240), (1080, 650, 210)):
        art.fill(ellipse(x, y, width, 11), "#c2cfda", 0.34)
    side(art, "tall", 300, 548, 392, TALL, light, replace(STAND, hand=(9, -74), far_hand=(5, -48)))
    side(art, "scarf", 378, 552, 316, SCARF, light, replace(STAND, hand=(8, -52), bow=-6))
    art.layer("umbrella", 1, motion="sway 336 260 1.2 4 0.2")
    lift = -34
    art.line(points("336,274 334,150 334,128", y=lift), "#4d545c", 6)
    edge = "446,150 472,196,0 430,184 386,192,0 336,182 286,192,0 242,184"
    umbrella = smooth(points(f"200,196,0 226,150 284,118 336,108 390,118 {edge}", y=lift))
    art.fill(umbrella, art.linear(200, 0, 472, 0, (0, "#6f7888"), (1, "#98a0ae")))
    for rib in ("334,110 290,140 286,190", "338,110 382,140 386,190"):
        art.line(points(rib, y=lift), "#5d6675", 3, 0.7)
    veil(art, light)
    bus(art, 580, 548)
    art.layer("rain", 1.1, effect="rain")
    art.fill(rect(-480, -480, 2240, 1680), "#ffffff")
    vignette(art, 640, 330, 930, light.shade, clear=0.55, opacity=light.corners)
    return art


BUS_GOES = "drift -46 62 0 1"


def bus(art: Drawing, x: float, y: float) -> None:
    """Draw a lit bus from the side, its rear at x and its wheels on y; in the last row she sits alone."""
    art.layer("bus-light", 1, motion=BUS_GOES, blend="screen", blur=10)
    art.fill(
        polygon(points("-10,0 660,0 700,150 -60,150", x, y)),
        art.linear(0, y, 0, y + 150, (0, "#ffd98a", 0.5), (1, "#ffd98a", 0)),
    )
    art.layer("bus", 1, motion=BUS_GOES)
    body = smooth(points("0,-14,0 -6,-60 -2,-300 22,-330 680,-330 720,-310 728,-60 722,-14,0", x, y), pull=0.3)
    art.fill(ellipse(x + 350, y + 6, 390, 13), "#0a1018", 0.5)
    art.fill(body, art.linear(0, y - 330, 0, y, (0, "#71808f"), (0.5, "#5a6876"), (1, "#37424e")))
    art.fill(rect(x + 8, y - 116, 712, 7), "#8b99a6")
    for index in range(5):
        pane = rect(x + 28 + index * 138, y - 286, 124, 146, 10)
        art.fill(pane, art.linear(0, y - 286, 0, y - 140, (0, "#fff3cc"), (1, "#ffd896")))
        seat = smooth(points("40,-140,0 38,-204 50,-222 70,-220 78,-204 82,-140,0", x + 28 + index * 138, y), pull=0.3)
        art.fill(seat, "#b98f64")
    art.layer("bus-girl", 1, motion=BUS_GOES)
    passenger(art, x + 88, y - 140)
    art.layer("bus-front", 1, motion=BUS_GOES)
    for index in range(5):
        edge = minus(
            rect(x + 24 + index * 138, y - 290, 132, 154, 12), rect(x + 30 + index * 138, y - 284, 120, 142, 9)
        )
        art.fill(edge, "#39434e")
        for slant in (24, 84):
            glass = polygon(
                points(f"{slant},-284 {slant + 16},-284 {slant - 24},-142 {slant - 40},-142", x + 40 + index * 138, y)
            )
            art.fill(glass, "#ffffff", 0.16)
    for wheel_x in (150, 590):
        art.fill(union(ellipse(x + wheel_x, y - 34, 52), rect(x + wheel_x - 52, y - 34, 104, 24)), "#222a33")
        art.fill(ellipse(x + wheel_x, y - 32, 40), "#12171d")
        art.fill(ellipse(x + wheel_x, y - 32, 22), "#77818a")
        art.fill(ellipse(x + wheel_x, y - 32, 8), "#3b444d")
    art.layer("bus-lamps", 1, motion=BUS_GOES, blend="screen")
    glow(art, x + 6, y - 76, 70, (0, "#ff8a70", 0.95), (0.2, "#ff5a40", 0.6), (1, "#ff3020", 0))
    glow(art, x + 724, y - 76, 130, (0, "#fff4d0", 0.9), (0.2, "#ffe9b0", 0.5), (1, "#ffe0a0", 0))


def passenger(art: Drawing, x: float, y: float) -> None:
    """Draw her behind the glass: coral shoulders, a red plait, a head against the window."""
    art.fill(smooth(points("-40,0,0 -44,-34 -24,-56 0,-60 26,-54 42,-32 40,0,0", x, y)), "#e2533f")
    art.fill(smooth(points("-40,0,0 -44,-34 -24,-56 -8,-58 -20,-30 -20,0,0", x, y)), "#b83c30")
    art.fill(rect(x - 7, y - 70, 16, 18, 6), "#d7a284")
    art.fill(ellipse(x + 3, y - 88, 21, 26, 10), "#efc3a4")
    art.fill(smooth(points("-22,-84 -20,-110 2,-120 24,-108 26,-96 8,-102 -4,-90 -8,-70 -20,-62", x, y)), "#b4602f")
    art.line(points("-16,-72 -24,-48 -20,-22", x, y), "#a2562a", 11)


# --- the sports field ---------------------------------------------------------------------------


def goal(
    art: Drawing, x: float, y: float, width: float, height: float, *, thick: float, mesh: int, tear: bool = False
) -> None:
    """Draw a goal that stands on y, with its net; a torn net has a hole right of its middle."""
    for index in range(mesh + 1):
        at = x + width * index / mesh
        back_x = x + width * (0.06 + 0.88 * index / mesh)
        is_torn = tear and 0.5 < index / mesh < 0.68
        end = y - height * 0.62 if is_torn else y - height * 0.03
        art.line([(at, y - height), (back_x, end)], "#eef2f2", thick * 0.2, 0.75)
    rows = max(4, round(mesh * height / width))
    for index in range(1, rows + 1):
        part = index / rows
        low = y - height + height * 0.97 * part
        inset = width * 0.06 * part
        is_torn = tear and 0.36 < part < 0.95
        ends = (
            [(x + inset, x + width * 0.49), (x + width * 0.69, x + width - inset)]
            if is_torn
            else [(x + inset, x + width - inset)]
        )
        for left, right in ends:
            art.line(
                [(left, low), ((left + right) / 2, low + height * 0.012), (right, low)], "#eef2f2", thick * 0.2, 0.75
            )
    for post in (x, x + width):
        art.fill(rect(post - thick / 2, y - height, thick, height + thick * 0.3, thick * 0.3), "#fbfbf6")
        art.fill(rect(post - thick / 2, y - height, thick * 0.3, height), "#c2cbd2")
    art.fill(rect(x - thick / 2, y - height - thick / 2, width + thick, thick, thick * 0.4), "#ffffff")


def field(art: Drawing, light: Light, horizon: float) -> None:
    """Draw the grass with its mown stripes and white lines."""
    art.layer("grass", 0.5)
    grass = ((0, light.far("#6fa05c", 0.3)), (1, "#5f9a50"))
    art.fill(rect(-480, horizon, 2240, 900), art.linear(0, horizon, 0, 720, *grass))
    for index in range(-7, 16, 2):
        top, low = 640 + (index - 4) * 62, 640 + (index - 4) * 230
        art.fill(polygon([(top, horizon), (top + 62, horizon), (low + 230, 1000), (low, 1000)]), "#ffffff", 0.06)


def sports_fence() -> Drawing:
    """Evening training: the goal is empty, and the goalkeeper stands outside the rail."""
    art = Drawing("A sports field at dusk: the goal is empty, and its goalkeeper stands outside the rail")
    indoors.countryside(art, DUSK, 330)
    field(art, DUSK, 334)
    art.layer("pitch", 0.54)
    art.line("-480,392 640,372 1760,390", "#e9efe6", 3, 0.7)
    art.line("250,470 930,470", "#e9efe6", 4, 0.7)
    art.line("250,470 330,384", "#e9efe6", 3, 0.7)
    art.line("930,470 880,380", "#e9efe6", 3, 0.7)
    art.layer("goal", 0.56)
    goal(art, 500, 424, 250, 108, thick=7, mesh=18)
    team = (
        ("runner", 150, 470, 168, replace(STAND, hand=(10, -58), far_hand=(14, -60), strides=True), RIGHT),
        ("big", 262, 500, 176, replace(STAND, hand=(-3, -88), far_hand=(3, -92)), RIGHT),
        ("scarf", 372, 464, 140, replace(STAND, hand=(9, -56), far_hand=(12, -60), strides=True), LEFT),
        ("afro", 430, 520, 178, replace(STAND, hand=(16, -36), far_hand=(18, -34), lean=42), LEFT),
        ("fair", 60, 520, 182, replace(STAND, hand=(12, -70), far_hand=(13, -68)), RIGHT),
    )
    for name, x, y, height, pose, facing in team:
        who = replace(CAST[name], top="tee", bottom="shorts", colour="#a9b3c2", legs="#525a68", inner="#a9b3c2")
        side(art, f"team-{name}", x, y, height, who, DUSK, pose, facing=facing, depth=0.62)
    art.layer("ball", 0.62, motion="bob -26 1.1 0")
    art.fill(ellipse(318, 482, 9), "#f4f2ea")
    art.layer("rail", 0.96)
    for x in (-260, 150, 560, 970, 1380):
        art.fill(rect(x - 10, 404, 20, 400), art.linear(x - 10, 0, x + 10, 0, (0, "#8f8a84"), (1, "#c7c2ba")))
    art.fill(rect(-480, 420, 2240, 20, 8), art.linear(0, 420, 0, 440, (0, "#e3ded6"), (1, "#a39d96")))
    art.fill(rect(-480, 540, 2240, 12), "#a39d96")
    art.layer("ground", 0.98)
    art.fill(rect(-480, 664, 2240, 700), art.linear(0, 664, 0, 740, (0, "#6f7a58"), (1, "#566046")))
    back(
        art,
        "coral",
        830,
        706,
        500,
        CORAL,
        DUSK,
        FrontPose(left=(-8, -50), right=(11, -49), look=-0.8, bow=0.3, tilt=-6),
    )
    art.layer("gloves", 1, motion="sway 972 404 2.4 4.6 0")
    art.line("958,452 972,402 990,456", "#4d535c", 5)
    glove(art, 954, 452, 3.8, 174)
    glove(art, 998, 456, 3.8, 188, -1)
    bag(art, 1110, 700)
    fall(art, DUSK, 560, 300, 420)
    floodlight(art, 462, 96)
    return art


def floodlight(art: Drawing, x: float, y: float) -> None:
    art.layer("mast", 0.5)
    art.fill(polygon(points("-5,0 5,0 9,330 -9,330", x, y)), "#39364f")
    art.fill(rect(x - 46, y - 26, 92, 34, 5), "#39364f")
    for lamp in (-28, 0, 28):
        art.fill(ellipse(x + lamp, y - 8, 12), "#fff8dc")
    art.layer("cone", 0.5, blend="screen", blur=16)
    cone = polygon([(x - 40, y), (x + 40, y), (x + 320, 480), (x - 110, 480)])
    art.fill(cone, art.linear(x, y, x + 100, 480, (0, "#fff0c4", 0.6), (0.5, "#ffe4ac", 0.3), (1, "#ffe0a0", 0.12)))
    art.layer("lamps", 0.5, blend="screen", motion="pulse 0.94 1 4 0")
    glow(art, x, y - 6, 150, (0, "#fffbe8", 0.95), (0.2, "#fff0c0", 0.5), (1, "#ffe0a0", 0))


def sports_net() -> Drawing:
    """A clear winter day: she and the caretaker mend the net, and one of the team greets from afar."""
    art = Drawing("A girl and a caretaker mend the net of a goal in clear winter sun")
    indoors.countryside(art, WINTER, 360)
    field(art, WINTER, 364)
    art.layer("pitch", 0.54)
    art.line("-480,430 640,414 1760,428", "#f4f7f0", 3, 0.8)
    friend = replace(CAST["runner"], top="hoodie", bottom="trousers")
    front(art, "greeter", 296, 452, 150, friend, WINTER, FrontPose(right=(15, -98)), depth=0.62, motion="bob -3 1.2 0")
    art.layer("shadows", 0.9, blend="multiply")
    for x, y, length in ((500, 640, 460), (770, 646, 500), (190, 600, 620), (1090, 600, 620)):
        art.fill(polygon([(x - 30, y), (x + 34, y), (x + length, y + 90), (x + length - 150, y + 90)]), "#7f98b8", 0.7)
    art.layer("goal", 0.95)
    goal(art, 190, 606, 900, 478, thick=20, mesh=26, tear=True)
    girl = FrontPose(left=(-4, -61), right=(6, -63), look=0.6, bow=0.55, tilt=4)
    front(art, "coral", 530, 650, 450, CORAL, WINTER, girl)
    man = FrontPose(left=(-7, -64), right=(7, -71), look=-0.6, bow=0.4, tilt=-4)
    front(art, "caretaker", 806, 656, 484, CARETAKER, WINTER, man)
    art.layer("string", 1)
    knot_x, knot_y = 536, 364
    art.line([(502, 380), (knot_x, knot_y), (566, 374), (640, 404), (716, 384), (772, 350)], "#fff3d8", 4.5)
    art.line([(knot_x, knot_y), (580, 330), (624, 300), (650, 250), (648, 200)], "#fff3d8", 4.5)
    art.line([(772, 350), (800, 336), (838, 318), (900, 330), (924, 270), (900, 214)], "#fff3d8", 4.5)
    for dx, dy in ((0, 0), (11, -8), (-9, -9)):
        art.line(ring(knot_x + dx, knot_y + dy, 10, 8, 9), "#fff3d8", 4.5, closed=True)
    art.layer("gloves", 1)
    glove(art, 330, 590, 4.4, -74)
    glove(art, 384, 596, 4.4, -100, -1)
    fall(art, WINTER, 1080, 150, 620)
    return art


# --- indoors ------------------------------------------------------------------------------------


def kitchen_plate() -> Drawing:
    """Late: her father waits at the table; her plate is covered, her chair empty."""
    art = Drawing("A farm kitchen at night: a man with a phone at his ear, an empty chair, a covered plate")
    kitchen.room(art, LAMP, is_farm=True)
    art.layer("clock", 0.84)
    indoors.clock(art, 836, 150, 46, 9, 4)
    art.layer("hook", 0.86)
    art.fill(rect(826, 226, 108, 13, 5), "#7a5238")
    for x in (846, 912):
        art.line(points("0,238 0,254 9,256", x), "#4d4a48", 5)
    art.line("848,252 866,268", "#5a626c", 4)
    glove(art, 866, 268, 3.2, 176)
    glove(art, 898, 270, 3.2, 186, -1)
    art.layer("chairs", 0.97)
    indoors.chair(art, 300, 840, side=1, size=1.1)
    indoors.chair(art, 1060, 850, "#b0683f", side=-1, size=1.32)
    man = replace(AT_TABLE, hand=(6, -65), elbow=(11.5, -53), far_hand=(27, -47), holds="phone", bow=-4)
    side(art, "father", 300, 880, 780, CAST["father"], LAMP, man)
    kitchen.table(art)
    art.layer("plates", 1)
    covered_plate(art, 830, 556)
    art.line("740,572 770,566", "#c9ccc8", 5)
    art.fill(rect(700, 504, 34, 50, 5), "#dfe9ea", 0.75)
    art.fill(ellipse(717, 505, 17, 5), "#ffffff", 0.7)
    mug_x = 560
    art.fill(rect(mug_x, 520, 44, 44, 7), "#8d6a52")
    art.fill(ellipse(mug_x + 22, 521, 22, 6), "#4a2f22")
    veil(art, LAMP)
    art.layer("cool", 0, blend="multiply")
    art.fill(EVERYWHERE, art.radial(640, 380, 780, (0, "#ffffff"), (0.42, "#ffffff"), (0.8, "#6f7fb8"), (1, "#4d5c98")))
    art.layer("lamp", 0.94)
    indoors.pendant(art, 640, 150)
    shine(art, "lamp-light", 640, 160, 560, "#ffd08a", 0.8, 0.94)
    art.layer("lamp-cone", 0.95, blend="screen", blur=18)
    cone = polygon("580,160 700,160 1010,620 270,620")
    art.fill(cone, art.linear(0, 160, 0, 620, (0, "#ffe0a4", 0.5), (1, "#ffc678", 0.12)))
    vignette(art, 640, 360, 880, LAMP.shade, clear=0.4, opacity=LAMP.corners)
    return art


def covered_plate(art: Drawing, x: float, y: float) -> None:
    art.fill(ellipse(x + 4, y + 8, 84, 17), "#000000", 0.2)
    art.fill(ellipse(x, y, 82, 18), "#f7f3ea")
    art.fill(ellipse(x, y - 2, 66, 13), "#d9d4c8")
    dome = smooth(points("-62,-2,0 -56,-20 -30,-36 0,-40 30,-36 56,-20 62,-2,0", x, y))
    art.fill(dome, art.linear(x - 60, 0, x + 60, 0, (0, "#b9bec0"), (0.6, "#f1f1ec"), (1, "#a9aeb0")))
    art.fill(ellipse(x, y - 41, 24, 6), "#e9e8e2")


def caretaker_hatch() -> Drawing:
    """Once more she drinks tea at the hatch, and he looks at what he has written down."""
    art = Drawing("A caretaker's hatch: a girl with an arm over her belly, a mug of tea, an open exercise book")
    indoors.countryside(art, FLAT, 330)
    indoors.wall(art, "#cfd6cd", "#9aa39c", 590, indoors.Pane(-60, 60, 420, 420, 3), dado="#b3beb4")
    art.layer("booth", 0.86)
    art.fill(rect(660, -480, 1100, 1100), art.linear(660, 0, 1280, 0, (0, "#b9b79f"), (1, "#d6d0b6")))
    art.fill(rect(646, -480, 26, 960), "#8d9a90")
    art.fill(rect(646, -480, 7, 960), "#b7c2b8")
    art.fill(rect(672, 40, 1000, 12), "#a39f88")
    key_board(art, 1010, 84)
    art.fill(rect(720, 250, 210, 12, 3), "#8a6248")
    art.line("772,250 766,214 784,190 824,190 838,214 832,250", "#8f9a9c", 5)
    art.fill(smooth("768,250,0 764,218 782,192 822,192 840,218 834,250,0"), "#a9b2b2")
    art.line("784,190 792,168 816,168 824,190", "#4a4f54", 7)
    art.layer("plant", 0.86, motion="sway 1210 500 0.8 6 0.2")
    indoors.plant(art, 1216, 540, 1.5)
    caretaker = SidePose(hip=(-2, -50), lean=9, bow=17, hand=(25, -63), far_hand=(19, -60))
    side(art, "caretaker", 960, 1000, 850, CARETAKER, FLAT, caretaker, facing=LEFT)
    girl = SidePose(hip=(-4, -49), lean=15, bow=12, hand=(9, -56), far_hand=(27, -62))
    side(art, "coral", 412, 980, 790, CORAL, FLAT, girl)
    art.layer("counter", 1)
    art.fill(rect(596, 530, 260, 700), art.linear(596, 0, 856, 0, (0, "#7d8b80"), (1, "#98a598")))
    art.fill(rect(556, 502, 330, 30, 5), art.linear(0, 502, 0, 532, (0, "#c79c72"), (1, "#9a7048")))
    open_book(art, 762, 500)
    art.layer("tea-steam", 1, effect="steam")
    art.fill(rect(604, 350, 60, 90), "#ffffff")
    art.layer("tea", 1)
    art.fill(rect(598, 444, 62, 58, 9), art.linear(598, 0, 660, 0, (0, "#b8583e"), (1, "#d98a64")))
    art.fill(ellipse(629, 445, 31, 7), "#6a3f28")
    art.line("660,458 678,462 676,484 658,488", "#c9704f", 8)
    fall(art, FLAT, 200, 200, 620)
    return art


def key_board(art: Drawing, x: float, y: float) -> None:
    art.fill(rect(x, y, 220, 190, 5), "#8a6248")
    art.fill(rect(x + 10, y + 10, 200, 170, 3), "#b48a62")
    for index in range(18):
        at_x, at_y = x + 30 + index % 6 * 32, y + 34 + index // 6 * 54
        art.fill(ellipse(at_x, at_y - 10, 3), "#5d4430")
        if index not in (4, 9, 13):
            colour = ("#c9ccc8", "#d8b668", "#9aa7a8")[index % 3]
            art.line(ring(at_x, at_y, 6, 6, 9), colour, 3, closed=True)
            art.line([(at_x, at_y + 6), (at_x, at_y + 24), (at_x + 5, at_y + 24)], colour, 3.4)


def open_book(art: Drawing, x: float, y: float) -> None:
    """Draw an open exercise book that leans on its stand towards us: the same mark, again and again."""
    art.fill(polygon(points("-92,0 92,0 104,-8 -104,-8", x, y)), "#7a5a3c")
    for sheet in (-1, 1):
        page = smooth(points("0,-6,0 86,-14,0 74,-104,0 0,-92,0", x, y, side=sheet))
        art.fill(page, "#fbf8ee" if sheet > 0 else "#ece6d6")
        for row in range(5):
            art.line(points(f"12,{-24 - row * 14} {72 - row * 2},{-30 - row * 14}", x, y, side=sheet), "#a9b6c2", 1.6)
            for mark in range(4 if sheet < 0 or row < 3 else 1):
                at = points(f"{18 + mark * 13},{-28 - row * 14.4}", x, y, side=sheet)[0]
                art.line([(at[0], at[1] + 3), (at[0] + 2, at[1] - 6)], "#c2553f", 2.6)
    art.line(points("0,-6 0,-92", x, y), "#b9b09c", 2)


def care_team_village() -> Drawing:
    """Caretaker, nurse and coordinator listen to advice before anybody acts."""
    art = Drawing("A care team round a table with a phone for all; one chair is empty")
    light = SUN
    careteam.room(art, light, is_village=True)
    art.layer("chairs", 0.97)
    indoors.chair(art, 300, 800, side=1, size=1.1)
    nurse = FrontPose(left=(-7, -60), right=(7, -60), look=0.3, bow=0.5)
    art.layer("empty-chair", 0.95)
    art.fill(union(rect(744, 380, 128, 84, 14), rect(752, 440, 14, 120), rect(850, 440, 14, 120)), "#7a4630")
    art.fill(rect(752, 388, 112, 12, 6), "#9a6044")
    front(art, "nurse", 556, 830, 560, CAST["nurse"], light, nurse, depth=0.96)
    man = replace(AT_TABLE, lean=20, bow=4, hand=(27, -47), far_hand=(31, -47))
    side(art, "caretaker", 276, 848, 700, CARETAKER, light, man)
    art.layer("wheelchair", 1)
    wheelchair(Mirrored(art, 1000), 1000, 836, 6.6, light)
    side(art, "coordinator", 1000, 836, 660, CAST["coordinator"], light, replace(man, lean=17, bow=2), facing=LEFT)
    careteam.table(art)
    art.layer("speaker", 1)
    careteam.speaker_phone(art)
    art.layer("book", 1)
    art.fill(turned(rect(440, 498, 96, 26, 3), -4, 490, 510), "#fbf8ee")
    art.line("488,496 490,524", "#c9c0ac", 2)
    for row in range(3):
        art.line(points(f"450,{504 + row * 7} 480,{502 + row * 7}"), "#c2553f", 2)
    glow(art, 640, 490, 46, (0, "#c8ffd0", 0.7), (1, "#c8ffd0", 0))
    beams(art, light, ((420, 620),), -160, y=-120)
    fall(art, light, 640, 180, 620)
    return art
