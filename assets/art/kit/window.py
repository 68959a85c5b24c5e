"""The boy at his bedroom window, by night with one cold light, and in the morning: one room, two lights."""

from __future__ import annotations

import city
import room
from drawing import Drawing, glow, vignette
from kit import (
    Point,
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
    smooth,
    union,
)
from people import Cloth
from seated import below, draw_head, draw_hood, draw_torso, folds, head
from things import mug


def draw_night() -> Drawing:
    art = Drawing("A bedroom window at night")
    city.night_city(art)
    around(art, room.NIGHT, hour=3, minute=2)
    top = "#2a2c58"
    room.desk(art, room.NIGHT, (0, darker(top, 0.35)), (0.45, top), (1, darker(top, 0.2)))
    night_boy(art)
    vignette(art, 700, 360, 900, "#05061a", clear=0.62, opacity=0.72)
    return art


def draw_day() -> Drawing:
    art = Drawing("The same bedroom window, in the morning")
    city.day_city(art)
    around(art, room.DAY, hour=8.6, minute=37)
    top = "#d8a877"
    light = ((0, darker(top, 0.12, "#8a5a3a")), (0.6, lighter(top, 0.12)), (1, lighter(top, 0.3, "#fff0d0")))
    room.desk(art, room.DAY, *light)
    day_boy(art)
    sunlight(art)
    near_leaves(art)
    vignette(art, 700, 340, 950, "#7a4a2a", clear=0.65, opacity=0.3)
    return art


def around(art: Drawing, colours: room.Colours, *, hour: float, minute: float) -> None:
    """Draw all of the room that is behind the desk."""
    room.wall(art, colours)
    room.clock(art, colours, hour, minute)
    room.shelf(art, colours)
    room.curtains(art, colours)
    room.sill(art, colours)


# --- night --------------------------------------------------------------------------------------


NIGHT_SKIN, NIGHT_SKIN_SHADE, NIGHT_HAIR = "#54466c", "#15143a", "#15142e"
NIGHT_TEAL = Cloth("#1a4f5a", "#0a1030", "#5fe0e8")
NIGHT_BREATH = "breathe 380 600 0.006 4.6"
NIGHT_NOD = "sway 404 360 0.6 5.4 0.1; " + NIGHT_BREATH
NIGHT_TORSO = (
    "424,356 456,384 472,430 470,500 456,566 448,640 456,800,0 240,800,0 244,700 246,600 252,500 270,420 304,366 "
    "350,336 392,334"
)
NIGHT_HOOD = "312,378 326,336 362,312 404,318 446,346 468,378 450,396 410,380 370,378 336,398"
NIGHT_HEAD = head(456, 258, 15, 0.98)
FOREARM = limb("600,566,34 572,480,30 536,398,25")
FIST = smooth("482,352 496,334 524,332 546,342 556,362 548,388 522,398 496,390 484,374")
NIGHT_ARM = limb("338,424,50 362,500,48 424,566,42 520,578,34 596,572,26", 8)
NIGHT_HAND = smooth("604,553 628,550 650,556 668,567 664,579 648,586 622,590 604,590")
SECOND_PHONE = (1056, 562)
GLOW_X = 1106


