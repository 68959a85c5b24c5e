"""The review copy: everything that a course says, paragraph by paragraph, with a margin for remarks.

It opens from a folder, is whole without script, tracks nothing and keeps nothing: remarks leave as a file that the
reader saves. Each paragraph has a number within its page and a hash of its words, so that a remark finds its line
again when the course has changed meanwhile.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from scormkit.problems import NOWHERE, Place

from .. import markdown
from ..assemble import Content, Package, Request, package_name, under_brand
from ..model import Course, Directive, Located, Markdown, Option, Page, Part, Question, Source, Text
from ..render import own_name
from .reviews import reviewed

FORMAT = "review"
FRONT = "index.html"
# What is no Text and still is read by people.
SHOWN = frozenset({"phone", "url"})
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """``field``: what it is in its file, such as feedback. ``entry``: the id of what begins with it."""

    number: str
    field: str
    text: str
    html: Markup
    place: Place
    entry: str = ""

    @property
    def hash(self) -> str:
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:10]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A page of the course, or (``part`` is none) what it says elsewhere; ``pictures``: of its stories, by name."""

    id: str
    title: str
    part: Part | None
    paragraphs: tuple[Paragraph, ...]
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Said:
    field: str
    text: Located
    entry: str = ""


def assemble(request: Request) -> Package:
    """Return the review copy that ``request`` describes, a page for each language."""
    request = under_brand(request)
    course = request.course
    files: dict[str, Content] = {name: request.assets / "review" / name for name in ("review.css", "review.js")}
    names = {language: FRONT if each is course else f"{language}.html" for language, each in request.courses.items()}
    for language, each in request.courses.items():
        found = sections(each)
        for story in (name for section in found for name in section.pictures):
            files[f"{story}.jpg"] = request.folder / "stories" / story / "film.jpg"
        files[names[language]] = _page(request, each, language, found, names).encode()
    return Package(
        name=package_name(course, list(request.courses), FORMAT, lite=False, brand=request.of),
        languages=tuple(request.courses),
        audience=str(course.audience.id) if course.audience else None,
        reviewed=reviewed(course, request.today),
        format=FORMAT,
        files=files,
        item_identifiers=(),
    )


def sections(course: Course) -> tuple[Section, ...]:
    """Return all that an edition says in one language: its pages in order, then what stands behind its buttons."""
    pages = [_section(course, part, page) for part in course.parts for page in part.pages]
    guidance, chat = course.guidance, course.chat
    elsewhere: Mapping[str, Any] = {
        "contacts": guidance.contacts,
        "route": guidance.route,
        "guide": guidance.guide,
        "chat": chat and (chat.answers, chat.texts, chat.next_steps),
    }
    others = [
        Section(id=f"course-{name}", title=name, part=None, paragraphs=_numbered(f"course-{name}", _said(value, name)))
        for name, value in elsewhere.items()
        if value
    ]
    return (*pages, *others)


@cache
def words(assets: Path, language: str) -> Mapping[str, Any]:
    """Return the page's own words, in English where it does not know the language."""
    folder = assets / "review"
    file = folder / f"{language}.yaml"
    found: Mapping[str, Any] = yaml.safe_load((file if file.is_file() else folder / "en.yaml").read_bytes())
    return found


def _page(request: Request, course: Course, language: str, found: tuple[Section, ...], names: Mapping[str, str]) -> str:
    templates = Environment(
        loader=FileSystemLoader(request.assets / "review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("page.html").render(
        course=course,
        sections=found,
        lang=language,
        t=words(request.assets, language),
        csp=Markup(POLICY),
        languages=[(tag, own_name(tag), file) for tag, file in names.items()],
        reviewed=reviewed(course, request.today),
    )


def _section(course: Course, part: Part, page: Page) -> Section:
    said = [_Said(field="page", text=page.title)]
    if page is part.pages[0]:
        said = [_Said(field="part", text=part.title), _Said(field="goal", text=part.goal), *said]
    pictures = []
    for block in page.blocks:
        if isinstance(block, Directive):
            said += _component(course, block)
            pictures += [str(each) for each in block.arguments if block.name == "story"]
        else:
            said.append(_Said(field="", text=block.markdown))
    return Section(
        id=str(page.id),
        title=str(page.title),
        part=part,
        paragraphs=_numbered(str(page.id), iter(said)),
        pictures=tuple(pictures),
    )


def _component(course: Course, directive: Directive) -> Iterator[_Said]:
    guidance, name = course.guidance, str(directive.name)
    listed: Mapping[str, tuple[Any, ...]] = {
        "story": course.stories,
        "quiz": course.quizzes,
        "conversation": course.conversations,
        "figure": course.figures,
        "contacts": guidance.contacts,
        "sheet": guidance.sheets,
    }
    whole = {"signals": course.signals, "steps": guidance.steps}
    if name in listed:
        known = {str(each.id): each for each in listed[name]}
        for argument in directive.arguments:
            yield from _said(known[str(argument)], name)
    elif name in whole:
        yield from _said(whole[name], name)
    else:
        # What the player makes, such as the result: there is nothing to read, but something may be said of it.
        yield _Said(field="component", text=Located(f"::{name}", directive.name.place))


def _said(value: Any, field: str, entry: str = "", right: frozenset[str] = frozenset()) -> Iterator[_Said]:
    """Yield the words of a value of the model, in the order of its fields; the first of each entry bears its id."""
    if isinstance(value, Text) or (field in SHOWN and isinstance(value, Located)):
        yield _Said(field=field, text=value, entry=entry)
    elif isinstance(value, tuple):
        for each in value:
            yield from _said(each, field, entry, right)
    elif isinstance(value, Source):
        yield _Said(field="source", text=value.name)
    elif dataclasses.is_dataclass(value):
        entry = str(getattr(value, "id", entry))
        right = frozenset(value.right) if isinstance(value, Question) else right
        # The situation stands in the file behind the question that asks about it.
        for each in sorted(dataclasses.fields(value), key=lambda field: field.name != "case"):
            name = each.name
            if isinstance(value, Option) and name == "text":
                name = "right" if value.id in right else "answer"
            for said in _said(getattr(value, each.name), name, "", right):
                yield dataclasses.replace(said, entry=said.entry or entry)
                entry = ""


def _numbered(section: str, said: Iterator[_Said]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            number=f"{section}-{number}",
            field=each.field,
            text=str(each.text),
            html=markdown.block_html(each.text)
            if isinstance(each.text, Markdown)
            else Markup("<p>{}</p>").format(each.text),
            place=each.text.place or NOWHERE,
            entry=each.entry,
        )
        for number, each in enumerate(said, 1)
    )
