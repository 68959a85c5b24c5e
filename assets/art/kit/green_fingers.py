"""Green fingers, a boy in practical education: greenhouse, bike shed, canteen, a circle of chairs, a desk, a garden."""

from __future__ import annotations

from dataclasses import replace

import bikeshed
import desk
import indoors
import schoolroom
from bicycles import bicycle
from cast import CAST
from drawing import Drawing, glow
from figure import (
    CROUCH,
    SEATED,
    SIT,
    STAND,
    FrontPose,
    SidePose,
    crutch,
    front,
    side,
)
from greenhouse import FRESH, house, staging, tomato, watering_can
from kit import darker, ellipse, lighter, points, polygon, rect, smooth, turned
from light import FLAT, GREY, HARD, LOW_SUN, MORNING, Light, beams, fall
from people import LEFT, RIGHT
from things import leaf

GREEN, GARDENER, FRIEND, LILAC = CAST["green"], CAST["gardener"], CAST["friend"], CAST["lilac"]
INDOORS = replace(GREEN, apron="")
DULL = Light(sky=("#c6c2b4", "#d6cfbe", "#e4dac4"), veil="#e6dccc", sun="#f6e4c4", glow=0.26, shade="#4a4238")
DRY_LIGHT = replace(GREY, veil="#c3cfc4", shade="#2c3a34")
EVENING_SUN = replace(LOW_SUN, veil="#ffe2b4", glow=0.5, corners=0.45)


def seedling(art: Drawing, x: float, y: float, size: float = 1) -> None:
    """Draw a seedling with its lump of earth at (x, y)."""
    art.fill(ellipse(x, y, 17 * size, 10 * size), "#5d4030")
    art.line([(x, y - 4 * size), (x + 1, y - 34 * size)], "#74b848", 4 * size)
    for degrees in (-60, 58, -8):
        art.fill(leaf(x, y - 30 * size, degrees, 30 * size, 9 * size), "#86c84c" if degrees > 0 else "#6fb83e")


def greenhouse_sun() -> Drawing:
    """In the morning he shows a classmate how one holds a seedling."""
    art = Drawing("A greenhouse in morning sun: a boy in green shows a classmate a seedling on his open hand")
    house(art, MORNING, is_dry=False)
    art.layer("tomatoes", 0.9, motion="sway 120 600 0.5 7 0")
    for index, (x, tall) in enumerate(((70, 380), (196, 330), (1236, 360))):
        tomato(art, x, 620, tall, is_dry=False, name=f"sun-{index}")
    teacher = SidePose(hand=(14, -56), far_hand=(10, -52), bow=8, lean=3)
    side(art, "teacher", 1070, 640, 420, GARDENER, MORNING, teacher, facing=LEFT, depth=0.92)
    art.layer("trowel", 0.92)
    art.line("1012,404 992,424", "#7a5238", 8)
    art.fill(smooth("996,418 978,424 962,448 970,452 992,440 1002,426"), "#b6bec2")
    boy = SidePose(hip=(-3, -49), lean=16, bow=17, hand=(29, -65), far_hand=(25, -52))
    side(art, "green", 420, 760, 570, GREEN, MORNING, boy)
    mate = SidePose(lean=10, bow=12, hand=(19, -66), far_hand=(16, -52))
    side(art, "lilac", 790, 740, 452, LILAC, MORNING, mate, facing=LEFT)
    art.layer("seedling", 1, motion="sway 594 380 1.6 3.6 0")
    seedling(art, 598, 378, 1.25)
    art.layer("near-staging", 1)
    staging(art, 180, 830, 560, "near", is_dry=False, size=1.15)
    art.layer("crutches", 1)
    for x in (878, 904):
        crutch(art, x, 720, 3.6, MORNING)
    watering_can(art, 1120, 640, 0.9)
    beams(art, MORNING, ((60, 250), (420, 560)), 240)
    fall(art, MORNING, 180, 120, 560)
    return art


