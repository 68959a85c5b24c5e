"""People of every scene: no faces, all different, each from the side, from the front and from behind.

A pose says where hands, feet and hip are, in hundredths of the height from the spot on the ground where somebody
stands; elbows and knees follow. Each figure opens layers of its own, so that it breathes and its head moves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

import skia
from drawing import Drawing, Mirrored
from hair import UNITS, Features, Place, Style, draw_head
from kit import (
    Point,
    darker,
    ellipse,
    limb,
    minus,
    mix,
    moved,
    overlap,
    points,
    rect,
    rim,
    smooth,
    turned,
)
from light import Light
from people import LEFT, RIGHT, Cloth

Top = Literal["hoodie", "jumper", "tee", "jacket", "coat", "tunic", "overalls", "vest"]
Bottom = Literal["trousers", "skirt", "shorts"]
Pen = Drawing | Mirrored
Spot = tuple[float, float]

HEAD = 13.4
"""How high a head is, of the hundred of a whole body."""
SEAT = 18
"""How much lower than standing somebody sits who faces us."""
UPPER_ARM, FOREARM, THIGH, SHIN = 15.0, 14.5, 23.5, 23.0
ELBOW_SIDE, KNEE_SIDE = (-0.5, 1.0), (1.0, -0.4)
"""Which way elbows and knees of somebody who looks right stick out."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """Somebody as they are in daylight. ``build`` widens the body; ``inner`` is what an open jacket shows."""

    skin: str
    hair: str
    style: Style
    top: Top
    colour: str
    legs: str
    build: float = 1.0
    bottom: Bottom = "trousers"
    inner: str = "#e9e2d6"
    shoe: str = "#4d525c"
    bag: str = ""
    apron: str = ""
    beard: bool = False
    glasses: bool = False
    hearing_aid: str = ""
    blade: bool = False


@dataclass(frozen=True, kw_only=True)
class SidePose:
    """How somebody who looks right holds themselves. ``lean`` and ``bow`` are degrees forwards.

    An ``elbow`` is told where the near arm comes towards us, and so looks shorter than it is.
    """

    hip: Spot = (0, -50)
    lean: float = 0
    bow: float = 0
    hand: Spot = (3, -47)
    far_hand: Spot = (6, -47.5)
    elbow: Spot | None = None
    foot: Spot = (0, -4)
    far_foot: Spot = (2, -4)
    strides: bool = False
    holds: Literal["", "phone", "mug"] = ""


STAND = SidePose()
WALK = SidePose(hand=(1, -47), far_hand=(4, -48), strides=True)
SIT = SidePose(hip=(0, -30), lean=4, hand=(15, -33), far_hand=(17, -34), foot=(21, -4), far_foot=(24, -4))
AT_TABLE = SidePose(hip=(0, -30), lean=8, bow=6, hand=(25, -42), far_hand=(28, -43), foot=(17, -4), far_foot=(21, -4))
WAIT_ON_BIKE = SidePose(hip=(0, -51), lean=14, hand=(25, -61), far_hand=(27, -61), foot=(5, -4), far_foot=(11, -20))
CROUCH = SidePose(hip=(-6, -18), lean=30, bow=8, hand=(24, -20), far_hand=(26, -22), foot=(0, -4), far_foot=(8, -4))
PHONE = SidePose(hand=(12, -66), far_hand=(4, -48), bow=20, holds="phone")


@dataclass(frozen=True, kw_only=True)
class FrontPose:
    """How somebody who faces us, or turns the back, holds themselves.

    ``left`` and ``right`` are hands, as we see them; ``lifted`` is how far the right foot is off the ground.
    """

    left: Spot = (-12.3, -48)
    right: Spot = (12.3, -48)
    look: float = 0
    bow: float = 0
    tilt: float = 0
    lifted: float = 0
    sits: bool = False
    strides: bool = False
    holds: Literal["", "phone", "mug"] = ""


HANG = FrontPose()
SEATED = FrontPose(left=(-6, -33), right=(6, -33), sits=True)


# --- light, cloth and limbs ---------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """Somebody being drawn: with what pen, how large a hundredth is, and in what light."""

    pen: Pen
    x: float
    y: float
    u: float
    who: Who
    light: Light
    cloth: Cloth = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cloth", self.dyed(self.who.colour))

    def dyed(self, colour: str) -> Cloth:
        return Cloth(colour, self.light.shade, self.light.sun)

    @property
    def skin(self) -> str:
        return self.who.skin

    @property
    def is_near(self) -> bool:
        return self.u > 4.2

    def at(self, point: Point) -> Spot:
        return self.x + point[0] * self.u, self.y + point[1] * self.u

    def shape(self, outline: str, x: float = 0, y: float = 0) -> skia.Path:
        """Return an outline given in hundredths from (x, y)."""
        return smooth(points(outline, self.x + x * self.u, self.y + y * self.u, self.u))

    def tube(self, *joints: Point) -> skia.Path:
        return limb([(*self.at(joint), joint[2] * self.u) for joint in joints], 5)

    def line(self, outline: str, colour: str, width: float, opacity: float = 1, x: float = 0, y: float = 0) -> None:
        at = points(outline, self.x + x * self.u, self.y + y * self.u, self.u)
        self.pen.line(at, colour, width * self.u, opacity)

    def shaded(self, shape: skia.Path, cloth: Cloth, dark: float = 0.3, bright: float = 0.08) -> None:
        """Fill cloth that light falls on from the right."""
        box = shape.computeTightBounds()
        ramp = ((0, cloth.dark(dark)), (0.55, cloth.dark(0.04)), (1, cloth.bright(bright)))
        self.pen.fill(shape, self.pen.linear(box.left(), 0, box.right(), 0, *ramp))
        if self.is_near:
            self.pen.fill(rim(shape, 0.7 * self.u, -0.5 * self.u), cloth.bright(0.4), 0.7 * self.light.glow)

    def head_features(self) -> Features:
        who = self.who
        return Features(
            skin=who.skin,
            hair=who.hair,
            style=who.style,
            shade=self.light.shade,
            light=self.light.sun,
            beard=who.beard,
            glasses=who.glasses,
            hearing_aid=who.hearing_aid,
        )


def reached(start: Spot, end: Spot, first: float, second: float, towards: Spot) -> tuple[Spot, Spot]:
    """Return the joint between two bones, of the two possible ones the farther ``towards``, and where they end."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 0.01
    reach = min(length, (first + second) * 0.995)
    ux, uy = dx / length, dy / length
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    across = math.sqrt(max(0.0, first**2 - along**2))
    sides = [(start[0] + ux * along - uy * out, start[1] + uy * along + ux * out) for out in (across, -across)]
    joint = max(sides, key=lambda at: at[0] * towards[0] + at[1] * towards[1])
    return joint, (start[0] + ux * reach, start[1] + uy * reach)


