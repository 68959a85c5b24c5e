"""The scenes of the story "First one in": a student on placement in a bicycle workshop."""

from __future__ import annotations

from collections.abc import Callable

import busstop
import desk
import figure
import hall
import light
import workshop
from belongings import fist, heap_of_letters, letter, mug, spot, wrench
from bicycles import bicycle, tandem
from cast import CAST
from drawing import Drawing, glow
from figure import FrontPose, SidePose
from kit import darker, ellipse, points, polygon, rect, rim, ring, smooth, turned
from light import BEFORE_DAWN, COLD, FLAT, LOW_SUN, MORNING, SUN, WET_DUSK

BLUE, RUST, BOSS, WAITING = CAST["blue"], CAST["rust"], CAST["boss"], CAST["waiting"]


def draw_wheel() -> Drawing:
    """She trues a wheel, her head cocked; her boss puts up a thumb."""
    art = Drawing("A bicycle workshop on a warm morning")
    workshop.room(art, MORNING)
    light.haze(art, MORNING, 880, 430, 440)
    light.beams(art, MORNING, ((830, 970), (980, 1110)), -330, y=96)
    figure.side(
        art, "boss", 950, 668, 440, BOSS, MORNING, SidePose(hand=(15, -66), far_hand=(10, -62), lean=-2), facing=-1
    )
    art.layer("boss-things", 1)
    x, y = spot(950, 668, 440, (11, -62), -1)
    mug(art, x - 14, y + 18, 34, "#8fa79a")
    fist(art, x - 4, y + 4, 12, BOSS.skin)
    x, y = spot(950, 668, 440, (16, -66), -1)
    art.line([(x - 3, y), (x - 5, y - 20)], BOSS.skin, 8)
    art.layer("stand", 1)
    workshop.repair_stand(art, 640, 668)
    trues = SidePose(hip=(0, -49), lean=14, bow=14, hand=(22, -70), far_hand=(29, -77), foot=(-4, -4), far_foot=(5, -4))
    figure.side(art, "girl", 484, 676, 460, BLUE, MORNING, trues)
    art.layer("spanner", 1)
    wrench(art, *spot(484, 676, 460, (25, -70)), 56, -24)
    fist(art, *spot(484, 676, 460, (23, -70)), 12, BLUE.skin)
    pocket_wrench(art, 470, 676, 460)
    light.fall(art, MORNING)
    return art


def pocket_wrench(art: Drawing, x: float, y: float, height: float) -> None:
    """Draw the spanner that always sticks out of the pocket of her leg."""
    at_x, at_y = spot(x, y, height, (2, -36))
    wrench(art, at_x, at_y - 16, 46, -82)
    art.fill(rect(at_x - 15, at_y - 8, 30, 40, 4), darker(BLUE.legs, 0.25))


def draw_early() -> Drawing:
    """Before dawn she sits on the step of the shop, on a bag with a rolled mat; her boss comes with the keys."""
    art = Drawing("The front of a shop before dawn")
    workshop.front(art, BEFORE_DAWN)
    light.haze(art, BEFORE_DAWN, 910, 230, 420)
    art.layer("frost", 0.91)
    for frost_x in range(-460, 1740, 61):
        art.fill(ellipse(frost_x, 578 + (frost_x * 7) % 30, 34, 3), "#eaf2ff", 0.35)
    big_bag(art, 772, 602)
    sits = SidePose(hip=(0, -32), lean=16, bow=20, hand=(16, -38), far_hand=(18, -37), foot=(20, -4), far_foot=(24, -4))
    figure.side(art, "girl", 770, 646, 500, BLUE, BEFORE_DAWN, sits, facing=-1)
    toothbrush(art)
    art.layer("breath", 1, motion="pulse 0.15 0.7 4.4 0; drift -26 -16 0 1")
    x, y = spot(770, 646, 500, (24, -66), -1)
    for dx, dy, r in ((0, 0, 22), (-28, -8, 30), (-60, -22, 24)):
        art.fill(ellipse(x + dx, y + dy, r, r * 0.7), "#dfe8ff", 0.32)
    art.layer("bike", 1, motion="drift 120 0 0 1")
    bicycle(art, 190, 668, 62, "#8f8a86", has_basket=True)
    ride = SidePose(
        hip=(-5, -53), lean=16, bow=-2, hand=(16, -66), far_hand=(18, -66), foot=(3, -14), far_foot=(12, -24)
    )
    figure.side(art, "boss", 190, 676, 372, BOSS, BEFORE_DAWN, ride, motion="drift 120 0 0 1")
    light.fall(art, BEFORE_DAWN)
    light.shine(art, "lantern", 906, 226, 210, "#ffd890", 0.85, 0.8)
    art.layer("bike-light", 1, blend="screen", motion="drift 120 0 0 1")
    glow(art, 330, 506, 90, (0, "#fff0c0", 0.6), (0.35, "#fff0c0", 0.24), (1, "#fff0c0", 0))
    return art


