"""The drawing that shapes are put on: an SVG of layers as docs/films.md describes, and the light that falls on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import skia
from kit import EVERYWHERE, Outline, Point, ellipse, mirrored, read_outline, smooth

Stop = tuple[float, str] | tuple[float, str, float]
"""Where along a gradient (0 to 1), which colour, and how opaque when not wholly."""


class Drawing:
    """Layers, the farthest first. What is filled or lined goes on the layer opened last."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._gradients: dict[tuple[str, str, str, str], str] = {}
        self._body: list[str] = []

    def layer(
        self,
        name: str,
        depth: float,
        *,
        motion: str = "",
        effect: str = "",
        blend: str = "",
        blur: float = 0,
    ) -> None:
        """Open a layer; docs/films.md says what its attributes do."""
        told = {"motion": motion, "effect": effect, "blend": blend, "blur": _number(blur) if blur else ""}
        attributes = "".join(f' data-{key}="{value}"' for key, value in told.items() if value)
        if self._body:
            self._body.append("  </g>")
        self._body.append(f'  <g id="{name}" data-depth="{_number(depth)}"{attributes}>')

    def fill(self, path: skia.Path, paint: str, opacity: float = 1) -> None:
        """Fill a shape with a colour or a gradient; an empty shape leaves no trace."""
        if path.isEmpty():
            return
        extra = f' fill-opacity="{_number(opacity)}"' if opacity < 1 else ""
        if path.getFillType() == skia.PathFillType.kEvenOdd:
            extra += ' fill-rule="evenodd"'
        self._body.append(f'    <path d="{_path_data(path)}" fill="{paint}"{extra}/>')

    def line(
        self,
        outline: Outline,
        colour: str,
        width: float,
        opacity: float = 1,
        *,
        closed: bool = False,
        pull: float = 0.5,
    ) -> None:
        """Draw a round pen's line through the points."""
        data = _path_data(smooth(outline, closed=closed, pull=pull))
        extra = f' stroke-opacity="{_number(opacity)}"' if opacity < 1 else ""
        self._body.append(
            f'    <path d="{data}" fill="none" stroke="{colour}" stroke-width="{_number(width)}" '
            f'stroke-linecap="round" stroke-linejoin="round"{extra}/>'
        )

    def linear(self, x1: float, y1: float, x2: float, y2: float, *stops: Stop) -> str:
        """Return the paint of a ramp from (x1, y1) to (x2, y2)."""
        ends = f'x1="{_coordinate(x1)}" y1="{_coordinate(y1)}" x2="{_coordinate(x2)}" y2="{_coordinate(y2)}"'
        return self._gradient("linearGradient", ends, stops, "")

    def radial(self, cx: float, cy: float, r: float, *stops: Stop, squash: float = 0) -> str:
        """Return the paint of light around a point; ``squash`` is its height as a part of its width."""
        circle = f'cx="{_coordinate(cx)}" cy="{_coordinate(cy)}" r="{_coordinate(r)}"'
        flat = f"translate(0 {_coordinate(cy * (1 - squash))}) scale(1 {_number(squash)})" if squash else ""
        return self._gradient("radialGradient", circle, stops, flat)

    def svg(self) -> str:
        lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720">', f"  <title>{self._title}</title>"]
        defs = [
            f'    <{kind} id="{name}" gradientUnits="userSpaceOnUse" {shape}{transform}>{stops}</{kind}>'
            for (kind, shape, stops, transform), name in self._gradients.items()
        ]
        return "\n".join([*lines, "  <defs>", *defs, "  </defs>", *self._body, "  </g>", "</svg>", ""])

    def _gradient(self, kind: str, shape: str, stops: Sequence[Stop], transform: str) -> str:
        """Return the paint; the same gradient is written once, however often it is asked for."""
        attribute = f' gradientTransform="{transform}"' if transform else ""
        key = (kind, shape, "".join(_stop(*stop) for stop in stops), attribute)
        name = self._gradients.setdefault(key, f"g{len(self._gradients) + 1}")
        return f"url(#{name})"


class Mirrored:
    """A drawing seen in a mirror at ``x``: draw a figure that looks right, and it looks left.

    Layers are opened on the drawing itself; their motion is not mirrored.
    """

    def __init__(self, drawing: Drawing, x: float) -> None:
        self._drawing = drawing
        self._x = x

    def fill(self, path: skia.Path, paint: str, opacity: float = 1) -> None:
        self._drawing.fill(mirrored(path, self._x), paint, opacity)

    def line(self, outline: Outline, colour: str, width: float, opacity: float = 1, *, closed: bool = False) -> None:
        there = [(2 * self._x - point[0], *point[1:]) for point in read_outline(outline)]
        self._drawing.line(there, colour, width, opacity, closed=closed)

    def linear(self, x1: float, y1: float, x2: float, y2: float, *stops: Stop) -> str:
        return self._drawing.linear(2 * self._x - x1, y1, 2 * self._x - x2, y2, *stops)

    def radial(self, cx: float, cy: float, r: float, *stops: Stop) -> str:
        return self._drawing.radial(2 * self._x - cx, cy, r, *stops)


def glow(art: Drawing, x: float, y: float, r: float, *stops: Stop, height: float = 0) -> None:
    """Fill a circle, or with ``height`` an ellipse, with light that grows from its middle."""
    art.fill(ellipse(x, y, r, height or r), art.radial(x, y, r, *stops, squash=height / r))


def vignette(art: Drawing, x: float, y: float, r: float, colour: str, *, clear: float, opacity: float) -> None:
    """Darken the corners, on a layer that stays while the camera moves; ``clear`` is the part of r left alone."""
    art.layer("vignette", 0, blur=8)
    art.fill(EVERYWHERE, art.radial(x, y, r, (0, colour, 0), (clear, colour, 0), (1, colour, opacity)))


# --- SVG text -----------------------------------------------------------------------------------

CONIC = 4 / 3 * math.sqrt(0.5) / (1 + math.sqrt(0.5))
"""How far a cubic's handles go towards the corner to follow a quarter circle, the only conic that skia gives here."""

LETTERS = {
    skia.Path.kMove_Verb: ("M", 1),
    skia.Path.kLine_Verb: ("L", 1),
    skia.Path.kQuad_Verb: ("Q", 2),
    skia.Path.kCubic_Verb: ("C", 3),
    skia.Path.kClose_Verb: ("Z", 0),
}
"""SVG's letter for each of skia's verbs, and how many of its last points SVG wants."""


def _path_data(path: skia.Path) -> str:
    pieces = []
    for verb, at in path:
        if verb == skia.Path.kConic_Verb:
            pieces.append("C" + _pairs(_cubic(*[(point.x(), point.y()) for point in at[-3:]])))
        elif verb in LETTERS:
            letter, count = LETTERS[verb]
            pieces.append(letter + _pairs([(point.x(), point.y()) for point in at[len(at) - count :]]))
    return "".join(pieces)


def _cubic(start: Point, corner: Point, end: Point) -> list[Point]:
    handles = [(x + (corner[0] - x) * CONIC, y + (corner[1] - y) * CONIC) for x, y in (start, end)]
    return [*handles, end]


def _pairs(at: Sequence[Point]) -> str:
    return " ".join(f"{_coordinate(x)} {_coordinate(y)}" for x, y in at)


def _stop(offset: float, colour: str, opacity: float = 1) -> str:
    extra = f' stop-opacity="{_number(opacity)}"' if opacity < 1 else ""
    return f'<stop offset="{_number(offset)}" stop-color="{colour}"{extra}/>'


def _coordinate(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