# --- from the side ------------------------------------------------------------------------------

TORSO_SIDE = "-6.6,3 -8.6,-3 -8.2,-14 -8,-23 -6,-29.5 -1,-32.5 3.6,-30.5 7,-25 8.4,-15 8.2,-4 7,3"
COAT_SIDE = "-7.6,14 -9.4,-2 -8.6,-14 -8.2,-23 -6,-29.5 -1,-32.5 3.6,-30.5 7.4,-25 8.8,-15 9.4,-2 8.4,14"


def side(
    art: Drawing,
    name: str,
    x: float,
    y: float,
    height: float,
    who: Who,
    light: Light,
    pose: SidePose = STAND,
    *,
    facing: int = RIGHT,
    depth: float = 1,
    motion: str = "",
) -> None:
    """Draw somebody from the side whose ground is (x, y) and who would be ``height`` tall standing."""
    pen: Pen = art if facing == RIGHT else Mirrored(art, x)
    one = Figure(pen, x, y, height / 100, who, light)
    breath = _joined(motion, f"breathe {x:.0f} {y:.0f} 0.005 {4.2 + (x % 7) / 5:.1f}")
    shoulder = _on_torso(pose, (-0.4, -28))
    neck = _on_torso(pose, (0.2, -32))
    hand_end = reached(shoulder, pose.hand, UPPER_ARM, FOREARM, ELBOW_SIDE)
    if pose.elbow:
        hand_end = pose.elbow, pose.hand

    swing = f"sway {one.at(pose.hip)[0]:.0f} {one.at(pose.hip)[1]:.0f} 12 1.5"
    art.layer(f"{name}-far", depth, motion=_joined(motion, f"{swing} 0.5") if pose.strides else breath)
    if not pose.strides and pose.hip[1] < -40:
        pen.fill(ellipse(x + 2 * one.u, y, 13 * one.u, 1.9 * one.u), light.shade, 0.28)
    _leg_side(one, pose.hip, pose.far_foot, far=True)
    if pose.strides:
        art.layer(f"{name}-near", depth, motion=_joined(motion, f"{swing} 0"))
        _leg_side(one, pose.hip, pose.foot, far=False)
    art.layer(f"{name}-body", depth, motion=breath)
    _arm(one, *_far_arm(pose), far=True)
    if not pose.strides:
        _leg_side(one, pose.hip, pose.foot, far=False)
    _torso_side(one, pose, neck)
    at = _head_place(one, pose, neck)
    nod = f"sway {one.at(neck)[0]:.0f} {one.at(neck)[1]:.0f} 1.1 {5.4 + (x % 5) / 4:.1f} 0.{int(x) % 9}"
    art.layer(f"{name}-head", depth, motion=_joined(nod, breath))
    draw_head(pen, "side", at, one.head_features())
    art.layer(f"{name}-arm", depth, motion=breath)
    _hold(one, pose.holds, hand_end[1])
    _arm(one, shoulder, *hand_end, far=False)


