"""Small things that people in the scenes hold, wear or leave behind."""

from __future__ import annotations

from drawing import Drawing, glow
from kit import darker, ellipse, lighter, overlap, points, polygon, rect, rim, ring, turned

BLACK = "#22262f"


def spot(x: float, y: float, height: float, at: tuple[float, float], facing: int = 1) -> tuple[float, float]:
    """Return where a hand or a head is, given as in a pose, of somebody who stands at (x, y)."""
    return x + facing * at[0] * height / 100, y + at[1] * height / 100


def fist(art: Drawing, x: float, y: float, r: float, skin: str) -> None:
    """Draw fingers over what a hand holds."""
    hand = ellipse(x, y, r, r * 0.82)
    art.fill(hand, skin)
    art.fill(rim(hand, -r * 0.2, r * 0.2), darker(skin, 0.3), 0.4)


def phone(art: Drawing, x: float, y: float, size: float, degrees: float = 0, *, screen: str = "") -> None:
    """Draw a phone whose middle is at (x, y); ``screen`` is the colour of its light when we see it."""
    art.fill(turned(rect(x - 0.27 * size, y - 0.5 * size, 0.54 * size, size, 0.09 * size), degrees, x, y), BLACK)
    if screen:
        art.fill(
            turned(rect(x - 0.22 * size, y - 0.44 * size, 0.44 * size, 0.88 * size, 0.05 * size), degrees, x, y), screen
        )


def lying_phone(art: Drawing, x: float, y: float, width: float) -> None:
    """Draw a phone that lies face down on a table, seen from its edge on."""
    body = polygon(points("12,-13 100,-13 88,13 0,13", x - width / 2, y, width / 100))
    art.fill(polygon(points("14,-9 103,-9 91,19 3,19", x - width / 2, y, width / 100)), "#000000", 0.25)
    art.fill(body, "#343a45")
    art.fill(rim(body, 0, -2), "#7a8494", 0.7)
    art.fill(ellipse(x - width * 0.28, y - width * 0.06, width * 0.06, width * 0.026), "#171a20")


def phone_light(art: Drawing, x: float, y: float, r: float, colour: str = "#b9c8ff", name: str = "phone-light") -> None:
    """Let a phone light what is near it; comes after the light of the hour."""
    art.layer(name, 1, effect="phone-glow", blend="screen", blur=2)
    glow(art, x, y, r, (0, colour, 0.85), (0.2, colour, 0.42), (0.55, colour, 0.14), (1, colour, 0))


def book(art: Drawing, x: float, y: float, width: float, colour: str, *, is_open: bool) -> None:
    """Draw a drawing book flat on a table, its near edge at y; open it shows shapes and no words."""
    u = width / 100
    if not is_open:
        art.fill(polygon(points("8,-18 100,-18 92,4 0,4", x - width / 2, y, u)), darker(colour, 0.3))
        art.fill(polygon(points("8,-22 100,-22 92,0 0,0", x - width / 2, y, u)), colour)
        art.fill(polygon(points("12,-22 18,-22 10,0 4,0", x - width / 2, y, u)), darker(colour, 0.2))
        return
    art.fill(polygon(points("-4,2 104,2 96,-28 8,-28", x - width / 2, y, u)), colour)
    for page in ("0,0 49,0 50,-27 10,-27", "51,0 100,0 92,-27 51,-27"):
        art.fill(polygon(points(page, x - width / 2, y, u)), "#fffaf0")
    art.line(points("10,-6 20,-20 30,-6", x - width / 2, y, u), "#c98b62", 2 * u)
    art.line(points("34,-8 40,-16 46,-8", x - width / 2, y, u), "#6f9456", 2 * u)
    art.fill(ellipse(x + 22 * u, y - 14 * u, 10 * u, 5 * u), "#e0b23c", 0.9)
    art.line(points("58,-5 90,-5", x - width / 2, y, u), "#8fa3b0", 2 * u)


