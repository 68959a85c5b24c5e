"""The scenes of the story "My own words": a newcomer who draws, and a man who speaks for her."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import careteam
import desk
import figure
import hall
import indoors
import kitchen
import light
import schoolroom
from belongings import book, broom, fist, mug, potato, spot
from cast import CAST
from drawing import Drawing
from figure import FrontPose, SidePose
from kit import darker, ellipse, lighter, points, polygon, rect, smooth
from light import FLAT, HARD, LOW_SUN, MORNING, RAIN, SUN

YELLOW, PETROL, MAN = CAST["yellow"], CAST["petrol"], CAST["relative"]
CLASSMATE = CAST["dark"]


def draw_class() -> Drawing:
    """The teacher holds up a potato like a treasure; she laughs, her arm up."""
    art = Drawing("A language class on a spring morning")
    schoolroom.room(art, MORNING)
    light.haze(art, MORNING, 330, 430, 440)
    light.beams(art, MORNING, ((60, 300), (350, 590)), 220)
    schoolroom.door(art, 1120)
    teaches = FrontPose(left=(-17, -96), right=(9, -60), look=-0.5, tilt=-6)
    figure.front(art, "teacher", 880, 580, 430, PETROL, MORNING, teaches, depth=0.92)
    art.layer("treasure", 0.92, motion="sway 880 400 1.2 3 0")
    x, y = spot(880, 580, 430, (-17.4, -100))
    potato(art, x, y - 4, 17)
    art.layer("table", 0.94)
    schoolroom.teacher_table(art, 930, 470, 320)
    schoolroom.globe(art, 1050, 476)
    crate(art, 850, 484)
    for name, x, who, pose in (
        (
            "pupil-1",
            120,
            CAST["scarf"],
            SidePose(hip=(0, -30), lean=8, hand=(22, -45), far_hand=(25, -46), foot=(17, -4), far_foot=(21, -4)),
        ),
        (
            "pupil-2",
            330,
            CAST["glasses"],
            SidePose(
                hip=(0, -30), lean=2, bow=-6, hand=(22, -45), far_hand=(25, -46), foot=(17, -4), far_foot=(21, -4)
            ),
        ),
    ):
        art.layer(f"{name}-chair", 0.95)
        indoors.chair(art, x - 4, 650, "#8a7a66", size=0.78)
        figure.side(art, name, x, 650, 400, who, MORNING, pose, depth=0.95)
    art.layer("far-desks", 0.96)
    schoolroom.pupil_desk(art, 240, 476, 150)
    schoolroom.pupil_desk(art, 450, 476, 150)
    for name, x, who, pose in (
        (
            "pupil-3",
            100,
            CLASSMATE,
            SidePose(
                hip=(0, -30), lean=4, bow=-4, hand=(20, -47), far_hand=(24, -48), foot=(17, -4), far_foot=(21, -4)
            ),
        ),
        (
            "girl",
            420,
            YELLOW,
            SidePose(
                hip=(0, -30), lean=-4, bow=-12, hand=(20, -47), far_hand=(11, -88), foot=(17, -4), far_foot=(21, -4)
            ),
        ),
        (
            "pupil-5",
            690,
            CAST["lilac"],
            SidePose(
                hip=(0, -30), lean=5, bow=-6, hand=(21, -46), far_hand=(24, -47), foot=(17, -4), far_foot=(21, -4)
            ),
        ),
    ):
        art.layer(f"{name}-chair", 0.99)
        indoors.chair(art, x - 6, 762, "#8a7a66", size=1.04)
        figure.side(art, name, x, 760, 530, who, MORNING, pose)
    art.layer("desks", 1.02)
    for x in (250, 570, 840):
        schoolroom.pupil_desk(art, x, 526, 190)
    book(art, 560, 546, 96, "#e0b23c", is_open=True)
    for x in (240, 836):
        art.fill(polygon(points("-34,-14 34,-14 40,6 -40,6", x, 542)), "#fbf8ee")
    light.fall(art, MORNING)
    return art


def crate(art: Drawing, x: float, y: float) -> None:
    """Draw a crate of fruit and vegetables on the teacher's table."""
    for dx, dy, r, colour in (
        (-44, -34, 15, "#d8763c"),
        (-16, -38, 14, "#8aa84c"),
        (14, -36, 15, "#c9a05c"),
        (44, -34, 14, "#b9483c"),
    ):
        art.fill(ellipse(x + dx, y + dy, r), colour)
        art.fill(ellipse(x + dx + 4, y + dy - 5, r * 0.4), lighter(colour, 0.3), 0.7)
    art.line(points("28,-30 70,-52 84,-44", x, y), "#6f9a4c", 8)
    art.fill(polygon(points("-66,-30 66,-30 60,8 -60,8", x, y)), "#b98f5c")
    for dy in (-20, -6):
        art.line(points(f"-62,{dy} 62,{dy}", x, y), "#8a6438", 2)