def _joined(*motions: str) -> str:
    return "; ".join(motion for motion in motions if motion)


def _on_torso(pose: SidePose, point: Point) -> Spot:
    turn = math.radians(pose.lean)
    x, y = point[0], point[1]
    return (
        pose.hip[0] + x * math.cos(turn) - y * math.sin(turn),
        pose.hip[1] + x * math.sin(turn) + y * math.cos(turn),
    )


def _far_arm(pose: SidePose) -> tuple[Spot, Spot, Spot]:
    shoulder = _on_torso(pose, (1.4, -28))
    return shoulder, *reached(shoulder, pose.far_hand, UPPER_ARM, FOREARM, ELBOW_SIDE)


def _leg_side(one: Figure, hip: Spot, foot: Spot, *, far: bool) -> None:
    who = one.who
    knee, ankle = reached(hip, foot, THIGH, SHIN, KNEE_SIDE)
    wide = 0.55 + 0.45 * who.build
    cloth, shift = one.dyed(who.legs), 0.22 if far else 0.05
    sole = "-3.2,-4.4 2.4,-4.8 7.2,-1.6 7.2,0.6,0 -3.6,0.6,0"
    if who.blade and not far:
        one.line("0,-14 -3,-9 -1,-3 5,0", "#3d444d", 1.9, x=ankle[0], y=ankle[1] + 3.6)
        one.pen.fill(one.tube((*hip, 5.6 * wide), (*knee, 4.3 * wide), (knee[0], knee[1] + 5, 3)), one.skin)
    else:
        one.pen.fill(one.shape(sole, ankle[0], ankle[1] + 4), darker(who.shoe, shift, one.light.shade))
        lower = one.skin if who.bottom == "shorts" else cloth.dark(shift)
        shape = one.tube((*hip, 5.6 * wide), (*knee, 4.5 * wide), (*ankle, 3.2))
        one.pen.fill(shape, lower)
        if one.is_near:
            one.pen.fill(minus(shape, moved(shape, 1.6 * one.u, -0.8 * one.u)), cloth.shade, 0.18)
    if who.bottom == "shorts":
        half = ((hip[0] + 3 * knee[0]) / 4, (hip[1] + 3 * knee[1]) / 4, 5 * wide)
        one.pen.fill(one.tube((*hip, 6 * wide), half), cloth.dark(shift))
    if who.bottom == "skirt" and not far:
        hem = ((hip[0] + 3 * knee[0]) / 4, (hip[1] + 3 * knee[1]) / 4, 7.4 * wide)
        one.pen.fill(one.tube((*hip, 7 * wide), hem), cloth.dark(0))


