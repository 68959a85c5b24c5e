"""Bicycles, seen from the side, and wheels alone."""

from __future__ import annotations

import math

from drawing import Drawing
from kit import darker, ellipse, lighter, points, polygon, ring

RUBBER, STEEL = "#3a4048", "#b8c0c2"


def wheel(art: Drawing, x: float, y: float, r: float, *, spokes: int = 12, squash: float = 1) -> None:
    """Draw a wheel with its middle at (x, y); ``squash`` is its width as a part of its height."""
    for index in range(spokes):
        turn = math.tau * index / spokes
        art.line([(x, y), (x + r * squash * math.cos(turn), y + r * math.sin(turn))], STEEL, max(1, r * 0.018), 0.8)
    art.line(ring(x, y, r * squash, r, 20), RUBBER, r * 0.13, closed=True)
    art.line(ring(x, y, r * squash * 0.9, r * 0.9, 20), STEEL, r * 0.045, closed=True)
    art.fill(ellipse(x, y, r * 0.09), RUBBER)


def bicycle(
    art: Drawing,
    x: float,
    y: float,
    r: float,
    colour: str,
    *,
    side: int = 1,
    has_basket: bool = False,
    spokes: int = 10,
) -> None:
    """Draw a bicycle whose wheels, of radius r, stand on y left and right of x; it goes right (``side`` 1) or left."""
    at = points("-1.6,-1 -0.25,-1.02 -0.62,-2.4 0.98,-2.42 1.6,-1 0.9,-2.95 0.42,-3.02", x, y, r, side=side)
    rear, pedals, saddle, head, front, stem, grip = at
    art.fill(ellipse(x, y, r * 2.7, r * 0.16), "#000000", 0.16)
    for hub in (rear, front):
        wheel(art, hub[0], hub[1], r, spokes=spokes)
    for start, end in ((rear, pedals), (pedals, saddle), (saddle, head), (pedals, head), (rear, saddle), (head, front)):
        art.line([start, end], colour, r * 0.15)
        art.line([(start[0], start[1] - r * 0.04), (end[0], end[1] - r * 0.04)], lighter(colour, 0.35), r * 0.035, 0.7)
    art.line([head, stem, grip], RUBBER, r * 0.12, pull=0.2)
    art.line(points("-0.95,-2.56 -0.3,-2.5", x, y, r, side=side), "#2f333a", r * 0.24)
    art.line(points("-0.62,-2.4 -0.68,-2.55", x, y, r, side=side), RUBBER, r * 0.1)
    art.line(points("-0.25,-1.02 -0.05,-0.62", x, y, r, side=side), RUBBER, r * 0.1)
    for mudguard in ("-2.62,-1.1 -2.35,-1.85 -1.6,-2.12 -1,-1.9",):
        art.line(points(mudguard, x, y, r, side=side), darker(colour, 0.2), r * 0.09)
    art.line(points("-2.1,-2.2 -0.9,-2.2", x, y, r, side=side), RUBBER, r * 0.08)
    if has_basket:
        art.fill(polygon(points("1.1,-2.9 2.1,-2.9 1.95,-2.1 1.25,-2.1", x, y, r, side=side)), "#a98a5c")


def tandem(art: Drawing, x: float, y: float, r: float, colour: str) -> None:
    """Draw an old tandem that goes right; (x, y) is on the ground between its wheels."""
    at = points("-2.7,-1 -1.3,-1.02 0.65,-1.02 2.7,-1 -1.65,-2.4 0.3,-2.4 2.05,-2.42 1.93,-3.4 1.45,-3.55", x, y, r)
    rear, pedals, other, front, saddle, second, head, stem, grip = at
    art.fill(ellipse(x, y, r * 3.9, r * 0.16), "#000000", 0.2)
    for hub in (rear, front):
        wheel(art, hub[0], hub[1], r, spokes=16)
    tubes = ((rear, pedals), (pedals, other), (pedals, saddle), (other, second), (saddle, second), (second, head))
    for start, end in (*tubes, (other, head), (rear, saddle), (head, front), (pedals, second)):
        art.line([start, end], colour, r * 0.15)
        art.line([(start[0], start[1] - r * 0.04), (end[0], end[1] - r * 0.04)], lighter(colour, 0.35), r * 0.035, 0.7)
    art.line([head, stem, grip], RUBBER, r * 0.12, pull=0.2)
    art.line(points("0.3,-2.4 0.62,-3.3 0.1,-3.5", x, y, r), RUBBER, r * 0.1)
    for seat in ("-2,-2.55 -1.35,-2.5", "-0.05,-2.55 0.6,-2.5"):
        art.line(points(seat, x, y, r), "#6a4430", r * 0.24)
    for pedal in ("-1.3,-1.02 -1.1,-0.62", "0.65,-1.02 0.85,-0.62"):
        art.line(points(pedal, x, y, r), RUBBER, r * 0.1)