def bike_shed_friend() -> Drawing:
    """A friend much older than he lays a hand on his shoulder, and his card changes hands."""
    art = Drawing("A school's bike shed: a young man has his hand on a boy's shoulder, and the boy gives him a card")
    bikeshed.shed(art, DULL)
    mates = (
        ("glasses", 1010, replace(CROUCH, bow=-14)),
        ("afro", 1128, replace(STAND, hand=(16, -52), lean=5, bow=-2)),
    )
    art.layer("mates-bikes", 0.9)
    bicycle(art, 1006, 612, 46, "#7f8a84", side=-1, has_basket=True)
    for name, x, pose in mates:
        side(art, f"mate-{name}", x + 26, 622, 350, CAST[name], DULL, pose, facing=LEFT, depth=0.92)
    boy = SidePose(lean=-4, hand=(20, -56), far_hand=(7, -48), bow=22)
    side(art, "green", 466, 668, 480, GREEN, DULL, boy)
    friend = SidePose(lean=7, hand=(32.6, -74), far_hand=(13, -56), bow=-3)
    side(art, "friend", 648, 668, 480, FRIEND, DULL, friend, facing=LEFT)
    art.layer("card", 1)
    card = turned(rect(552, 376, 50, 31, 4), -14, 576, 392)
    art.fill(card, "#f4f1e6")
    art.fill(turned(rect(552, 382, 50, 7), -14, 576, 392), "#5f86a8")
    art.fill(turned(rect(558, 394, 11, 8, 2), -14, 576, 392), "#d8b24e")
    bag = smooth(points("-42,0,0 -48,-44 -30,-74 0,-80 30,-74 48,-44 42,0,0", 340, 672))
    art.layer("bag", 1)
    art.fill(ellipse(344, 672, 56, 6), "#000000", 0.16)
    art.fill(bag, art.linear(292, 0, 388, 0, (0, "#6a6f64"), (1, "#8d9284")))
    art.line(points("-16,-76 0,-98 16,-76", 340, 672), "#55594f", 6)
    fall(art, DULL, 120, 240, 560)
    return art


def canteen_pockets() -> Drawing:
    """At the counter his pockets are empty, again; a classmate halves her sandwich."""
    art = Drawing("A school canteen: a boy with his pockets pulled out, a classmate who shares her sandwich, a queue")
    indoors.countryside(art, FLAT, 330)
    panes = (indoors.Pane(40, 50, 420, 260, 3), indoors.Pane(560, 50, 420, 260, 3), indoors.Pane(1080, 50, 420, 260, 3))
    indoors.wall(art, "#d3dade", "#a9b1b3", 560, *panes, dado="#bac6cb")
    art.layer("far-tables", 0.84)
    for x in (40, 250):
        art.fill(rect(x, 470, 170, 10, 3), "#c9b79c")
        art.fill(rect(x + 80, 480, 10, 86), "#8a9296")
        for seat in (x - 10, x + 130):
            art.fill(rect(seat, 512, 50, 9, 3), "#8fa0a6")
    counter(art)
    for name, x, height, pose in (
        ("dark", 1030, 440, replace(STAND, hand=(14, -58), far_hand=(16, -58))),
        ("scarf", 1120, 376, replace(STAND, bow=6)),
        ("tall", 1206, 430, replace(STAND, hand=(10, -64), holds="phone", bow=18)),
    ):
        side(art, f"queue-{name}", x, 650, height, CAST[name], FLAT, pose, facing=LEFT, depth=0.96)
    art.layer("queue-tray", 0.96)
    art.fill(rect(926, 388, 58, 8, 3), "#b5744e")
    empty = FrontPose(left=(-15.5, -43), right=(15.5, -43), look=0.8, bow=0.75)
    front(art, "green", 470, 690, 500, INDOORS, FLAT, empty)
    art.layer("pockets", 1, motion="breathe 470 690 0.005 4.3")
    for way in (-1, 1):
        lining = smooth(
            points("7.6,-47.5,0 11.4,-47.5,0 16.6,-43 17,-38.6 14.4,-36.6 10.4,-39.4 8.4,-43", 470, 690, 5, side=way)
        )
        art.fill(lining, art.linear(470 + way * 46, 0, 470 + way * 90, 0, (0, "#d9d7ce"), (1, "#fffef8")))
        art.line(points("9.6,-47 12.6,-42.4 14.6,-38.6", 470, 690, 5, side=way), "#b9b7ac", 2.5, 0.7)
    share = SidePose(hand=(29, -66), far_hand=(18, -62), lean=5, bow=4)
    side(art, "lilac", 764, 680, 430, LILAC, FLAT, share, facing=LEFT)
    art.layer("sandwich", 1)
    for x, y, way in ((634, 388, 1), (676, 408, -1)):
        art.fill(polygon(points("-26,14 14,-24 22,14", x, y, side=way)), "#e9cf9c")
        art.fill(polygon(points("-19,11 11,-17 16,11", x, y, side=way)), "#fbf0d6")
        art.line(points("-24,17 21,17", x, y, side=way), "#7fb04e", 5)
        art.line(points("-24,22 21,22", x, y, side=way), "#e9cf9c", 6)
    art.layer("crutch", 1)
    crutch(art, 838, 690, 4, FLAT)
    fall(art, FLAT, 700, 160, 520)
    return art


