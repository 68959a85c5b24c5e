"""A small room in low sun: the boy and the mentor at a table, two mugs, a door ajar."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import skia
from drawing import Drawing, Mirrored, glow
from kit import (
    EVERYWHERE,
    Point,
    darker,
    ellipse,
    lighter,
    limb,
    middle_of,
    minus,
    mirrored,
    mix,
    moved,
    overlap,
    points,
    polygon,
    rect,
    rim,
    ring,
    smooth,
    turned,
    union,
)
from people import Cloth
from seated import Head, below, draw_head, draw_hood, draw_torso, folds, head
from things import leaf, mug

MIDDLE = 640
WINDOW_X, WINDOW_Y, WINDOW_WIDTH, WINDOW_HEIGHT = 432, 6, 416, 424
FRAME = "#fff3da"
WOOD = "#8f5638"
DOOR_X = 1080
BOOKS = ("#a8493a", "#d79c33", "#5d7f78", "#e9d3a8", "#7a4a52", "#c7743f", "#43606b")


def draw() -> Drawing:
    art = Drawing("A small room in low sun: two people at a table")
    rnd = random.Random("talk")
    sunset(art)
    roofs(art)
    tree(art, rnd)
    wall_and_window(art)
    sill(art)
    shelf(art, rnd)
    door(art)
    board(art)
    chairs(art)
    table(art)
    boy(art)
    mentor(art)
    light(art)
    near_leaves(art)
    art.layer("vignette", 0, blur=8)
    corners = ((0, "#4a1f1c", 0.0), (0.55, "#4a1f1c", 0.0), (1, "#3a1518", 0.62))
    art.fill(EVERYWHERE, art.radial(MIDDLE, 310, 900, *corners))
    return art


# --- outside ------------------------------------------------------------------------------------


def sunset(art: Drawing) -> None:
    art.layer("outside", 0.1, blur=6)
    art.fill(EVERYWHERE, art.linear(0, 0, 0, 430, (0, "#f3c98a"), (0.5, "#ffdd9f"), (1, "#ffeec8")))
    sun = ((0, "#fffdf0", 1), (0.16, "#fff6d6", 0.95), (0.5, "#ffe7ae", 0.4), (1, "#ffe0a0", 0.0))
    glow(art, MIDDLE, 292, 330, *sun)


def roofs(art: Drawing) -> None:
    """Draw a row of houses as one outline; each is placed by x, width and height of its eaves."""
    art.layer("outside-roofs", 0.16)
    houses = []
    for x, width, eaves in points("330,90,352 420,84,338 504,90,356 594,80,344 674,92,358 766,88,340 854,92,350"):
        roof = polygon([(x - 2, eaves + 20), (x + width * 0.5, eaves - 16), (x + width + 2, eaves + 20)])
        houses.append(union(rect(x, eaves + 18, width + 1, 160), roof))
    art.fill(union(*houses), art.linear(0, 320, 0, 440, (0, "#c98552"), (1, "#e6b27a")))


def tree(art: Drawing, rnd: random.Random) -> None:
    art.layer("outside-tree", 0.22, motion="sway 792 430 0.6 7 0")
    art.fill(limb("796,470,10 792,300,7 800,200,4"), "#a8683c")
    leaves = [ellipse(796, 176, 62, 50)]
    for index in range(20):
        turn, reach = index * 0.314, rnd.uniform(0.8, 1.05)
        x, y = 796 + 74 * reach * math.cos(turn), 178 + 60 * reach * math.sin(turn)
        leaves.append(ellipse(x, y, rnd.uniform(17, 27)))
    crown = union(*leaves)
    art.fill(crown, "#d0812f")
    art.fill(overlap(crown, union(*[moved(one, -10, 8) for one in leaves[1::2]])), "#e6a040", 0.9)
    art.fill(overlap(crown, union(*[_spark(one) for one in leaves[2::2]])), "#f6c66c", 0.9)


def _spark(one: skia.Path) -> skia.Path:
    x, y = middle_of(one)
    return ellipse(x - 6, y + 2, 9)


# --- the room -----------------------------------------------------------------------------------


def wall_and_window(art: Drawing) -> None:
    x, y, width, height = WINDOW_X, WINDOW_Y, WINDOW_WIDTH, WINDOW_HEIGHT
    hole = rect(x + 14, y + 14, width - 28, height - 28)
    wall = minus(EVERYWHERE, hole)
    lit = ((0, "#f6cf98", 1), (0.35, "#e8b27a", 0.9), (0.7, "#c98458", 0.8), (1, "#8f5545", 1))
    art.layer("wall", 0.8)
    art.fill(wall, "#d99a66")
    art.fill(wall, art.radial(MIDDLE, 300, 820, *lit))
    for stripe_x in range(-480, 1780, 54):
        art.line(points("0,-480 0,1200", stripe_x), "#ffffff", 1, 0.045)
    art.fill(minus(rect(x, y, width, height), hole), FRAME)
    art.fill(rect(636, y + 14, 10, height - 28), FRAME)
    art.fill(rect(643, y + 14, 3, height - 28), "#d9a874")
    art.fill(minus(rect(x + 9, y + 9, width - 18, height - 18), hole), "#e0ad76")
    art.fill(rect(x - 20, y + height - 8, width + 40, 20, 3), "#fff6e2")
    art.fill(rect(x - 20, y + height + 9, width + 40, 7, 2), "#b9764c")
    art.layer("window-glow", 0.8, blend="screen", blur=6)
    glow(art, MIDDLE, 260, 520, (0, "#fff0c4", 0.42), (0.4, "#ffd993", 0.24), (1, "#ffc070", 0))


def sill(art: Drawing) -> None:
    art.layer("sill", 0.84)
    art.fill(polygon("520,398 556,398 551,424 525,424"), "#b5643f")
    art.fill(rect(516, 393, 44, 9, 3), "#c8754c")
    art.layer("sill-plant", 0.84, motion="sway 538 396 1.4 6 0.2")
    for degrees, length in ((-50, 44), (-24, 62), (0, 72), (26, 60), (52, 42)):
        art.fill(leaf(538, 396, degrees, length, 8), "#7c8a4c" if degrees % 4 else "#90995a")


def shelf(art: Drawing, rnd: random.Random) -> None:
    art.layer("shelf", 0.84)
    for y in (150, 292):
        art.fill(rect(-40, y, 330, 13, 2), WOOD)
        art.fill(rect(-40, y + 11, 330, 4), "#6f3f2c")
    books(art, rnd, -30, 150, 9)
    x = books(art, rnd, -30, 292, 6)
    art.fill(turned(rect(x + 4, 226, 15, 66, 1.5), 14, x + 4, 292), "#b5573f")
    art.fill(polygon("208,262 252,262 247,292 213,292"), "#e5c08b")
    art.layer("shelf-plant", 0.84, motion="sway 230 262 1.2 7 0.5")
    for degrees, length in ((-80, 58), (-52, 64), (-20, 60), (14, 58), (48, 66), (78, 60)):
        hanging_leaf(art, 230, 262, degrees, length)


def books(art: Drawing, rnd: random.Random, x: float, y: float, count: int) -> float:
    """Draw a row of books from x on, standing at y, and return where it ends."""
    for _ in range(count):
        width, height = rnd.randint(12, 22), rnd.randint(54, 84)
        colour = mix(rnd.choice(BOOKS), "#b5703f", 0.28)
        art.fill(rect(x, y - height, width, height, 1.5), colour)
        art.fill(rect(x + width - 4, y - height, 4, height), lighter(colour, 0.25, "#ffe2a6"), 0.8)
        art.fill(rect(x + 2, y - height + 10, width - 5, 4), lighter(colour, 0.35), 0.6)
        x += width + 1.5
    return x


def hanging_leaf(art: Drawing, x: float, y: float, degrees: float, length: float) -> None:
    turn = math.radians(degrees - 90)
    along_x, along_y = length * math.cos(turn), length * math.sin(turn)
    tip_x, tip_y = x + along_x * 1.05, y + along_y * 0.5 + 12
    art.line([(x, y), (x + along_x * 0.6, y + along_y * 0.6), (tip_x, tip_y)], "#6f7d45", 5)
    art.fill(ellipse(tip_x, tip_y, 13, 8, degrees), "#83904f")


def door(art: Drawing) -> None:
    """Draw the door ajar, and the light corridor in its gap."""
    x = DOOR_X
    art.layer("door", 0.82)
    art.fill(rect(x - 16, 30, 330, 700), "#f0cc98")
    art.fill(rect(x, 44, 300, 700), "#fdf0d4")
    art.fill(rect(x, 44, 60, 700), art.linear(x, 0, x + 60, 0, (0, "#fff9ea"), (1, "#f3dfb8")))
    leaf_of_door = polygon(points("44,44 260,20 260,800 44,760", x))
    art.fill(leaf_of_door, art.linear(x + 44, 0, x + 260, 0, (0, "#b86f47"), (1, "#8d4f3a")))
    art.fill(rect(x + 44, 44, 7, 716), "#e2a06a")
    art.fill(polygon(points("84,100 190,92 190,300 84,296", x)), "#f6dcae", 0.9)
    art.fill(polygon(points("84,230 150,94 176,93 84,282", x)), "#ffffff", 0.3)
    art.fill(rect(x + 60, 408, 34, 8, 4), "#f3d39a")
    art.fill(ellipse(x + 62, 412, 8), "#f3d39a")


def board(art: Drawing) -> None:
    """Draw a board with notes; they are blank, for the picture carries no words."""
    art.layer("board", 0.84)
    art.fill(rect(904, 62, 132, 100, 3), WOOD)
    art.fill(rect(910, 68, 120, 88), "#d9ab74")
    for x, y, colour, degrees in (
        (918, 76, "#f3e2b5", -4),
        (958, 74, "#e59a78", 3),
        (996, 80, "#9fb7a0", -2),
        (930, 116, "#f0c06a", 4),
        (976, 114, "#f3e2b5", -3),
    ):
        art.fill(turned(rect(x, y, 28, 28), degrees, x + 14, y + 14), colour)
        art.fill(ellipse(x + 14, y + 4, 2.4), "#a8493a")


def chairs(art: Drawing) -> None:
    art.layer("chairs", 0.97)
    chair = union(rect(196, 440, 26, 340, 12), rect(206, 470, 44, 150, 18))
    art.fill(chair, "#7a4630")
    art.fill(mirrored(chair, MIDDLE), "#7a4630")


def table(art: Drawing) -> None:
    art.layer("table-back", 0.99)
    wood = ((0, "#a9623c"), (0.5, "#e3a561"), (1, "#a9623c"))
    art.fill(polygon("250,540 1030,540 1120,610 160,610"), art.linear(160, 0, 1120, 0, *wood))
    for i in range(6):
        grain: list[Point] = [(246 - i * 15, 546 + i * 11), (MIDDLE, 549 + i * 11), (1034 + i * 15, 546 + i * 11)]
        art.line(grain, "#8f4f30", 1.2, 0.3)
    for sunny in ("470,540 630,540 560,610 330,610", "650,540 810,540 950,610 720,610"):
        art.fill(polygon(sunny), "#ffe6ae", 0.4)
    art.fill(rect(154, 609, 972, 24, 4), "#8d4f33")
    art.fill(rect(154, 609, 972, 4), "#d08d54", 0.8)
    art.fill(rect(190, 633, 900, 500), art.linear(0, 633, 0, 740, (0, "#4f2722"), (1, "#6f3a2a")))
    for x, y in points("618,540 644,534 668,541 642,545"):
        mandarin = ellipse(x, y, 15)
        art.fill(mandarin, "#ec8f2e")
        art.fill(rim(mandarin, 1, -3.5), "#ffd27a", 0.9)
    bowl = smooth("590,543,0 696,543,0 684,568 664,578 622,578 602,568", pull=0.4)
    art.fill(moved(bowl, 4, 7), "#7a3f25", 0.3)
    art.fill(bowl, art.linear(590, 0, 696, 0, (0, "#6d8f88"), (0.5, "#a9c4b4"), (1, "#5d7f78")))


# --- the boy ------------------------------------------------------------------------------------

BOY_SKIN, BOY_SKIN_SHADE, BOY_HAIR = "#d39b72", "#6a2f2c", "#38251f"
TEAL = Cloth("#1d8a86", "#123a44", "#ffdf9e")
BOY_BREATH = "breathe 360 600 0.007 4.7"
BOY_TORSO = (
    "416,356 446,382 462,430 462,500 448,570 442,650 450,800,0 232,800,0 236,700 238,600 240,510 254,430 288,376 "
    "332,346 378,340"
)
BOY_HOOD = "298,384 310,344 348,316 392,320 434,348 454,378 436,398 394,380 352,382 320,402"
TABLE_SHADOW = "#5a2a1c"


def boy(art: Drawing) -> None:
    art.layer("boy-far-arm", 1, motion=BOY_BREATH)
    far_arm = limb("430,470,36 492,556,33 572,544,26")
    art.fill(far_arm, art.linear(440, 0, 580, 0, (0, TEAL.dark(0.5)), (1, TEAL.dark(0.22))))
    art.layer("boy-body", 1, motion=BOY_BREATH)
    boy_body(art)
    art.layer("boy-head", 1, motion="sway 392 352 1.3 6.6 0.3; " + BOY_BREATH)
    boy_head(art)
    art.layer("boy-steam", 1, effect="steam")
    art.fill(rect(560, 396, 66, 96), "#ffffff")
    art.layer("boy-mug", 1, motion=BOY_BREATH)
    tea(art, 556, 486, "#b85f3e", "#e79a62")
    art.layer("boy-arm", 1, motion=BOY_BREATH)
    boy_arm(art)
    boy_hand(art)


def boy_body(art: Drawing) -> None:
    torso = draw_torso(art, BOY_TORSO, TEAL, 236, 466)
    neck = limb("388,346,34 404,300,36")
    art.fill(neck, mix(BOY_SKIN, "#7a3a2e", 0.5))
    art.fill(minus(neck, moved(neck, -20, 0)), BOY_SKIN, 0.6)
    hood = draw_hood(art, BOY_HOOD, torso, TEAL, 236, 466)
    art.line("318,394 354,372 396,374 436,394", TEAL.dark(0.5), 4, 0.6)
    folds(art, ("262,640 320,660 400,654", "424,480 440,508 442,548"), TEAL.dark(0.5), 0.35)
    sun = ((0, TEAL.light, 0.0), (0.22, TEAL.light, 0.85), (1, TEAL.light, 0.15))
    art.fill(minus(rim(torso, 9, -2), rect(0, 0, 410, 900)), art.linear(0, 384, 0, 640, *sun))
    art.fill(overlap(rim(hood, 5, -5), rect(0, 0, 420, 384)), TEAL.light, 0.4)
    for x in (420, 406):
        art.line(points("0,386 4,424 1,450", x), "#f3ead0", 3.6)


def boy_head(art: Drawing) -> None:
    his = head(424, 252, 9, 0.98)
    draw_head(art, his, skin=BOY_SKIN, hair=BOY_HAIR, shade=BOY_SKIN_SHADE, shade_opacity=0.42, light="#ffcf88")
    face = his.face
    art.fill(face, art.radial(524, 252, 116, (0, "#ffe9b4", 0.8), (0.55, "#ffdc98", 0.25), (1, "#ffdc98", 0)))
    art.fill(overlap(face, rim(his.skull, 5, -1)), "#fff3cc", 0.8)
    art.fill(overlap(rim(his.hair, 6, -4), rect(400, 100, 200, 300)), "#e3a25c", 0.65)


def boy_arm(art: Drawing) -> None:
    arm = limb("322,428,49 332,508,48 384,580,43 470,580,36 540,552,28", 8)
    art.fill(moved(below(arm, 570), 6, 12), TABLE_SHADOW, 0.25)
    art.fill(arm, art.linear(290, 410, 570, 590, *TEAL.ramp(0.36, 0.6, 0.1, 0.14)))
    art.fill(minus(arm, moved(arm, 12, -10)), TEAL.shade, 0.25)
    creases = ("376,544 388,570 418,588", "366,570 396,602 436,612", "456,560 462,580 456,604")
    folds(art, creases, TEAL.dark(0.5), 0.5)
    sun = art.linear(400, 0, 560, 0, (0, TEAL.light, 0), (1, TEAL.light, 0.7))
    art.fill(overlap(rim(arm, 3, -8), rect(400, 420, 140, 200)), sun)
    art.fill(limb("534,554,29 550,548,29"), TEAL.dark(0.3))


def boy_hand(art: Drawing) -> None:
    """Draw his hand round the mug."""
    hand = smooth("552,522 580,512 606,516 618,528 614,558 596,574 566,574 550,564")
    art.fill(hand, BOY_SKIN)
    art.fill(minus(hand, moved(hand, 7, -7)), BOY_SKIN_SHADE, 0.3)
    art.fill(rim(hand, 4, -3), "#ffe9b4", 0.7)
    for y in (530, 543, 556):
        art.line(points("584,0 600,-1 613,2", y=y), mix(BOY_SKIN, "#7a3a2e", 0.45), 2.2, 0.7)


def tea(art: Drawing, x: float, y: float, dark: str, bright: str, side: int = 1) -> None:
    handle = mix(dark, bright, 0.4)
    mug(art, x, y, dark, bright, handle=handle, lip=lighter(bright, 0.2), drink="#8a4f2c", side=side)


# --- the mentor, drawn looking right and mirrored -----------------------------------------------

MENTOR_SKIN, MENTOR_SKIN_SHADE, MENTOR_HAIR = "#7a4c38", "#2c1216", "#4d4a50"
MUSTARD = Cloth("#d0932f", "#5a300f", "#ffe2a0")
MENTOR_BREATH = "breathe 920 600 0.006 5.3"
MENTOR_TORSO = (
    "412,352 442,378 460,428 464,500 452,570 450,650 458,800,0 206,800,0 212,700 216,600 224,510 242,430 280,376 "
    "326,346 376,338"
)
MENTOR_HAIR_LINE = "56,-48 40,-42 16,-34 -2,-18 -12,4 -24,30 -48,46 -68,28 -80,0 -76,-38 -50,-72 -8,-86 32,-80"
GLASSES = "#2a2228"


def mentor(art: Drawing) -> None:
    mirror = Mirrored(art, MIDDLE)
    art.layer("mentor-body", 1, motion=MENTOR_BREATH)
    mentor_body(mirror)
    mentor_neck(mirror)
    art.layer("mentor-head", 1, motion="sway 890 350 1.1 7.2 0.6; " + MENTOR_BREATH)
    hers = head(424, 244, 8)
    hair = hers.placed(smooth(MENTOR_HAIR_LINE))
    mentor_head(mirror, hers, hair)
    mentor_glasses(mirror, hers)
    art.layer("mentor-steam", 1, effect="steam")
    art.fill(rect(736, 408, 60, 92), "#ffffff")
    art.layer("mentor-mug", 1)
    tea(art, 730, 500, "#8fa79a", "#dbe6d0", side=-1)
    art.layer("mentor-arm", 1, motion=MENTOR_BREATH)
    arm = limb("318,424,50 322,512,47 372,590,42 460,590,35 528,574,27", 8)
    art.fill(moved(below(mirrored(arm, MIDDLE), 580), -5, 12), TABLE_SHADOW, 0.25)
    mentor_arm(mirror, arm)
    mentor_hand(mirror)


def mentor_body(art: Mirrored) -> None:
    torso = smooth(MENTOR_TORSO)
    art.fill(torso, art.linear(210, 0, 466, 0, *MUSTARD.ramp(0.5, 0.5, 0.16, 0.16)))
    blouse = smooth("418,350 452,384 480,440 490,900,0 424,900,0 432,560 432,470 414,400")
    art.fill(overlap(torso, blouse), art.linear(410, 0, 470, 0, (0, "#d9b98c"), (1, "#fff3d6")))
    art.line("414,392 431,450 432,540 425,780", MUSTARD.dark(0.4), 4, 0.6)
    sun = ((0, MUSTARD.light, 0.0), (0.25, MUSTARD.light, 0.75), (1, MUSTARD.light, 0.1))
    # A ramp straight down is the same at any x; this one is 0 in the mirror.
    art.fill(minus(rim(torso, 7, -2), rect(0, 0, 410, 900)), art.linear(2 * MIDDLE, 384, 2 * MIDDLE, 660, *sun))


def mentor_neck(art: Mirrored) -> None:
    neck = limb("378,352,33 398,296,34")
    art.fill(neck, darker(MENTOR_SKIN, 0.38, MENTOR_SKIN_SHADE))
    art.fill(minus(neck, moved(neck, -20, 0)), lighter(MENTOR_SKIN, 0.1, MUSTARD.light), 0.6)
    scarf = smooth("300,374 326,342 372,336 416,344 446,364 442,392 404,398 352,396 312,402")
    art.fill(scarf, art.linear(300, 0, 446, 0, (0, "#7c3228"), (1, "#c65f43")))
    art.line("316,390 356,372 402,374 440,384", "#6a2820", 4, 0.6)
    art.fill(rim(scarf, 4, -4), MUSTARD.light, 0.5)


def mentor_head(art: Mirrored, hers: Head, hair: skia.Path) -> None:
    skull, shade = hers.skull, MENTOR_SKIN_SHADE
    bun = hers.placed(ellipse(-88, -34, 36, 33))
    art.fill(bun, art.linear(290, 0, 390, 0, (0, darker(MENTOR_HAIR, 0.3)), (1, lighter(MENTOR_HAIR, 0.1))))
    art.fill(rim(bun, 3, -7), lighter(MENTOR_HAIR, 0.4, MUSTARD.light), 0.5)
    art.fill(skull, MENTOR_SKIN)
    art.fill(skull, art.linear(350, 0, 500, 0, (0, shade, 0.6), (0.5, shade, 0.3), (0.9, shade, 0)))
    art.fill(minus(skull, moved(skull, -4, -13)), shade, 0.3)
    art.fill(hers.ear, darker(MENTOR_SKIN, 0.2, shade))
    art.fill(hers.ear_inside, shade, 0.35)
    ramp = ((0, darker(MENTOR_HAIR, 0.35)), (1, lighter(MENTOR_HAIR, 0.16, MUSTARD.light)))
    art.fill(hair, art.linear(340, 0, 480, 0, *ramp))
    for k in range(5):
        strand = [(-58, -8 - k * 13), (-20, -42 - k * 9.5), (36 - k * 4, -52 - k * 6.5)]
        art.line(on_head(hers, strand), lighter(MENTOR_HAIR, 0.5, "#ffe9c8"), 2.4, 0.5)
    face = minus(skull, hair)
    art.fill(face, art.radial(526, 250, 118, (0, "#ffe2a6", 0.62), (0.55, "#ffd590", 0.2), (1, "#ffd590", 0)))
    art.fill(overlap(face, rim(skull, 5, -1)), "#ffedc0", 0.7)
    art.fill(overlap(rim(hair, 5, -4), rect(400, 100, 200, 200)), "#ffe2a6", 0.5)


def mentor_glasses(art: Mirrored, hers: Head) -> None:
    art.line(on_head(hers, ring(60, -2, 10, 18, 16)), GLASSES, 3.8, closed=True)
    art.line(on_head(hers, [(50, -6), (-6, 0)]), GLASSES, 3.6)
    earring_x, earring_y = on_head(hers, [(-8, 38)])[0]
    art.fill(ellipse(earring_x, earring_y, 5), "#f0c060")


def on_head(hers: Head, at: Sequence[Point]) -> list[Point]:
    """Return points given from the middle of a head where they are in the picture."""
    return [middle_of(hers.placed(ellipse(x, y, 0.5))) for x, y in at]


def mentor_arm(art: Mirrored, arm: skia.Path) -> None:
    art.fill(arm, art.linear(290, 410, 560, 590, *MUSTARD.ramp(0.4, 0.6, 0.1, 0.16)))
    art.fill(minus(arm, moved(arm, 12, -10)), MUSTARD.shade, 0.22)
    creases = ("362,552 374,578 404,596", "352,580 382,612 424,620", "448,570 454,590 448,612")
    folds(art, creases, MUSTARD.dark(0.5), 0.45)
    sun = art.linear(400, 0, 540, 0, (0, MUSTARD.light, 0), (1, MUSTARD.light, 0.7))
    art.fill(overlap(rim(arm, 3, -8), rect(400, 420, 130, 200)), sun)
    art.fill(limb("522,576,28 536,572,27"), MUSTARD.dark(0.3))


def mentor_hand(art: Mirrored) -> None:
    """Draw her hand, open on the table."""
    hand = smooth("540,556 564,554 586,562 612,572 618,582 606,590 578,594 552,596 538,588")
    art.fill(moved(hand, 3, 6), TABLE_SHADOW, 0.3)
    art.fill(hand, lighter(MENTOR_SKIN, 0.08, MUSTARD.light))
    art.fill(minus(hand, moved(hand, 0, -10)), MENTOR_SKIN_SHADE, 0.3)
    art.fill(rim(hand, 3, -4), "#ffdf9e", 0.6)
    for finger in ("580,566 606,577", "574,574 602,584"):
        art.line(finger, darker(MENTOR_SKIN, 0.35), 2.2, 0.6)


# --- light --------------------------------------------------------------------------------------


def light(art: Drawing) -> None:
    """Draw two soft beams, and the place of the dust in them."""
    art.layer("beam", 1.02, blend="screen", blur=26)
    for beam in ("470,20 640,20 470,800 120,800", "650,20 815,20 1150,800 800,800"):
        art.fill(polygon(beam), art.linear(0, 20, 0, 760, (0, "#ffe3a4", 0.24), (1, "#ffd080", 0.02)))
    art.layer("dust", 1.05, effect="dust")
    art.fill(rect(380, 40, 520, 470), "#ffffff")


def near_leaves(art: Drawing) -> None:
    art.layer("near", 1.3, blur=13)
    plant = ellipse(1290, 720, 150, 90)
    for x, y, rx, ry, degrees in ((1220, 660, 46, 110, 34), (1300, 620, 50, 130, 4), (1380, 660, 46, 120, -26)):
        plant = union(plant, ellipse(x, y, rx, ry, degrees))
    art.fill(plant, "#5d4a2a", 0.9)
