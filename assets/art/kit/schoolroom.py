"""A classroom at eye level: windows on one side, a board, posters of shapes, desks, a teacher's table."""

from __future__ import annotations

import indoors
from drawing import Drawing
from indoors import Pane
from kit import darker, ellipse, lighter, points, polygon, rect
from light import Light

FLOOR_Y = 500


def room(art: Drawing, light: Light, *, windows_left: bool = True) -> None:
    """Draw the far wall with two windows on one side and the board on the other."""
    left = 60 if windows_left else 700
    panes = (Pane(left, 66, 240, 260), Pane(left + 290, 66, 240, 260))
    indoors.town(art, light, 300, "school")
    indoors.wall(art, "#ebe2cc", "#b5a58c", FLOOR_Y, *panes, dado="#c7d0bd")
    indoors.patches(art, light, FLOOR_Y, tuple(pane.x for pane in panes), 200, 140 if windows_left else -140)
    art.layer("board", 0.82)
    x = 690 if windows_left else 130
    art.fill(rect(x - 8, 74, 396, 206, 5), "#a9b0ae")
    art.fill(rect(x, 82, 380, 190, 2), art.linear(x, 82, x + 380, 272, (0, "#54685f"), (1, "#465a54")))
    art.fill(rect(x, 272, 380, 9, 2), "#c7b594")
    for dx, dy, r in ((80, 90, 34), (190, 100, 26), (286, 84, 38)):
        art.line(
            points(f"{dx - r},{dy} {dx},{dy - r} {dx + r},{dy} {dx},{dy + r}", x, 82), "#e9efe6", 3, 0.7, closed=True
        )
    art.layer("posters", 0.82)
    far = 1110 if windows_left else 560
    for index, colour in enumerate(("#d8a878", "#9ab3b8", "#c0a0a8")):
        px, py = far + index % 2 * 70, 84 + index // 2 * 100 + index % 2 * 12
        art.fill(rect(px, py, 58, 80, 2), lighter(colour, 0.3))
        art.fill(ellipse(px + 29, py + 34, 17), colour)
        art.fill(polygon(points("6,74 29,46 52,74", px, py)), darker(colour, 0.15))
    art.layer("sill-plants", 0.84, motion="sway 300 336 0.8 6 0")
    for index, dx in enumerate((30, 130, 330, 420, 500)):
        indoors.plant(art, left + dx, 336, (0.7, 0.9, 0.6, 0.85, 0.7)[index], green=("#6f9456", "#7f9a4c")[index % 2])


def door(art: Drawing, x: float = 1090, *, beyond: str = "#e9ebe2") -> None:
    art.layer("door", 0.83)
    indoors.door(art, x, FLOOR_Y, "#8a9a90", beyond=beyond)


def globe(art: Drawing, x: float, y: float) -> None:
    """Draw a globe that stands at (x, y); its lands are only blots."""
    art.line(points("-30,-84 -38,-50 -20,-18 6,-10", x, y), "#a87a48", 5)
    art.fill(rect(x - 24, y - 8, 48, 8, 4), "#8a5f3c")
    art.fill(ellipse(x, y - 56, 33), art.radial(x - 10, y - 68, 46, (0, "#a9cdd6"), (1, "#5f93a8")))
    for dx, dy, rx, ry in ((-10, -66, 12, 8), (12, -50, 9, 12), (-6, -38, 10, 5)):
        art.fill(ellipse(x + dx, y + dy, rx, ry, 20), "#a8b36a")


def pupil_desk(art: Drawing, x: float, y: float, width: float = 210, *, wood: str = "#d8bd92", chair: str = "") -> None:
    """Draw a desk from the front on the layer that is open; (x, y) is the middle of its far edge.

    With ``chair`` its chair stands upside down on it, in that colour.
    """
    half = width / 2
    for dx in (-half + 10, half - 20):
        art.fill(rect(x + dx, y + 30, 10, width * 0.62), "#7f888c")
    top = polygon(points(f"{-half},0 {half},0 {half + 16},26 {-half - 16},26", x, y))
    art.fill(top, art.linear(x - half, 0, x + half, 0, (0, wood), (0.6, lighter(wood, 0.25)), (1, wood)))
    art.fill(rect(x - half - 16, y + 26, width + 32, 9, 2), darker(wood, 0.25))
    if chair:
        seat = polygon(points("-60,-16 60,-16 50,6 -50,6", x, y))
        back = rect(x - 56, y - 2, 112, 64, 12)
        art.fill(back, darker(chair, 0.12))
        art.fill(seat, chair)
        for dx in (-48, 40):
            art.line([(x + dx + 4, y - 14), (x + dx * 1.2 + 4, y - 110)], "#7f888c", 7)
        for dx in (-30, 26):
            art.line([(x + dx + 4, y - 16), (x + dx * 1.2 + 4, y - 92)], "#6f787c", 5)


def teacher_table(art: Drawing, x: float, y: float, width: float = 340) -> None:
    """Draw a solid table from the front; (x, y) is the middle of its far edge."""
    half = width / 2
    wood = "#b98a5c"
    top = polygon(points(f"{-half},0 {half},0 {half + 20},30 {-half - 20},30", x, y))
    art.fill(top, lighter(wood, 0.16))
    art.fill(rect(x - half - 20, y + 30, width + 40, 12, 2), darker(wood, 0.25))
    art.fill(
        rect(x - half, y + 42, width, 150),
        art.linear(0, y + 42, 0, y + 190, (0, darker(wood, 0.3)), (1, darker(wood, 0.12))),
    )
