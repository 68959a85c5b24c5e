"""The scenes of the story "Out of reach": a trombone that is there, gone, and there again."""

from __future__ import annotations

from collections.abc import Callable

import attic
import bikeshed
import desk
import figure
import hall
import indoors
import light
import musicroom
from belongings import ball, fist, lying_phone, mug, phone, phone_light, spot
from cast import CAST
from drawing import Drawing
from figure import FrontPose, SidePose
from kit import darker, ellipse, lighter, points, polygon, rect, smooth, turned
from light import COLD, FLAT, GREY, LAMP, NIGHT, SUN

PLUM, MUSIC, SAND = CAST["plum"], CAST["music"], CAST["sand"]
VELVET = "#b04a6c"
AT_DOOR = (905, 716, 540)
"""Where he stands in the hall, and how tall."""


def draw_band_room() -> Drawing:
    """He blows; his slide is so far out that a drummer ducks."""
    art = Drawing("A music room in the afternoon sun")
    musicroom.room(art, SUN)
    light.haze(art, SUN, 330, 430, 440)
    light.beams(art, SUN, ((110, 400), (480, 770)), 260)
    art.layer("stands", 0.94)
    musicroom.stand(art, 590, 600, 0.9)
    figure.side(art, "teacher", 235, 640, 430, MUSIC, SUN, SidePose(hand=(17, -82), far_hand=(19, -70), bow=-4))
    x, y = spot(235, 640, 430, (19, -84))
    art.line([(x - 8, y + 8), (x + 34, y - 30)], "#e0a040", 6)
    art.layer("chair", 0.94)
    art.fill(rect(662, 400, 116, 190, 12), "#8a6248")
    rests = FrontPose(sits=True, left=(-8, -52), right=(2, -56), look=-0.6)
    figure.front(art, "triangle-player", 720, 640, 400, CAST["fair"], SUN, rests, depth=0.96)
    art.layer("triangle", 0.96)
    art.line(points("-18,16 0,-18 18,16", 698, 500), "#b8c0c2", 4, closed=True, pull=0)
    ducks = SidePose(
        hip=(-7, -36), lean=52, bow=22, hand=(15, -28), far_hand=(26, -60), foot=(-3, -4), far_foot=(3, -4)
    )
    figure.side(art, "drummer", 1040, 656, 410, CAST["afro"], SUN, ducks, facing=-1)
    art.layer("drum", 1)
    musicroom.drum(art, 905, 660, 0.92)
    art.layer("sticks", 1)
    art.line([(965, 536), (898, 486)], "#c79c62", 6)
    art.layer("trombone", 1, motion="sway 500 276 1 3.2 0")
    musicroom.trombone(art, 490, 262, 1.1, out=1, degrees=-5)
    figure.side(art, "boy", 466, 646, 450, PLUM, SUN, SidePose(lean=-5, bow=-7, hand=(29, -83), far_hand=(8, -80)))
    light.fall(art, SUN)
    return art


def draw_night() -> Drawing:
    """Late: he sits on the floor and smiles at a phone, as the tilt of his head tells."""
    art = Drawing("An attic room at night")
    attic.room(art, NIGHT)
    light.haze(art, NIGHT, 780, 200, 420)
    trombone_on_stand(art, 1000, 640)
    cushion(art, 366, 660)
    pose = SidePose(
        hip=(0, -8),
        lean=-12,
        bow=26,
        hand=(17, -33),
        far_hand=(19, -32),
        foot=(25, -4),
        far_foot=(30, -4),
        holds="phone",
    )
    figure.side(art, "boy", 400, 660, 640, PLUM, NIGHT, pose)
    light.fall(art, NIGHT)
    x, y = spot(400, 660, 640, (20, -38))
    art.layer("screen", 1, effect="phone-glow")
    art.fill(turned(rect(x - 12, y - 18, 7, 40, 2), 16, x, y), "#eef2ff")
    phone_light(art, x - 10, y - 4, 250, "#b3b8ff")
    art.layer("brass", 1, blend="screen")
    art.line(points("-14,-8 -6,-34 -2,-90", 986, 480), "#e8c878", 4, 0.8)
    art.line(points("-42,0 0,-6 42,0", 984, 372), "#ffe6a8", 4, 0.7)
    return art