def draw_sweeping() -> Drawing:
    """School is out; she sweeps a floor that is clean, and looks out of the window."""
    art = Drawing("The classroom at the end of the day")
    schoolroom.room(art, LOW_SUN, windows_left=False)
    light.haze(art, LOW_SUN, 940, 470, 480)
    light.beams(art, LOW_SUN, ((720, 940), (1000, 1220)), -420)
    schoolroom.door(art, 60, beyond="#efe6cf")
    leaving = replace(PETROL, top="jacket", colour="#0f5b68", inner=PETROL.colour)
    stops = SidePose(hand=(18, -82), far_hand=(7, -47), bow=-2)
    art.layer("handbag", 0.95)
    x, y = spot(236, 640, 430, (8, -46))
    art.line(points("-20,44 -8,0 8,0 20,44", x, y), "#5a3a30", 6)
    art.fill(rect(x - 34, y + 40, 68, 52, 9), "#7a4c3c")
    figure.side(art, "teacher", 236, 640, 430, leaving, LOW_SUN, stops, depth=0.95)
    art.layer("keys", 0.95)
    x, y = spot(236, 640, 430, (20, -83))
    for dx, dy in ((10, 26), (2, 32), (-7, 27)):
        art.line([(x, y + 6), (x + dx, y + dy)], "#e0c060", 4)
        art.fill(ellipse(x + dx, y + dy, 5), "#e0c060")
    art.layer("desks", 0.97)
    for x in (420, 640, 1090):
        schoolroom.pupil_desk(art, x, 486, 170, chair="#8f8478")
    pose = SidePose(lean=6, bow=-12, hand=(19, -60), far_hand=(15, -70))
    figure.side(art, "girl", 800, 676, 470, YELLOW, LOW_SUN, pose)
    art.layer("broom", 1, motion="sway 880 640 1.4 3.4 0")
    top_x, top_y = spot(800, 676, 470, (12, -80))
    broom(art, 960, 690, top_x, top_y)
    for point in ((20.4, -60), (16.4, -70)):
        fist(art, *spot(800, 676, 470, point), 12, YELLOW.skin)
    art.layer("near-desk", 1.05)
    schoolroom.pupil_desk(art, 470, 590, 280, chair="#9a8c7c")
    light.fall(art, LOW_SUN)
    return art


def draw_waiting() -> Drawing:
    """Inside, beside the door, he holds out her bag and coat; her friends wave from behind her."""
    art = Drawing("The entrance of a school, in flat grey light")
    hall.entrance(art, FLAT)
    light.haze(art, FLAT, 310, 260, 500)
    for name, out_x, who, facing in (("out-1", 150, CAST["tall"], -1), ("out-2", 210, CAST["fair"], -1)):
        figure.side(
            art, name, out_x, 590, 380, who, FLAT, figure.WALK, facing=facing, depth=0.9, motion="drift -130 0 0 1"
        )
    figure.side(
        art,
        "friend-1",
        1010,
        466,
        380,
        CLASSMATE,
        FLAT,
        SidePose(hand=(14, -96), far_hand=(6, -47)),
        facing=-1,
        depth=0.9,
    )
    figure.side(
        art,
        "friend-2",
        1100,
        424,
        340,
        CAST["scarf"],
        FLAT,
        SidePose(hand=(12, -92), far_hand=(6, -47)),
        facing=-1,
        depth=0.88,
    )
    hugs = SidePose(hip=(0, -50), lean=4, bow=20, hand=(9, -68), far_hand=(10, -62), foot=(-4, -4), far_foot=(7, -4))
    figure.side(art, "girl", 810, 654, 440, YELLOW, FLAT, hugs, facing=-1)
    art.layer("book", 1)
    x, y = spot(810, 654, 440, (8, -67), -1)
    art.fill(polygon(points("-14,-40 12,-44 20,32 -6,36", x, y)), "#c9584a")
    fist(art, x + 2, y - 2, 11, YELLOW.skin)
    holds = SidePose(lean=3, hand=(23, -62), far_hand=(20, -70))
    figure.side(art, "man", 520, 668, 490, MAN, FLAT, holds)
    her_things(art)
    light.fall(art, FLAT)
    return art