def big_bag(art: Drawing, x: float, y: float) -> None:
    """Draw a bulging bag with a rolled sleeping mat tied on it."""
    art.layer("bag", 0.98)
    whole = smooth(points("-120,40 -126,-30 -96,-74 -30,-84 60,-80 120,-60 146,-6 138,42", x, y))
    art.fill(whole, art.linear(0, y - 90, 0, y + 40, (0, "#7a6a70"), (1, "#4f4450")))
    art.fill(rim(whole, 2, -5), "#a8969c", 0.6)
    art.line(points("-104,-20 0,-34 128,-16", x, y), "#3a323c", 5)
    art.line(points("-20,-82 -16,40", x, y), "#3a323c", 8)
    mat = rect(x + 66, y - 128, 132, 64, 30)
    art.fill(mat, art.linear(0, y - 128, 0, y - 64, (0, "#b3c08f"), (1, "#7d8a5f")))
    end = ellipse(x + 198, y - 96, 20, 32)
    art.fill(end, "#cfd8ac")
    for r in (24, 16, 8):
        art.line(ring(x + 198, y - 96, r * 0.6, r, 8), "#7d8a5f", 3, closed=True)
    for dx in (92, 160):
        art.line([(x + dx, y - 130), (x + dx + 4, y - 62)], "#3a323c", 6)


def toothbrush(art: Drawing) -> None:
    """Draw the toothbrush in the breast pocket of her overalls."""
    art.layer("toothbrush", 1)
    x, y = spot(770, 646, 500, (11, -46), -1)
    art.line([(x, y + 10), (x - 14, y - 34)], "#ff9a8a", 5)
    art.fill(turned(rect(x - 26, y - 50, 12, 20, 2), -18, x - 18, y - 38), "#ffffff")
    art.fill(turned(rect(x - 14, y - 2, 34, 28, 3), -10, x, y), darker(BLUE.colour, 0.3))


FALLEN = (
    "540,378 520,436 534,490 580,540 494,566 630,572 560,586 700,600 460,602 610,628 520,640 740,634 670,664 440,652"
)
"""Where the letters lie that fell out."""


def draw_letters() -> Drawing:
    """A slide of unopened letters falls out of her locker; a classmate holds one out."""
    art = Drawing("A college corridor in flat light")
    hall.lockers(art)
    light.haze(art, FLAT, 640, 160, 520)
    figure.side(
        art, "passer", 130, 620, 400, CAST["scarf"], FLAT, figure.WALK, facing=-1, depth=0.9, motion="drift -120 0 0 1"
    )
    art.layer("slide", 0.96)
    for dx, dy, degrees in ((26, 6, 20), (46, 22, -14), (34, 46, 6), (48, 66, -30)):
        letter(art, 472 + dx, 262 + dy, 74, degrees)
    for index, (letter_x, letter_y) in enumerate(points(FALLEN)):
        letter(art, letter_x, letter_y, 92, (index * 47) % 76 - 38)
    helps = SidePose(hip=(-6, -20), lean=24, bow=-6, hand=(26, -40), far_hand=(12, -18), foot=(0, -4), far_foot=(8, -4))
    figure.side(art, "classmate", 900, 690, 520, CAST["tall"], FLAT, helps, facing=-1)
    art.layer("held", 1)
    x, y = spot(900, 690, 520, (29, -41), -1)
    letter(art, x - 18, y - 8, 96, -12)
    fist(art, x + 8, y + 2, 14, CAST["tall"].skin)
    grabs = SidePose(hip=(0, -48), lean=20, bow=16, hand=(13, -62), far_hand=(15, -56), foot=(-5, -4), far_foot=(7, -4))
    figure.side(art, "girl", 318, 690, 500, BLUE, FLAT, grabs)
    art.layer("grabbed", 1)
    x, y = spot(318, 690, 500, (12, -63))
    for dx, dy, degrees in ((4, -22, -60), (16, -6, -40), (-2, 8, -74)):
        letter(art, x + dx, y + dy, 88, degrees)
    fist(art, x + 8, y + 4, 15, BLUE.skin)
    light.fall(art, FLAT)
    return art