def night_boy(art: Drawing) -> None:
    """Draw him with his head on his fist over his homework, and then what the second phone lights."""
    art.layer("chair", 0.98)
    art.fill(union(rect(214, 430, 24, 330, 10), rect(222, 470, 36, 120, 16)), "#0c0e28")
    art.fill(rect(214, 430, 5, 300, 3), "#2b2f68", 0.7)
    art.layer("far-arm", 1, motion=NIGHT_BREATH)
    far_arm = union(limb("440,440,40 520,520,38 590,566,33"), FOREARM)
    art.fill(far_arm, art.linear(480, 0, 620, 0, (0, NIGHT_TEAL.dark(0.5)), (1, NIGHT_TEAL.dark(0.12))))
    art.fill(limb("540,408,28 532,388,27"), NIGHT_TEAL.dark(0.42))
    art.layer("body", 1, motion=NIGHT_BREATH)
    night_body(art)
    art.layer("head", 1, motion=NIGHT_NOD)
    draw_head(
        art,
        NIGHT_HEAD,
        skin=NIGHT_SKIN,
        hair=NIGHT_HAIR,
        shade=NIGHT_SKIN_SHADE,
        shade_opacity=0.42,
        light="#8fb6ff",
    )
    art.layer("fist", 1, motion=NIGHT_BREATH)
    art.fill(FIST, NIGHT_SKIN)
    art.fill(minus(FIST, moved(FIST, 7, 5)), NIGHT_SKIN_SHADE, 0.4)
    for x in (516, 529, 541):
        art.line(points("-4,341 2,353 1,367", x), darker(NIGHT_SKIN, 0.4), 2.2, 0.5)
    art.layer("things", 1)
    exercise_book(art)
    room.phone(art, room.NIGHT, 938, 566)
    room.phone(art, room.NIGHT, *SECOND_PHONE)
    night_books(art)
    glow_behind_arm(art)
    art.layer("near-arm", 1, motion=NIGHT_BREATH)
    night_arm(art)
    glow_of_phone(art)
    glow_on_boy(art)
    art.layer("near", 1.35, blur=14)
    art.fill(smooth("-220,780 -180,560 -80,500 20,540 60,640 70,800"), "#070818", 0.96)
    art.fill(union(rect(1250, 616, 300, 300), ellipse(1360, 620, 130, 60)), "#070818", 0.9)


def night_body(art: Drawing) -> None:
    torso = draw_torso(art, NIGHT_TORSO, NIGHT_TEAL, 244, 476)
    neck = art.linear(386, 360, 430, 300, (0, darker(NIGHT_SKIN, 0.5)), (1, darker(NIGHT_SKIN, 0.28)))
    art.fill(limb("402,342,32 426,304,36"), neck)
    draw_hood(art, NIGHT_HOOD, torso, NIGHT_TEAL, 244, 476)
    art.line("334,388 372,370 412,372 450,392", NIGHT_TEAL.dark(0.6), 4, 0.6)
    folds(art, ("262,640 320,660 400,652", "430,470 446,500 450,540"), NIGHT_TEAL.dark(0.55), 0.4)


def exercise_book(art: Drawing) -> None:
    """Draw the open exercise book, with a tick in red."""
    left = polygon("622,590 660,548 790,548 776,590")
    right = polygon("776,590 790,548 912,550 924,592")
    art.fill(moved(union(left, right), 4, 5), "#05061a", 0.5)
    art.fill(left, "#6f7cb4")
    art.fill(right, "#8291c8")
    art.fill(polygon("770,590 784,548 796,548 784,590"), "#4a568f", 0.5)
    for i in range(5):
        y = 555 + i * 7
        art.line([(668 - i * 7.5, y), (776 - i * 2, y)], "#4a568f", 1.3, 0.8)
        art.line([(802 - i * 1.5, y), (902 + i * 2, y + 0.5)], "#5a67a2", 1.3, 0.8)
    art.line("840,572 850,582 866,559 886,556 878,568 868,566", "#e0525e", 3.6)


def night_books(art: Drawing) -> None:
    for i, (x, width, colour) in enumerate(((1180, 170, "#2c3a6e"), (1190, 150, "#472f5e"), (1176, 158, "#24506a"))):
        y = 528 - i * 20
        art.fill(rect(x, y, width, 20, 3), colour)
        art.fill(rect(x, y + 3, width, 4), lighter(colour, 0.2), 0.4)
        art.fill(rect(x + width - 8, y + 2, 8, 15), "#8b93c8", 0.5)


def night_arm(art: Drawing) -> None:
    """Draw the arm on the desk, its hand and the pencil in it."""
    art.fill(moved(below(NIGHT_ARM, 540), 4, 14), "#05061a", 0.5)
    art.fill(NIGHT_ARM, art.linear(300, 400, 600, 580, *NIGHT_TEAL.ramp(0.33, 0.55, 0.05, 0.12)))
    art.fill(minus(NIGHT_ARM, moved(NIGHT_ARM, 10, -12)), NIGHT_TEAL.shade, 0.3)
    creases = ("404,534 416,556 446,574", "392,560 424,590 466,600", "500,556 507,574 502,594")
    folds(art, creases, NIGHT_TEAL.dark(0.55), 0.5, width=4.5)
    art.fill(limb("586,572,27 602,571,27"), NIGHT_TEAL.dark(0.3))
    art.fill(NIGHT_HAND, NIGHT_SKIN)
    art.fill(limb("622,558,8 650,566,7 672,574,6"), lighter(NIGHT_SKIN, 0.06))
    art.line("628,572 650,577 664,579", darker(NIGHT_SKIN, 0.4), 2.2, 0.5)
    art.line("638,532 684,588", "#c9d3ff", 5)
    art.line("680,583 684,588", "#20224a", 5)


