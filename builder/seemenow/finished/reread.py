"""Read a package back: what its manifest tells of any tool, and all of the course where it is one of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from scormkit import safexml
from scormkit.container import Container, open_container
from scormkit.manifest import Manifest, words
from scormkit.problems import Problem
from scormkit.recognise import COURSE_STRUCTURE, MANIFEST
from scormkit.verify import Report, verify

# One file of ours: one call with values, after the script that it may carry (assemble.py).
CALL = re.compile(r"^(seeMeNow[A-Za-z.]*\((?:seeMeNowChat\.mountChat,)?)(.*)\);\n\Z", re.DOTALL | re.MULTILINE)
PAGES = re.compile(r'<section class="smn-page".*</section>', re.DOTALL)
CONTACT = re.compile(r"<(li|span|p)\b[^>]* data-contact=.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
MOST_BYTES = 64 << 20
HASHED = re.compile(r"-[0-9a-f]{8}(?=\.js$)")
HELP = re.compile(r"(help|chat)-")


@dataclass(frozen=True, kw_only=True)
class Item:
    """What an LMS keeps records by. ``mastery``: the score that the LMS itself would ask."""

    id: str
    title: str
    launch: str
    mastery: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page in words. ``contacts`` and ``figures`` stand apart, so that they can be told from the rest."""

    id: str
    part: str
    title: str
    text: str
    figures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Ours:
    """What only a package of ours tells. ``faces``: the outline in each language, the first one first.

    ``around``: the words of what stands on no page: dialogs, chat, help; without contacts.
    """

    faces: Mapping[str, Mapping[str, Any]]
    pages: Mapping[str, Page]
    contacts: Mapping[str, frozenset[str]]
    questions: Mapping[str, str]
    around: Mapping[str, str]

    @property
    def outline(self) -> Mapping[str, Any]:
        return next(iter(self.faces.values()))


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A package as it was read. ``files``: the check sum of each, as the zip has it."""

    report: Report
    identifier: str = ""
    version: str = ""
    title: str = ""
    items: tuple[Item, ...] = ()
    files: Mapping[str, int] = field(default_factory=dict)
    ours: Ours | None = None


def reread(path: Path) -> tuple[Seen | None, tuple[Problem, ...]]:
    """Return what stands in a package, or None with what keeps it from being read. Reads only that file."""
    report = verify(path)
    container, problems = open_container(path)
    if container is None:
        return None, problems
    try:
        return _seen(container, report), ()
    finally:
        container.close()


def _seen(container: Container, report: Report) -> Seen:
    files = {name: info.CRC for name, info in container.members.items()}
    ours = _ours(container)
    for name in (MANIFEST, COURSE_STRUCTURE):
        document, _ = (
            safexml.read(name, container.read(name, safexml.SIZE_BYTES) or b"") if name in files else (None, ())
        )
        if document is not None:
            read = _scorm if name == MANIFEST else _cmi5
            return Seen(report=report, files=files, ours=ours, **read(document))
    return Seen(report=report, files=files, ours=ours)


def _scorm(document: safexml.Document) -> dict[str, Any]:
    manifest = Manifest(document=document)
    organizations = list(manifest.every("organization"))
    found = [
        Item(
            id=item.get("identifier", ""),
            title=_child(item, "title"),
            launch=resource.get("href", ""),
            mastery=_child(item, "masteryscore") or _child(item, "minNormalizedMeasure"),
        )
        for item in manifest.every("item")
        if (resource := manifest.resources.get(item.get("identifierref", ""))) is not None
    ]
    return {
        "identifier": manifest.root.get("identifier", ""),
        "version": manifest.root.get("version", ""),
        "title": _child(organizations[0], "title") if organizations else "",
        "items": tuple(found),
    }


def _cmi5(document: safexml.Document) -> dict[str, Any]:
    root = document.root
    course = next(root.iter("{*}course"), None)
    units = [
        Item(
            id=unit.get("id", ""),
            title=_string(unit),
            launch=next((words(each) for each in unit.iter("{*}url")), ""),
            mastery=unit.get("masteryScore", ""),
        )
        for unit in root.iter("{*}au")
    ]
    return {
        "identifier": course.get("id", "") if course is not None else "",
        "title": _string(course) if course is not None else "",
        "items": tuple(units),
    }


def _child(element: etree._Element, local: str) -> str:
    return next((words(each) for each in element.iter(f"{{*}}{local}")), "")


def _string(element: etree._Element) -> str:
    title = element.find("{*}title")
    return next((words(each) for each in title.iter("{*}langstring")), "") if title is not None else ""


def _ours(container: Container) -> Ours | None:
    """Return the course of a package of ours; None when it is of another tool."""
    calls = dict(values(container))
    outlines = [args[0] for name, args in calls.items() if name.startswith("course-")]
    page = container.read("index.html", MOST_BYTES) if "index.html" in container.members else None
    if not outlines or page is None:
        return None
    outline = outlines[0]
    faces = {outline["language"]: outline}
    faces |= {args[0]["language"]: args[0] for name, args in calls.items() if name.startswith("language-")}
    first = str(outline["language"])
    # Where the files lie in the zip says nothing: their names end in a hash.
    told = sorted(calls.items(), key=lambda each: (language_of(*each) != first, language_of(*each), each[0]))
    texts = [(first, page.decode())]
    texts += [(args[2], args[1]) for name, args in told if name.startswith("part-")]
    texts += [(args[0]["language"], args[1]) for name, args in told if name.startswith("language-")]
    helps = [(name.partition("-")[0], language_of(name, args), args[0]) for name, args in told if HELP.match(name)]
    texts += [(language, each) for _, language, one in helps for each in strings(one) if "data-contact=" in each]

    def known(name: str, language: str) -> str:
        return name if language == first else f"{name} {language}"

    contacts: dict[str, set[str]] = {}
    pages: dict[str, Page] = {}
    questions: dict[str, str] = {}
    for language, text in texts:
        root = lxml_html.fromstring(f"<div>{text.partition('<body')[2].partition('>')[2] or text}</div>")
        for each in root.iter("*"):
            if each.get("data-contact"):
                contacts.setdefault(str(each.get("data-contact")), set()).add(_words(each))
            elif each.get("data-question"):
                questions[known(str(each.get("data-question")), language)] = _words(each)
        for section in root.iter("section"):
            if section.get("data-page-id"):
                found = _page(section, outline["version"])
                pages[known(found.id, language)] = found
    for _, _, one in helps:
        for name, about in one.get("contacts", {}).items():
            contacts.setdefault(name, set()).add(" ".join(str(value) for value in about.values() if value))
    return Ours(
        faces=faces,
        pages=pages,
        contacts={name: frozenset(found) for name, found in contacts.items()},
        questions=questions,
        around={
            **{known(name, language): _bare(one, outline["version"]) for name, language, one in helps},
            "dialogs": _bare(PAGES.sub("", page.decode()), outline["version"]),
        },
    )


def _bare(value: Any, version: str) -> str:
    """Return the words in a value of JSON or a page, without contacts and version."""
    if isinstance(value, dict):
        return " ".join(
            f"{key} {_bare(each, version)}" for key, each in value.items() if key not in ("contacts", "rows")
        )
    if isinstance(value, list):
        return " ".join(_bare(each, version) for each in value)
    text = str(value).partition("<body")[2].partition(">")[2] or str(value)
    return " ".join(TAG.sub(" ", CONTACT.sub("", text)).replace(version, "").split())


def _page(section: Any, version: str) -> Page:
    figures = tuple(_words(each) for each in section.iter("figure") if "smn-figure" in (each.get("class") or ""))
    title = next((_words(each) for each in section.iter("h1")), "")
    for each in list(section.iter("*")):
        if each.get("data-contact") or "smn-figure" in (each.get("class") or "").split():
            each.drop_tree()
    return Page(
        id=section.get("data-page-id"),
        part=section.get("data-part-id"),
        title=title,
        text=_words(section).replace(version, ""),
        figures=figures,
    )


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def values(container: Container) -> Iterator[tuple[str, list[Any]]]:
    """Yield the scripts that carry the course, by name, with the values that each hands over."""
    for name in container.members:
        if re.match(r"(course|part|help|chat|language)-", name) and name.endswith(".js"):
            match = CALL.search((container.read(name, MOST_BYTES) or b"").decode("utf-8", "replace"))
            if match:
                try:
                    yield name, json.loads(f"[{match[2]}]")
                except ValueError:
                    continue


def language_of(name: str, args: Sequence[Any]) -> str:
    """Return the language of a script that carries the course."""
    if name.startswith("part-"):
        return str(args[2])
    if name.startswith(("course-", "language-")):
        return str(args[0]["language"])
    return HASHED.sub("", name).removesuffix(".js").partition("-")[2]


def strings(value: Any) -> Iterator[str]:
    """Yield every string in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