def her_things(art: Drawing) -> None:
    """Draw the coat and the bag that he holds ready."""
    art.layer("her-things", 1)
    x, y = spot(520, 668, 490, (25, -69))
    art.fill(smooth(points("-10,-4,0 12,-4,0 40,20 46,130 30,176 -24,176 -34,120 -24,20", x, y)), "#d9a51e")
    art.line(points("0,6 4,90 2,170", x, y), "#a87a10", 3, 0.7)
    x, y = spot(520, 668, 490, (22, -61))
    art.line(points("-12,54 -8,4 8,4 18,54", x, y), "#5a4a58", 7)
    bag = smooth(points("-34,56 24,54 36,96 30,150 -36,152 -44,100", x, y))
    art.fill(bag, art.linear(x - 40, 0, x + 36, 0, (0, "#5a4a58"), (1, "#7f6c7c")))
    art.fill(rect(x - 26, y + 102, 46, 34, 8), "#6a5868")
    fist(art, *spot(520, 668, 490, (24, -62)), 14, MAN.skin)
    fist(art, *spot(520, 668, 490, (22, -71)), 13, MAN.skin)


def draw_monday() -> Drawing:
    """Her chair is empty. A classmate copies into a second exercise book."""
    art = Drawing("The classroom on a rainy Monday")
    schoolroom.room(art, RAIN, windows_left=False)
    light.haze(art, RAIN, 960, 190, 460)
    register = SidePose(hand=(14, -64), far_hand=(17, -62), bow=14)
    figure.side(art, "teacher", 330, 610, 430, PETROL, RAIN, register, depth=0.94)
    art.layer("register", 0.94)
    x, y = spot(330, 610, 430, (17, -64))
    art.fill(polygon(points("-18,8 30,-8 34,2 -14,18", x, y)), "#c9b08a")
    figure.side(art, "far-pupil", 1200, 640, 400, CAST["fair"], RAIN, WRITES, facing=-1, depth=0.95)
    art.layer("far-desk", 0.96)
    schoolroom.pupil_desk(art, 1110, 482, 160)
    empty_chair(art, 600, 726)
    art.layer("chair", 0.99)
    indoors.chair(art, 1036, 772, "#8a7a66", side=-1, size=1.16)
    figure.side(art, "classmate", 1030, 770, 590, CLASSMATE, RAIN, WRITES, facing=-1)
    art.layer("desks", 1.02)
    schoolroom.pupil_desk(art, 560, 530, 280)
    schoolroom.pupil_desk(art, 900, 530, 280)
    art.fill(polygon(points("-62,-16 50,-16 58,10 -72,10", 560, 548)), "#e8ae16")
    art.fill(polygon(points("-62,-16 -48,-16 -56,10 -72,10", 560, 548)), "#c48e0c")
    art.line(points("70,4 118,-10", 560, 548), "#c9584a", 6)
    for x, colour in ((836, "#8f9aa6"), (930, "#e8ae16")):
        art.fill(polygon(points("-44,-14 44,-14 50,8 -50,8", x, 546)), darker(colour, 0.2))
        art.fill(polygon(points("-40,-14 0,-14 0,6 -45,6", x, 546)), "#fbf8ee")
        art.fill(polygon(points("2,-14 40,-14 45,6 2,6", x, 546)), "#f3efe2")
    light.fall(art, RAIN)
    return art


WRITES = SidePose(hip=(0, -30), lean=18, bow=20, hand=(21, -42), far_hand=(25, -42), foot=(17, -4), far_foot=(21, -4))


def empty_chair(art: Drawing, x: float, y: float) -> None:
    art.layer("empty-chair", 1)
    for side in (-1, 1):
        art.fill(rect(x + side * 84 - 8, 380, 16, 330, 6), "#6a5646")
    for top, tall in ((372, 54), (444, 34)):
        art.fill(rect(x - 92, top, 184, tall, 14), art.linear(0, top, 0, top + tall, (0, "#a8866a"), (1, "#8a6c52")))
    art.fill(ellipse(x, y, 110, 10), "#000000", 0.2)


def draw_interpreter() -> Drawing:
    """He leans forward and speaks with both hands, his arm across; she sits half hidden behind him."""
    art = Drawing("A desk in a classroom, in hard midday light")
    desk.room(art, HARD, "class")
    light.haze(art, HARD, 640, 430, 440)
    hidden = SidePose(
        hip=(0, -30), lean=16, bow=34, hand=(15, -34), far_hand=(17, -34), foot=(17, -4), far_foot=(21, -4)
    )
    figure.side(art, "girl", 262, 850, 690, YELLOW, HARD, hidden)
    speaks = SidePose(
        hip=(0, -30), lean=16, bow=2, hand=(36, -55), far_hand=(30, -66), foot=(17, -4), far_foot=(21, -4)
    )
    figure.side(art, "man", 392, 850, 790, MAN, HARD, speaks)
    hears = SidePose(hip=(0, -30), lean=1, bow=2, hand=(25, -46), far_hand=(23, -46), foot=(17, -4), far_foot=(21, -4))
    figure.side(art, "teacher", 990, 850, 750, PETROL, HARD, hears, facing=-1)
    desk.table(art, wood="#cdb894", left=230)
    art.layer("things", 1)
    book(art, 360, 588, 118, "#c9584a", is_open=False)
    art.fill(polygon(points("-50,-14 50,-14 60,14 -60,14", 800, 572)), "#fbf8ee")
    light.fall(art, HARD)
    return art