def cushion(art: Drawing, x: float, y: float) -> None:
    art.layer("cushion", 0.98)
    art.fill(smooth(points("-70,0,0 -84,-30 -74,-96 -40,-210 -6,-206 10,-80 40,-30 60,0,0", x, y)), "#8a8496")


def trombone_on_stand(art: Drawing, x: float, y: float) -> None:
    art.layer("instrument", 0.95)
    art.fill(ellipse(x, y, 80, 9), "#000000", 0.2)
    for leg in ("0,-60 -60,0", "0,-60 60,0", "0,-60 0,-200"):
        art.line(points(leg, x, y), "#4a4f58", 8)
    musicroom.trombone(art, x, y - 70, 0.95, degrees=-90)


def draw_corridor() -> Drawing:
    """A group laughs; he stands at the door, his back to them, a hand pressed over the pocket with his phone."""
    art = Drawing("A hall of a school in flat daylight")
    hall.side_hall(art, FLAT)
    light.haze(art, FLAT, 400, 200, 560)
    laughs = SidePose(
        hip=(0, -30), lean=-8, bow=-8, hand=(14, -33), far_hand=(10, -52), foot=(19, -4), far_foot=(23, -4)
    )
    claps = SidePose(hip=(0, -30), lean=12, hand=(19, -58), far_hand=(21, -59), foot=(19, -4), far_foot=(23, -4))
    for name, x, who, pose, facing in (
        ("sitter-1", 120, "fair", laughs, 1),
        ("sitter-2", 246, "dark", claps, 1),
        ("sitter-3", 650, "scarf", claps, -1),
    ):
        figure.side(art, name, x, 606, 410, CAST[who], FLAT, pose, facing=facing, depth=0.9)
    dance = FrontPose(left=(-21, -92), right=(22, -70), look=-0.3, tilt=-12, strides=True)
    figure.front(art, "dancer", 430, 668, 430, CAST["lilac"], FLAT, dance, motion="sway 430 668 3 1.8 0")
    tense = SidePose(hip=(0, -50), lean=3, bow=20, hand=(3.5, -44), far_hand=(24, -65.5))
    figure.side(art, "boy", *AT_DOOR, PLUM, FLAT, tense)
    pocket_light(art)
    light.fall(art, FLAT)
    return art


def pocket_light(art: Drawing) -> None:
    """Draw the corner of his phone under the hand, and the pocket it is in."""
    art.layer("pocket", 1)
    x, y = spot(*AT_DOOR, (3.6, -44))
    art.fill(turned(rect(x - 15, y - 32, 26, 44, 5), 8, x, y), "#22262f")
    art.fill(turned(rect(x - 24, y - 8, 46, 46, 7), 6, x, y), darker(PLUM.legs, 0.12))
    art.fill(ellipse(x + 1, y - 2, 22, 16, 24), PLUM.skin)
    for dx in (-9, 0, 9):
        art.line(points(f"{dx},-2 {dx + 3},14", x, y), darker(PLUM.skin, 0.25), 2.4, 0.7)


def draw_empty_case() -> Drawing:
    """Others play; his case lies open and empty on the chair before him."""
    art = Drawing("The music room in grey light")
    musicroom.room(art, GREY)
    light.haze(art, GREY, 300, 200, 560)
    figure.side(
        art, "flute", 330, 600, 360, CAST["scarf"], GREY, SidePose(hand=(15, -82), far_hand=(20, -80)), depth=0.9
    )
    art.layer("flute-pipe", 0.9)
    art.line([(348, 300), (428, 316)], "#c3cacd", 6)
    art.layer("stands", 0.92)
    musicroom.stand(art, 450, 606, 0.86, side=-1)
    figure.front(
        art, "drummer", 812, 600, 370, CAST["afro"], GREY, FrontPose(left=(-8, -60), right=(9, -64), bow=0.6), depth=0.9
    )
    art.layer("far-drum", 0.92)
    musicroom.drum(art, 812, 606, 0.8)
    figure.side(
        art, "teacher", 960, 668, 470, MUSIC, GREY, SidePose(hand=(10, -52), far_hand=(6, -47), bow=18), facing=-1
    )
    x, y = spot(960, 668, 470, (12, -52), -1)
    art.line([(x, y), (x - 12, y + 40)], "#e0a040", 6)
    slump = FrontPose(sits=True, left=(-5, -44), right=(7, -40), bow=1, look=0.3)
    art.layer("chair", 0.98)
    art.fill(rect(518, 300, 164, 250, 14), "#6a5a54")
    figure.front(art, "boy", 600, 640, 520, PLUM, GREY, slump)
    tambourine(art, 646, 412)
    case(art, 570, 500)
    light.fall(art, GREY)
    return art


