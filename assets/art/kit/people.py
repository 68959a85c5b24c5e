"""Cloth that takes the light, and people who stand in the middle distance: no faces, all different."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import skia
from drawing import Drawing, Stop
from kit import darker, ellipse, lighter, limb, minus, mix, moved, points, rect, smooth, turned, union

LEFT, RIGHT = -1, 1


@dataclass(frozen=True)
class Cloth:
    """A colour, what it darkens towards in its folds, and what light does to it."""

    colour: str
    shade: str
    light: str = "#ffffff"

    def dark(self, part: float) -> str:
        return darker(self.colour, part, self.shade)

    def bright(self, part: float) -> str:
        return lighter(self.colour, part, self.light)

    def ramp(self, dark: float, middle: float, less_dark: float, bright: float) -> tuple[Stop, Stop, Stop]:
        """Return a gradient from shade to light; ``middle`` is where it is ``less_dark``."""
        return (0, self.dark(dark)), (middle, self.dark(less_dark)), (1, self.bright(bright))


# --- somebody who stands ------------------------------------------------------------------------

Hair = Literal["short", "fringe", "long", "pony", "afro", "hijab"]
Arms = Literal["down", "fold", "phone", "strap"]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody seen from the front. ``look`` turns the head (-1 left to 1 right), ``bow`` lowers it (0 to 1)."""

    skin: str
    hair: str
    style: Hair
    top: str
    legs: str
    arms: Arms = "down"
    look: float = 0
    bow: float = 0
    bag: str | None = None
    has_skirt: bool = False


INK = "#39414f"
FLOOR_SHADOW = "#7b8583"
SHOE = "#50545c"
SKIN_SHADE = "#5a3a3a"

# All outlines of a person are in hundredths of the height, from between the feet.
BODY = "-3,-83.5 -8,-82 -11.4,-77 -10.6,-62 -10,-47 0,-45 10,-47 10.6,-62 11.4,-77 8,-82 3,-83.5"
SKIRT = "-8,-54,0 8,-54,0 12.5,-22 0,-20 -12.5,-22"
ARM = {
    "down": "10,-77,3.9 12.6,-62,3.3 12,-49,2.7",
    "fold": "10,-77,3.9 12.6,-64,3.4 -3,-62,2.8",
    "phone": "10,-77,3.9 12.5,-64,3.4 4.5,-66,2.7",
    "strap": "10,-77,3.9 13,-65,3.3 6,-74,2.7",
}
RAISED = {"down": (), "fold": (LEFT, RIGHT), "phone": (RIGHT,), "strap": (LEFT,)}
"""Which arms do what the name says; the others hang."""


def stander(art: Drawing, x: float, y: float, height: float, person: Person) -> None:
    """Draw somebody whose feet are at (x, y)."""
    u = height / 100
    art.fill(ellipse(x + 2 * u, y + 0.5 * u, 15 * u, 2.6 * u), FLOOR_SHADOW, 0.35)
    if person.bag:
        art.fill(rect(x - 11.5 * u, y - 80 * u, 23 * u, 30 * u, 6 * u), person.bag)
    for side in (LEFT, RIGHT):
        _leg(art, x, y, u, person, side)
    if person.has_skirt:
        art.fill(smooth(points(SKIRT, x, y, u)), person.legs)
    _arms_and_body(art, x, y, u, person)
    if person.bag:
        for side in (LEFT, RIGHT):
            art.line(points("6.5,-82 7.6,-70 8,-60", x, y, u, side=side), darker(person.bag, 0.15), 2.4 * u)
    _head(art, x + person.look * 0.8 * u, y - 91.5 * u + person.bow * 0.95 * u, u * 0.95, person)


def _leg(art: Drawing, x: float, y: float, u: float, person: Person, side: int) -> None:
    leg = limb(points("3.68,-48,5.4 4.6,-26,4.2 4.83,-4,3.2", x, y, u, side=side), 5)
    art.fill(leg, person.legs if side == RIGHT else darker(person.legs, 0.14, INK))
    ankle = side * 4.83
    toe = ankle + side + person.look
    shoe = f"{ankle - 3.4},-4 {ankle + 3.4},-4 {toe + 4.4},-1 {toe + 4},0.6,0 {toe - 4},0.6,0 {ankle - 4},-1.6"
    art.fill(smooth(points(shoe, x, y, u)), SHOE)


def _arms_and_body(art: Drawing, x: float, y: float, u: float, person: Person) -> None:
    """Draw the left arm behind the body when it hangs, before it when it is raised, and then the right one."""
    body = smooth(points(BODY, x, y, u))
    for side in (LEFT, RIGHT):
        is_raised = side in RAISED[person.arms]
        if is_raised and side == LEFT:
            art.fill(body, person.top)
        _arm(art, x, y, u, person, side, is_raised)
        if side == LEFT:
            if not is_raised:
                art.fill(body, person.top)
            art.fill(minus(body, moved(body, 5 * u, 0)), INK, 0.14)