# --- what the second phone lights: layers that brighten and dim with it -------------------------


def glow_behind_arm(art: Drawing) -> None:
    art.layer("glow-page", 1, effect="phone-glow")
    page = art.linear(620, 0, 930, 0, (0, "#bfeaff", 0.12), (1, "#dff6ff", 0.55))
    art.fill(polygon("660,548 912,550 924,592 622,590"), page)
    art.layer("glow-far-arm", 1, effect="phone-glow", motion=NIGHT_BREATH)
    sleeve = art.linear(0, 400, 0, 600, (0, NIGHT_TEAL.light, 0.3), (1, "#8ff2f5", 0.7))
    art.fill(minus(rim(FOREARM, 8, 2), rect(0, 0, 600, 412)), sleeve)


def glow_of_phone(art: Drawing) -> None:
    art.layer("glow-phone", 1, effect="phone-glow")
    room.phone(art, room.NIGHT, *SECOND_PHONE, is_lit=True)
    art.layer("glow-pool", 1, effect="phone-glow", blend="screen", blur=2)
    on_desk = ((0, "#8fe0ff", 0.8), (0.22, "#58b4e8", 0.46), (0.6, "#3b6fc0", 0.18), (1, "#2a3f90", 0.0))
    art.fill(ellipse(GLOW_X, 574, 480, 110), art.radial(GLOW_X, 574, 480, *on_desk, squash=0.23))
    glow(art, GLOW_X, 520, 380, (0, "#7fd6ff", 0.42), (0.5, "#4b8be0", 0.15), (1, "#3050b0", 0))


def glow_on_boy(art: Drawing) -> None:
    """Draw the cold light on face, hood, fist and hand; it moves with what it lights."""
    teal = NIGHT_TEAL.light
    art.layer("glow-head", 1, effect="phone-glow", motion=NIGHT_NOD)
    cold = ((0, "#bff2ff", 0.85), (0.35, "#7fcdf2", 0.45), (0.8, "#4b7fd0", 0.06), (1, "#4b7fd0", 0.0))
    face = NIGHT_HEAD.face
    art.fill(face, art.radial(548, 340, 150, *cold))
    art.fill(overlap(face, rim(NIGHT_HEAD.skull, 6, 4)), "#e6fbff", 0.6)
    art.fill(overlap(rim(NIGHT_HEAD.hair, 6, 4), rect(440, 120, 300, 300)), "#7fc0f0", 0.4)
    art.layer("glow-body", 1, effect="phone-glow", motion=NIGHT_BREATH)
    chest = minus(rim(smooth(NIGHT_TORSO), 11, -2), rect(0, 0, 420, 900), rect(0, 560, 1280, 400))
    art.fill(chest, art.linear(0, 372, 0, 560, (0, teal, 0), (0.28, teal, 0.55), (1, teal, 0.1)))
    art.layer("glow-fist", 1, effect="phone-glow", motion=NIGHT_BREATH)
    art.fill(FIST, art.radial(566, 384, 80, (0, "#d8f7ff", 0.7), (0.6, "#8fd8f5", 0.25), (1, "#8fd8f5", 0)))
    art.fill(rim(FIST, 5, 4), "#e6fbff", 0.55)
    art.layer("glow-hand", 1, effect="phone-glow", motion=NIGHT_BREATH)
    sleeve = overlap(rim(NIGHT_ARM, 3, -8), rect(450, 500, 132, 90))
    art.fill(sleeve, art.linear(450, 0, 600, 0, (0, teal, 0), (1, "#8ff2f5", 0.75)))
    art.fill(NIGHT_HAND, art.radial(680, 560, 70, (0, "#d8f7ff", 0.75), (1, "#8fd8f5", 0.1)))