def _torso_side(one: Figure, pose: SidePose, neck: Spot) -> None:
    who, pen, u = one.who, one.pen, one.u
    hip_x, hip_y = one.at(pose.hip)

    def placed(outline: str) -> skia.Path:
        return turned(smooth(points(outline, hip_x, hip_y, u)), pose.lean, hip_x, hip_y)

    def across(outline: str) -> str:
        """Return an outline as wide as the body is built; the belly grows more than the back."""
        found = [(x * (1 + (who.build - 1) * (1.25 if x > 0 else 0.7)), y) for x, y in points(outline)]
        return " ".join(f"{x:.2f},{y:.2f}" for x, y in found)

    if who.bag:
        bag = placed(across("-7,-29 -13,-27 -15.5,-18 -15,-7 -11,-4 -6,-6"))
        one.shaded(bag, one.dyed(who.bag), 0.2, 0.12)
    is_long = who.top in ("coat", "tunic") and pose.hip[1] < -40
    body = placed(across(COAT_SIDE if is_long else TORSO_SIDE))
    throat = (neck[0] + 1.2 + pose.lean * 0.03, neck[1] - 4.2)
    hem = across("-9.2,-0.6 9,-0.6 8.2,3.4 -8,3.4")
    one.shaded(body, one.dyed(who.inner) if who.top in ("jacket", "vest", "overalls") else one.cloth)
    if who.top in ("jacket", "vest"):
        one.shaded(overlap(body, placed(across("-12,4 -12,-34 2,-34 4,-20 4.4,4"))), one.cloth)
    if who.top == "overalls":
        one.shaded(overlap(body, placed(across("-12,4 -12,-12 -4,-14 2,-22 10,-23 12,4"))), one.cloth)
        pen.line(_turned_points(one, pose, "3.5,-22 1,-29 -5,-29 -5,-13"), one.cloth.dark(0.1), 1.8 * u)
    if who.apron:
        apron = overlap(body, placed(across("1,4 1,-22 12,-24 14,4")))
        one.shaded(apron, one.dyed(who.apron), 0.1, 0.06)
    if who.top in ("hoodie", "jumper") and not who.apron:
        pen.fill(overlap(body, placed(hem)), one.cloth.dark(0.24))
    if one.is_near:
        for fold in ("4.5,-19 6,-14 5.4,-9", "-5.5,-6 -1,-3.6 4,-4.4"):
            pen.line(_turned_points(one, pose, fold), one.cloth.dark(0.45), 0.45 * u, 0.35)
    pen.fill(one.tube((*neck, 3.3), (*throat, 3.1)), mix(one.skin, one.light.shade, 0.26))
    if who.top == "hoodie":
        hood = placed(across("-7.4,-27 -8,-31 -5,-34.4 -1,-34.6 3.4,-33 5.4,-30.6 4,-28.6 0,-29.8 -4,-29"))
        one.shaded(hood, one.cloth, 0.42, 0.04)
        for cord in ("4,-30 4.6,-26 4.2,-22.4", "2.8,-29.6 3.4,-25 3,-22"):
            pen.line(_turned_points(one, pose, cord), mix("#f4efe2", one.light.shade, 0.15), 0.4 * u)
    else:
        collar = placed("-5.6,-30.4 -3,-33.6 1,-34.2 4.4,-32.4 4.8,-30.2 0,-31")
        tone = one.cloth if who.top not in ("vest",) else one.dyed(who.inner)
        pen.fill(collar, tone.dark(0.26))
    if who.bag:
        pen.line(_turned_points(one, pose, "-5.5,-31 -0.6,-30 1.4,-21 -2,-12"), one.dyed(who.bag).dark(0.16), 2.2 * u)


def _turned_points(one: Figure, pose: SidePose, outline: str) -> list[Point]:
    return [one.at(_on_torso(pose, point)) for point in points(outline)]


def _head_place(one: Figure, pose: SidePose, neck: Spot) -> Place:
    turn = math.radians(pose.lean * 0.55 + pose.bow)
    x, y = neck[0] + 8.4 * math.sin(turn) + 1.2, neck[1] - 8.4 * math.cos(turn)
    at_x, at_y = one.at((x, y))
    return Place(x=at_x, y=at_y, degrees=pose.lean * 0.35 + pose.bow, unit=one.u * HEAD / UNITS)


# --- arms and what they hold --------------------------------------------------------------------


