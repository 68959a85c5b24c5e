"""The course structure of a cmi5 package: one course with one assignable unit.

Source: cmi5 1.0 ("quartz"), sections 13 and 14; requirement numbers are those of ``@cmi5/requirements``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from lxml import etree

from scormkit.imscp import written
from scormkit.namespaces import CMI5
from scormkit.outline import Outline, require_sound

FILE = "cmi5.xml"  # 13.2.0.0-1: this name, at the root of the zip (14.1.0.0-2)

MoveOn = Literal["Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"]
LaunchMethod = Literal["AnyWindow", "OwnWindow"]

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # XML Schema, type language
_IRI = re.compile(r"(https?://[^\s/<>\"{}|\\^`]|urn:[a-z0-9][a-z0-9-]+)[^\s<>\"{}|\\^`]*")


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a learner reads of the course in one language before it is opened."""

    title: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What cmi5 asks beyond the outline.

    ``base`` is an absolute IRI (an address or a URN) of the publisher's, under which the ids are made: LRSs key the
    learners' records by them, so it stays the same in every version. ``mastery_score`` is scaled, 0 to 1; None leaves
    the verdict to the content. ``translations`` gives the words of further languages, by their tag.
    """

    base: str
    description: str
    move_on: MoveOn
    mastery_score: float | None = None
    launch_method: LaunchMethod = "AnyWindow"
    translations: Mapping[str, Words] = field(default_factory=dict)


def course_id(outline: Outline, unit: Unit) -> str:
    return _under(unit.base, "course", outline.identifier)


def unit_id(outline: Outline, unit: Unit) -> str:
    """Return the publisher id of the assignable unit. The id that statements carry is the LMS's own (8.1.5.0-3)."""
    return _under(unit.base, "au", outline.identifier)


def _under(base: str, *names: str) -> str:
    between = ":" if base.startswith("urn:") else "/"
    return between.join((base.rstrip(between), *names))


def structure(outline: Outline, unit: Unit) -> bytes:
    """Return ``cmi5.xml``. Raises ValueError with every reason why an LMS would refuse it.

    Files need no list: what the unit's page refers to travels beside it. The unit keeps all that the course
    structure says by default in writing too, because readers differ in the defaults that they know.
    """
    require_sound(outline)
    faults = list(_faults(unit))
    if faults:
        raise ValueError("; ".join(faults))
    words = {outline.language: Words(title=outline.title, description=unit.description), **unit.translations}
    root = etree.Element(_cmi5("courseStructure"), nsmap={None: CMI5})  # type: ignore[dict-item]  # stubs forget None
    course = etree.SubElement(root, _cmi5("course"), id=course_id(outline, unit))
    _words(course, words)
    au = etree.SubElement(
        root,
        _cmi5("au"),
        id=unit_id(outline, unit),
        moveOn=unit.move_on,
        launchMethod=unit.launch_method,
    )
    if unit.mastery_score is not None:
        au.set("masteryScore", f"{unit.mastery_score:g}")
    _words(au, words)
    etree.SubElement(au, _cmi5("url")).text = outline.launch
    return written(root)


def _words(parent: etree._Element, words: Mapping[str, Words]) -> None:
    title, description = (etree.SubElement(parent, _cmi5(name)) for name in ("title", "description"))
    for language, each in words.items():
        etree.SubElement(title, _cmi5("langstring"), lang=language).text = each.title
        etree.SubElement(description, _cmi5("langstring"), lang=language).text = each.description


def _faults(unit: Unit) -> Iterator[str]:
    if not _IRI.fullmatch(unit.base):
        yield f"base {unit.base!r} is not an absolute IRI"  # 3.0.0.0-1
    if not unit.description.strip():
        yield "the description is empty"
    if unit.move_on not in get_args(MoveOn):
        yield f"moveOn {unit.move_on!r} is not one of {', '.join(get_args(MoveOn))}"
    if unit.launch_method not in get_args(LaunchMethod):
        yield f"launchMethod {unit.launch_method!r} is not one of {', '.join(get_args(LaunchMethod))}"
    score = unit.mastery_score
    if score is not None and (not 0 <= score <= 1 or score != round(score, 4)):
        yield f"mastery score {score!r} is not from 0 to 1 with at most four decimals"
    for language, words in unit.translations.items():
        if not _LANGUAGE.fullmatch(language) or not words.title.strip() or not words.description.strip():
            yield f"the translation {language!r} is no language tag, or has an empty title or description"


def _cmi5(name: str) -> str:
    return f"{{{CMI5}}}{name}"
