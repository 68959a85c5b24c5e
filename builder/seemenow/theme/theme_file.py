"""Read a theme's file and the logo and fonts that it names, and refuse what is not safe or not small."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from scormkit.problems import Place, Problem

from ..catalogue import problem
from ..load import text_of
from ..model import Located
from ..structure import Reading, Unreadable, compose, near
from .look import Brand, Theme

LOGO_KB, FONT_KB = 100, 150
LOGO_PX = 2000
SVG = "{http://www.w3.org/2000/svg}"
# What moves by itself must be possible to stop (WCAG 2.2, 2.2.2), and a picture has no place for that.
MOVING = {"animate", "animateColor", "animateMotion", "animateTransform", "set"}
REFUSED = {"script", "foreignObject", "iframe", "audio", "video", "handler", "listener", *MOVING}
VIEW_BOX = re.compile(r"\s*(?:[-+.\de]+(?:[\s,]+|$)){4}")
BESIDE = re.compile(r"[^./\\:\0][^/\\:\0]*")
INSIDE = re.compile(r"#|data:image/(png|jpeg|webp);")
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!['\"#]|data:image/(png|jpeg|webp);)", re.IGNORECASE)
# The place of `fvar`, the table that makes a font variable, in the list of known tables (WOFF2, 4.1);
# `glyf` and `loca` have lengths of their own unless their transformation is 3, the others only when it is not 0.
FVAR, OWN_TAG, GLYPHS, UNCHANGED = 47, 63, (10, 11), 3


def read(path: Path) -> tuple[Brand | None, tuple[Problem, ...]]:
    """Return a theme with its files, or None, and all that is wrong with reading it (L, H003, H004)."""
    problems: list[Problem] = []
    place = Place(file=path.name)
    text = text_of(path, path.name, problems)
    node = None if text is None else compose(text, path.name, problems)
    if node is None:
        return None, tuple(problems) or (problem("L009", place, key=path.name, wanted="id and name"),)
    try:
        theme = Reading(file=path.name, problems=problems, broken=set(), text=text or "").read(node, Theme, "theme")
    except Unreadable:
        return None, tuple(problems)
    files: dict[str, bytes] = {}
    for name, code, limit in _named(theme):
        data, reason = _content(path.parent, name, limit)
        if data is not None and not reason:
            is_alone = (name,) in (theme.fonts.text, theme.fonts.head)
            reason = logo_fault(name, data) if code == "H003" else font_fault(data, is_alone=is_alone)
            files[str(name)] = data
        if reason:
            problems.append(problem(code, name.place, file=name, reason=reason, limit=limit))
    for fonts in (theme.fonts.text, theme.fonts.head):
        if len(fonts) > 2:
            problems.append(problem("H004", fonts[2].place, file=fonts[2], reason="it is the third", limit=FONT_KB))
    return Brand(theme=theme, files=files), tuple(problems)


def logo_fault(name: str, data: bytes) -> str:
    """Return why a logo cannot be used; nothing when it can."""
    if name.lower().endswith(".svg"):
        return svg_fault(data)
    if not name.lower().endswith(".png"):
        return "it is neither SVG nor PNG"
    return pixels_fault(data, ("PNG",), LOGO_PX, "it cannot be read as a PNG")


def pixels_fault(data: bytes, kinds: tuple[str, ...], most_px: int, unreadable: str) -> str:
    """Return why a picture of pixels cannot be used, ``unreadable`` when it is damaged; nothing when it can."""
    from PIL import Image  # every build would wait for it, and few have such a picture

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=kinds) as image:
            width, height = image.size
            # A photo of a phone may hold a second one that nobody sees (MPO); only these two kinds move.
            is_moving = image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False)
            image.verify()
    except Exception:  # Pillow tells damage by whatever its readers stumble over
        return unreadable
    if max(width, height) > most_px:
        return f"it is {width} by {height} pixels, more than {most_px}"
    return "it moves" if is_moving else ""


def font_fault(data: bytes, *, is_alone: bool) -> str:
    """Return why a font cannot be used; nothing when it can. ``is_alone``: it must be variable."""
    try:
        tables = _tables(data)
    except (IndexError, ValueError):
        return "it cannot be read as WOFF2"
    return "it is not variable, and no bold one is named" if is_alone and FVAR not in tables else ""


def _named(theme: Theme) -> list[tuple[Located, str, int]]:
    fonts = [(each, "H004", FONT_KB) for each in (*theme.fonts.text, *theme.fonts.head)]
    return [(theme.logo, "H003", LOGO_KB), *fonts] if theme.logo else fonts


def _content(folder: Path, name: str, limit: int) -> tuple[bytes | None, str]:
    """Return what is in a file beside the theme, or why that cannot be had."""
    if not BESIDE.fullmatch(name):
        return None, "only a file in the folder of the theme can be named, without a path"
    path = folder / name
    try:
        size = path.stat().st_size
        return (None, f"it has {size // 1024} kB") if size > limit * 1024 else (path.read_bytes(), "")
    except FileNotFoundError:
        others = [each.name for each in folder.glob("*")]
        return None, f"there is no such file. {near(name, others)}".strip().rstrip("?.")
    except OSError as error:
        return None, (error.strerror or "it cannot be read").lower()


def svg_fault(data: bytes) -> str:
    """Return what in an SVG could do more than show a picture, or call another place."""
    if b"<!ENTITY" in data:
        return "it declares entities"
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        return f"it cannot be read as SVG: {error.msg}"
    if root.tag != f"{SVG}svg":
        return "it is no SVG"
    if root.xpath("//processing-instruction('xml-stylesheet')"):
        return "its style calls another file"
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name in REFUSED:
            return f"it has <{name}> in it"
        for key, value in ((str(key), str(value)) for key, value in element.attrib.items()):
            attribute = etree.QName(key).localname.lower()
            if attribute.startswith("on"):
                return f"it runs a script ({attribute})"
            if attribute in ("href", "src") and not INSIDE.match(value.strip()):
                return f"it points to {value.strip()[:60]}"
            if OUTSIDE.search(value):
                return "its style calls another file"
        if name == "style":
            said = "".join(map(str, element.itertext()))
            if OUTSIDE.search(said):
                return "its style calls another file"
            if "@keyframes" in said.lower():
                return "it moves"
    if not VIEW_BOX.fullmatch(root.get("viewBox", "")):
        return "it has no viewBox of four numbers, so its shape is unknown"
    return ""


def svg_words(data: bytes) -> Iterator[str]:
    """Yield what a sound SVG says, in sight or for who listens: a line of each text, title and description."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    for element in root.iter(*(f"{SVG}{name}" for name in ("text", "title", "desc"))):
        yield " ".join("".join(map(str, element.itertext())).split())


def _tables(data: bytes) -> set[int]:
    """Return the numbers of the known tables of a WOFF2 font. Raises ValueError and IndexError when it is none."""
    if data[:4] != b"wOF2" or int.from_bytes(data[8:12], "big") != len(data):
        raise ValueError
    found, at = set(), 48
    for _ in range(int.from_bytes(data[12:14], "big")):
        tag, transformation = data[at] & 63, data[at] >> 6
        at += 5 if tag == OWN_TAG else 1
        at = _after_number(data, at)
        if (transformation != UNCHANGED) if tag in GLYPHS else transformation:
            at = _after_number(data, at)
        found.add(tag)
    return found


def _after_number(data: bytes, at: int) -> int:
    """Return the place behind a UIntBase128, of at most five bytes."""
    end = next((each for each in range(at, at + 5) if data[each] < 128), None)
    if end is None:
        raise ValueError
    return end + 1
