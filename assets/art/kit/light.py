"""Times of day: the sky they have, and what their light does to everything in a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drawing import Drawing, glow, vignette
from kit import EVERYWHERE, Point, mix, polygon, rect


@dataclass(frozen=True, kw_only=True)
class Light:
    """A time of day. Things are painted in their own colours; ``fall`` gives them those of the hour.

    ``veil`` is multiplied over all that was drawn (white leaves it), ``sun`` is what the bright places glow with,
    ``glow`` how much, and ``shade`` what the corners darken to.
    """

    sky: tuple[str, str, str]
    veil: str = "#ffffff"
    sun: str = "#fff1d0"
    glow: float = 0.3
    shade: str = "#4a3a3a"
    corners: float = 0.4
    has_lamps: bool = False
    is_wet: bool = False

    def far(self, colour: str, part: float = 0.5) -> str:
        """Return how a thing far away looks: part of it is haze, the colour of the sky near the ground."""
        return mix(colour, self.sky[2], part)

    def rain(self, art: Drawing) -> None:
        """Draw the place of the rain when the hour is wet: behind windows, between far and near."""
        if self.is_wet:
            art.layer("rain", 0.5, effect="rain")
            art.fill(rect(-200, -60, 1680, 640), "#ffffff")


DAWN = Light(sky=("#a9c8c0", "#f0e2b0", "#ffd58c"), veil="#fff3dc", sun="#ffdf94", glow=0.5, shade="#6a5a3a")
MORNING = Light(sky=("#9ccbe0", "#cfe6e2", "#fff0cf"), veil="#fffaf0", sun="#fff0c4", glow=0.4, shade="#7a5a3a")
SUN = Light(sky=("#8fc3de", "#c3e0e6", "#f6f0d8"), veil="#fff7e6", sun="#ffeab4", glow=0.34, shade="#6a4a30")
LOW_SUN = Light(
    sky=("#ffd3a0", "#ffeac2", "#fff8e2"), veil="#ffdfb6", sun="#ffc878", glow=0.55, shade="#4a1f1c", corners=0.55
)
FLAT = Light(sky=("#dfe6e4", "#e8edea", "#f1f3ee"), veil="#f4f7f6", sun="#ffffff", glow=0.12, shade="#4c5a60")
HARD = Light(sky=("#e6eef2", "#f4f8fa", "#ffffff"), veil="#fbfdff", sun="#ffffff", glow=0.42, shade="#3d4a5a")
GREY = Light(
    sky=("#a9b4b6", "#bdc6c4", "#d0d6d0"), veil="#d6dfde", sun="#eef4f0", glow=0.12, shade="#36444a", is_wet=True
)
RAIN = Light(
    sky=("#76879a", "#8c9cac", "#a8b4be"), veil="#bac8d6", sun="#dbe8f2", glow=0.12, shade="#22303e", is_wet=True
)
COLD = Light(sky=("#8fb0cc", "#b4cbdc", "#dfe4e2"), veil="#bccbdf", sun="#ffd9a0", glow=0.2, shade="#2a3a54")
DUSK = Light(
    sky=("#4a4480", "#8a6a9c", "#d9909a"),
    veil="#a9a0cc",
    sun="#ffd9a0",
    glow=0.3,
    shade="#1c1838",
    corners=0.55,
    has_lamps=True,
)
WET_DUSK = Light(
    sky=("#2f4560", "#50687f", "#8a93a0"),
    veil="#8fa3bd",
    sun="#ffdf9a",
    glow=0.3,
    shade="#101a2a",
    corners=0.6,
    has_lamps=True,
    is_wet=True,
)
BEFORE_DAWN = Light(
    sky=("#14204e", "#2b3f78", "#6a7eb0"),
    veil="#6f86c4",
    sun="#ffcf88",
    glow=0.3,
    shade="#060a22",
    corners=0.65,
    has_lamps=True,
)
NIGHT = Light(
    sky=("#0c0e2b", "#1c2050", "#3a3a74"),
    veil="#5c64b4",
    sun="#c9d4ff",
    glow=0.2,
    shade="#05061a",
    corners=0.7,
    has_lamps=True,
)
LAMP = Light(
    sky=("#0c1c62", "#1c3a92", "#4460b4"),
    veil="#e6bf9c",
    sun="#ffd28a",
    glow=0.6,
    shade="#160c1c",
    corners=0.78,
    has_lamps=True,
)
EVENING = Light(
    sky=("#1c2f78", "#4058a4", "#9a90c0"),
    veil="#c3abb4",
    sun="#ffcf8a",
    glow=0.5,
    shade="#141230",
    corners=0.65,
    has_lamps=True,
)
WINTER = Light(sky=("#6fb0e0", "#aed6ec", "#f7f3e0"), veil="#fff6e4", sun="#fff0c0", glow=0.42, shade="#34506e")


def sky(art: Drawing, light: Light, horizon: float = 430) -> None:
    """Draw the sky, the farthest of all layers."""
    top, middle, low = light.sky
    art.layer("sky", 0.05, blur=6)
    art.fill(EVERYWHERE, art.linear(0, -60, 0, horizon, (0, top), (0.55, middle), (1, low)))


def beams(art: Drawing, light: Light, tops: Sequence[tuple[float, float]], slant: float, *, y: float = 46) -> None:
    """Draw soft beams that fall from (left, right) at height y and end ``slant`` units aside on the floor.

    Beams and haze belong behind people: over them they would bleach the colours that tell who is who.
    """
    art.layer("beams", 0.9, blur=22)
    for left, right in tops:
        beam: list[Point] = [(left, y), (right, y), (right + slant + 40, 820), (left + slant - 40, 820)]
        ramp = ((0, light.sun, light.glow), (0.6, light.sun, light.glow * 0.4), (1, light.sun, 0))
        art.fill(polygon(beam), art.linear((left + right) / 2, y, (left + right) / 2 + slant, 800, *ramp))


def shine(
    art: Drawing, name: str, x: float, y: float, r: float, colour: str, strength: float, depth: float = 1
) -> None:
    """Let something glow: a lamp, a screen, a window."""
    art.layer(name, depth, blend="screen", motion="pulse 0.92 1 5 0")
    glow(art, x, y, r, (0, colour, strength), (0.35, colour, strength * 0.4), (1, colour, 0))


def veil(art: Drawing, light: Light) -> None:
    """Give all that was drawn so far the colour of the hour; what comes after shines by itself."""
    if light.veil != "#ffffff":
        art.layer("veil", 0, blend="multiply")
        art.fill(EVERYWHERE, light.veil)


def haze(art: Drawing, light: Light, x: float, y: float, r: float) -> None:
    """Lighten the air round (x, y) on the layer that is open, the last of a place."""
    glow(art, x, y, r, (0, light.sun, light.glow * 0.7), (0.4, light.sun, light.glow * 0.3), (1, light.sun, 0))


def fall(art: Drawing, light: Light, x: float = 0, y: float = 0, r: float = 0) -> None:
    """Let the light fall: its colour over everything, a little glow round (x, y), and shade in the corners."""
    veil(art, light)
    if r:
        shine(art, "glow", x, y, r, light.sun, light.glow * 0.35, 0.6)
    vignette(art, 640, 330, 930, light.shade, clear=0.55, opacity=light.corners)