def _arm(one: Figure, shoulder: Spot, elbow: Spot, hand: Spot, *, far: bool) -> None:
    who, pen, u = one.who, one.pen, one.u
    wide = 0.6 + 0.4 * who.build
    sleeve = one.dyed(who.inner) if who.top in ("vest", "overalls") else one.cloth
    turn = math.degrees(math.atan2(hand[1] - elbow[1], hand[0] - elbow[0]))
    palm = (hand[0] + 1.6 * math.cos(math.radians(turn)), hand[1] + 1.6 * math.sin(math.radians(turn)))
    fist = ellipse(*one.at(palm), 3.2 * u, 2.5 * u, turn)
    pen.fill(fist, mix(one.skin, one.light.shade, 0.25 if far else 0))
    if one.is_near and not far:
        pen.fill(minus(fist, moved(fist, 0.5 * u, -0.6 * u)), one.light.shade, 0.22)
        knuckle_x, knuckle_y = one.at(
            (palm[0] + 1.2 * math.cos(math.radians(turn)), palm[1] + 1.2 * math.sin(math.radians(turn)))
        )
        for finger in (-0.9, 0.1, 1.1):
            across = [(knuckle_x - 0.9 * u, knuckle_y + finger * u), (knuckle_x + 1.2 * u, knuckle_y + finger * u)]
            pen.line(across, mix(one.skin, one.light.shade, 0.4), 0.22 * u, 0.6)
    wrist = (hand[0] * 0.94 + elbow[0] * 0.06, hand[1] * 0.94 + elbow[1] * 0.06)
    shape = one.tube((*shoulder, 4.3 * wide), (*elbow, 3.7 * wide), (*wrist, 2.5))
    if who.top == "tee":
        pen.fill(
            one.tube((*shoulder, 3.6 * wide), (*elbow, 3.1 * wide), (*wrist, 2.1)),
            mix(one.skin, one.light.shade, 0.25 if far else 0.04),
        )
        half = ((shoulder[0] + elbow[0]) / 2, (shoulder[1] + elbow[1]) / 2, 4 * wide)
        shape = one.tube((*shoulder, 4.3 * wide), half)
    if far:
        pen.fill(shape, sleeve.dark(0.36))
        return
    box = shape.computeTightBounds()
    ramp = ((0, sleeve.dark(0.26)), (0.6, sleeve.dark(0.06)), (1, sleeve.bright(0.08)))
    pen.fill(shape, pen.linear(box.left(), box.top(), box.right(), box.bottom(), *ramp))
    pen.fill(minus(shape, moved(shape, 1.1 * u, -0.9 * u)), sleeve.shade, 0.2)
    if one.is_near:
        pen.fill(rim(shape, 0.4 * u, -0.7 * u), sleeve.bright(0.4), 0.7 * one.light.glow)
        for dx in (-1.6, 1.2):
            crease = [
                one.at((elbow[0] + dx - 1.4, elbow[1] - 2.2)),
                one.at((elbow[0] + dx, elbow[1])),
                one.at((elbow[0] + dx + 1.8, elbow[1] + 1.2)),
            ]
            pen.line(crease, sleeve.dark(0.5), 0.45 * u, 0.4)


def _hold(one: Figure, what: str, hand: Spot) -> None:
    """Draw a phone or a mug that a hand is about to close round."""
    x, y = one.at(hand)
    u = one.u
    if what == "phone":
        one.pen.fill(turned(rect(x + 0.2 * u, y - 5.4 * u, 3.6 * u, 7 * u, 0.7 * u), 16, x, y), "#22262f")
    if what == "mug":
        one.pen.fill(rect(x - 0.5 * u, y - 4 * u, 5.6 * u, 6 * u, 0.9 * u), "#efe6d6")
        one.pen.fill(ellipse(x + 2.3 * u, y - 4 * u, 2.8 * u, 0.7 * u), "#8a5a3c")


# --- from the front and from behind -------------------------------------------------------------

BODY = "-3,-83.5 -8,-82 -11,-77 -10.4,-62 -10,-47 0,-45 10,-47 10.4,-62 11,-77 8,-82 3,-83.5"
LONG_BODY = "-3,-83.5 -8,-82 -11,-77 -10.6,-60 -12,-34 0,-32 12,-34 10.6,-60 11,-77 8,-82 3,-83.5"