def tambourine(art: Drawing, x: float, y: float) -> None:
    art.layer("tambourine", 1)
    art.line(points("0,-40 34,-20 34,20 0,40 -34,20 -34,-20", x, y), "#a8804c", 11, closed=True)
    for dx, dy in points("0,-40 35,0 0,40 -35,0"):
        art.fill(ellipse(x + dx, y + dy, 8, 4), "#e6d6a0")
    fist(art, x - 34, y - 12, 15, PLUM.skin)


def case(art: Drawing, x: float, y: float) -> None:
    """Draw the open case of a trombone on a stool: velvet, with the hollow of what is not there."""
    art.layer("case", 1.03)
    for leg in (-130, 150):
        art.fill(rect(x + leg, y + 50, 14, 130), "#5a4a40")
    art.fill(rect(x - 150, y + 44, 330, 16, 4), "#7a6250")
    for outline, colour in (
        ("-276,-130 366,-130 376,-44 -286,-44", "#2f2a30"),
        ("-262,-120 352,-120 360,-50 -270,-50", darker(VELVET, 0.3)),
        ("-286,-46 376,-46 408,84 -318,84", "#2f2a30"),
        ("-272,-36 362,-36 390,58 -302,58", VELVET),
    ):
        art.fill(polygon(points(outline, x, y, 0.66)), colour)
    hollow = "-226,-14 60,-16 160,-24 240,-32,0 300,-32 322,8 310,42 252,42,0 170,22 60,10 -226,10"
    art.fill(smooth(points(hollow, x, y, 0.66), pull=0.4), "#2a0a18")
    art.line(points("-226,-2 -262,16 -226,36 150,36", x, y, 0.66), "#2a0a18", 10)
    art.line(points("-226,14 60,14 160,26 250,46", x, y, 0.66), lighter(VELVET, 0.4), 2.5, 0.7)
    for dx in (-106, 145):
        art.fill(rect(x + dx, y + 46, 24, 12, 3), "#b8a070")


def draw_classmate() -> Drawing:
    """A classmate sat down beside him and asks with his own dark phone; the other phone lies out of reach."""
    art = Drawing("A bike shed in cold shade with one strip of sun")
    bikeshed.shed(art, COLD, nearer=True)
    light.haze(art, COLD, 900, 200, 360)
    art.layer("wall", 0.96)
    art.fill(rect(120, 500, 960, 150, 3), art.linear(0, 500, 0, 650, (0, "#a89c90"), (1, "#857a72")))
    art.fill(rect(110, 484, 980, 22, 3), "#c3b8aa")
    for row in range(3):
        for column in range(12):
            art.fill(rect(126 + column * 80 + row % 2 * 40, 510 + row * 44, 74, 38, 2), "#968a80", 0.5)
    art.layer("strip", 0.96, blur=16)
    art.fill(polygon("850,64 980,64 760,760 600,760"), "#ffd9a0", 0.42)
    still = SidePose(
        hip=(0, -30), lean=20, bow=24, hand=(10, -24), far_hand=(13, -26), foot=(17, -4), far_foot=(21, -4)
    )
    figure.side(art, "boy", 350, 660, 590, PLUM, COLD, still)
    asks = SidePose(hip=(0, -30), lean=16, bow=2, hand=(20, -52), far_hand=(16, -36), foot=(20, -4), far_foot=(24, -4))
    figure.side(art, "classmate", 860, 660, 560, SAND, COLD, asks, facing=-1)
    art.layer("things", 1)
    x, y = spot(860, 660, 560, (23, -55), -1)
    phone(art, x, y - 8, 62, -14)
    ball(art, 722, 676, 36)
    lying_phone(art, 570, 484, 86)
    light.fall(art, COLD)
    return art


