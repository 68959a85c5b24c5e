"""One light on, a boy with good marks: two scenes more, at the bike shed and in the care team's room."""

from __future__ import annotations

from dataclasses import replace

import bikeshed
import careteam
import indoors
from bicycles import bicycle
from cast import CAST
from drawing import Drawing, vignette
from figure import AT_TABLE, WAIT_ON_BIKE, FrontPose, SidePose, back, side
from kit import ellipse, polygon, rect, turned
from light import EVENING, LOW_SUN, fall, shine, veil
from people import LEFT

TEAL, MENTOR = CAST["teal"], CAST["mentor"]
LATE = replace(EVENING, veil="#a79cc0", corners=0.6)
AUTUMN = replace(LOW_SUN, veil="#ffdcae", glow=0.44, corners=0.5)


def bike_shed_boy() -> Drawing:
    """His friends wait on their bikes; he waves them on, his eyes on his phone."""
    art = Drawing("A bike shed in late sun: two friends on their bikes look back, a boy in teal waves them on")
    bikeshed.shed(art, AUTUMN, nearer=True, is_from_left=False)
    for name, who, x, height, r in (
        ("girl", replace(CAST["scarf"], top="coat"), 830, 392, 62),
        ("friend", replace(CAST["glasses"], build=0.84), 1080, 346, 58),
    ):
        art.layer(f"{name}-bike", 0.94)
        bicycle(art, x - r * 0.5, 628, r, "#6f7a80" if name == "girl" else "#8f8a86", side=-1, spokes=8)
        waits = replace(WAIT_ON_BIKE, hip=(-2, -50), lean=10, hand=(19, -58), far_hand=(21, -58), bow=-6)
        side(art, name, x, 640, height, who, AUTUMN, waits, facing=LEFT, depth=0.96)
    art.layer("his-bike", 0.98)
    bicycle(art, 250, 672, 76, "#3f6f8f", side=-1)
    art.line("352,640 338,612 356,588 384,594 390,622 370,640 352,640", "#e8b23c", 8)
    boy = FrontPose(left=(-21, -64), right=(24, -84), look=-0.8, tilt=-6)
    back(art, "teal", 452, 716, 540, TEAL, AUTUMN, boy)
    art.layer("phone", 1, motion="breathe 452 716 0.005 5")
    art.fill(turned(rect(324, 336, 30, 56, 5), -10, 338, 364), "#1f242c")
    art.fill(turned(rect(328, 341, 22, 46, 3), -10, 338, 364), "#dff4ff")
    fall(art, AUTUMN, 1120, 180, 560)
    return art


def care_team_evening() -> Drawing:
    """In the evening his mentor looks again at what was there to be seen, and asks a colleague first."""
    art = Drawing("A care team room in the evening: a woman bows over a laptop, a colleague points at the screen")
    careteam.room(art, LATE, is_village=False)
    shine(art, "lamp-light", 660, 104, 460, "#ffce86", 0.9, 0.94)
    art.layer("lamp-cone", 0.95, blend="screen", blur=18)
    cone = polygon("606,104 714,104 980,600 330,600")
    art.fill(cone, art.linear(0, 104, 0, 600, (0, "#ffdf9e", 0.9), (0.6, "#ffcf86", 0.6), (1, "#ffc070", 0.3)))
    points_at = SidePose(hip=(-6, -49), lean=22, bow=12, hand=(27, -58), far_hand=(16, -54), holds="")
    side(art, "colleague", 930, 880, 660, CAST["colleague"], LATE, points_at, facing=LEFT, depth=0.97)
    art.layer("mentor-chair", 0.97)
    indoors.chair(art, 372, 820, side=1, size=1.1)
    mentor = replace(AT_TABLE, lean=18, bow=12, hand=(16.6, -59.4), elbow=(21, -48), far_hand=(30, -47))
    side(art, "mentor", 372, 836, 690, replace(MENTOR, bottom="trousers"), LATE, mentor)
    careteam.table(art)
    art.layer("laptop", 1)
    careteam.laptop(art, 640, 512)
    art.layer("cup", 1)
    art.fill(ellipse(826, 486, 40, 7), "#000000", 0.16)
    art.fill(rect(800, 436, 48, 50, 8), "#e6ddcc")
    art.fill(ellipse(824, 437, 24, 6), "#6a4630")
    veil(art, LATE)
    art.layer("lamp", 0.94)
    indoors.pendant(art, 660, 96, "#d39a3c")
    shine(art, "table-light", 660, 440, 440, "#ffa64a", 0.5, 1)
    shine(art, "screen-light", 600, 450, 170, "#cfeaff", 0.45, 1)
    vignette(art, 640, 360, 900, LATE.shade, clear=0.45, opacity=LATE.corners)
    return art