def _arm(art: Drawing, x: float, y: float, u: float, person: Person, side: int, is_raised: bool) -> None:
    joints = points(ARM[person.arms if is_raised else "down"], x, y, u, side=side)
    arm = limb(joints, 5)
    hand_x, hand_y = joints[-1][:2]
    if not is_raised:
        art.fill(ellipse(hand_x, hand_y + 2 * u, 2.6 * u, 3.4 * u), person.skin)
        art.fill(arm, darker(person.top, 0.12 if side == RIGHT else 0.2, INK))
        return
    art.fill(arm, darker(person.top, 0.16, INK))
    art.fill(ellipse(hand_x, hand_y, 2.7 * u), person.skin)
    if person.arms == "phone":
        phone = rect(hand_x - 1.6 * u, hand_y - 5 * u, 3.4 * u, 6 * u, 0.6 * u)
        art.fill(turned(phone, 12, hand_x, hand_y), "#2b303a")


# --- their heads --------------------------------------------------------------------------------

# Outlines of a head are in thirteenths of its height, from its middle.
HALF_FACE = 4.9
LONG_HAIR = "-6.2,-3 -6.6,4 -6,12 -2,13 2,13 6,12 6.6,4 6.2,-3 0,-8"
SCARF = "-6.2,-2 -6.4,4 -7.6,11 0,13.5 7.6,11 6.4,4 6.2,-2 4.4,-7 0,-8.2 -4.4,-7"
SCARF_OPENING = "-3.9,-1 -3.5,3.6 0,6 3.5,3.6 3.9,-1 2.6,-4.2 0,-4.9 -2.6,-4.2"
HAIRLINE: dict[Hair, float] = {"short": -2.2, "long": -2.4, "pony": -2.6, "afro": -2.0, "fringe": -0.6}
"""How far above the middle of the head the hair begins; a bowed head shows more of it."""


def _head(art: Drawing, x: float, y: float, u: float, person: Person) -> None:
    skin, look = person.skin, person.look
    behind = _hair_behind(x, y, u, person)
    if behind is not None:
        art.fill(behind, darker(person.hair, 0.25))
    art.fill(limb(points(f"{-0.2 * look},3,2.7 {-0.4 * look},9,3.1", x, y, u)), mix(skin, SKIN_SHADE, 0.35))
    if person.style != "hijab":
        for side in (LEFT, RIGHT):
            ear = ellipse(x + side * HALF_FACE * u - look * 0.4 * u, y + 0.6 * u, 1.0 * u, 1.6 * u)
            art.fill(ear, mix(skin, SKIN_SHADE, 0.2))
    chin = f"-3.038,5 {0.6 * look},6.5 3.038,5"
    face = smooth(points(f"-4.9,-1.5 -4.802,1.6 {chin} 4.802,1.6 4.9,-1.5 3.43,-5.4 0,-6.4 -3.43,-5.4", x, y, u))
    art.fill(face, skin)
    art.fill(minus(face, moved(face, 1.6 * u, -0.6 * u)), SKIN_SHADE, 0.16)
    if person.style == "hijab":
        _scarf(art, x, y, u, person)
    else:
        hair = _hair(x, y, u, person)
        art.fill(hair, person.hair)
        art.fill(minus(hair, moved(hair, 1.2 * u, 0.8 * u)), lighter(person.hair, 0.25), 0.35)


def _hair_behind(x: float, y: float, u: float, person: Person) -> skia.Path | None:
    if person.style == "long":
        return smooth(points(LONG_HAIR, x, y, u))
    if person.style == "afro":
        middle = y - 2.5 * u
        turns = [0.628 * index for index in range(10)]
        curls = [ellipse(x + 8 * u * math.cos(turn), middle + 7.4 * u * math.sin(turn), 2.6 * u) for turn in turns]
        return union(*curls, ellipse(x, middle, 8 * u, 7.6 * u))
    if person.style == "pony":
        back = -8 * person.look
        return limb(points(f"{-3 * person.look},-4,2 {back - 1},0,2.2 {back - 2},9,0.8", x, y, u))
    return None


def _hair(x: float, y: float, u: float, person: Person) -> skia.Path:
    line = HAIRLINE[person.style] + person.bow * 2.3
    temple = -0.4 if person.style == "short" else 0.8
    aside = person.look * 1.3
    crown = "-5.488,-3.5 -3.675,-7 0,-8 3.675,-7 5.488,-3.5"
    front = f"{2.205 + aside},{line - 1.2} {aside},{line - 0.6} {-2.45 + aside},{line - 1.4}"
    sides = f"5.488,{temple} 4.214,{line + 0.6} {front} -4.214,{line + 0.6}"
    return smooth(points(f"-5.488,{temple} {crown} {sides}", x, y, u))


def _scarf(art: Drawing, x: float, y: float, u: float, person: Person) -> None:
    opening = smooth(points(SCARF_OPENING, x + person.look * 1.3 * u, y, u))
    scarf = minus(smooth(points(SCARF, x, y, u)), opening)
    art.fill(scarf, person.hair)
    art.fill(minus(scarf, moved(scarf, 1.4 * u, 0)), darker(person.hair, 0.3), 0.5)
    art.line(points("-5,8 0,9.5 5.5,7", x, y, u), darker(person.hair, 0.3), 0.5 * u, 0.6)
