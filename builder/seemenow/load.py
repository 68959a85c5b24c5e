"""Read a course folder into values, and note every fault that reading finds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from markdown_it import MarkdownIt
from scormkit.problems import Place, Problem
from yaml.nodes import MappingNode, Node

from .catalogue import problem
from .model import (
    Block,
    Completion,
    Contact,
    Conversation,
    Course,
    Directive,
    Figure,
    Guidance,
    Located,
    Markdown,
    Page,
    Part,
    Prose,
    Quiz,
    Signal,
    SignalGroup,
    Signals,
    Slots,
    Source,
    Step,
    Story,
    Text,
)
from .structure import Reading, Unreadable, compose, id_in, near

DIRECTIVE = re.compile(r"::([a-z-]+)(?:\s+(\S.*))?")
FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
SLOT_LINE = re.compile(r"(page|part|question|story) ([a-z][a-z0-9-/]*)")
Entry = TypeVar("Entry")

COURSE_KEYS: dict[str, Any] = {
    "id": Located,
    "version": Located,
    "title": Text,
    "description": Text,
    "as_of": date,
    "source_language": Located,
    "languages": tuple[Located, ...],
    "completion": Completion,
    "parts": tuple[Located, ...],
}
PART_KEYS: dict[str, Any] = {
    "id": Located,
    "title": Text,
    "minutes": int,
    "goal": Text,
    "core": bool,
    "pages": tuple[Located, ...],
}
SIGNALS_KEYS: dict[str, Any] = {
    "marks_note": Text,
    "source": Source,
    "groups": tuple[SignalGroup, ...],
    "signals": tuple[Signal, ...],
}
CONTACTS_KEYS: dict[str, Any] = {
    "now": tuple[Located, ...],
    "reader": tuple[Located, ...],
    "fallback": tuple[Located, ...],
    "contacts": tuple[Contact, ...],
}
STEPS_KEYS: dict[str, Any] = {"steps_source": Source, "steps": tuple[Step, ...]}
NO_SOURCE = Source(name=Text(""), read_on=date.min)
# What stands in for a file that could not be read; its problem is noted, so no package comes of it.
NO_SIGNALS: dict[str, Any] = {"marks_note": Text(""), "source": NO_SOURCE, "groups": (), "signals": ()}
NO_GUIDANCE: dict[str, Any] = {
    **dict.fromkeys(("now", "reader", "fallback", "contacts", "steps"), ()),
    "steps_source": NO_SOURCE,
}


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A course as far as it could be read.

    ``broken``: ids of entries that could not be read whole, and names of files of which it is unknown what
    they hold; so that what points to them is not reported a second time.
    """

    course: Course | None
    problems: tuple[Problem, ...]
    broken: frozenset[str] = field(default_factory=frozenset)


def load(folder: Path) -> Loaded:
    """Return the course in ``folder``, with all problems of reading (L and C001) at once."""
    return _Folder(folder).course()