def draw_phone() -> Drawing:
    """Somebody far away interprets; she speaks with both hands, her book open."""
    art = Drawing("A care team's room in soft afternoon sun")
    careteam.room(art, SUN, is_village=False)
    light.haze(art, SUN, 560, 430, 440)
    light.beams(art, SUN, ((340, 520), (560, 740)), 200)
    tells = SidePose(hip=(0, -30), lean=8, bow=-2, hand=(24, -57), far_hand=(21, -68), foot=(17, -4), far_foot=(21, -4))
    leans = SidePose(hip=(0, -30), lean=-8, bow=4, hand=(13, -40), far_hand=(15, -40), foot=(17, -4), far_foot=(21, -4))
    figure.front(
        art, "nurse", 690, 690, 560, CAST["nurse"], SUN, FrontPose(left=(-5, -44), right=(6, -44), sits=True, look=-0.8)
    )
    figure.side(art, "girl", 350, 800, 660, YELLOW, SUN, tells)
    figure.side(art, "teacher", 960, 800, 680, PETROL, SUN, leans, facing=-1)
    careteam.table(art)
    art.layer("things", 1)
    careteam.speaker_phone(art, 650, 510)
    book(art, 500, 540, 120, "#c9584a", is_open=True)
    light.fall(art, SUN)
    art.layer("listens", 1, blend="screen", motion="pulse 0.5 1 2.4 0")
    art.fill(ellipse(650, 496, 12, 8), "#a8ffb0", 0.7)
    return art


def draw_morning() -> Drawing:
    """She and her mother peel potatoes; she holds one up. A guest drinks tea at the end of the table."""
    art = Drawing("A kitchen in a small flat, on a clear morning")
    kitchen.room(art, MORNING, is_farm=False)
    light.haze(art, MORNING, 620, 430, 440)
    light.beams(art, MORNING, ((392, 560), (620, 800)), 240, y=-40)
    peels = SidePose(
        hip=(0, -30), lean=10, bow=10, hand=(24, -48), far_hand=(27, -47), foot=(17, -4), far_foot=(21, -4)
    )
    shows = SidePose(
        hip=(0, -30), lean=-4, bow=-8, hand=(17, -47), far_hand=(17, -82), foot=(17, -4), far_foot=(21, -4)
    )
    drinks = FrontPose(left=(-2.5, -51), right=(2.5, -50), sits=True, look=-0.7)
    figure.front(art, "guest", 920, 744, 600, CAST["guest"], MORNING, drinks)
    art.layer("guest-mug", 1)
    mug(art, 920, 458, 48, "#8fa59a")
    for hand_x in (902, 938):
        fist(art, hand_x, 442, 16, CAST["guest"].skin)
    figure.side(art, "mother", 330, 830, 700, CAST["mother"], MORNING, peels)
    figure.side(art, "girl", 680, 830, 660, YELLOW, MORNING, shows, facing=-1)
    art.layer("treasure", 1, motion="sway 700 640 0.8 4 0")
    x, y = spot(680, 830, 660, (18, -86), -1)
    potato(art, x, y, 24)
    kitchen.table(art)
    art.layer("things", 1)
    bowl(art, 590, 566)
    for spud_x, spud_y in points("470,548 440,560 500,568 690,562"):
        potato(art, spud_x, spud_y, 15)
    art.line(points("418,574 452,568 470,580 500,574", 240, 0), "#d8b070", 5)
    light.fall(art, MORNING)
    return art


def bowl(art: Drawing, x: float, y: float) -> None:
    """Draw a bowl with peeled potatoes."""
    for dx, dy in points("-34,-34 0,-42 32,-34 -14,-30 16,-30"):
        art.fill(ellipse(x + dx, y + dy, 19, 15), "#f0d898")
        art.fill(ellipse(x + dx + 4, y + dy - 4, 8, 5), "#fff2c8", 0.8)
    art.fill(
        smooth(points("-66,-30,0 66,-30,0 54,4 30,16 -30,16 -54,4", x, y), pull=0.4),
        art.linear(x - 66, 0, x + 66, 0, (0, "#6f8f96"), (0.6, "#b9d0cc"), (1, "#86a4a6")),
    )


SCENES: dict[str, Callable[[], Drawing]] = {
    "language-class": draw_class,
    "language-sweeping": draw_sweeping,
    "corridor-waiting": draw_waiting,
    "language-monday": draw_monday,
    "desk-interpreter": draw_interpreter,
    "careteam-phone": draw_phone,
    "kitchen-morning": draw_morning,
}
