"""What the schema of cmi5 says of a course structure, in rules of our own: the schema itself cannot travel with us.

Source: CourseStructure.xsd of cmi5 1.0, element for element; what other namespaces add is left to their schemas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from scormkit.namespaces import CMI5, XML, XSI
from scormkit.xsd import Complaint

_LANGUAGE = re.compile(r"\s*[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\s*")


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Elements that may stand at one point of a sequence, each with the kind that describes it."""

    kinds: dict[str, str]
    least: int = 1
    most: int | None = 1


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What an element may hold. ``attributes`` tells of each whether it is required.

    Other namespaces may add elements where it is extensible, and attributes where it takes them.
    """

    parts: tuple[_Part, ...] = ()
    attributes: dict[str, bool] = field(default_factory=dict)
    is_ordered: bool = True
    has_text: bool = False
    is_extensible: bool = True
    takes_attributes: bool = True


_WORDS = (_Part(kinds={"title": "words"}), _Part(kinds={"description": "words"}))
_UNITS = _Part(kinds={"au": "au", "block": "block"}, most=None)

_KINDS = {
    "courseStructure": _Kind(
        parts=(_Part(kinds={"course": "course"}), _Part(kinds={"objectives": "objectives"}, least=0), _UNITS)
    ),
    "course": _Kind(parts=_WORDS, attributes={"id": True}),
    "block": _Kind(
        parts=(*_WORDS, _Part(kinds={"objectives": "references"}, least=0), _UNITS), attributes={"id": True}
    ),
    "au": _Kind(
        parts=(
            *_WORDS,
            _Part(kinds={"objectives": "references"}, least=0),
            _Part(kinds={"url": "text"}),
            _Part(kinds={"launchParameters": "anything"}, least=0),
            _Part(kinds={"entitlementKey": "anything"}, least=0),
        ),
        attributes={"id": True, "moveOn": False, "masteryScore": False, "launchMethod": False, "activityType": False},
    ),
    "objectives": _Kind(parts=(_Part(kinds={"objective": "objective"}, most=None),)),
    "objective": _Kind(
        parts=_WORDS, attributes={"id": True}, is_ordered=False, is_extensible=False, takes_attributes=False
    ),
    "references": _Kind(parts=(_Part(kinds={"objective": "reference"}, most=None),)),
    "reference": _Kind(attributes={"idref": False}, is_extensible=False, takes_attributes=False),
    "words": _Kind(parts=(_Part(kinds={"langstring": "langstring"}, most=None),)),
    "langstring": _Kind(attributes={"lang": False}, has_text=True, is_extensible=False),
    "text": _Kind(has_text=True, is_extensible=False, takes_attributes=False),
}


def complaints(root: etree._Element) -> Iterator[Complaint]:
    """Yield what the schema would say against the course structure, whose root is one, each fault once."""
    yield from _judged(root, "courseStructure")


def _judged(element: etree._Element, name: str) -> Iterator[Complaint]:
    kind = _KINDS.get(name)
    if kind is None:  # launchParameters and entitlementKey may hold anything
        return
    yield from _attributes(element, kind)
    texts = [element.text, *(child.tail for child in element)]
    if not kind.has_text and any((text or "").strip() for text in texts):
        yield _complaint(element, "", "it has text of its own, which belongs into an element within it")
    children = list(element.iterchildren("*"))
    strangers = [child for child in children if etree.QName(child).namespace not in {CMI5, None}]
    if strangers and (not kind.is_extensible or children[-len(strangers) :] != strangers):
        yield _complaint(strangers[0], "", "an element of another namespace may only stand behind those of cmi5")
    own = [child for child in children if etree.QName(child).namespace in {CMI5, None}]
    yield from _sequence(element, own, kind)


def _attributes(element: etree._Element, kind: _Kind) -> Iterator[Complaint]:
    for name in map(str, element.attrib):
        space = etree.QName(name).namespace
        is_foreign = space not in {None, XSI, XML} and not kind.takes_attributes
        if is_foreign or (space is None and name not in kind.attributes):
            yield _complaint(element, name, f"the attribute {name} is not known here")
    for name, is_required in kind.attributes.items():
        if is_required and element.get(name) is None:
            yield _complaint(element, name, f"the attribute {name} is missing")
    language = element.get("lang")
    if language is not None and "lang" in kind.attributes and not _LANGUAGE.fullmatch(language):
        yield _complaint(element, "lang", f"{language!r} is no language tag, such as en or de-CH")


def _sequence(element: etree._Element, children: list[etree._Element], kind: _Kind) -> Iterator[Complaint]:
    """Walk along the children: each belongs to the part at hand or to a later one."""
    counts = [0] * len(kind.parts)
    at = 0
    for child in children:
        name = etree.QName(child).localname if etree.QName(child).namespace == CMI5 else ""
        start = at if kind.is_ordered else 0
        found = next((n for n in range(start, len(kind.parts)) if name in kind.parts[n].kinds), None)
        most = kind.parts[found].most if found is not None else 0
        if found is None or (most is not None and counts[found] >= most):
            yield _complaint(child, "", "the element is not known, comes too often, or stands in the wrong place")
            return
        at = found
        counts[found] += 1
        yield from _judged(child, kind.parts[found].kinds[name])
    for part, count in zip(kind.parts, counts, strict=True):
        if count < part.least:
            yield _complaint(element, "", f"it has no {' or '.join(part.kinds)}, or it is in the wrong place")


def _complaint(element: etree._Element, about: str, message: str) -> Complaint:
    return Complaint(element=element, about=about, message=f"{etree.QName(element).localname}: {message}")