# --- morning ------------------------------------------------------------------------------------

DAY_SKIN, DAY_SKIN_SHADE, DAY_HAIR = "#d9a57f", "#8a4a3e", "#3a2720"
DAY_TEAL = Cloth("#1f9390", "#0d3f4e", "#fff0cc")
DAY_BREATH = "breathe 360 600 0.007 4.8"
DAY_TORSO = (
    "410,346 440,372 456,420 458,490 446,560 438,640 446,800,0 236,800,0 242,700 246,600 246,500 254,420 284,364 "
    "326,336 372,328"
)
DAY_HOOD = "294,372 304,332 340,304 384,306 424,334 446,364 428,384 388,366 348,368 316,388"


def day_boy(art: Drawing) -> None:
    """Draw him upright in the light, his hand round a mug; the books are closed, and there is one phone."""
    art.layer("chair", 0.98)
    chair_with_bag(art)
    art.layer("body", 1, motion=DAY_BREATH)
    day_body(art)
    art.layer("head", 1, motion="sway 380 340 0.9 6.4 0.3; " + DAY_BREATH)
    day_head(art)
    art.layer("things", 1)
    day_books(art)
    room.phone(art, room.DAY, 730, 562)
    art.layer("steam", 1, effect="steam")
    art.fill(rect(560, 380, 66, 96), "#ffffff")
    art.layer("mug", 1, motion=DAY_BREATH)
    mug(art, 556, 474, "#cfc3b4", "#fffaf0", handle="#e8e0d2", lip="#f4ece0", drink="#8a5a3c", taller=6)
    art.layer("near-arm", 1, motion=DAY_BREATH)
    day_arm(art)
    day_hand(art)


def chair_with_bag(art: Drawing) -> None:
    art.fill(union(rect(196, 430, 26, 330, 10), rect(204, 470, 40, 120, 16)), "#8a5f43")
    art.fill(rect(196, 430, 6, 300, 3), "#6d4832", 0.7)
    bag = smooth("96,540 120,500 176,490 214,508 228,560 232,680 216,760 110,766 84,690")
    art.fill(bag, art.linear(84, 0, 232, 0, (0, "#31506b"), (1, "#41678a")))
    art.line("128,506 140,452 190,446 204,508", "#2a4660", 11)
    art.fill(rect(112, 610, 92, 84, 12), "#31506b")
    art.line("116,626 200,626", "#e0b35c", 3)


def day_body(art: Drawing) -> None:
    sun = DAY_TEAL.light
    torso = draw_torso(art, DAY_TORSO, DAY_TEAL, 236, 462)
    neck = limb("380,326,33 388,292,36")
    art.fill(neck, mix(DAY_SKIN, "#8a4f3c", 0.35))
    art.fill(minus(neck, moved(neck, -18, 0)), DAY_SKIN, 0.7)
    art.fill(overlap(neck, ellipse(396, 290, 60, 32)), DAY_SKIN_SHADE, 0.3)
    hood = draw_hood(art, DAY_HOOD, torso, DAY_TEAL, 236, 462)
    art.line("314,380 350,358 392,360 430,380", DAY_TEAL.dark(0.42), 4, 0.6)
    folds(art, ("262,640 320,660 400,654", "424,470 438,500 440,540"), DAY_TEAL.dark(0.4), 0.35)
    light = art.linear(0, 372, 0, 640, (0, sun, 0), (0.25, sun, 0.6), (1, sun, 0.1))
    art.fill(minus(rim(torso, 8, -2), rect(0, 0, 400, 900)), light)
    art.fill(overlap(rim(hood, 5, -5), rect(0, 0, 420, 372)), sun, 0.35)
    for x in (414, 400):
        art.line(points("0,374 4,412 1,438", x), "#e9f4ee", 3.6)


