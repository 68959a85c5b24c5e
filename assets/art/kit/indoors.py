"""What rooms are made of: walls with openings, windows and what is behind them, doors, tables, chairs, plants."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import skia
from drawing import Drawing
from kit import (
    EVERYWHERE,
    darker,
    ellipse,
    lighter,
    minus,
    mix,
    overlap,
    points,
    polygon,
    rect,
    rim,
    turned,
    union,
)
from light import Light, sky
from things import leaf

FURNITURE = "#7a4630"


@dataclass(frozen=True)
class Pane:
    """A window: its opening, and how many panes it has across."""

    x: float
    y: float
    width: float
    height: float
    across: int = 2

    @property
    def hole(self) -> skia.Path:
        return rect(self.x, self.y, self.width, self.height)


# --- what is outside ----------------------------------------------------------------------------


def town(art: Drawing, light: Light, horizon: float, name: str = "town") -> None:
    """Draw sky, far roofs, and a nearer row of gables; their windows are lit when the hour has lamps."""
    rnd = random.Random(name)
    sky(art, light, horizon + 40)
    for layer, depth, low, haze, colour, wide in (
        ("far-roofs", 0.14, 40, 0.62, "#7d8796", 64),
        ("roofs", 0.24, 0, 0.3, "#a9746a", 92),
    ):
        art.layer(layer, depth)
        shapes, lit = [], []
        x = -300.0
        while x < 1600:
            width, up = wide * rnd.uniform(0.8, 1.2), rnd.uniform(30, 74)
            top = horizon - low - up
            roof = polygon([(x, top + 2), (x + width * 0.5, top - width * 0.36), (x + width, top + 2)])
            shapes.append(union(rect(x, top, width + 1, 500), roof))
            lit += [(x + width * part, top + 24 + row * 40) for part in (0.2, 0.6) for row in (0, 1)]
            x += width
        tone = light.far(colour if not light.has_lamps else "#23264e", haze)
        art.fill(union(*shapes), art.linear(0, horizon - 100, 0, horizon + 120, (0, tone), (1, light.far(tone, 0.4))))
        if layer == "roofs":
            for index, (wx, wy) in enumerate(lit):
                is_lit = light.has_lamps and index % 3 == 0
                paint = "#ffcf7a" if is_lit else darker(tone, 0.28)
                art.fill(rect(wx, wy, 15, 22), paint, 1 if is_lit else 0.5)
    light.rain(art)


def countryside(art: Drawing, light: Light, horizon: float) -> None:
    """Draw sky, far woods, a row of poplars, a farm roof, and flat fields with ditches."""
    sky(art, light, horizon)
    art.layer("clouds", 0.08, motion="drift -30 0 0 1")
    for x, y, width in ((220, 96, 190), (300, 112, 130), (760, 70, 220), (860, 84, 150), (1180, 130, 170)):
        art.fill(ellipse(x, y, width, width * 0.11), mix(light.sky[2], "#ffffff", 0.35), 0.5)
    art.layer("far-woods", 0.12)
    rnd = random.Random("woods")
    woods = [ellipse(x, horizon + 6, rnd.uniform(30, 60), rnd.uniform(10, 24)) for x in range(-400, 1700, 44)]
    art.fill(union(*woods), light.far("#5f7a68", 0.6))
    art.layer("poplars", 0.2)
    for index in range(13):
        trunk, tall = 700 + index * 46 + rnd.uniform(-6, 6), 112 + rnd.uniform(-16, 14)
        poplar = ellipse(trunk, horizon - tall / 2 + 8, 11 + rnd.uniform(0, 4), tall / 2)
        art.fill(
            poplar,
            art.linear(trunk - 14, 0, trunk + 14, 0, (0, light.far("#3f6050", 0.3)), (1, light.far("#6f8f62", 0.3))),
        )
    farm(art, light, 330, horizon)
    art.layer("fields", 0.3)
    low = ((0, light.far("#9fae6c", 0.5)), (0.4, light.far("#86a05c", 0.22)), (1, "#6f8f52"))
    art.fill(rect(-480, horizon, 2240, 900), art.linear(0, horizon, 0, horizon + 250, *low))
    for step, y in enumerate((8, 22, 44, 76, 120)):
        art.fill(rect(-480, horizon + y, 2240, 2 + step * 1.5), light.far("#5f7f52", 0.35), 0.5)


def farm(art: Drawing, light: Light, x: float, y: float) -> None:
    art.layer("farm", 0.22)
    art.fill(rect(x, y - 32, 168, 40), light.far("#8a5a4a", 0.35))
    roof = polygon(points("-14,-30 26,-88 142,-88 182,-30", x, y))
    art.fill(roof, art.linear(0, y - 88, 0, y - 30, (0, light.far("#6a4a48", 0.35)), (1, light.far("#8a5a50", 0.35))))
    art.fill(ellipse(x - 34, y - 26, 34, 40), light.far("#4f6f52", 0.35))
    for window_x in (24, 62, 118):
        art.fill(rect(x + window_x, y - 22, 14, 14), "#ffd98a" if light.has_lamps else light.far("#dfe8ea", 0.2))


# --- walls, windows, doors ----------------------------------------------------------------------


def wall(art: Drawing, colour: str, floor: str, floor_y: float, *panes: Pane, dado: str = "") -> None:
    """Draw the far wall with its windows, and the floor before it; ``dado`` colours the lower part of the wall."""
    art.layer("wall", 0.8)
    around = minus(EVERYWHERE, *(pane.hole for pane in panes))
    art.fill(around, colour)
    ramp = ((0, darker(colour, 0.12), 0.8), (0.45, colour, 0), (1, lighter(colour, 0.25), 0.5))
    art.fill(around, art.linear(0, -40, 0, floor_y, *ramp))
    if dado:
        lower = minus(rect(-480, floor_y - 210, 2240, 210), *(pane.hole for pane in panes))
        art.fill(lower, dado)
        art.fill(rect(-480, floor_y - 214, 2240, 6), darker(dado, 0.14))
    for pane in panes:
        frame(art, pane)
    art.fill(
        rect(-480, floor_y, 2240, 1000),
        art.linear(0, floor_y, 0, 740, (0, darker(floor, 0.1)), (1, lighter(floor, 0.1))),
    )
    art.fill(rect(-480, floor_y - 13, 2240, 15), lighter(colour, 0.35))
    art.fill(rect(-480, floor_y, 2240, 5), darker(floor, 0.3), 0.5)


def frame(art: Drawing, pane: Pane, colour: str = "#f7f1e4") -> None:
    """Draw the frame of a window, its sill, and a little of the sky in its glass."""
    x, y, width, height = pane.x, pane.y, pane.width, pane.height
    art.fill(minus(rect(x - 14, y - 14, width + 28, height + 28), pane.hole), colour)
    art.fill(minus(rect(x - 5, y - 5, width + 10, height + 10), pane.hole), darker(colour, 0.2))
    for index in range(1, pane.across):
        at = x + width * index / pane.across
        art.fill(rect(at - 5, y, 10, height), colour)
        art.fill(rect(at + 2, y, 3, height), darker(colour, 0.2))
    for part in (0.12, 0.3, 0.72):
        stroke = points(
            f"{width * part},0 {width * part + 36},0 {width * part - 90},{height} {width * part - 126},{height}", x, y
        )
        art.fill(overlap(pane.hole, polygon(stroke)), "#ffffff", 0.12)
    art.fill(rect(x - 26, y + height + 8, width + 52, 15, 3), lighter(colour, 0.4))
    art.fill(rect(x - 26, y + height + 21, width + 52, 7, 2), darker(colour, 0.3))


def patches(art: Drawing, light: Light, floor_y: float, lefts: tuple[float, ...], width: float, slant: float) -> None:
    """Draw the light of windows on the floor."""
    art.layer("patches", 0.85, blend="screen", blur=4)
    for x in lefts:
        patch = [(x, floor_y + 8), (x + width, floor_y + 8), (x + width + slant * 1.2, 740), (x + slant, 740)]
        art.fill(polygon(patch), light.sun, light.glow * 0.7)


def door(
    art: Drawing, x: float, floor_y: float, colour: str, *, has_glass: bool = True, beyond: str = "#f6f0e2"
) -> None:
    """Draw a door in the far wall, 150 wide, on the layer that is open."""
    top = floor_y - 400
    art.fill(rect(x - 14, top - 14, 178, 414), lighter(colour, 0.55))
    art.fill(
        rect(x, top, 150, 400), art.linear(x, 0, x + 150, 0, (0, lighter(colour, 0.08)), (1, darker(colour, 0.14)))
    )
    if has_glass:
        art.fill(rect(x + 26, top + 34, 98, 190, 3), beyond)
        art.fill(polygon(points("26,170 100,34 124,34 26,214", x, top)), "#ffffff", 0.35)
    door_panel(art, x, floor_y, colour)


def door_panel(art: Drawing, x: float, floor_y: float, colour: str) -> None:
    """Draw the part of a door below its glass, again when somebody stands behind it."""
    top = floor_y - 400
    ramp = ((0, lighter(colour, 0.08)), (1, darker(colour, 0.14)))
    art.fill(rect(x, top + 224, 150, 176), art.linear(x, 0, x + 150, 0, *ramp))
    art.fill(rect(x + 12, top + 218, 30, 7, 3), "#d8c9a8")
    art.fill(rect(x, floor_y - 26, 150, 22), darker(colour, 0.2), 0.6)


# --- furniture ----------------------------------------------------------------------------------


def clock(art: Drawing, x: float, y: float, r: float, hour: float, minute: float) -> None:
    art.fill(ellipse(x + 3, y + 6, r), "#000000", 0.12)
    art.fill(ellipse(x, y, r), "#8a7460")
    art.fill(ellipse(x, y, r * 0.86), "#fff9ee")
    for mark in range(12):
        turn = mark * math.pi / 6
        ends = [(x + reach * r * math.sin(turn), y - reach * r * math.cos(turn)) for reach in (0.64, 0.76)]
        art.line(ends, "#8a7460", 2)
    for turn, reach, width in ((hour * math.pi / 6, 0.42, 4.5), (minute * math.pi / 30, 0.64, 3)):
        art.line([(x, y), (x + reach * r * math.sin(turn), y - reach * r * math.cos(turn))], "#4b3a30", width)


def plant(art: Drawing, x: float, y: float, size: float, pot: str = "#b5643f", green: str = "#6f9456") -> None:
    """Draw a plant in a pot that stands at (x, y)."""
    art.fill(polygon(points("-20,-34 20,-34 15,0 -15,0", x, y, size)), pot)
    art.fill(rect(x - 23 * size, y - 40 * size, 46 * size, 9 * size, 3), lighter(pot, 0.16))
    for index, (degrees, length) in enumerate(((-66, 62), (-40, 84), (-14, 100), (12, 96), (38, 82), (64, 58))):
        colour = green if index % 2 else lighter(green, 0.14, "#e9e0a0")
        art.fill(leaf(x, y - 38 * size, degrees, length * size, 10 * size), colour)


def pendant(art: Drawing, x: float, y: float, colour: str = "#c9704f") -> None:
    """Draw a lamp that hangs from the ceiling, its light at (x, y)."""
    art.line([(x, -480), (x, y - 50)], "#3a3038", 3)
    shade = polygon(points("-18,-54 18,-54 66,0 -66,0", x, y))
    art.fill(
        shade, art.linear(x - 66, 0, x + 66, 0, (0, darker(colour, 0.25)), (0.6, lighter(colour, 0.1)), (1, colour))
    )
    art.fill(ellipse(x, y, 66, 8), "#fff3c8")


def shelf(art: Drawing, x: float, y: float, width: float, name: str, *, fullness: float = 0.8) -> None:
    """Draw a shelf with books and boxes in dusty colours."""
    rnd = random.Random(name)
    art.fill(rect(x, y, width, 11, 2), "#a87a54")
    art.fill(rect(x, y + 9, width, 4), "#7a5238")
    at = x + 10
    while at < x + width * fullness:
        wide, tall = rnd.uniform(11, 22), rnd.uniform(46, 74)
        colour = rnd.choice(("#7f8f94", "#a8827a", "#c7a878", "#8a8f7a", "#9a8494", "#6f8288"))
        art.fill(rect(at, y - tall, wide, tall, 1.5), colour)
        art.fill(rect(at + 2, y - tall + 9, wide - 4, 4), lighter(colour, 0.35), 0.7)
        at += wide + 1.5
    art.fill(turned(rect(at + 4, y - 58, 14, 58, 1.5), 13, at + 4, y), "#a89a84")


def chair(art: Drawing, x: float, floor_y: float, colour: str = FURNITURE, *, side: int = 1, size: float = 1) -> None:
    """Draw a chair in profile whose sitter looks right (``side`` 1) or left; its seat is 150 above the floor."""
    for outline in ("-58,-150 52,-150 52,-134 -58,-134", "-58,-320 -44,-320 -40,-140 -54,-140"):
        art.fill(polygon(points(outline, x, floor_y, size, side=side)), colour)
    back = polygon(points("-64,-330 -44,-330 -40,-230 -58,-230", x, floor_y, size, side=side))
    art.fill(back, lighter(colour, 0.12))
    for leg in ("-52,-136 -40,-136 -46,0 -56,0", "40,-136 50,-136 56,0 46,0"):
        art.fill(polygon(points(leg, x, floor_y, size, side=side)), darker(colour, 0.15))


def table(art: Drawing, left: float, right: float, y: float, wood: str = "#c98d58", *, depth: float = 70) -> None:
    """Draw a table from the front: its far edge is at y, its near one ``depth`` lower; both ends hang over."""
    low = y + depth
    top = polygon([(left, y), (right, y), (right + depth * 1.2, low), (left - depth * 1.2, low)])
    middle = (left + right) / 2
    ramp = ((0, darker(wood, 0.2)), (0.5, lighter(wood, 0.16)), (1, darker(wood, 0.2)))
    art.fill(top, art.linear(left - depth, 0, right + depth, 0, *ramp))
    for index in range(5):
        at = y + 6 + index * depth / 5
        spread = (at - y) * 1.2
        art.line([(left - spread + 4, at), (middle, at + 2), (right + spread - 4, at)], darker(wood, 0.3), 1.1, 0.35)
    edge = left - depth * 1.2 - 6
    width = right - left + depth * 2.4 + 12
    art.fill(rect(edge, low - 1, width, 20, 4), darker(wood, 0.3))
    art.fill(rect(edge, low - 1, width, 4), lighter(wood, 0.25), 0.8)
    front = art.linear(0, low + 18, 0, low + 140, (0, darker(wood, 0.66)), (1, darker(wood, 0.5)))
    art.fill(rect(edge + 30, low + 19, width - 60, 700), front)


def round_table(art: Drawing, x: float, y: float, r: float, wood: str = "#d8b88c") -> None:
    """Draw a round table whose top lies at (x, y), with its foot."""
    art.fill(ellipse(x, y + 250, r * 0.5, 26), "#000000", 0.16)
    art.fill(rect(x - 22, y, 44, 250), darker(wood, 0.5))
    art.fill(ellipse(x, y + 12, r, r * 0.24), darker(wood, 0.32))
    art.fill(
        ellipse(x, y, r, r * 0.24),
        art.linear(x - r, 0, x + r, 0, (0, darker(wood, 0.1)), (0.55, lighter(wood, 0.2)), (1, wood)),
    )
    art.fill(rim(ellipse(x, y, r, r * 0.24), 0, -3), lighter(wood, 0.4), 0.7)


def board(art: Drawing, x: float, y: float, width: float, height: float, name: str) -> None:
    """Draw a board with blank notes and shapes; the picture carries no words."""
    rnd = random.Random(name)
    art.fill(rect(x - 6, y - 6, width + 12, height + 12, 3), "#9a7048")
    art.fill(rect(x, y, width, height), "#d9bf98")
    for row in range(int(height // 48)):
        for column in range(int(width // 52)):
            note = rect(x + 12 + column * 50, y + 10 + row * 46, 32, 30)
            colour = rnd.choice(("#f3ead0", "#c9b8a8", "#a9b7b0", "#d8b8a0", "#e6d6b0"))
            art.fill(turned(note, rnd.uniform(-6, 6), x + 28 + column * 50, y + 25 + row * 46), colour)
