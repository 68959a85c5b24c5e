"""A sports field in a village: a goal, a rail along the side, a floodlight, a clubhouse."""

from __future__ import annotations

import indoors
from drawing import Drawing
from kit import Point, darker, ellipse, lighter, points, polygon, rect, rim
from light import Light, shine

HORIZON_Y = 300
RAIL_Y = 520
"""Where the top of the rail is; who leans on it stands at about y 690."""


def field(art: Drawing, light: Light, *, goal_x: float = 760, goal_size: float = 1) -> None:
    """Draw sky and land, clubhouse, grass in mown stripes, lines, and the goal whose middle stands at ``goal_x``."""
    indoors.countryside(art, light, HORIZON_Y)
    clubhouse(art, light, 1010)
    art.layer("grass", 0.55)
    ramp = ((0, light.far("#7fa257", 0.3)), (0.5, "#6f9a50"), (1, "#557f40"))
    art.fill(rect(-480, 334, 2240, 900), art.linear(0, 334, 0, 720, *ramp))
    for index in range(-6, 12, 2):
        stripe: list[Point] = [(640 + index * 70, 334), (710 + index * 70, 334)]
        stripe += [(640 + (index + 1) * 260, 760), (640 + index * 260, 760)]
        art.fill(polygon(stripe), "#ffffff", 0.07)
    art.line([(-480, 470), (1760, 470)], "#f3f3ea", 4, 0.7)
    art.line([(goal_x - 330, 410), (goal_x + 330, 410), (goal_x + 400, 470)], "#f3f3ea", 3, 0.6, pull=0)
    goal(art, goal_x, 410, goal_size)


def goal(art: Drawing, x: float, y: float, size: float, name: str = "goal", depth: float = 0.58) -> None:
    """Draw a goal with its net; its posts stand 210 left and right of (x, y)."""
    art.layer(name, depth)
    for index in range(-7, 8):
        net = points(f"{index * 28},-150 {index * 23},-120 {index * 23},-6", x, y, size)
        art.line(net, "#f4f4ec", 1.2, 0.5, pull=0)
    for row in range(7):
        level = -138 + row * 20
        art.line(points(f"{-206 + row},{level} {206 - row},{level}", x, y, size), "#f4f4ec", 1.2, 0.5)
    for outline in ("-210,0 -210,-150 210,-150 210,0", "-210,-150 -170,-118 -170,-4", "210,-150 170,-118 170,-4"):
        art.line(points(outline, x, y, size), "#fbfbf4", 6 * size if outline.endswith("0,0") else 3 * size, pull=0)


def clubhouse(art: Drawing, light: Light, x: float) -> None:
    art.layer("clubhouse", 0.34)
    wall = light.far("#b9a488", 0.25)
    art.fill(rect(x, 240, 300, 96), art.linear(x, 0, x + 300, 0, (0, wall), (1, darker(wall, 0.15))))
    art.fill(polygon(points("-20,244 30,200 280,200 330,244", x)), light.far("#7a5a50", 0.25))
    for dx in (26, 96, 206):
        art.fill(rect(x + dx, 262, 48, 36), "#ffdf98" if light.has_lamps else light.far("#8fa6b0", 0.3))
    art.fill(rect(x + 160, 262, 32, 74), darker(wall, 0.4))


def floodlight(art: Drawing, x: float) -> None:
    """Draw a mast with lamps; its light comes after the veil."""
    art.layer("mast", 0.5)
    art.fill(polygon(points("-5,470 5,470 3,60 -3,60", x)), "#6f7680")
    art.fill(rect(x - 44, 44, 88, 24, 4), "#4f5660")
    for dx in (-30, -10, 10, 30):
        art.fill(ellipse(x + dx, 56, 8), "#fffdf0")


def floodlight_cone(art: Drawing, x: float, *, falls_to: float) -> None:
    """Draw its light, which falls round ``falls_to``."""
    art.layer("cone", 0.5, blend="screen", blur=16)
    cone: list[Point] = [(x - 40, 56), (x + 40, 56), (falls_to + 420, 520), (falls_to - 420, 520)]
    art.fill(
        polygon(cone), art.linear(x, 56, falls_to, 520, (0, "#fff8dc", 0.7), (0.6, "#f0ecd8", 0.3), (1, "#e0e8c8", 0.1))
    )
    shine(art, "lamp", x, 56, 130, "#fff6d8", 0.9, 0.5)


def rail(art: Drawing, light: Light, *, depth: float = 0.98) -> None:
    """Draw the rail between us and the field, in front of those who play."""
    art.layer("rail", depth)
    for x in range(-420, 1760, 236):
        art.fill(rect(x, RAIL_Y - 6, 17, 240, 3), art.linear(x, 0, x + 17, 0, (0, "#8f9694"), (1, "#5f6766")))
    bar = rect(-480, RAIL_Y, 2240, 17, 8)
    art.fill(bar, art.linear(0, RAIL_Y, 0, RAIL_Y + 17, (0, "#d0d6d2"), (1, "#7f8886")))
    art.fill(rim(bar, 0, -3), light.sun, 0.6)
    art.fill(rect(-480, 640, 2240, 700), lighter("#6f8a4c", 0.05), 0.9)