def draw_card() -> Drawing:
    """At the stop she asks a younger classmate, her hand open; the wallet is open, and she hesitates."""
    art = Drawing("A bus stop in a town, at dusk after rain")
    busstop.town(art, WET_DUSK, shelter_x=430)
    light.haze(art, WET_DUSK, 600, 300, 360)
    figure.side(art, "waits", 210, 562, 350, CAST["tall"], WET_DUSK, figure.PHONE, facing=-1, depth=0.92)
    asks = SidePose(hip=(0, -50), lean=10, bow=6, hand=(23, -58), far_hand=(4, -48))
    figure.side(art, "girl", 488, 574, 440, BLUE, WET_DUSK, asks)
    art.layer("open-hand", 1)
    x, y = spot(488, 574, 440, (25.5, -58))
    art.fill(smooth(points("-14,-4 4,-4 30,-4 34,2 12,10 -12,8", x, y)), BLUE.skin)
    art.line(points("2,-2 12,-16", x, y), BLUE.skin, 7)
    doubts = SidePose(hip=(0, -50), lean=-3, bow=20, hand=(13, -60), far_hand=(16, -61))
    figure.side(art, "classmate", 748, 572, 392, CAST["lilac"], WET_DUSK, doubts, facing=-1)
    art.layer("wallet", 1)
    x, y = spot(748, 572, 392, (16, -61), -1)
    art.fill(polygon(points("-34,-22 -4,-12 -4,20 -34,10", x, y)), "#8a4f38")
    art.fill(polygon(points("-4,-12 28,-24 28,8 -4,20", x, y)), "#a8623f")
    art.fill(polygon(points("-28,-30 -2,-22 -2,-8 -28,-16", x, y)), "#cfe3d0")
    fist(art, x + 18, y + 4, 12, CAST["lilac"].skin)
    art.line([spot(748, 572, 392, (4, -47), -1), (704, 572)], "#f4f4ee", 6)
    art.line([(710, 540), (704, 572)], "#d8574a", 6)
    fist(art, *spot(748, 572, 392, (4, -47), -1), 11, CAST["lilac"].skin)
    light.fall(art, WET_DUSK)
    light.shine(art, "shelter-light", 596, 250, 330, "#ffe6b0", 0.34, 0.94)
    art.layer("near-rain", 1.1, effect="rain")
    art.fill(rect(-200, -60, 1680, 640), "#ffffff")
    return art


def draw_window() -> Drawing:
    """Across the street somebody leans on a railing and looks in; she stands where she cannot be seen from there."""
    art = Drawing("A workshop in the afternoon, with its window on the street")
    workshop.shop_window(art, COLD, lambda: looks_in(art))
    light.haze(art, COLD, 520, 200, 460)
    art.layer("pillar", 0.9)
    art.fill(rect(-480, 96, 440, 460), "#8f8a80")
    art.fill(rect(936, 40, 40, 520), art.linear(936, 0, 976, 0, (0, "#a8a294"), (1, "#858074")))
    wonders = SidePose(hand=(5, -47), far_hand=(9, -58), bow=-4)
    figure.side(art, "boss", 520, 640, 400, BOSS, COLD, wonders, depth=0.95)
    workshop.bikes_row(art, 664, 76, (190, 500, 790))
    hides = SidePose(hip=(0, -48), lean=8, bow=16, hand=(14, -66), far_hand=(15, -58))
    figure.side(art, "girl", 1080, 690, 500, BLUE, COLD, hides)
    art.layer("broom", 1)
    x, y = spot(1080, 690, 500, (16, -66))
    art.line([(x, y - 60), (x + 4, 690)], "#b98a5c", 9)
    art.fill(polygon(points("-40,-30 40,-30 50,4 -50,4", x + 4, 694)), "#a8804c")
    for point in ((16, -66), (16.4, -57)):
        fist(art, *spot(1080, 690, 500, point), 13, BLUE.skin)
    light.fall(art, COLD)
    return art