def counter(art: Drawing) -> None:
    """Draw the canteen's counter with its glass, and an empty tray before him."""
    art.layer("counter", 0.9)
    art.fill(rect(560, 452, 1220, 180), art.linear(0, 452, 0, 632, (0, "#93a4aa"), (1, "#76888f")))
    for x in range(580, 1760, 150):
        art.fill(rect(x, 480, 130, 120, 3), "#9fb0b5")
    art.fill(rect(546, 436, 1240, 20, 4), "#dfe4e4")
    art.fill(rect(640, 330, 1120, 8), "#c3cdd0")
    art.fill(rect(640, 338, 1120, 98), "#eaf3f4", 0.4)
    for index, x in enumerate(range(668, 1740, 96)):
        colour = ("#c9a06a", "#b5744e", "#8fae62", "#d8b878")[index % 4]
        art.fill(ellipse(x, 430, 34, 8), "#f4f2ec")
        art.fill(ellipse(x, 422, 24, 11), colour)
    art.fill(rect(560, 426, 88, 10, 4), "#b5744e")


def greenhouse_dry() -> Drawing:
    """The seedlings hang, and he has eyes only for his phone."""
    art = Drawing("The greenhouse in grey rain: the seedlings are dry, and a boy sits bowed over his phone")
    light = DRY_LIGHT
    house(art, light, is_dry=True, ridge=980)
    side(
        art,
        "teacher",
        1060,
        606,
        300,
        GARDENER,
        light,
        replace(STAND, hand=(15, -58), far_hand=(12, -56), bow=10),
        depth=0.9,
    )
    side(art, "lilac", 1166, 610, 260, LILAC, light, replace(STAND, hand=(14, -60), bow=12), facing=LEFT, depth=0.9)
    art.layer("tomatoes", 0.95)
    for index, (x, tall) in enumerate(((90, 400), (218, 320))):
        tomato(art, x, 650, tall, is_dry=True, name=f"dry-{index}")
    art.layer("crate", 1)
    art.fill(ellipse(470, 690, 150, 12), "#000000", 0.2)
    art.fill(rect(386, 540, 170, 150, 3), "#8a6a48")
    for y in (546, 596, 646):
        art.fill(rect(380, y, 182, 36, 3), "#a88258")
        art.fill(rect(380, y + 30, 182, 6), "#7a5a3c")
    boy = replace(
        SIT, hip=(0, -30), lean=26, bow=28, hand=(22, -47), far_hand=(24, -48), foot=(20, -4), far_foot=(25, -4)
    )
    side(art, "green", 460, 706, 560, GREEN, light, boy)
    art.layer("phone", 1)
    art.fill(turned(rect(592, 394, 26, 54, 5), 24, 604, 420), "#1c2028")
    art.layer("can", 1)
    x, y = 752, 636
    art.fill(ellipse(x, y + 8, 104, 9), "#000000", 0.18)
    art.line(points("-10,-22 -50,0 -92,4", x, y), "#5d747c", 11)
    art.fill(
        turned(rect(x - 34, y - 62, 68, 74, 5), 84, x, y - 30),
        art.linear(0, y - 66, 0, y + 8, (0, "#9fb4ba"), (1, "#647c84")),
    )
    art.line(points("34,-60 76,-66 80,-16 52,-8", x, y), "#5d747c", 8)
    art.fill(polygon(points("-104,-8 -112,18 -96,20 -84,0", x, y)), "#56696f")
    art.layer("near-staging", 1.06)
    staging(art, 800, 900, 566, "near-dry", is_dry=True, size=1.7)
    fall(art, light, 900, 120, 520)
    art.layer("phone-light", 1, effect="phone-glow", blend="screen")
    glow(art, 590, 412, 150, (0, "#dff6ff", 0.95), (0.24, "#9fdcf8", 0.5), (0.6, "#6fb4e0", 0.16), (1, "#5fa0d0", 0))
    art.layer("phone-screen", 1, effect="phone-glow")
    art.fill(turned(rect(588, 397, 9, 48, 3), 24, 604, 420), "#f2fdff")
    return art


