"""A school corridor in flat daylight: a boy with his hands in his pouch, a mentor beside him, others passing."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

import skia
from drawing import Drawing, glow, vignette
from kit import (
    EVERYWHERE,
    darker,
    ellipse,
    lighter,
    limb,
    minus,
    mix,
    moved,
    overlap,
    points,
    polygon,
    rect,
    rim,
    ring,
    scaled,
    smooth,
    turned,
    union,
)
from people import LEFT, RIGHT, Cloth, Person, stander

VANISHING_X, VANISHING_Y = 720, 232
HALF_WIDTH, EYE_HEIGHT, METRE = 1100, 900, 611 * 0.98
"""In units at a distance of 1: how far the walls are to the sides, the floor below the eye, and a metre upwards."""
NEAR, FAR = 0.7, 9.5
FRAME = "#aab7b8"
BOY_X, MENTOR_X = 476, 812

PUPILS: tuple[tuple[float, float, float, Person], ...] = (
    (0.10, 6.3, 1.68, Person(skin="#dcb59b", hair="#6b4a32", style="pony", top="#b4aab4", legs="#7a8290", look=-0.6)),
    (0.28, 6.0, 1.76, Person(skin="#8a5a44", hair="#2c2320", style="short", top="#98a1ab", legs="#6e747f", look=-0.5)),
    (
        -0.30,
        3.9,
        1.6,
        Person(
            skin="#c08d70",
            hair="#7c8f97",
            style="hijab",
            top="#8d9ca0",
            legs="#747b88",
            look=0.5,
            has_skirt=True,
            arms="fold",
        ),
    ),
    (
        -0.40,
        4.7,
        1.66,
        Person(
            skin="#e3c0a8",
            hair="#8a5a3a",
            style="long",
            top="#b5a49a",
            legs="#7f8794",
            look=-0.5,
            arms="phone",
            bow=1,
        ),
    ),
    (
        0.80,
        3.3,
        1.7,
        Person(
            skin="#6f4735",
            hair="#241d1c",
            style="afro",
            top="#a5a08f",
            legs="#6b727e",
            look=-0.4,
            bag="#7d8b93",
            arms="strap",
            bow=0.6,
        ),
    ),
    (
        0.44,
        3.7,
        1.6,
        Person(skin="#e0b79c", hair="#b07a4a", style="fringe", top="#8f98aa", legs="#737a86", look=0.5, arms="fold"),
    ),
    (
        -0.86,
        2.0,
        1.7,
        Person(
            skin="#d0a083",
            hair="#4a362c",
            style="long",
            top="#a79fa6",
            legs="#6a717d",
            look=0.5,
            arms="phone",
            bow=1,
        ),
    ),
)
"""Where they stand across (-1 to 1) and how far away, how many metres tall they are, and who they are."""


def draw() -> Drawing:
    art = Drawing("A school corridor in flat daylight")
    rnd = random.Random("corridor")
    far_doors(art)
    shell(art)
    ceiling_lights(art)
    lockers(art)
    windows(art, rnd)
    pupils(art, rnd)
    boy(art, BOY_X)
    mentor(art, MENTOR_X)
    passers(art)
    vignette(art, 640, 330, 930, "#4c5a60", clear=0.6, opacity=0.42)
    return art


# --- the room -----------------------------------------------------------------------------------


def across(part: float, distance: float) -> float:
    """Return x of what is ``part`` of the way from the middle to the right wall."""
    return VANISHING_X + part * HALF_WIDTH / distance


def up(metres: float, distance: float) -> float:
    """Return y of what is so many metres above the floor."""
    return VANISHING_Y + (EYE_HEIGHT - METRE * metres) / distance


def on_wall(side: int, near: float, far: float, low: float, high: float) -> skia.Path:
    x0, x1 = across(side, near), across(side, far)
    return polygon([(x0, up(low, near)), (x1, up(low, far)), (x1, up(high, far)), (x0, up(high, near))])


def level(metres: float) -> skia.Path:
    """Return the floor, or at the height of the room the ceiling."""
    y0, y1 = up(metres, FAR), up(metres, NEAR)
    return polygon([(across(-1, FAR), y0), (across(1, FAR), y0), (across(1, NEAR), y1), (across(-1, NEAR), y1)])


def steps(start: float, end: float, growth: float) -> Iterator[tuple[float, float]]:
    """Yield pairs of distances, each ``growth`` times the one before, that look evenly spaced."""
    distance = start
    while distance < end:
        yield distance, distance * growth
        distance *= growth


def far_doors(art: Drawing) -> None:
    art.layer("end", 0.3)
    art.fill(EVERYWHERE, "#e6e9e5")
    art.fill(rect(across(-1, FAR) - 4, up(3, FAR) - 6, 2 * HALF_WIDTH / FAR + 8, 300), "#eef1ee")
    top = up(2.3, FAR)
    height = up(0, FAR) - top
    art.fill(rect(VANISHING_X - 72, top - 6, 144, height + 6), "#9fb0b2")
    for x in (VANISHING_X - 66, VANISHING_X + 2):
        pane = rect(x + 9, top + 10, 46, height - 34)
        art.fill(rect(x, top, 64, height), "#c5d3d3")
        art.fill(pane, "#fbfdfb")
        art.fill(polygon(points("9,60 40,10 55,10 9,84", x, top)), "#ffffff")
        art.fill(pane, "#dbe9ea", 0.5)
    glow(art, VANISHING_X, top + 40, 150, (0, "#ffffff", 0.8), (1, "#ffffff", 0))


def shell(art: Drawing) -> None:
    """Draw floor, ceiling and walls, and the far doors mirrored in the floor."""
    art.layer("shell", 0.62)
    floor_end, ceiling_end = up(0, FAR), up(3, FAR)
    art.fill(level(0), art.linear(0, floor_end, 0, 760, (0, "#d9dcd6"), (0.3, "#c3c8c2"), (1, "#a3aaa6")))
    art.fill(level(3), art.linear(0, ceiling_end, 0, -300, (0, "#f1f3f0"), (1, "#cdd3d0")))
    art.fill(on_wall(LEFT, NEAR, FAR, 0, 3), art.linear(-300, 0, across(-1, FAR), 0, (0, "#b9c2c1"), (1, "#dfe4e1")))
    art.fill(on_wall(RIGHT, NEAR, FAR, 0, 3), art.linear(across(1, FAR), 0, 1500, 0, (0, "#e8ebe7"), (1, "#c6ccca")))
    mirror = points(f"-70,{floor_end} 70,{floor_end} 230,760 -230,760", VANISHING_X)
    white = ((0, "#ffffff", 0.75), (0.5, "#ffffff", 0.22), (1, "#ffffff", 0.0))
    art.fill(polygon(mirror), art.linear(0, floor_end, 0, 700, *white))
    for part in (-0.55, 0.55):
        art.line([(across(part, FAR), up(0, FAR)), (across(part, 0.9), up(0, 0.9))], "#8f9794", 1.6, 0.35)
    for distance, _ in steps(1.2, FAR, 1.28):
        y = up(0, distance)
        art.line([(across(-1, distance), y), (across(1, distance), y)], "#8f9794", 1.3, 0.28)


def ceiling_lights(art: Drawing) -> None:
    for near, _ in steps(1.5, 8, 1.6):
        far = near * 1.22
        x0, x1, y0, y1 = 300 / near, 300 / far, up(3, near), up(3, far)
        art.fill(
            polygon([(VANISHING_X - x0, y0), (VANISHING_X + x0, y0), (VANISHING_X + x1, y1), (VANISHING_X - x1, y1)]),
            "#ffffff",
            0.95,
        )


def lockers(art: Drawing) -> None:
    art.layer("lockers", 0.66)
    colours = ("#8fa5ab", "#93a9ae", "#8aa0a8", "#97abae")
    for column, (near, far) in enumerate(steps(0.95, 8.6, 1.095)):
        for row, (low, high) in enumerate(((0.12, 1.0), (1.03, 1.92))):
            colour = mix(colours[(column * 3 + row) % 4], "#d6dedd", min(0.8, (near - 1) / 9))
            locker(art, near, far, low, high, colour)
    art.fill(on_wall(LEFT, NEAR, 8.6, 1.94, 2.0), "#70858b", 0.9)
    art.fill(on_wall(LEFT, NEAR, 8.6, 0, 0.11), "#6c7d82", 0.8)


def locker(art: Drawing, near: float, far: float, low: float, high: float, colour: str) -> None:
    art.fill(on_wall(LEFT, near * 1.008, far * 0.994, low, high), colour)
    art.fill(on_wall(LEFT, near * 1.008, near * 1.02, low, high), "#ffffff", 0.22)
    for slit in range(3):
        slit_high = high - 0.115 - 0.06 * slit
        art.fill(on_wall(LEFT, near * 1.03, far * 0.97, slit_high - 0.025, slit_high), "#50666d", 0.5)
    art.fill(on_wall(LEFT, far * 0.965, far * 0.978, low + 0.4, low + 0.5), "#50666d", 0.75)


def windows(art: Drawing, rnd: random.Random) -> None:
    """Draw the windows on the right, bushes behind them, and their light on the floor."""
    art.layer("windows", 0.66)
    near = 0.98
    while near < 7.6:
        far = near * 1.34
        window(art, rnd, near, far)
        light_on_floor(art, near * 1.05, far * 0.98)
        near = far * 1.07


def window(art: Drawing, rnd: random.Random, near: float, far: float) -> None:
    art.fill(on_wall(RIGHT, near, far, 0.85, 2.75), FRAME)
    glass = on_wall(RIGHT, near * 1.025, far * 0.98, 0.95, 2.66)
    sky = ((0, "#f7faf8"), (0.6, "#e9f0ee"), (1, "#cfdcd6"))
    art.fill(glass, art.linear(0, up(2.7, near), 0, up(0.9, near), *sky))
    middle = (near + far) / 2
    x, y = across(1, middle), up(0.95, middle)
    bushes = [
        ellipse(x + rnd.uniform(-30, 30) / near, y - rnd.uniform(0, 60) / near, 130 / near, 110 / near)
        for _ in range(4)
    ]
    art.fill(overlap(glass, union(*bushes)), "#b9c9bd", 0.75)
    art.fill(on_wall(RIGHT, middle * 0.992, middle * 1.008, 0.95, 2.66), FRAME)
    art.fill(on_wall(RIGHT, near, far, 0.8, 0.86), "#ffffff")


def light_on_floor(art: Drawing, near: float, far: float) -> None:
    y0, y1 = up(0, near), up(0, far)
    corners = [(1050 / near, y0), (1050 / far, y1), (330 / far, y1 + 2), (200 / near, y0 + 3)]
    art.fill(polygon([(VANISHING_X + x, y) for x, y in corners]), "#ffffff", 0.26)


# --- those who are there too --------------------------------------------------------------------


def pupils(art: Drawing, rnd: random.Random) -> None:
    for number, (part, distance, metres, person) in enumerate(PUPILS, start=1):
        x, y = across(part, distance), up(0, distance)
        motion = f"sway {x:.0f} {y:.0f} 0.6 {rnd.uniform(5, 8):.1f} {rnd.random():.1f}"
        art.layer(f"pupil-{number}", 0.68, motion=motion)
        stander(art, x, y, y - up(metres, distance), person)


def passers(art: Drawing) -> None:
    """Draw two who pass close by, out of focus: one early, one late, none while the ready answer is given."""
    art.layer("passer-1", 1.25, motion="drift 2150 0 0.02 0.30; bob 6 1.1 0", blur=20)
    passer(art, -270, top="#566473", hair="#2e2b30", skin="#a37c66", bag="#3c4a57")
    art.layer("passer-2", 1.3, motion="drift -2150 0 0.70 0.98; bob 6 1.2 0.4", blur=20)
    passer(art, 1550, top="#7d6c72", hair="#4b382d", skin="#b18d77", bag="#54606a")


def passer(art: Drawing, x: float, *, top: str, hair: str, skin: str, bag: str) -> None:
    back = "-120,820,0 -128,520 -112,400 -60,352 0,338 60,352 108,400 122,520 116,820,0"
    head = "-56,296 -68,220 -46,162 0,146 46,162 68,220 56,296 0,316"
    for shape, colour in (
        (smooth(points(back, x)), top),
        (limb(points("0,290,36 0,350,40", x)), darker(skin, 0.15)),
        (smooth(points(head, x)), hair),
        (rect(x - 78, 380, 156, 210, 46), bag),
    ):
        art.fill(scaled(shape, 1.4, x, 560), colour)


# --- the boy ------------------------------------------------------------------------------------

BOY_SKIN, BOY_SKIN_SHADE, BOY_HAIR = "#d6a380", "#8a4a3e", "#3a2a24"
TEAL = Cloth("#1c8f90", "#0c4753")
BAG = "#2c4961"


def boy(art: Drawing, x: float) -> None:
    breath = f"breathe {x} 700 0.006 4.4"
    art.layer("boy-bag", 1, motion=breath)
    boy_bag(art, x)
    art.layer("boy", 1, motion=breath)
    boy_legs(art, x)
    boy_hoodie(art, x)
    boy_hood(art, x)
    art.layer("boy-head", 1, motion=f"sway {x} 320 1.1 6.2 0.2; {breath}")
    boy_head(art, x + 8, 236)


def boy_bag(art: Drawing, x: float) -> None:
    bag = smooth(points("-178,372 -160,338 -112,330 -76,350 -70,470 -82,560 -160,566 -186,520", x))
    art.fill(bag, art.linear(x - 186, 0, x - 70, 0, (0, BAG), (1, "#3d617f")))
    art.fill(rect(x - 170, 452, 80, 88, 14), BAG)
    art.line(points("-162,468 -98,468", x), "#e0b35c", 3)


def boy_legs(art: Drawing, x: float) -> None:
    legs = "-82,610,0 86,610,0 92,760 88,1000,0 14,1000,0 2,720 -12,1000,0 -86,1000,0 -90,760"
    art.fill(smooth(points(legs, x)), art.linear(x - 90, 0, x + 92, 0, (0, "#3b4456"), (1, "#4d586c")))


def boy_hoodie(art: Drawing, x: float) -> None:
    """Draw the body, both arms going into the pouch, and the strap of his bag."""
    body = "-20,306 -64,318 -108,350 -120,410 -108,500 -98,640 0,652 98,640 106,500 116,410 104,352 64,320 24,306"
    ramp = ((0, TEAL.dark(0.26)), (0.55, TEAL.colour), (1, TEAL.bright(0.1)))
    art.fill(smooth(points(body, x)), art.linear(x - 120, 0, x + 120, 0, *ramp))
    for side in (LEFT, RIGHT):
        arm = limb(points("92,372,36 116,480,34 84,560,31 44,576,26", x, side=side))
        art.fill(arm, TEAL.dark(0.2 if side == LEFT else 0.06))
        art.fill(minus(arm, moved(arm, 9, -6)), TEAL.shade, 0.22)
        for fold in ("130,478 104,492 92,510", "118,520 96,524 80,540"):
            art.line(points(fold, x, side=side), TEAL.dark(0.45), 4, 0.45)
    pouch = smooth(points("-58,536,0 58,536,0 84,612,0 76,630 0,634 -76,630 -84,612,0", x), pull=0.3)
    art.fill(pouch, TEAL.dark(0.1))
    art.line(points("-58,537 58,537", x), TEAL.dark(0.4), 3, 0.7)
    for side in (LEFT, RIGHT):
        art.line(points("58,537 84,610", x, side=side), TEAL.dark(0.5), 4.5, 0.7)
    art.fill(rect(x - 99, 630, 198, 24, 10), TEAL.dark(0.3))
    art.line(points("-62,322 -84,372 -98,440", x), BAG, 17)
    art.line(points("-66,324 -88,374 -101,440", x), "#4a7090", 3, 0.7)


def boy_hood(art: Drawing, x: float) -> None:
    art.fill(smooth(points("-52,300 0,284 56,300 48,336 4,350 -44,336", x)), TEAL.dark(0.55))
    art.fill(limb(points("4,262,31 2,330,34", x)), mix(BOY_SKIN, "#8a4f3c", 0.42))
    hood = minus(
        smooth(points("-96,350 -84,312 -44,290 2,300 48,290 86,314 94,352 52,362 4,384 -48,362", x)),
        smooth(points("-40,306 2,312 44,306 34,332 4,352 -32,332", x)),
    )
    art.fill(hood, art.linear(x - 96, 0, x + 94, 0, (0, TEAL.dark(0.34)), (1, TEAL.dark(0.02))))
    art.line(points("-84,348 -40,350 4,376 48,350 84,348", x), TEAL.dark(0.45), 4, 0.6)
    for side in (LEFT, RIGHT):
        art.line(points("22,352 26,392 23,424", x, side=side), "#e9f4ee", 4)


def boy_head(art: Drawing, x: float, y: float) -> None:
    """Draw his head, bowed."""
    for side in (LEFT, RIGHT):
        art.fill(ellipse(x + side * 57, y + 14, 11, 17), mix(BOY_SKIN, BOY_SKIN_SHADE, 0.25))
    face = smooth(points("-58,-10 -56,28 -36,68 2,86 40,68 58,28 58,-10 40,-56 0,-68 -40,-56", x, y))
    light = ((0, BOY_SKIN_SHADE, 0.38), (0.6, BOY_SKIN_SHADE, 0.08), (1, "#fff3df", 0.12))
    art.fill(face, BOY_SKIN)
    art.fill(face, art.linear(x - 58, 0, x + 58, 0, *light))
    art.fill(minus(face, moved(face, 0, -18)), BOY_SKIN_SHADE, 0.18)
    cap = "-64,14 -70,-26 -54,-72 -4,-92 48,-76 68,-30 64,12 52,4 40,8 22,18 -4,14 -26,20 -46,8"
    curls = boy_curls(x, y)
    hair = union(smooth(points(cap, x, y)), *curls)
    ramp = ((0, darker(BOY_HAIR, 0.3)), (1, lighter(BOY_HAIR, 0.08)))
    art.fill(hair, art.linear(x - 70, y, x + 60, y - 90, *ramp))
    for curl in curls:
        art.fill(overlap(rim(curl, 2.4, -3), hair), lighter(BOY_HAIR, 0.32), 0.32)


def boy_curls(x: float, y: float) -> list[skia.Path]:
    """Return curls round the crown, along the forehead, and on top."""
    rnd = random.Random("boycurls")
    curls = []
    for degrees in range(-200, 24, 15):
        turn = math.radians(degrees)
        curls.append(ellipse(x + 62 * math.cos(turn), y - 24 + 60 * math.sin(turn), rnd.uniform(12, 16)))
    for index in range(8):
        curls.append(ellipse(x - 54 + index * 15.5, y + 4 + 6 * math.sin(index * 1.9), rnd.uniform(11, 14)))
    for reach, count in ((44, 10), (24, 6)):
        for index in range(count):
            turn = math.tau * index / count + reach
            curl_x, curl_y = x + reach * math.cos(turn), y - 32 + reach * 0.86 * math.sin(turn)
            curls.append(ellipse(curl_x, curl_y, rnd.uniform(10, 14)))
    return curls


# --- the mentor ---------------------------------------------------------------------------------

MENTOR_SKIN, MENTOR_SKIN_SHADE, MENTOR_HAIR = "#7d5240", "#2c1620", "#4b4a50"
MUSTARD = Cloth("#d79c33", "#6b4312")
GLASSES = "#2e2a30"


def mentor(art: Drawing, x: float) -> None:
    breath = f"breathe {x} 720 0.005 5.1"
    lean = f"sway {x} 900 0.45 7.5 0; "
    art.layer("mentor", 1, motion=lean + breath)
    mentor_clothes(art, x)
    mentor_folders(art, x)
    mentor_open_arm(art, x)
    art.fill(limb(points("-2,262,28 -2,330,31", x)), darker(MENTOR_SKIN, 0.3, MENTOR_SKIN_SHADE))
    art.fill(smooth(points("-44,312 0,326 42,310 58,338 26,362 -8,370 -42,358 -56,334", x)), "#a8543f")
    art.line(points("-46,334 -4,348 46,332", x), "#7e3a2c", 4, 0.6)
    art.layer("mentor-head", 1, motion=f"sway {x} 330 0.9 5.6 0.4; {lean}{breath}")
    mentor_face(art, x - 8, 236)
    mentor_hair(art, x - 8, 236)
    mentor_glasses(art, x - 8, 236)


def mentor_clothes(art: Drawing, x: float) -> None:
    """Draw skirt, blouse and the two sides of her cardigan."""
    skirt = smooth(points("-74,596,0 92,596,0 112,760 120,1000,0 -104,1000,0 -92,760", x))
    art.fill(skirt, art.linear(x - 104, 0, x + 120, 0, (0, "#4f4152"), (1, "#6a566b")))
    for dx in (-40, 10, 60):
        art.line([(x + dx, 640), (x + dx * 1.2, 1000)], "#3c3040", 4, 0.4)
    blouse = "-20,306 -66,326 -100,362 -98,450 -86,540 -84,620 6,632 100,620 98,540 104,440 104,362 70,324 26,306"
    left = "-24,306,0 -70,324 -112,358 -114,450 -104,560 -106,690 -40,700 -34,560 -38,430 -30,350"
    right = "24,306,0 72,322 114,358 116,450 110,560 122,690 40,704 30,560 34,430 30,350"
    art.fill(smooth(points(blouse, x)), "#f3ead9")
    dark = art.linear(x - 114, 0, x - 30, 0, (0, MUSTARD.dark(0.22)), (1, MUSTARD.dark(0.04)))
    art.fill(smooth(points(left, x)), dark)
    bright = art.linear(x + 30, 0, x + 122, 0, (0, MUSTARD.colour), (1, MUSTARD.bright(0.14)))
    art.fill(smooth(points(right, x)), bright)
    for y in (470, 530, 590):
        art.fill(ellipse(x - 48, y, 5), "#8a5a1c")


def mentor_folders(art: Drawing, x: float) -> None:
    """Draw the folders she holds against her side, and the arm that holds them."""
    folder = turned(rect(x + 46, 424, 118, 158, 6), 7, x + 100, 500)
    art.fill(moved(folder, -5, 6), MUSTARD.shade, 0.2)
    art.fill(turned(rect(x + 58, 420, 112, 156, 6), 11, x + 100, 500), "#5f7f8c")
    art.fill(folder, "#c96a55")
    art.fill(turned(rect(x + 40, 432, 112, 152, 5), 3, x + 100, 500), "#e9e2d2")
    arm = limb(points("96,378,34 128,470,31 118,560,28 74,566,23", x))
    art.fill(arm, art.linear(x + 70, 0, x + 160, 0, (0, MUSTARD.dark(0.08)), (1, MUSTARD.bright(0.1))))
    art.fill(minus(arm, moved(arm, 9, -5)), MUSTARD.shade, 0.16)
    art.fill(smooth(points("78,548 52,544 38,556 42,578 62,586 80,582", x)), MENTOR_SKIN)
    for y in (556, 566, 576):
        art.line(points("58,0 44,1", x, y), darker(MENTOR_SKIN, 0.3), 2.2, 0.6)


def mentor_open_arm(art: Drawing, x: float) -> None:
    """Draw the arm towards him: open, and already falling back."""
    arm = limb(points("-92,380,34 -124,468,31 -150,540,27", x))
    hand = "-170,540 -146,548 -140,572 -152,600 -170,612 -178,596 -184,572"
    art.fill(smooth(points(hand, x)), MENTOR_SKIN)
    art.fill(arm, art.linear(x - 160, 0, x - 70, 0, (0, MUSTARD.dark(0.16)), (1, MUSTARD.colour)))
    art.fill(minus(arm, moved(arm, 9, -5)), MUSTARD.shade, 0.2)
    art.line(points("-148,470 -120,480 -104,476", x), MUSTARD.shade, 4, 0.35)


def mentor_face(art: Drawing, x: float, y: float) -> None:
    bun = ellipse(x + 62, y - 58, 34, 31)
    art.fill(bun, darker(MENTOR_HAIR, 0.12))
    art.fill(rim(bun, -5, -7), lighter(MENTOR_HAIR, 0.3), 0.4)
    face = smooth(points("-58,-12 -62,10 -54,34 -38,66 -8,82 28,66 52,30 56,-10 38,-54 0,-66 -40,-54", x, y))
    light = ((0, "#ffe2c4", 0.14), (0.5, MENTOR_SKIN_SHADE, 0.04), (1, MENTOR_SKIN_SHADE, 0.32))
    art.fill(ellipse(x + 50, y + 14, 11, 17), darker(MENTOR_SKIN, 0.2, MENTOR_SKIN_SHADE))
    art.fill(face, MENTOR_SKIN)
    art.fill(face, art.linear(x - 58, 0, x + 58, 0, *light))
    art.fill(minus(face, moved(face, 0, -16)), MENTOR_SKIN_SHADE, 0.18)


def mentor_hair(art: Drawing, x: float, y: float) -> None:
    hair = "-60,-6 -64,-40 -36,-78 8,-86 52,-66 68,-22 60,16 48,2 38,-26 6,-40 -28,-36 -50,-20"
    ramp = ((0, lighter(MENTOR_HAIR, 0.1)), (1, darker(MENTOR_HAIR, 0.2)))
    art.fill(smooth(points(hair, x, y)), art.linear(x - 60, y, x + 60, y - 80, *ramp))
    for strand in ("-40,-38 -4,-58 50,-42", "-46,-50 0,-72 48,-56", "-20,-42 20,-50 56,-18"):
        art.line(points(strand, x, y), lighter(MENTOR_HAIR, 0.4), 2.6, 0.5)


def mentor_glasses(art: Drawing, x: float, y: float) -> None:
    for lens_x in (x - 34, x + 8):
        art.line(ring(lens_x, y + 12, 18, 15, 16), GLASSES, 3.6, closed=True)
    art.line(points("-16,10 -12,7 -9,10", x, y), GLASSES, 3.4)
    art.line(points("26,10 48,6", x, y), GLASSES, 3.4)
    art.fill(ellipse(x + 52, y + 36, 5), "#e0b35c")