def looks_in(art: Drawing) -> None:
    """Draw the woman who waits across the street, her forearms on the railing."""
    pose = FrontPose(left=(-5, -52), right=(6, -52), look=0.4)
    figure.front(art, "waiting", 700, 388, 196, WAITING, COLD, pose, depth=0.42)


def draw_talk() -> Drawing:
    """He sits at her side of the desk and leaves the letters alone; she talks, a spanner turning in her hands."""
    art = Drawing("A desk in a college, in late sun")
    desk.room(art, LOW_SUN, "office")
    light.haze(art, LOW_SUN, 642, 460, 480)
    light.beams(art, LOW_SUN, ((452, 630), (650, 832)), 200, y=30)
    tells = SidePose(hip=(0, -30), lean=8, bow=8, hand=(19, -47), far_hand=(21, -48), foot=(17, -4), far_foot=(21, -4))
    listens = SidePose(
        hip=(0, -30), lean=12, bow=8, hand=(16, -34), far_hand=(18, -34), foot=(17, -4), far_foot=(21, -4)
    )
    art.layer("his-chair", 0.98)
    art.fill(rect(868, 396, 160, 150, 18), art.linear(868, 0, 1028, 0, (0, "#8a6a50"), (1, "#a8866a")))
    figure.side(art, "counsellor", 690, 850, 780, RUST, LOW_SUN, listens, facing=-1)
    figure.side(art, "girl", 300, 826, 730, BLUE, LOW_SUN, tells)
    desk.table(art)
    art.layer("letters", 1)
    heap_of_letters(art, 800, 584, 170)
    art.layer("spanner", 1, motion="sway 446 484 10 3.4 0")
    x, y = spot(300, 826, 730, (20, -47))
    wrench(art, x, y, 84, -74)
    art.layer("hands", 1)
    fist(art, x - 8, y + 8, 21, BLUE.skin)
    light.fall(art, LOW_SUN)
    return art


def draw_tandem() -> Drawing:
    """They try an old tandem and wobble; the counsellor holds the door of the shop and laughs."""
    art = Drawing("The street before the shop, on a clear morning")
    workshop.front(art, SUN, is_open=True)
    light.haze(art, SUN, 200, 330, 420)
    holds = SidePose(lean=-7, bow=-8, hand=(13, -60), far_hand=(14, -88))
    figure.side(art, "counsellor", 850, 606, 440, RUST, SUN, holds, facing=-1, depth=0.92)
    wobble = "sway 400 668 1.6 1.7 0; drift 150 0 0 1"
    behind = SidePose(
        hip=(-10, -55), lean=20, bow=-8, hand=(19, -60), far_hand=(20, -60), foot=(-1, -14), far_foot=(6, -25)
    )
    before = SidePose(
        hip=(-6, -53), lean=22, bow=-8, hand=(15, -58), far_hand=(17, -58), foot=(2, -13), far_foot=(9, -24)
    )
    art.layer("tandem", 1, motion=wobble)
    tandem(art, 400, 668, 68, "#b9483c")
    figure.side(art, "boss", 330, 668, 386, BOSS, SUN, behind, motion=wobble)
    figure.side(art, "girl", 442, 668, 412, BLUE, SUN, before, motion=wobble)
    light.fall(art, SUN)
    return art


SCENES: dict[str, Callable[[], Drawing]] = {
    "workshop-wheel": draw_wheel,
    "workshop-early": draw_early,
    "corridor-letters": draw_letters,
    "busstop-card": draw_card,
    "workshop-window": draw_window,
    "desk-mbo": draw_talk,
    "workshop-tandem": draw_tandem,
}
