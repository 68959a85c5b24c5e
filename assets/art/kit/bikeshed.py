"""A school's bike shed: a roof of corrugated sheets on posts, racks, and a long row of grey bicycles."""

from __future__ import annotations

from bicycles import bicycle
from drawing import Drawing
from kit import darker, ellipse, lighter, points, polygon, rect, union
from light import Light, sky

GREYS = ("#7d8790", "#8f8a86", "#6f7a80", "#98938a", "#7f8a84", "#8a8490")


def shed(art: Drawing, light: Light, *, nearer: bool = False, is_from_left: bool = True) -> None:
    """Draw yard, school, posts and racks behind those who stand at y about 640; light comes from one side.

    ``nearer`` shows fewer and larger bicycles.
    """
    sky(art, light, 330)
    art.layer("trees", 0.16)
    for x, y, r in (
        (60, 210, 120),
        (230, 250, 90),
        (1010, 220, 110),
        (1190, 190, 140),
        (1330, 240, 110),
        (-120, 230, 120),
    ):
        art.fill(ellipse(x, y, r, r * 0.85), light.far("#a08a54", 0.35))
        art.fill(ellipse(x - r * 0.3, y - r * 0.3, r * 0.5, r * 0.4), light.far("#c0a868", 0.35), 0.8)
    school(art, light)
    art.layer("ground", 0.62)
    art.fill(rect(-480, 430, 2240, 900), art.linear(0, 430, 0, 740, (0, light.far("#b3b1a6", 0.25)), (1, "#8f8f88")))
    slant = 260 if is_from_left else -260
    for x in range(-600, 1700, 250):
        strip = [(x, 452), (x + 96, 452), (x + 96 + slant, 760), (x - 30 + slant, 760)]
        art.fill(polygon(strip), light.sun, light.glow * 0.6)
    racks(art, nearer)
    roof(art, light, is_from_left)


def school(art: Drawing, light: Light) -> None:
    art.layer("school", 0.3)
    brick = light.far("#a8806c", 0.3)
    art.fill(rect(300, 150, 640, 300), art.linear(300, 0, 940, 0, (0, brick), (1, darker(brick, 0.12))))
    art.fill(rect(290, 142, 660, 12), light.far("#6a5a54", 0.3))
    for row in range(2):
        for column in range(7):
            x, y = 330 + column * 86, 184 + row * 110
            art.fill(rect(x, y, 58, 70), light.far("#eef0ea", 0.2))
            glass = "#ffdc96" if light.has_lamps and (column + row) % 2 else light.far("#8fa3ac", 0.35)
            art.fill(rect(x + 4, y + 4, 50, 62), glass)
            art.fill(rect(x + 27, y, 4, 70), light.far("#eef0ea", 0.2))


def racks(art: Drawing, nearer: bool) -> None:
    art.layer("far-bikes", 0.74)
    art.fill(polygon("-480,440 1760,440 1760,470 -480,470"), "#000000", 0.08)
    step, r, y = (210, 54, 560) if nearer else (118, 38, 530)
    art.line([(-480, y - r * 1.1), (1760, y - r * 1.1)], "#7a8084", 7)
    for index, x in enumerate(range(-420, 1720, step)):
        bicycle(
            art, x, y, r, GREYS[index % len(GREYS)], side=1 if index % 3 else -1, spokes=6, has_basket=index % 4 == 1
        )
        art.line([(x + r, y), (x + r, y - r * 1.1)], "#8a9094", 5)


def roof(art: Drawing, light: Light, is_from_left: bool) -> None:
    art.layer("roof", 0.86)
    for x in (-300, 66, 612, 1158, 1600):
        art.fill(rect(x, 60, 22, 560), art.linear(x, 0, x + 22, 0, (0, "#8a8f8c"), (1, "#5f6664")))
        edge = x if is_from_left else x + 17
        art.fill(rect(edge, 60, 5, 560), light.sun, 0.7)
        art.fill(polygon(points("0,140 -70,74 -58,66 8,124", x)), "#6f7674")
        art.fill(polygon(points("22,140 92,74 80,66 14,124", x)), "#6f7674")
    waves = union(rect(-480, -480, 2240, 540), *(ellipse(x, 60, 15, 9) for x in range(-470, 1760, 30)))
    art.fill(waves, art.linear(0, -60, 0, 70, (0, "#6f746e"), (1, "#9a9f96")))
    for x in range(-470, 1760, 30):
        art.fill(polygon(points("-3,64 3,64 5,-480 -5,-480", x)), lighter("#9a9f96", 0.3), 0.4)
    art.fill(rect(-480, 56, 2240, 5), "#4a504c", 0.5)