def circle_monday() -> Drawing:
    """Monday in the circle: he speaks, two laugh, and his teacher stops writing."""
    art = Drawing("A circle of chairs: a boy speaks with an open hand, two laugh, the teacher has stopped writing")
    light = replace(HARD, glow=0.2, veil="#eef2f2")
    schoolroom.room(art, light)
    rows = (
        ("fair", 300, 560, 330, replace(SEATED, right=(3, -68), tilt=8, look=0.5)),
        ("glasses", 424, 545, 330, replace(SEATED, right=(2, -68), look=-0.6, tilt=-6)),
        ("scarf", 700, 545, 320, replace(SEATED, look=-0.6)),
        ("dark", 822, 552, 344, replace(SEATED, look=-0.8)),
        ("lilac", 940, 560, 320, replace(SEATED, look=1, bow=0.4)),
        ("green", 566, 560, 388, FrontPose(left=(-7, -33), right=(20, -47), sits=True, look=0.4)),
    )
    for name, x, y, height, pose in rows:
        art.layer(f"chair-{name}", 0.92)
        wide, back = height * 0.15, y - height * 0.52
        art.fill(rect(x - wide, back, 2 * wide, height * 0.2, 10), "#7d95a0")
        art.fill(rect(x - wide, y - height * 0.3, 2 * wide, 12, 4), "#68808c")
        for way in (-1, 1):
            art.fill(rect(x + way * wide * 0.9 - 4, y - height * 0.45, 8, height * 0.46), "#56666e")
        who = INDOORS if name == "green" else CAST[name]
        front(art, name, x, y, height, who, light, pose, depth=0.92)
    for name, x, y, height, facing, sits in (
        ("tall", 176, 660, 430, RIGHT, replace(SIT, bow=6)),
        ("afro", 60, 760, 500, RIGHT, replace(SIT, hand=(12, -36), bow=2)),
    ):
        art.layer(f"chair-{name}", 0.96)
        seat(art, x, y, height, facing)
        side(art, name, x, y, height, CAST[name], light, sits, facing=facing, depth=0.96)
    art.layer("chair-teacher", 1)
    seat(art, 1094, 690, 480, LEFT)
    listens = replace(SIT, hand=(19, -58), far_hand=(20, -36), lean=6, bow=-3)
    side(art, "teacher", 1094, 690, 480, GARDENER, light, listens, facing=LEFT)
    art.layer("notes", 1)
    art.fill(turned(rect(960, 516, 84, 12, 2), 8, 1000, 520), "#fbf8ee")
    art.line("1000,404 982,382", "#2f4a6a", 5)
    fall(art, light, 260, 160, 560)
    return art


def seat(art: Drawing, x: float, y: float, height: float, facing: int) -> None:
    u = height / 100
    for outline in ("-9,-28 9,-28 9,-25.6 -9,-25.6", "-10.6,-54 -8.2,-54 -7.6,-26 -10,-26"):
        art.fill(polygon(points(outline, x, y, u, side=facing)), "#7d95a0")
    for leg in ("-9,-26 -10.4,0", "8,-26 10,0"):
        art.line(points(leg, x, y, u, side=facing), "#56666e", 1.8 * u)