def ball(art: Drawing, x: float, y: float, r: float) -> None:
    """Draw a football that lies at (x, y)."""
    art.fill(ellipse(x, y, r * 1.1, r * 0.2), "#000000", 0.25)
    whole = ellipse(x, y - r, r)
    art.fill(whole, art.radial(x - r * 0.3, y - r * 1.4, r * 1.5, (0, "#ffffff"), (1, "#b9b9b4")))
    for dx, dy in ((0, -1), (-0.8, -1.5), (0.85, -1.4), (-0.6, -0.25), (0.62, -0.3), (0.1, -1.95)):
        patch = ring(x + dx * r, y + dy * r, r * 0.3, r * 0.3, 5)
        art.fill(overlap(whole, polygon(patch)), "#4a4f58")


def letter(art: Drawing, x: float, y: float, width: float, degrees: float) -> None:
    """Draw an unopened envelope with a blank window."""
    height = width * 0.52
    left, top = x - width / 2, y - height / 2
    art.fill(turned(rect(left + 2, top + 4, width, height, 2), degrees, x, y), "#000000", 0.16)
    art.fill(turned(rect(left, top, width, height, 2), degrees, x, y), "#f6f3ea")
    art.fill(
        turned(rect(left + width * 0.1, top + height * 0.48, width * 0.44, height * 0.3, 2), degrees, x, y), "#c3d0d8"
    )
    art.fill(
        turned(rect(left + width * 0.78, top + height * 0.1, width * 0.14, height * 0.24), degrees, x, y), "#c7a9a0"
    )


def heap_of_letters(art: Drawing, x: float, y: float, width: float) -> None:
    """Draw a heap of unopened envelopes on a table, lowest at (x, y)."""
    for index, (dx, degrees) in enumerate(
        ((-0.3, -9), (0.34, 8), (0.02, -3), (-0.2, 12), (0.22, -11), (0, 5), (-0.06, -6))
    ):
        letter(art, x + dx * width * 0.5, y - index * width * 0.045, width * 0.62, degrees)


def mug(art: Drawing, x: float, y: float, size: float, colour: str) -> None:
    """Draw a mug that stands at (x, y)."""
    art.line(points("26,-62 46,-58 42,-26 24,-22", x, y, size / 80), darker(colour, 0.2), size * 0.12)
    cup = rect(x - 0.38 * size, y - size, 0.76 * size, size, size * 0.1)
    art.fill(
        cup, art.linear(x - 0.38 * size, 0, x + 0.38 * size, 0, (0, darker(colour, 0.25)), (1, lighter(colour, 0.2)))
    )
    art.fill(ellipse(x, y - size, 0.38 * size, 0.1 * size), lighter(colour, 0.3))
    art.fill(ellipse(x, y - size, 0.3 * size, 0.07 * size), "#7a4a2c")


def potato(art: Drawing, x: float, y: float, r: float) -> None:
    whole = ellipse(x, y, r * 1.25, r, -18)
    art.fill(whole, "#c79a5c")
    art.fill(rim(whole, 1, -3), "#f0d090", 0.9)
    for dx, dy in ((-0.5, 0.1), (0.3, -0.2), (0.2, 0.45)):
        art.fill(ellipse(x + dx * r, y + dy * r, r * 0.1, r * 0.06), "#8a6434")


def broom(art: Drawing, x: float, y: float, top_x: float, top_y: float) -> None:
    """Draw a broom whose brush is on the floor at (x, y)."""
    art.line([(top_x, top_y), (x, y - 20)], "#b98a5c", 8)
    art.fill(polygon(points("-34,-26 34,-26 46,4 -46,4", x, y)), "#a8804c")
    art.fill(rect(x - 36, y - 32, 72, 12, 3), "#7a5638")
    for dx in (-28, -10, 8, 26):
        art.line([(x + dx, y - 20), (x + dx * 1.3, y + 2)], "#7d5c34", 2, 0.6)


def wrench(art: Drawing, x: float, y: float, length: float, degrees: float) -> None:
    """Draw a spanner with its middle at (x, y)."""
    half = length / 2
    for shape in (rect(x - half, y - length * 0.05, length, length * 0.1, 3), ellipse(x - half, y, length * 0.12)):
        art.fill(turned(shape, degrees, x, y), "#aeb6ba")
    head = ellipse(x + half, y, length * 0.14)
    art.fill(turned(head, degrees, x, y), "#c3cacd")
    art.fill(turned(rect(x + half, y - length * 0.05, length * 0.2, length * 0.1), degrees, x, y), "#5f676c")