class _Folder:
    """The reading of one course folder; it lives as long as one call of ``load``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.broken: set[str] = set()

    def course(self) -> Loaded:
        head = self.entries("course.yaml", COURSE_KEYS, "course")
        parts = [self.part(each) for each in head.get("parts", ())]
        signals = self.entries("signals.yaml", SIGNALS_KEYS, "signals")
        figures = self.entries("figures.yaml", {"figures": tuple[Figure, ...]}, "figures")
        contacts = self.entries("guidance/contacts.yaml", CONTACTS_KEYS, "guidance")
        steps = self.entries("guidance/steps.yaml", STEPS_KEYS, "guidance")
        stories = self.each("stories/*/story.yaml", Story, "stories")
        quizzes = self.each("quizzes/*.yaml", Quiz, "quizzes")
        conversations = self.each("conversations/*.yaml", Conversation, "conversations")
        if any(key not in head for key in COURSE_KEYS):
            return Loaded(course=None, problems=tuple(self.problems))
        course = Course(
            **{key: value for key, value in head.items() if key != "parts"},
            parts=tuple(part for part in parts if part),
            stories=stories,
            quizzes=quizzes,
            conversations=conversations,
            signals=Signals(**(NO_SIGNALS | signals)),
            figures=figures.get("figures", ()),
            guidance=Guidance(
                **(NO_GUIDANCE | contacts | steps),
                place=Place(file=self.name(self.folder / "guidance/contacts.yaml"), line=1, column=1),
            ),
            slots=self.slots(),
        )
        return Loaded(course=course, problems=tuple(self.problems), broken=frozenset(self.broken))

    def name(self, path: Path) -> str:
        """Return a path as problems show it: from the folder that holds the course folder."""
        return (Path(self.folder.name) / path.relative_to(self.folder)).as_posix()

    def text(self, path: Path) -> str | None:
        """Return what a file says, or None after noting why it cannot be read."""
        place = Place(file=self.name(path))
        try:
            return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            siblings = [each.name for each in path.parent.glob("*")] if path.parent.is_dir() else []
            self.problems.append(problem("L001", place, file=self.name(path), near=near(path.name, siblings)))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.problems.append(problem("L002", Place(file=place.file, line=line), reason="it is not UTF-8"))
        except OSError as error:
            self.problems.append(problem("L002", place, reason=error.strerror or "unknown"))
        return None

    def entries(self, name: str, keys: dict[str, Any], context: str) -> dict[str, Any]:
        """Return the top-level keys of a YAML file, or nothing after noting why not."""
        path = self.folder / name
        text = self.text(path)
        before = len(self.problems)
        reading = Reading(file=self.name(path), problems=self.problems, broken=self.broken)
        node = None if text is None else compose(text, reading.file, self.problems)
        if text is None or len(self.problems) > before:
            self.broken.add(name)
            return {}
        optional = ("core",)
        found = reading.entries(node, keys, context, optional=optional)
        if any(key not in found for key in keys if key not in optional):
            self.broken.add(name)
        return found

    def each(self, pattern: str, kind: type[Entry], context: str) -> tuple[Entry, ...]:
        """Return one value a file, in the order of their names."""
        found = []
        for path in sorted(self.folder.glob(pattern)):
            text = self.text(path)
            if text is None:
                self.broken.add(self.relative(path))
                continue
            before = len(self.problems)
            reading = Reading(file=self.name(path), problems=self.problems, broken=self.broken)
            node = compose(text, reading.file, self.problems)
            if len(self.problems) > before:
                self.broken.add(self.relative(path))
                continue
            entry = self.one(reading, node, kind, context)
            if entry is not None:
                found.append(entry)
        return tuple(found)

    def one(self, reading: Reading, node: Node | None, kind: type[Entry], context: str) -> Entry | None:
        if node is None:
            self.problems.append(
                problem("L009", Place(file=reading.file, line=1, column=1), key=reading.file, wanted="keys with values")
            )
            return None
        try:
            return reading.read(node, kind, f"{context}/{id_in(node) or '?'}")
        except Unreadable:
            return None

    def part(self, identity: Located) -> Part | None:
        """Return the part with this id, with the pages that can be read."""
        folders = sorted(self.folder.glob(f"parts/[0-9][0-9]-{identity}"))
        if not folders:
            others = [each.name[3:] for each in self.folder.glob("parts/*")]
            self.problems.append(problem("C001", identity.place, id=identity, near=near(identity, others)))
            self.broken.add(f"parts/{identity}")
            return None
        file = folders[0] / "part.yaml"
        context = f"parts/{identity}"
        values = self.entries(self.relative(file), PART_KEYS, context)
        pages = [self.page(folders[0] / f"{page}.md", page, context) for page in values.get("pages", ())]
        for path in sorted(folders[0].glob("*.md")):
            if path.stem not in values.get("pages", (path.stem,)):
                self.problems.append(problem("C009", Place(file=self.name(path)), file=self.name(path)))
        if any(key not in values for key in PART_KEYS if key != "core"):
            return None
        return Part(
            **{key: value for key, value in values.items() if key != "pages"},
            pages=tuple(page for page in pages if page),
            place=Place(file=self.name(file), line=1, column=1),
        )

    def relative(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def page(self, path: Path, identity: Located, context: str) -> Page | None:
        """Return one Markdown page: a front matter with its title, then blocks and components."""
        text = self.text(path)
        if text is None:
            self.broken.add(self.relative(path))
            return None
        name, context = self.name(path), f"{context}/{identity}"
        front = FRONT_MATTER.match(text)
        head = front.group(1) if front else ""
        reading = Reading(file=name, problems=self.problems, broken=self.broken, first_line=2)
        node = compose(head, name, self.problems, first_line=2) or MappingNode(
            "tag:yaml.org,2002:map", [], _start(head), None
        )
        values = reading.entries(node, {"title": Text}, context)
        body = text[front.end() :] if front else text
        first_line = text[: front.end()].count("\n") + 1 if front else 1
        blocks = tuple(split(body, name, first_line, context))
        if "title" not in values:
            self.broken.add(self.relative(path))
            return None
        return Page(id=identity, title=values["title"], blocks=blocks, place=Place(file=name, line=1, column=1))

    def slots(self) -> Slots:
        """Return the slots of ids.lock, in the order of its lines; no file means no slots yet."""
        path = self.folder / "ids.lock"
        if not path.is_file():
            return Slots()
        return parse_slots(path.read_text(encoding="utf-8"))


def parse_slots(text: str) -> Slots:
    """Return the slots that the text of an ids.lock gives: one ``kind id`` a line, ``#`` for remarks."""
    lines = [match.groups() for match in map(SLOT_LINE.fullmatch, text.splitlines()) if match]
    return Slots(
        pages=tuple(identity for kind, identity in lines if kind == "page"),
        parts=tuple(identity for kind, identity in lines if kind == "part"),
        questions=tuple(identity for kind, identity in lines if kind == "question"),
        stories=tuple(identity for kind, identity in lines if kind == "story"),
    )


def split(body: str, file: str, first_line: int, context: str) -> Iterable[Block]:
    """Yield the blocks of a Markdown text; each knows its line. ``::name argument`` is a component.

    Blocks of a page share one context: they keep their translations when one is put in between.
    """
    lines = body.split("\n")
    for token in MarkdownIt("commonmark").parse(body):
        if token.level or token.map is None or token.nesting < 0:
            continue
        start, end = token.map
        block = "\n".join(lines[start:end]).rstrip()
        place = Place(file=file, line=first_line + start, column=1)
        if not block.startswith("::"):
            yield Prose(markdown=Markdown(block, place, context))
            continue
        for offset, line in enumerate(block.split("\n")):
            here = Place(file=file, line=first_line + start + offset, column=1)
            match = DIRECTIVE.fullmatch(line.strip())
            name, arguments = match.groups() if match else (line.strip().lstrip(":"), None)
            yield Directive(
                name=Located(name, here), arguments=tuple(Located(each, here) for each in (arguments or "").split())
            )


def _start(text: str) -> Any:
    from yaml import Mark

    return Mark("", 0, 0, 0, text, 0)