def draw_talk() -> Drawing:
    """His phone lies face down; she does not look at it. Behind the glass of the door a friend waits."""
    art = Drawing("A side room with a piano, by lamp light")
    desk.room(art, LAMP, "music")
    light.haze(art, LAMP, 420, 250, 620)
    figure.front(art, "classmate", desk.DOOR_X + 75, 572, 330, SAND, LAMP, FrontPose(look=-0.6), depth=0.83)
    art.layer("door-low", 0.83)
    indoors.door_panel(art, desk.DOOR_X, 580, "#9a5f40")
    ball(art, desk.DOOR_X + 86, 402, 17)
    waits = SidePose(hip=(0, -30), lean=6, bow=4, hand=(25, -45), far_hand=(27, -45), foot=(17, -4), far_foot=(21, -4))
    shy = SidePose(
        hip=(0, -30), lean=14, bow=12, hand=(17.5, -44), far_hand=(20, -44), foot=(17, -4), far_foot=(21, -4)
    )
    figure.side(art, "boy", 360, 850, 760, PLUM, LAMP, shy)
    figure.side(art, "teacher", 930, 850, 740, MUSIC, LAMP, waits, facing=-1)
    desk.table(art)
    art.layer("mug", 1)
    x, y = spot(930, 850, 740, (29, -42), -1)
    mug(art, x, y + 22, 58, "#d8c7a0")
    fist(art, x + 22, y - 6, 22, MUSIC.skin)
    lying_phone(art, 586, 566, 104)
    lamp(art, 250, 240)
    light.fall(art, LAMP)
    light.shine(art, "lamp-light", 250, 190, 300, "#ffdf9c", 0.8, 0.84)
    return art


def lamp(art: Drawing, x: float, y: float) -> None:
    """Draw the lamp on the piano."""
    art.layer("lamp", 0.84)
    art.fill(rect(x - 5, y - 66, 10, 66), "#7a5a34")
    art.fill(ellipse(x, y, 34, 7), "#7a5a34")
    art.fill(polygon(points("-30,-110 30,-110 52,-50 -52,-50", x, y)), "#ffe6b0")


def draw_day() -> Drawing:
    """He plays a borrowed trombone out of the roof window; his sister laughs with her fingers in her ears."""
    art = Drawing("The same attic room, in the morning")
    attic.room(art, SUN, is_open=True)
    light.haze(art, SUN, 420, 330, 480)
    light.beams(art, SUN, ((600, 900),), -300, y=60)
    pigeons(art)
    art.layer("doorway", 0.86)
    art.fill(rect(96, 150, 190, 440), "#f3ead8")
    art.fill(rect(110, 164, 162, 426), "#b99a86")
    art.fill(polygon("110,164 66,140 66,620 110,590"), "#a87a58")
    ears = FrontPose(left=(-6.5, -90), right=(6.5, -90), tilt=9, look=0.4)
    figure.front(art, "sister", 196, 640, 420, CAST["sister"], SUN, ears, depth=0.92, motion="sway 196 640 1.6 2.6 0")
    art.layer("trombone", 1, motion="sway 546 240 1.2 3 0")
    musicroom.trombone(art, 542, 240, 1.1, out=0.7, degrees=-23)
    figure.side(art, "boy", 520, 676, 500, PLUM, SUN, SidePose(lean=-8, bow=-16, hand=(26, -92), far_hand=(8, -84)))
    light.fall(art, SUN)
    return art


def pigeons(art: Drawing) -> None:
    for index, (x, y, size) in enumerate(((800, 150, 1.3), (880, 230, 1.0), (730, 120, 0.9))):
        art.layer(
            f"pigeon-{index + 1}",
            0.4,
            motion=f"drift {90 + 40 * index} {-150 - 30 * index} 0 1; bob 6 {1.1 + 0.2 * index:.1f} 0",
        )
        wings = "-34,-18 -14,-6 0,2 16,-10 36,-22 20,4 4,12 -12,8"
        art.fill(smooth(points(wings, x, y, size)), ("#8f98a6", "#a9b0ba", "#7f8896")[index])


SCENES: dict[str, Callable[[], Drawing]] = {
    "band-room": draw_band_room,
    "window-night-online": draw_night,
    "corridor-alone": draw_corridor,
    "band-empty": draw_empty_case,
    "bikeshed-classmate": draw_classmate,
    "desk-shut": draw_talk,
    "window-day-online": draw_day,
}
