"""Read the XML of strangers: no entities, no network, and the place of every element."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import cast
from xml.parsers import expat

from lxml import etree

from scormkit.problems import Place, Problem
from scormkit.rules import problem, within

Position = tuple[int, int | None]

_WHERE = re.compile(r"(, line \d+, column \d+)?( \(.*\))?$")
_LONE_AMPERSAND = "xmlParseEntityRef: no name"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A parsed file. ``positions`` gives the line and column (both from 1) at which each element begins."""

    name: str
    root: etree._Element
    positions: Mapping[etree._Element, Position]

    def place(self, element: etree._Element) -> Place:
        line, column = self.positions[element]
        return within(self.name, line, column)


# Caps of this program, beyond any package that it reads; some checks take the square of these in time.
SIZE_BYTES = 4 << 20
ELEMENTS = 15_000
ATTRIBUTES = 100


class _Stop(Exception):
    """The document is not read further. The arguments are the code of the problem and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def read(name: str, data: bytes) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document, or None and why it was not read.

    Not well-formed is P030, a DOCTYPE P031, far too large P024. A code other than UTF-8 is P032, beside the document.
    """
    starts, stopped = _scan(name, data)
    if stopped:
        return None, (stopped,)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position if error.position else (1, 1)
        return None, (problem("P030", within(name, max(line, 1), max(column, 1)), reason=_reason(error)),)
    tree = root.getroottree()
    # Where expat gave up and libxml2 did not.
    if tree.docinfo.internalDTD is not None:
        return None, (problem("P031", within(name, 1, 1)),)
    if next(islice(root.iter("*"), ELEMENTS, None), None) is not None:
        return None, (problem("P024", within(name, 1, 1), limit=f"{ELEMENTS} elements"),)
    encoding = (tree.docinfo.encoding or "UTF-8").upper()
    document = Document(name=name, root=root, positions=_positions(root, starts))
    if encoding in {"UTF-8", "ASCII", "US-ASCII"}:
        return document, ()
    return document, (problem("P032", within(name, 1, 1), encoding=encoding),)


def _scan(name: str, data: bytes) -> tuple[list[Position], Problem | None]:
    """Return where each start tag stands, in order, and why the document is not to be read further.

    libxml2 knows the line only; expat knows the column too, and stops before a DOCTYPE or a flood can do harm.
    """
    starts: list[Position] = []
    scanner = expat.ParserCreate()

    def here() -> Position:
        return scanner.CurrentLineNumber, scanner.CurrentColumnNumber + 1

    def element(tag: str, attributes: dict[str, str]) -> None:
        starts.append(here())
        if len(starts) > ELEMENTS:
            raise _Stop("P024", limit=f"{ELEMENTS} elements")
        if len(attributes) > ATTRIBUTES:
            raise _Stop("P024", limit=f"{ATTRIBUTES} attributes on one element")

    def doctype(*declaration: object) -> None:
        raise _Stop("P031")

    scanner.StartElementHandler = element
    scanner.StartDoctypeDeclHandler = doctype
    try:
        scanner.Parse(data, True)
    except _Stop as stop:
        line, column = (_at(data, b"<!DOCTYPE") if stop.code == "P031" else None) or here()
        return [], problem(stop.code, within(name, line, column), **stop.values)
    except (expat.ExpatError, LookupError, ValueError):
        return [], None  # libxml2 is the judge of what is well-formed
    return starts, None


def _at(data: bytes, text: bytes) -> Position | None:
    """Return where the text stands; None if it does not, as in a manifest coded in UTF-16."""
    offset = data.find(text)
    return (data.count(b"\n", 0, offset) + 1, offset - data.rfind(b"\n", 0, offset)) if offset >= 0 else None


def _reason(error: etree.XMLSyntaxError) -> str:
    """Return the parser's reason, without the place that the problem carries anyway."""
    reason = _WHERE.sub("", error.msg or "") or "it is empty"
    return "an & stands alone" if reason == _LONE_AMPERSAND else reason


def _positions(root: etree._Element, starts: list[Position]) -> dict[etree._Element, Position]:
    elements = list(root.iter("*"))
    if len(starts) != len(elements):
        return {element: (cast("int | None", element.sourceline) or 1, None) for element in elements}
    return dict(zip(elements, starts, strict=True))