def front(
    art: Drawing,
    name: str,
    x: float,
    y: float,
    height: float,
    who: Who,
    light: Light,
    pose: FrontPose = HANG,
    *,
    depth: float = 1,
    motion: str = "",
) -> None:
    """Draw somebody who faces us."""
    _upright(art, name, Figure(art, x, y, height / 100, who, light), pose, depth, motion, is_back=False)


def back(
    art: Drawing,
    name: str,
    x: float,
    y: float,
    height: float,
    who: Who,
    light: Light,
    pose: FrontPose = HANG,
    *,
    depth: float = 1,
    motion: str = "",
) -> None:
    """Draw somebody from behind."""
    _upright(art, name, Figure(art, x, y, height / 100, who, light), pose, depth, motion, is_back=True)


def _upright(
    art: Drawing, name: str, one: Figure, pose: FrontPose, depth: float, motion: str, *, is_back: bool
) -> None:
    x, y, u, who = one.x, one.y, one.u, one.who
    if pose.sits:
        one = Figure(one.pen, x, y + SEAT * u, u, who, one.light)
    breath = _joined(motion, f"breathe {x:.0f} {y:.0f} 0.005 {4.3 + (x % 7) / 5:.1f}")
    if not pose.sits:
        art.layer(f"{name}-ground", depth, motion=motion)
        art.fill(ellipse(x, y, 14 * u, 2.2 * u), one.light.shade, 0.28)
    for index, at_side in enumerate((LEFT, RIGHT)):
        swing = f"bob {-2.4 * u:.1f} 0.8 {index * 0.5}"
        moves = _joined(motion, swing) if pose.strides else motion
        art.layer(f"{name}-leg-{index + 1}", depth, motion=moves)
        _leg_front(one, at_side, pose)
    art.layer(f"{name}-body", depth, motion=breath)
    arms = []
    for at_side, hand in ((LEFT, pose.left), (RIGHT, pose.right)):
        shoulder = (at_side * 9.2 * (0.7 + 0.3 * who.build), -77.5)
        if pose.sits:
            hand = (hand[0], hand[1] - SEAT)
        elbow, end = reached(shoulder, hand, UPPER_ARM, FOREARM, (at_side * 0.5, 1))
        hangs = abs(hand[0]) > 10 and hand[1] > -56
        arms.append((shoulder, elbow, end, is_back or hangs, at_side))
    for shoulder, elbow, end, is_behind, _at_side in arms:
        if is_behind:
            _arm(one, shoulder, elbow, end, far=False)
    _torso_front(one, is_back=is_back)
    if pose.sits and not is_back:
        _lap(one)
    neck_x, neck_y = one.at((0, -84))
    nod = f"sway {neck_x:.0f} {neck_y:.0f} 1 {5.2 + (x % 5) / 4:.1f} 0.{int(x) % 9}"
    art.layer(f"{name}-head", depth, motion=_joined(nod, breath))
    head_x, head_y = one.at((pose.look * 0.7, -91.4 + pose.bow * 1.6))
    at = Place(x=head_x, y=head_y, degrees=pose.tilt, unit=u * HEAD / UNITS, look=pose.look, bow=pose.bow)
    draw_head(one.pen, "back" if is_back else "front", at, one.head_features())
    art.layer(f"{name}-arms", depth, motion=breath)
    for shoulder, elbow, end, is_behind, at_side in arms:
        if at_side == RIGHT and not is_back:
            _hold(one, pose.holds, end)
        if not is_behind:
            _arm(one, shoulder, elbow, end, far=False)