CARDS = ((-150, "#f2d35e"), (-76, "#e9967a"), (0, "#8fb6d0"), (76, "#a9cf8c"), (150, "#d8b3d6"))
"""How far from the middle the picture cards lie on the desk, and the colour of what they show."""


def desk_pictures() -> Drawing:
    """With pictures it is easier to tell; she sits at the corner and waits."""
    art = Drawing(
        "A desk in a corner of the greenhouse: a boy points at one of five picture cards, and a teacher waits"
    )
    desk.room(art, LOW_SUN, "potting")
    art.layer("boy-chair", 0.95)
    art.fill(rect(452, 420, 150, 130, 16), "#7a5238")
    boy = FrontPose(left=(-9, -54), right=(11, -52.5), look=0.5, bow=0.7)
    front(art, "green", 528, 890, 660, GREEN, LOW_SUN, boy, depth=0.97)
    desk.table(art, left=300, right=850)
    art.layer("cards", 1)
    for index, (dx, colour) in enumerate(CARDS):
        picture_card(art, 590 + dx * 0.98, 566, colour, index)
    art.layer("pointing", 1, motion="breathe 528 890 0.005 4.3")
    finger_x, finger_y = 628, 548
    art.fill(smooth(points("-44,-30 -22,-34 -2,-24 10,-6 18,14 10,18 0,2 -14,4 -34,0", finger_x, finger_y)), GREEN.skin)
    art.line(points("4,-8 13,14", finger_x, finger_y), lighter(GREEN.skin, 0.12), 8)
    art.layer("teacher-chair", 1)
    seat(art, 1010, 880, 700, LEFT)
    waits = replace(SIT, hand=(17, -36), far_hand=(20, -36), lean=9, bow=5)
    side(art, "teacher", 1010, 880, 700, GARDENER, LOW_SUN, waits, facing=LEFT)
    fall(art, LOW_SUN, 640, 150, 520)
    return art


def picture_card(art: Drawing, x: float, y: float, colour: str, what: int) -> None:
    """Draw a card on the desk with a house, a sun, a bicycle, a telephone or two people: shapes, no words."""
    lean = (x - 575) * 0.1
    corners = [
        (x - 30 - lean * 0.4, y - 24),
        (x + 30 - lean * 0.4, y - 24),
        (x + 35 + lean, y + 24),
        (x - 35 + lean, y + 24),
    ]
    art.fill(polygon([(at_x + 3, at_y + 5) for at_x, at_y in corners]), "#4a2a1a", 0.3)
    art.fill(polygon(corners), "#fffaf0")
    dark = darker(colour, 0.2, "#4a3a3a")
    if what == 0:
        art.fill(polygon(points("-16,14 16,14 14,-4 -14,-4", x, y)), colour)
        art.fill(polygon(points("-20,-3 20,-3 0,-18", x, y)), dark)
    elif what == 1:
        art.fill(ellipse(x, y, 12, 8), colour)
        for dx, dy in ((20, 0), (-20, 0), (0, 14), (0, -14), (14, 10), (-14, 10), (14, -10), (-14, -10)):
            art.line([(x + dx * 0.75, y + dy * 0.75), (x + dx, y + dy)], dark, 3)
    elif what == 2:
        art.line(points("-14,8 -2,-8 12,-8 16,8", x, y), dark, 3)
        for dx in (-14, 15):
            art.line(
                [(x + dx - 8, y + 8), (x + dx, y + 2), (x + dx + 8, y + 8), (x + dx, y + 14)], colour, 3, closed=True
            )
    elif what == 3:
        art.fill(rect(x - 9, y - 17, 18, 33, 4), dark)
        art.fill(rect(x - 6, y - 13, 12, 22), lighter(colour, 0.5))
    else:
        for dx in (-11, 11):
            art.fill(ellipse(x + dx, y - 9, 6, 5), colour)
            art.fill(smooth(points("-9,15,0 -8,0 0,-3 8,0 9,15,0", x + dx, y)), dark)