def day_head(art: Drawing) -> None:
    his, sun = head(404, 234, -5, 0.98), DAY_TEAL.light
    draw_head(art, his, skin=DAY_SKIN, hair=DAY_HAIR, shade=DAY_SKIN_SHADE, shade_opacity=0.3, light="#ffd9a0")
    face = his.face
    art.fill(face, art.radial(500, 216, 110, (0, sun, 0.6), (0.6, sun, 0.15), (1, sun, 0)))
    art.fill(overlap(face, rim(his.skull, 4, -2)), "#fff6dd", 0.6)
    art.fill(overlap(rim(his.hair, 5, -4), rect(380, 100, 200, 300)), "#d99f66", 0.5)


def day_books(art: Drawing) -> None:
    """Draw closed books and a pencil."""
    for i, (x, width, colour) in enumerate(((1120, 190, "#3f6f8f"), (1132, 168, "#b95f55"), (1116, 176, "#e0b35c"))):
        y = 560 - i * 22
        book = rect(x, y, width, 22, 3)
        art.fill(moved(book, 5, 5), "#6a3f22", 0.14)
        art.fill(book, colour)
        art.fill(rect(x, y + 3, width, 4), lighter(colour, 0.3), 0.6)
        art.fill(rect(x + 4, y + 14, width - 10, 5), "#fff6e4", 0.85)
    art.line("884,586 986,566", "#e0a040", 6)
    art.line("884,586 874,588", "#e8cfae", 6)


def day_arm(art: Drawing) -> None:
    arm, sun = limb("326,414,49 336,496,48 384,566,43 470,566,36 540,540,28", 8), DAY_TEAL.light
    art.fill(moved(below(arm, 560), 6, 12), "#6a3f22", 0.16)
    art.fill(arm, art.linear(290, 400, 560, 580, *DAY_TEAL.ramp(0.2, 0.6, 0.03, 0.14)))
    art.fill(minus(arm, moved(arm, 12, -10)), DAY_TEAL.shade, 0.22)
    creases = ("376,530 388,556 418,574", "366,556 396,588 436,598", "456,546 462,566 456,590")
    folds(art, creases, darker(DAY_TEAL.colour, 0.38, "#0a3440"), 0.5)
    light = art.linear(400, 0, 560, 0, (0, sun, 0), (1, sun, 0.5))
    art.fill(overlap(rim(arm, 3, -8), rect(400, 400, 300, 200)), light)
    art.fill(limb("534,542,30 550,536,29"), DAY_TEAL.dark(0.25))


def day_hand(art: Drawing) -> None:
    hand = smooth("552,510 580,500 606,504 618,516 614,546 596,562 566,562 550,552")
    art.fill(hand, DAY_SKIN)
    art.fill(minus(hand, moved(hand, 6, -6)), DAY_SKIN_SHADE, 0.25)
    for y in (518, 531, 544):
        art.line(points("584,0 600,-1 613,2", y=y), mix(DAY_SKIN, DAY_SKIN_SHADE, 0.4), 2.2, 0.7)


def sunlight(art: Drawing) -> None:
    """Draw two soft beams through the panes, where they fall on the desk, and the place of the dust in them."""
    art.layer("sun", 0.95, blend="screen", blur=22)
    for left, right, shift in ((470, 700, -560), (830, 1150, -620)):
        beam: list[Point] = [(left, -120), (right, -120), (right + shift, 800), (left + shift - 60, 800)]
        light = ((0, "#ffe6b4", 0.5), (0.55, "#ffdca0", 0.2), (1, "#ffd898", 0.0))
        art.fill(polygon(beam), art.linear(right, -40, left + shift, 800, *light))
    art.layer("desk-light", 1, blend="screen", blur=4)
    art.fill(polygon("620,545 900,545 800,598 480,598"), "#fff0c8", 0.3)
    art.fill(polygon("960,545 1300,545 1240,598 880,598"), "#fff0c8", 0.34)
    art.layer("dust", 1.05, effect="dust")
    art.fill(rect(300, 60, 860, 480), "#ffffff")


def near_leaves(art: Drawing) -> None:
    art.layer("near", 1.35, blur=12)
    plant = ellipse(1300, 690, 150, 90)
    for x, y, rx, ry, degrees in ((1240, 640, 60, 100, 30), (1340, 600, 60, 130, -10), (1400, 640, 60, 120, 20)):
        plant = union(plant, ellipse(x, y, rx, ry, degrees))
    art.fill(plant, "#6f9a63", 0.95)