def _leg_front(one: Figure, at_side: int, pose: FrontPose) -> None:
    who = one.who
    wide = 0.55 + 0.45 * who.build
    cloth, dark = one.dyed(who.legs), 0.05 if at_side == RIGHT else 0.18
    foot_x, foot_y = at_side * (6.6 if pose.sits else 4.6) * wide, -4.0 - SEAT if pose.sits else -4.0
    if at_side == RIGHT and pose.lifted:
        foot_x, foot_y = foot_x + pose.lifted * 0.6, foot_y - pose.lifted
    shoe = "-3.2,-4.4 3.2,-4.4 4.4,-1 4,0.8,0 -4,0.8,0 -4.4,-1"
    is_blade = who.blade and at_side == RIGHT
    if is_blade:
        one.line("0,-20 1.4,-9 -0.4,-2 2.6,0", "#3d444d", 1.9, x=foot_x, y=foot_y + 4)
    else:
        one.pen.fill(one.shape(shoe, foot_x, foot_y + 4), darker(who.shoe, dark, one.light.shade))
    hip = (at_side * 3.9 * wide, -49, 5.7 * wide)
    knee = (at_side * 6.8 * wide, -40.0, 5.2 * wide) if pose.sits else (at_side * 4.5 * wide, -26.0, 4.3 * wide)
    if at_side == RIGHT and pose.lifted:
        knee = (knee[0] + pose.lifted * 0.55, knee[1] - pose.lifted * 0.25, knee[2])
    ankle = (foot_x, foot_y - 12 if is_blade else foot_y, 3.2)
    lower = one.skin if who.bottom == "shorts" else cloth.dark(dark)
    one.pen.fill(one.tube(hip, knee, ankle), lower)
    if who.bottom == "shorts":
        one.pen.fill(one.tube(hip, (knee[0], knee[1] - 5, 5.4 * wide)), cloth.dark(dark))
    if who.bottom == "skirt" and at_side == RIGHT and not pose.sits:
        one.shaded(one.shape("-9,-54,0 9,-54,0 12,-20 0,-18 -12,-20"), cloth, 0.2)


def _lap(one: Figure) -> None:
    """Draw the thighs of somebody who sits and faces us: they come towards us."""
    wide, cloth = 0.55 + 0.45 * one.who.build, one.dyed(one.who.legs)
    for at_side in (LEFT, RIGHT):
        thigh = one.tube((at_side * 4.6 * wide, -49, 5.2 * wide), (at_side * 6.8 * wide, -41, 5.8 * wide))
        one.pen.fill(thigh, cloth.bright(0.1) if at_side == RIGHT else cloth.dark(0.04))


def _torso_front(one: Figure, *, is_back: bool) -> None:
    who, pen, u = one.who, one.pen, one.u

    def wide(outline: str) -> skia.Path:
        """Return an outline as wide as the body is built; the belly grows more than the shoulders."""
        grow = who.build - 1
        found = [
            (one.x + at[0] * (1 + grow * (1.15 if at[1] > -66 else 0.55)) * u, one.y + at[1] * u, *at[2:])
            for at in points(outline)
        ]
        return smooth(found)

    body = wide(LONG_BODY if who.top in ("coat", "tunic") else BODY)
    open_front = who.top in ("jacket", "vest") and not is_back
    pen.fill(one.tube((0, -80, 3.6), (0, -87, 3.2)), mix(one.skin, one.light.shade, 0.3))
    one.shaded(body, one.dyed(who.inner) if open_front or who.top == "overalls" else one.cloth)
    if open_front:
        for at_side in (LEFT, RIGHT):
            flap = wide(" ".join(f"{at_side * x},{y}" for x, y in points("3,-86 5,-72 4.2,-44 14,-42 15,-86")))
            one.shaded(overlap(body, flap), one.cloth, 0.24 if at_side == LEFT else 0.08)
    if who.top == "overalls":
        bib = wide("-6.5,-72,0 6.5,-72,0 8,-60 12,-58 13,-42 -13,-42 -12,-58 -8,-60")
        one.shaded(overlap(body, bib), one.cloth)
        for at_side in (LEFT, RIGHT):
            pen.line(points("5.6,-72 6.6,-82", one.x, one.y, u, side=at_side), one.cloth.dark(0.1), 2 * u)
    if who.apron and not is_back:
        one.shaded(
            overlap(body, wide("-6,-72,0 6,-72,0 7,-60 9,-58 9.4,-40 -9.4,-40 -9,-58 -7,-60")),
            one.dyed(who.apron),
            0.12,
        )
        one.line("-5.4,-72 -3.4,-82 3.4,-82 5.4,-72", one.dyed(who.apron).dark(0.2), 0.8)
    if who.top == "coat" and not is_back:
        one.line("0.6,-81 0.4,-60 0,-34", one.cloth.dark(0.4), 0.5, 0.7)
        for button in (-70, -60, -50):
            pen.fill(ellipse(*one.at((2, button)), 0.7 * u), one.cloth.dark(0.5))
    if who.top in ("hoodie", "jumper") and not who.apron:
        pen.fill(overlap(body, rect(one.x - 20 * u, one.y - 49.4 * u, 40 * u, 6 * u)), one.cloth.dark(0.2))
    if who.top == "hoodie" and not is_back:
        one.line("-5,-56.5 5,-56.5", one.cloth.dark(0.4), 0.5, 0.7)
        for at_side in (LEFT, RIGHT):
            one.line(" ".join(f"{at_side * x},{y}" for x, y in points("5,-56.5 8,-50")), one.cloth.dark(0.4), 0.5, 0.7)
            one.line(
                " ".join(f"{at_side * x},{y}" for x, y in points("2,-79 2.4,-75 2.2,-71")),
                mix("#f4efe2", one.light.shade, 0.15),
                0.5,
            )
    if who.top == "hoodie":
        hood = one.shape("-8,-80 -5,-84.6 0,-83.4 5,-84.6 8,-80 4,-77.6 0,-75 -4,-77.6")
        if not is_back:
            hood = minus(hood, one.shape("-3.4,-85 3.4,-85 2.6,-81 0,-79.4 -2.6,-81"))
        else:
            hood = one.shape("-8,-82 -4,-85 4,-85 8,-82 7,-74 0,-69 -7,-74")
        one.shaded(hood, one.cloth, 0.4, 0)
    elif not open_front:
        one.line("-4.2,-82.4 0,-80.8 4.2,-82.4", one.cloth.dark(0.34), 1.5)
    if who.bag and is_back:
        one.shaded(rect(one.x - 9.5 * u, one.y - 79 * u, 19 * u, 29 * u, 6 * u), one.dyed(who.bag), 0.14, 0.1)
        pen.fill(rect(one.x - 6.6 * u, one.y - 66 * u, 13.2 * u, 13 * u, 2.5 * u), one.dyed(who.bag).dark(0.2))
    elif who.bag:
        for at_side in (LEFT, RIGHT):
            pen.line(
                points("6,-82 7.2,-72 7.8,-62", one.x, one.y, u, side=at_side), one.dyed(who.bag).dark(0.1), 2.2 * u
            )