def garden_brother() -> Drawing:
    """In the evening sun his little brother may water, with a can far too large for him."""
    art = Drawing("A school garden in golden light: a boy lets his little brother pour from a large watering can")
    light = EVENING_SUN
    indoors.countryside(art, light, 350)
    art.layer("soil", 0.7)
    art.fill(rect(-480, 440, 2240, 800), art.linear(0, 440, 0, 720, (0, "#9f8a58"), (1, "#7a5f42")))
    for row in range(6):
        y = 452 + row * row * 5 + row * 14
        art.line([(-480, y), (1760, y + 6)], "#6a4f38", 3 + row, 0.4)
        for x in range(-440 + row * 17, 1740, 64 + row * 12):
            if not 300 < x < 700 or row < 2:
                tuft(art, x, y, 0.55 + row * 0.14)
    greenhouse_outside(art, 850, 452)
    front(art, "teacher", 1150, 470, 176, GARDENER, light, FrontPose(right=(15, -98), look=-0.5), depth=0.74)
    art.layer("tomatoes", 0.94, motion="sway 900 660 0.5 7 0.3")
    for index, (x, tall) in enumerate(((850, 270), (964, 300), (1078, 280))):
        tomato(art, x, 640, tall, is_dry=False, name=f"garden-{index}")
    art.layer("shadows", 0.95)
    for x, y, length in ((480, 666, 420), (604, 674, 260)):
        art.fill(polygon([(x - 26, y), (x + 30, y), (x - length, y + 60), (x - length - 90, y + 48)]), "#4a2f3c", 0.32)
    boy = SidePose(lean=13, bow=14, hand=(30, -55), far_hand=(26, -63))
    side(art, "green", 474, 664, 456, GREEN, light, boy)
    little = SidePose(hip=(0, -52), lean=9, hand=(22, -62), far_hand=(27, -70), foot=(0, -8), far_foot=(3, -8), bow=-4)
    side(art, "brother", 596, 676, 270, CAST["brother"], light, little)
    art.layer("can", 1, motion="sway 650 440 2.2 3.2 0")
    watering_can(art, 672, 486, 1.12, pours=True, colour="#8aa6ae")
    art.layer("water", 1, motion="pulse 0.75 1 1.2 0")
    for index in range(7):
        start = 790 + index * 3
        stream = [(start, 476 + index * 2), (start + 26 + index * 4, 504), (start + 38 + index * 7, 600 - index * 4)]
        art.line(stream, ("#eaf8ff", "#bfe4f4")[index % 2], 2.6, 0.85)
    for index in range(14):
        x, y = 806 + (index * 37) % 86, 500 + (index * 53) % 104
        art.fill(ellipse(x, y, 2.4 + index % 3), "#fffbe6", 0.9)
    beams(art, light, ((900, 1160),), -460)
    fall(art, light, 1050, 150, 620)
    return art


def tuft(art: Drawing, x: float, y: float, size: float) -> None:
    for degrees in (-50, -16, 18, 52):
        art.fill(leaf(x, y, degrees, 34 * size, 8 * size), FRESH[(round(x) + degrees) % 3])


def greenhouse_outside(art: Drawing, x: float, y: float) -> None:
    """Draw the greenhouse from outside, its door open, the low sun in its glass."""
    art.layer("greenhouse", 0.6)
    body = polygon(points("0,0 420,0 420,-150 210,-236 0,-150", x, y))
    art.fill(body, art.linear(x, y - 236, x + 420, y, (0, "#ffe9b8"), (0.5, "#cfe0cc"), (1, "#a9c4b4")))
    art.fill(rect(x, y - 40, 420, 40), "#a8785a")
    for bar in range(0, 421, 60):
        top = -150 - 86 * (1 - abs(bar - 210) / 210)
        art.line(points(f"{bar},-40 {bar},-150 {bar},{top}", x, y), "#f6f4e8", 5)
    art.line(points("0,-150 210,-236 420,-150", x, y), "#f6f4e8", 8, pull=0)
    art.line(points("0,-150 420,-150", x, y), "#f6f4e8", 5)
    art.fill(rect(x + 262, y - 146, 78, 148), "#5f7a5c")
    art.fill(polygon(points("340,-146 374,-156 374,10 340,2", x, y)), "#dfeadf", 0.9)
