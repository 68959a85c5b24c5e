"""A drawing of ``assets/art`` as layers, and what is wrong with it.

A drawing is an SVG of 1280 by 720 units whose top groups are its layers, the farthest first. Each layer
has an ``id`` and a ``data-depth`` (0 stays behind, 1 goes with the camera, more than 1 comes nearer).
The renderer leaves out in silence what it does not know, so only a small part of SVG is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from scormkit.problems import Place, Problem

from ..rule import Rule
from . import motion

WIDTH, HEIGHT = 1280, 720
OVERDRAW = 480
"""How far a layer may reach beyond the picture, so that the camera never finds its edge."""

EFFECTS = frozenset({"rain", "dust", "steam", "phone-glow"})
"""What a scene can switch on. A layer with ``data-effect`` is drawn only where its scene asks for it."""

BLENDS = frozenset({"screen", "multiply", "soft-light", "overlay"})

CODES: dict[str, Rule] = {
    "V031": Rule(
        severity="error",
        sentence="There is no drawing called “{name}”.",
        remedy="Write the name of a file in assets/art without .svg: {known}.",
    ),
    "V032": Rule(
        severity="error",
        sentence="The drawing cannot be read as SVG: {fault}.",
        remedy='Save it again as plain SVG with viewBox="0 0 1280 720".',
    ),
    "V033": Rule(
        severity="error",
        sentence="The drawing holds <{name}>, which the film maker does not draw.",
        remedy="Use only g, path, rect, circle, ellipse and gradients; turn text and clones into paths.",
    ),
    "V034": Rule(
        severity="error",
        sentence="<{name}> has {attribute}, which the film maker does not draw.",
        remedy="Delete the attribute; write colours in fill and stroke, not in style or class.",
    ),
    "V035": Rule(
        severity="error",
        sentence="{attribute} is “{value}”; that colour would come out black.",
        remedy="Write #rrggbb, none or url(#gradient), and opacity in fill-opacity.",
    ),
    "V036": Rule(
        severity="error",
        sentence="{attribute} names “{value}”, which is not a gradient of this drawing.",
        remedy="Add the gradient to defs or correct the name.",
    ),
    "V037": Rule(
        severity="error",
        sentence="A top group is no layer: {fault}.",
        remedy="Give each top group an id of its own and a data-depth from 0 to 2.",
    ),
    "V038": Rule(
        severity="error",
        sentence="{attribute} of layer “{name}” is not understood: {fault}.",
        remedy="docs/films.md lists the motions, blends and effects with examples.",
    ),
    "V039": Rule(
        severity="error",
        sentence="The scene asks for the effect “{name}”, but its drawing has no layer for it.",
        remedy='Add a layer with data-effect="{name}" or delete the effect. Here there are: {known}.',
    ),
}

_SVG = "{http://www.w3.org/2000/svg}"
_PAINT = {"fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"}
_SHAPE = _PAINT | {"stroke-linejoin", "opacity", "transform", "id"}
_GRADIENT = {"id", "gradientUnits", "gradientTransform"}
_ALLOWED: dict[str, set[str]] = {
    "g": _SHAPE,
    "path": _SHAPE | {"d"},
    "rect": _SHAPE | {"x", "y", "width", "height", "rx", "ry"},
    "circle": _SHAPE | {"cx", "cy", "r"},
    "ellipse": _SHAPE | {"cx", "cy", "rx", "ry"},
    "defs": set(),
    "linearGradient": _GRADIENT | {"x1", "y1", "x2", "y2"},
    "radialGradient": _GRADIENT | {"cx", "cy", "r", "fx", "fy"},
    "stop": {"offset", "stop-color", "stop-opacity"},
    "title": set(),
}
_LAYER = {"data-depth", "data-motion", "data-effect", "data-blend", "data-blur"}


@dataclass(frozen=True, kw_only=True)
class Layer:
    """``svg`` is the layer alone as an SVG document that reaches ``OVERDRAW`` beyond the picture."""

    id: str
    depth: float
    svg: bytes
    motions: tuple[motion.Motion, ...] = ()
    effect: str | None = None
    blend: str | None = None
    blur: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Art:
    name: str
    layers: tuple[Layer, ...]


def path_of(art_folder: Path, name: str) -> Path:
    return art_folder / f"{name}.svg"


def names(art_folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in art_folder.glob("*.svg")))


def read(data: bytes, name: str) -> Art:
    """Return the layers of a drawing that ``lint`` has found sound."""
    root = _parse(data)
    defs = b"".join(_bytes(element) for element in root.iterfind(f"{_SVG}defs"))
    return Art(name=name, layers=tuple(_layer(group, defs) for group in root.iterfind(f"{_SVG}g")))


def lint(data: bytes, file: str) -> tuple[Problem, ...]:
    """Return what the film maker would draw wrongly or not at all."""
    try:
        root = _parse(data)
    except (etree.XMLSyntaxError, ValueError) as fault:
        return (_problem("V032", Place(file=file), fault=str(fault)),)
    gradients = {element.get("id") for element in root.iter(f"{_SVG}linearGradient", f"{_SVG}radialGradient")}
    groups = root.findall(f"{_SVG}g")
    problems = [*_layer_faults(groups, file)]
    for element in root.iter(etree.Element):
        if element is not root:
            problems += _element_faults(element, element in groups, gradients, file)
    return tuple(problems)


# --- layers -------------------------------------------------------------------------------------


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(data, parser)
    if root.tag != f"{_SVG}svg":
        raise ValueError("its outermost element is not svg")
    if root.get("viewBox") != f"0 0 {WIDTH} {HEIGHT}":
        raise ValueError(f"its viewBox is not 0 0 {WIDTH} {HEIGHT}")
    return root


def _layer(group: etree._Element, defs: bytes) -> Layer:
    width, height = WIDTH + 2 * OVERDRAW, HEIGHT + 2 * OVERDRAW
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{-OVERDRAW} {-OVERDRAW} {width} {height}">'
    )
    return Layer(
        id=group.get("id", ""),
        depth=float(group.get("data-depth", "1")),
        svg=opening.encode() + defs + _bytes(group) + b"</svg>",
        motions=motion.parse(group.get("data-motion", "")),
        effect=group.get("data-effect"),
        blend=group.get("data-blend"),
        blur=float(group.get("data-blur", "0")),
    )


def _bytes(element: etree._Element) -> bytes:
    return etree.tostring(element, with_tail=False)


# --- faults -------------------------------------------------------------------------------------


def _layer_faults(groups: list[etree._Element], file: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for group in groups:
        place = _place(group, file)
        name, depth = group.get("id", ""), group.get("data-depth", "")
        if not name:
            yield _problem("V037", place, fault="it has no id")
        elif name in seen:
            yield _problem("V037", place, fault=f"its id “{name}” is used twice")
        seen.add(name)
        if not _is_number(depth) or not 0 <= float(depth) <= 2:
            yield _problem("V037", place, fault=f"the data-depth of “{name}” is “{depth}”, not a number from 0 to 2")
        yield from _behaviour_faults(group, name, place)


def _behaviour_faults(group: etree._Element, name: str, place: Place) -> Iterator[Problem]:
    try:
        motion.parse(group.get("data-motion", ""))
    except ValueError as fault:
        yield _problem("V038", place, attribute="data-motion", name=name, fault=str(fault))
    for attribute, known in (("data-effect", EFFECTS), ("data-blend", BLENDS)):
        value = group.get(attribute)
        if value is not None and value not in known:
            reason = f"“{value}” is none of {', '.join(sorted(known))}"
            yield _problem("V038", place, attribute=attribute, name=name, fault=reason)
    if not _is_number(group.get("data-blur", "0")):
        yield _problem("V038", place, attribute="data-blur", name=name, fault="it is not a number")


def _element_faults(
    element: etree._Element, is_layer: bool, gradients: set[str | None], file: str
) -> Iterator[Problem]:
    place = _place(element, file)
    name = etree.QName(element).localname
    if name not in _ALLOWED or not str(element.tag).startswith(_SVG):
        yield _problem("V033", place, name=name)
        return
    for attribute, value in element.attrib.items():
        if attribute not in _ALLOWED[name] and not (is_layer and attribute in _LAYER):
            yield _problem("V034", place, name=name, attribute=str(attribute))
        elif attribute in {"fill", "stroke", "stop-color"}:
            yield from _colour_faults(str(attribute), str(value), gradients, place)


def _colour_faults(attribute: str, value: str, gradients: set[str | None], place: Place) -> Iterator[Problem]:
    named = re.fullmatch(r"url\(#([^)]+)\)", value)
    if named is None:
        if value != "none" and not re.fullmatch(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?", value):
            yield _problem("V035", place, attribute=attribute, value=value)
    elif named[1] not in gradients:
        yield _problem("V036", place, attribute=attribute, value=named[1])


def _place(element: etree._Element, file: str) -> Place:
    return Place(file=file, line=element.sourceline if isinstance(element.sourceline, int) else None)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def _problem(code: str, place: Place, **values: object) -> Problem:
    return CODES[code].problem(code, place, **values)