# --- what people move with ----------------------------------------------------------------------


def wheelchair(pen: Pen, x: float, y: float, u: float, light: Light) -> None:
    """Draw a wheelchair that looks right, for somebody who sits at (x, y); it stands behind and before them."""
    frame, tyre = "#5b6570", "#39414b"
    wheel_x, wheel_y = x - 2 * u, y - 14 * u
    pen.line(points("-9,-54 -8,-27 18,-27 22,-6 28,-4", x, y, u), frame, 1.5 * u)
    pen.line(points("-9,-54 -13,-55", x, y, u), tyre, 1.9 * u)
    pen.line(points("-8,-44 -7.5,-28 14,-28", x, y, u), "#7d8894", 2.6 * u)
    pen.line(
        [(wheel_x + 14 * u * math.cos(i * 0.449), wheel_y + 14 * u * math.sin(i * 0.449)) for i in range(14)],
        tyre,
        1.5 * u,
        closed=True,
    )
    pen.line(
        [(wheel_x + 12 * u * math.cos(i * 0.449), wheel_y + 12 * u * math.sin(i * 0.449)) for i in range(14)],
        frame,
        0.5 * u,
        closed=True,
    )
    for spoke in range(6):
        turn = spoke * math.pi / 6
        dx, dy = 13 * u * math.cos(turn), 13 * u * math.sin(turn)
        pen.line([(wheel_x - dx, wheel_y - dy), (wheel_x + dx, wheel_y + dy)], frame, 0.28 * u, 0.8)
    pen.fill(ellipse(wheel_x, wheel_y, 1.4 * u), frame)
    pen.fill(ellipse(x + 20 * u, y - 3 * u, 3 * u), tyre)


def crutch(pen: Pen, x: float, y: float, u: float, light: Light) -> None:
    """Draw a crutch whose foot is at (x, y)."""
    pen.line(points("0,0 -1.4,-38 -2,-58", x, y, u), "#8d979f", 1.1 * u)
    pen.line(points("-1.4,-42 3,-42.5", x, y, u), "#4d555e", 1.5 * u)
    pen.line(points("-4.4,-57 -1.8,-59 0.8,-57", x, y, u), "#4d555e", 1.3 * u)
