"""Read a course folder into values, and note every fault that reading finds."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from scormkit.problems import Place, Problem, has_errors
from yaml.nodes import MappingNode

from .catalogue import problem
from .model import (
    Answer,
    Audience,
    Block,
    Chat,
    ChatWords,
    Completion,
    Contact,
    Conversation,
    Course,
    Directive,
    Figure,
    Guidance,
    Guide,
    GuideEnd,
    GuideQuestion,
    Kit,
    KitText,
    Learnt,
    Limits,
    Located,
    Markdown,
    Name,
    NamedSource,
    NextStep,
    Page,
    Part,
    Prose,
    Quiz,
    Record,
    Region,
    Review,
    Route,
    RouteStep,
    SafetyPatterns,
    SafetyText,
    Session,
    Sheet,
    Signal,
    SignalGroup,
    Signals,
    Slots,
    Source,
    Step,
    Story,
    Text,
)
from .referral import municipalities
from .remembered import learn, recalled
from .structure import ID, Reading, Unreadable, as_fields, as_key, compose, id_in, near

DIRECTIVE = re.compile(r"::([a-z-]+)(?:\s+(\S.*))?")
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
# What may stand in a course without being a part of it: files for people, hidden ones, the measuring set of the chat,
# and themes, which a build names.
BESIDE = re.compile(
    r"(^|/)\.|(^|/)(README|CHANGELOG|CONTRIBUTING|LICEN[CS]E)\b|^chat/questions\.yaml$|^themes/", re.IGNORECASE
)
HOMES = ("parts", "stories", "quizzes", "conversations", "guidance", "chat", "locale", "pictures")
TEXTS = ("yaml", "yml", "md")
CATALOGUES = ("course.po", "chat.po")
DOCUMENTS = ("csv", "doc", "docx", "ods", "odt", "po", "rtf", "txt", "xls", "xlsx")
# YAML ends a line at these too, and nobody else does: programs for layout leave them in what is copied from them.
LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
SLOT_LINE = re.compile(r"(page|part|question|story) ([a-z][a-z0-9-/]*)(?: ([0-9]{1,9}))?")
Kind = TypeVar("Kind")

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
    "audiences": tuple[Audience, ...],
    "limits": Limits,
    "budget_mb": float,
    "licence": Located,
}
ENTRY_KEYS: dict[str, Any] = {"for": tuple[Located, ...], "not_for": tuple[Located, ...], "allow": Located}
PART_KEYS: dict[str, Any] = {
    "id": Located,
    "title": Text,
    "minutes": int,
    "goal": Text,
    "core": bool,
    "pages": tuple[Located, ...],
    "reviews": tuple[Review, ...],
    **ENTRY_KEYS,
}
OPTIONAL_KEYS = frozenset({"core", "minutes", "reviews", "audiences", "limits", "budget_mb", "licence", *ENTRY_KEYS})
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
KIT_KEYS: dict[str, Any] = {
    "poster": KitText,
    "card": KitText,
    "mail": KitText,
    "newsletter": KitText,
    "session": Session,
}
ANSWERS_KEYS: dict[str, Any] = {
    "topics": tuple[Located, ...],
    "sources": tuple[NamedSource, ...],
    "next_steps": tuple[NextStep, ...],
    "answers": tuple[Answer, ...],
}
SAFETY_KEYS: dict[str, Any] = {
    "texts": tuple[SafetyText, ...],
    "names": Located,
    "capital_names": tuple[Located, ...],
    "patterns": tuple[SafetyPatterns, ...],
}
ROUTE_KEYS: dict[str, Any] = {
    "source": Source,
    "without_name": Text,
    "ready": tuple[Text, ...],
    "steps": tuple[RouteStep, ...],
}
GUIDE_KEYS: dict[str, Any] = {
    "source": Source,
    "questions": tuple[GuideQuestion, ...],
    "ends": tuple[GuideEnd, ...],
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


def text_of(path: Path, name: str, problems: list[Problem], named: Place | None = None) -> str | None:
    """Return what a file says, or None after noting why it cannot be read; ``named``: where something points to it."""
    place = Place(file=name)
    if path.is_fifo():  # whoever reads it waits for ever
        problems.append(problem("L002", named or place, reason="it is not an ordinary file"))
        return None
    try:
        return path.read_text(encoding="utf-8-sig").translate(LINE_ENDS)
    except FileNotFoundError:
        siblings = [each.name for each in path.parent.glob("*")] if path.parent.is_dir() else []
        problems.append(problem("L001", named or place, file=name, near=near(path.name, siblings)))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(problem("L002", Place(file=name, line=line), reason="it is not UTF-8"))
    except OSError as error:
        problems.append(problem("L002", named or place, reason=error.strerror or "unknown"))
    return None


class _Folder:
    """The reading of one course folder; it lives as long as one call of ``load``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Of two with the same id the first counts.
        self.parts = {each.name[3:]: each for each in sorted(folder.glob("parts/[0-9][0-9]-*"), reverse=True)}
        self.problems: list[Problem] = []
        self.opened: set[Path] = set()
        self.broken: set[str] = set()

    def course(self) -> Loaded:
        head = self.entries("course.yaml", COURSE_KEYS, "course")
        parts = [self.part(each) for each in head.get("parts", ())]
        signals = self.entries("signals.yaml", SIGNALS_KEYS, "signals")
        figures = self.entries("figures.yaml", {"figures": tuple[Figure, ...]}, "figures")
        contacts = self.entries("guidance/contacts.yaml", CONTACTS_KEYS, "guidance")
        steps = self.entries("guidance/steps.yaml", STEPS_KEYS, "guidance")
        stories = self.each("stories/*/story.yaml", Story, "stories")
        records = self.each("stories/*/record.yaml", Record, "records")
        quizzes = self.each("quizzes/*.yaml", Quiz, "quizzes")
        names = self.entries("names.yaml", {"names": tuple[Name, ...]}, "names") if self.has("names.yaml") else {}
        chat = self.chat() if self.has("chat/answers.yaml") else None
        kit = self.entries("kit.yaml", KIT_KEYS, "kit") if self.has("kit.yaml") else {}
        conversations = self.each("conversations/*.yaml", Conversation, "conversations")
        if any(key not in head for key in COURSE_KEYS if key not in OPTIONAL_KEYS):
            return Loaded(course=None, problems=tuple(self.problems))
        course = Course(
            **{key: value for key, value in head.items() if key != "parts"},
            parts=tuple(part for part in parts if part),
            stories=stories,
            records=records,
            quizzes=quizzes,
            conversations=conversations,
            signals=Signals(**(NO_SIGNALS | signals)),
            figures=figures.get("figures", ()),
            names=names.get("names", ()),
            chat=chat,
            kit=Kit(**kit) if len(kit) == len(KIT_KEYS) else None,
            guidance=Guidance(
                **(NO_GUIDANCE | contacts | steps | self.referral()),
                place=Place(file=self.name(self.folder / "guidance/contacts.yaml"), line=1, column=1),
            ),
            slots=self.slots(),
        )
        self.unread(course)
        return Loaded(course=course, problems=tuple(self.problems), broken=frozenset(self.broken))

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def name(self, path: Path) -> str:
        """Return a path as problems show it: from the folder that holds the course folder."""
        return (Path(self.folder.name) / path.relative_to(self.folder)).as_posix()

    def text(self, path: Path) -> str | None:
        """Return what a file of the course says, or None after noting why it cannot be read."""
        self.opened.add(path)
        return text_of(path, self.name(path), self.problems)

    def lost(self, path: Path, named: Located) -> None:
        """Note that a page is missing where it is named, with the place where a file of that name stands."""
        others = [each for each in sorted(self.folder.rglob("*.md")) if each.name.lower() == path.name.lower()]
        siblings = [each.name for each in path.parent.glob("*")]
        found = f'Did you mean "{self.relative(others[0])}"? ' if others else near(path.name, siblings)
        self.problems.append(problem("L001", named.place, file=self.name(path), near=found))

    def unread(self, course: Course) -> None:
        """Note files that stand where nothing looks for them; only when all others could be read."""
        if has_errors(self.problems):
            return
        told = {each.place.file for each in self.problems}
        for file in sorted(self.folder.glob("parts/[0-9][0-9]-*/part.yaml")):
            if file not in self.opened:
                name = file.parent.name[3:]
                known = f"Write {name} under parts in course.yaml and as the id in part.yaml, if it is to be read. "
                if name in [each.id for each in course.parts]:
                    known = f"There is a part {name} already: give this one another name, in its folder and as its id. "
                self.problems.append(problem("C025", Place(file=self.name(file)), file=self.name(file), near=known))
                told |= {self.name(each) for each in file.parent.rglob("*")}
        elsewhere = read_elsewhere(course)
        for path in sorted(self.folder.rglob("*")):
            name = self.relative(path)
            is_ours = is_written(name) and not BESIDE.search(name) and name not in elsewhere
            if is_ours and path not in self.opened and self.name(path) not in told and path.is_file():
                hint = meant(name, course)
                self.problems.append(problem("C025", Place(file=self.name(path)), file=self.name(path), near=hint))

    def entries(self, name: str, keys: dict[str, Any], context: str) -> dict[str, Any]:
        """Return the top-level keys of a YAML file, or nothing after noting why not."""
        path = self.folder / name
        text = self.text(path)
        if text is None:
            self.broken.add(name)
            return {}
        return self.once(path, text, context, lambda: self.keys_in(name, text, keys, context))

    def keys_in(self, name: str, text: str, keys: dict[str, Any], context: str) -> dict[str, Any]:
        before = len(self.problems)
        reading = Reading(file=self.name(self.folder / name), problems=self.problems, broken=self.broken, text=text)
        node = compose(text, reading.file, self.problems)
        if len(self.problems) > before:
            self.broken.add(name)
            return {}
        found = reading.entries(node, keys, context, optional=OPTIONAL_KEYS)
        if any(key not in found for key in keys if key not in OPTIONAL_KEYS):
            self.broken.add(name)
        return found

    def once(self, path: Path, text: str, context: str, read: Callable[[], Kind]) -> Kind:
        """Return what ``read`` makes of the text of a file; a file without faults is read only when it has changed."""
        key = (self.name(path), context, hashlib.sha256(text.encode()).digest())
        known: bytes | None = recalled("file", key)
        if known is not None:
            return cast(Kind, pickle.loads(known))
        before = len(self.problems), len(self.broken)
        found = read()
        if (len(self.problems), len(self.broken)) == before:
            learn("file", key, pickle.dumps(found))
        return found

    def each(self, pattern: str, kind: type[Kind], context: str) -> tuple[Kind, ...]:
        """Return one value a file, in the order of their names."""
        found = []
        for path in sorted(self.folder.glob(pattern)):
            text = self.text(path)
            if text is None:
                self.broken.add(self.relative(path))
                continue
            entry = self.once(path, text, context, partial(self.one, path, text, kind, context))
            if entry is not None:
                found.append(entry)
        return tuple(found)

    def one(self, path: Path, text: str, kind: type[Kind], context: str) -> Kind | None:
        before = len(self.problems)
        reading = Reading(file=self.name(path), problems=self.problems, broken=self.broken, text=text)
        node = compose(text, reading.file, self.problems)
        if len(self.problems) > before:
            self.broken.add(self.relative(path))
            return None
        if kind is Record and isinstance(node, MappingNode):
            # What nobody has done yet stands there empty, so that everybody sees that it is still to be done.
            known = {as_key(each.name) for each in fields(Record)}
            node.value = [
                (key, value) for key, value in node.value if not (value.tag.endswith(":null") and key.value in known)
            ]
        if node is None:
            self.problems.append(
                problem("L009", Place(file=reading.file, line=1, column=1), key=reading.file, wanted="keys with values")
            )
            self.broken.add(self.relative(path))
            return None
        try:
            return reading.read(node, kind, f"{context}/{id_in(node) or '?'}")
        except Unreadable:
            if id_in(node) is None:
                self.broken.add(self.relative(path))
            return None

    def chat(self) -> Chat | None:
        """Return the automatic chat, or None when one of its files could not be read whole."""
        answers = self.entries("chat/answers.yaml", ANSWERS_KEYS, "chat")
        before = len(self.problems)
        safety = self.entries("chat/safety.yaml", SAFETY_KEYS, "chat/safety")
        if has_errors(self.problems[before:]):
            self.broken.add("chat/safety.yaml")
        words = self.each("chat/words/*.yaml", ChatWords, "chat/words")
        if any(key not in answers | safety for key in (*ANSWERS_KEYS, *SAFETY_KEYS)):
            return None
        place = Place(file=self.name(self.folder / "chat/answers.yaml"), line=1, column=1)
        learnt = [_learnt(each) for each in sorted((self.folder / "chat/learnt").glob("*.json"))]
        return Chat(**answers, **safety, words=words, learnt=tuple(filter(None, learnt)), place=place)

    def referral(self) -> dict[str, Any]:
        """Return what leads to the right person, as far as the course has it and it can be read."""
        found: dict[str, Any] = {}
        table = self.folder / "guidance/municipalities.csv"
        before = len(self.problems)
        text = self.text(table) if table.is_file() else None
        if text is not None:
            found["municipalities"], faults = municipalities.read(text, self.name(table))
            self.problems += faults
        if len(self.problems) > before:
            self.broken.add("guidance/municipalities.csv")
        if self.has("guidance/regions.yaml"):
            found |= self.entries("guidance/regions.yaml", {"regions": tuple[Region, ...]}, "guidance")
        if self.has("guidance/route.yaml"):
            route = self.entries("guidance/route.yaml", ROUTE_KEYS, "guidance/route")
            found["route"] = Route(**route) if route.keys() == ROUTE_KEYS.keys() else None
        if self.has("guidance/guide.yaml"):
            guide = self.entries("guidance/guide.yaml", GUIDE_KEYS, "guidance/guide")
            found["guide"] = Guide(**guide) if guide.keys() == GUIDE_KEYS.keys() else None
        if self.has("guidance/sheets.yaml"):
            found |= self.entries("guidance/sheets.yaml", {"sheets": tuple[Sheet, ...]}, "guidance")
        return found

    def part(self, identity: Located) -> Part | None:
        """Return the part with this id, with the pages that can be read."""
        folder = self.parts.get(str(identity))
        if folder is None:
            others = [each.name[3:] for each in self.folder.glob("parts/*")]
            self.problems.append(problem("C001", identity.place, id=identity, near=near(identity, others)))
            self.broken.add(f"parts/{identity}")
            return None
        file = folder / "part.yaml"
        context = f"parts/{identity}"
        values = self.entries(self.relative(file), PART_KEYS, context)
        pages = [self.page(folder / f"{page}.md", page, context) for page in values.get("pages", ())]
        for path in sorted(folder.glob("*.md")):
            if path.stem not in values.get("pages", (path.stem,)):
                self.problems.append(problem("C009", Place(file=self.name(path)), file=self.name(path)))
        if any(key not in values for key in PART_KEYS if key not in OPTIONAL_KEYS):
            return None
        return Part(
            **{key: value for key, value in as_fields(values).items() if key != "pages"},
            pages=tuple(page for page in pages if page),
            place=Place(file=self.name(file), line=1, column=1),
        )

    def relative(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def page(self, path: Path, identity: Located, context: str) -> Page | None:
        """Return one Markdown page: a front matter with its title, then blocks and components."""
        text = None
        if not ID.fullmatch(identity):  # ids.lock would keep what nobody can read again
            self.problems.append(problem("L010", identity.place, value=identity))
        elif not path.exists():
            self.lost(path, identity)
        else:
            text = self.text(path)
        if text is None:
            self.broken.add(self.relative(path))
            return None
        context = f"{context}/{identity}"
        page = self.once(path, text, context, lambda: self.page_in(path, text, identity, context))
        return page and replace(page, id=identity)  # where its part names it now

    def page_in(self, path: Path, text: str, identity: Located, context: str) -> Page | None:
        name = self.name(path)
        front = FRONT_MATTER.match(text)
        if not front:
            self.problems.append(problem("L013", Place(file=name, line=1, column=1)))
            self.broken.add(self.relative(path))
            return None
        head = front.group(1)
        reading = Reading(file=name, problems=self.problems, broken=self.broken, first_line=2, text=head)
        node = compose(head, name, self.problems, first_line=2) or MappingNode(
            "tag:yaml.org,2002:map", [], _start(head), None
        )
        values = reading.entries(node, {"title": Text, **ENTRY_KEYS}, context, optional=OPTIONAL_KEYS)
        first_line = text[: front.end()].count("\n") + 1
        blocks = tuple(split(text[front.end() :], name, first_line, context, self.problems))
        if "title" not in values:
            self.broken.add(self.relative(path))
            return None
        return Page(id=identity, blocks=blocks, place=Place(file=name, line=1, column=1), **as_fields(values))

    def slots(self) -> Slots:
        """Return the slots of ids.lock, in the order of its lines; no file means no slots yet."""
        path = self.folder / "ids.lock"
        text = self.text(path) if path.is_file() else None
        if text is None:
            return Slots()
        slots, faults = parse_slots(text, self.name(path))
        self.problems += faults
        return slots


def is_written(name: str) -> bool:
    """Tell whether a file was written to be read: YAML and Markdown anywhere, other words and pictures in their homes.

    Films, voices and what is in other folders may stand there for people.
    """
    ending = name.rpartition(".")[2].lower()
    home = name.partition("/")[0] if "/" in name else ""
    return ending in TEXTS or (home in HOMES and ending in DOCUMENTS) or home == "pictures"


def meant(name: str, course: Course) -> str:
    """Return what may have been meant by a file that nothing reads."""
    home, *folders = name.split("/")
    if len(folders) == 2 and home == "locale" and folders[0] not in course.languages and folders[1] in CATALOGUES:
        return f"Write {folders[0]} under languages in course.yaml, if it is to be read. "
    if name.startswith("guidance/municipalities."):
        return "Save it as CSV UTF-8, under the name municipalities.csv. "
    wanted = re.sub(r"\.yml$", ".yaml", name.lower())
    if wanted != name and " " not in wanted:  # no copy, which would be read under no name
        return f'Did you mean "{wanted}"? '
    return near(home, HOMES) if folders and home not in HOMES else ""


def read_elsewhere(course: Course) -> frozenset[str]:
    """Return the files of a course that others open: catalogues of its languages, and pictures."""
    others = [each for each in course.languages if each != course.source_language]
    asked = [question.picture for quiz in course.quizzes for question in quiz.questions]
    hung = [course.kit.poster.picture] if course.kit else []
    return frozenset(
        [
            *(f"locale/{language}/{name}" for language in others for name in CATALOGUES),
            *(f"pictures/{picture.file}" for picture in (*asked, *hung) if picture),
        ]
    )


def contacts_alone(path: Path) -> tuple[tuple[Contact, ...], str, tuple[Problem, ...]]:
    """Return the contacts of a contacts.yaml by itself, the language of their words, and what is wrong with it.

    ``language: nl`` at its head says the language; English without it.
    """
    folder = _Folder(path.parent)
    keys = {**CONTACTS_KEYS, "language": Located}
    problems, text = folder.problems, folder.text(path)
    node = None if text is None else compose(text, path.name, problems)
    if node is None:
        return (), "", tuple(problems)
    reading = Reading(file=path.name, problems=problems, broken=set(), text=text or "")
    found = reading.entries(node, keys, "guidance", optional=keys.keys() - {"contacts"})
    return found.get("contacts", ()), str(found.get("language", "en")), tuple(problems)


def parse_slots(text: str, file: str) -> tuple[Slots, tuple[Problem, ...]]:
    """Return the slots that the text of an ids.lock gives, and C030 for each line that would move those under it.

    One ``kind id number`` a line, ``#`` for remarks. The number is how many lines there are so far, so that one that is
    gone or was moved is noticed; a line without one is taken as it stands.
    """
    found: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    last = 0
    for number, line in enumerate((each.strip() for each in text.split("\n")), 1):
        if not line or line.startswith("#"):
            continue
        match = SLOT_LINE.fullmatch(line)
        last += 1
        reason = ""
        if not match:
            reason = "it is not a kind and an id"
        elif match.groups()[:2] in found:
            reason = "it stands there twice"
        elif match[3] and int(match[3]) != last:
            reason = "lines above it are gone, or it was moved"
            last = int(match[3])
        if match:
            found.setdefault((match[1], match[2]), number)
        if reason:
            problems.append(problem("C030", Place(file=file, line=number, column=1), words=line, reason=reason))
    slots = {
        f"{kind}s": tuple(identity for each, identity in found if each == kind) for kind in ("page", "part", "question")
    }
    return Slots(**slots, stories=tuple(identity for each, identity in found if each == "story")), tuple(problems)


def split(body: str, file: str, first_line: int, context: str, problems: list[Problem]) -> Iterable[Block]:
    """Yield the blocks of a Markdown text; each knows its line. ``::name argument`` is a component.

    Blocks between ``:::for audience`` and ``:::`` carry that condition. Blocks of a page share one context: they keep
    their translations when one is put in between.
    """
    lines = body.split("\n")
    condition: dict[str, Any] = {}
    depth = 0
    for token in _blocks().parse(body):
        if token.type == "container_for_close" and token.level < depth:
            depth, condition = 0, {}
        if token.map is None or token.nesting < 0:
            continue
        start, end = token.map
        place = Place(file=file, line=first_line + start, column=1)
        if token.type == "container_for_open":
            fault = _container_fault(token, lines)
            if fault:
                problems.append(problem("C017", place, words=lines[start].strip(), reason=fault))
            if not token.level:
                word, *names = token.info.split() or [""]
                depth, condition = 1, {word.replace("-", "_"): tuple(Located(each, place) for each in names)}
                condition = {} if fault else as_fields(condition)
            continue
        if token.level != depth:
            continue
        block = "\n".join(lines[start:end]).rstrip()
        if token.type not in ("paragraph_open", "code_block") or "::" not in block:
            yield Prose(markdown=Markdown(block, place, context), **condition)
            continue
        for is_component, offset, words in _runs(block):
            here = Place(file=file, line=first_line + start + offset, column=1)
            if not is_component:
                yield Prose(markdown=Markdown(words, here, context), **condition)
                continue
            match = DIRECTIVE.fullmatch(words)
            name, arguments = match.groups() if match else (words.lstrip(":"), None)
            names = (arguments or "").split()
            yield Directive(
                name=Located(name, here), arguments=tuple(Located(each, here) for each in names), **condition
            )


def _runs(block: str) -> Iterable[tuple[bool, int, str]]:
    """Yield the lines of a paragraph that are components, each alone, and the words between them, with their line."""
    for is_component, run in groupby(enumerate(block.split("\n")), lambda each: each[1].lstrip().startswith("::")):
        numbered = list(run)
        if is_component:
            yield from ((True, offset, line.strip()) for offset, line in numbered)
        else:
            yield False, numbered[0][0], "\n".join(line for _, line in numbered)


@cache
def _blocks() -> MarkdownIt:
    # Every ::: is taken for a condition, so that a slip of the pen is named and not shown to a learner.
    return MarkdownIt("commonmark").use(container_plugin, "for", validate=lambda *_: True)


def _container_fault(token: Token, lines: list[str]) -> str | None:
    """Return what is wrong with a ``:::`` line, if anything."""
    word, *names = token.info.split() or [""]
    closed = lines[token.map[1]].strip() if token.map and token.map[1] < len(lines) else ""
    if not word:
        return "there is nothing that it could end"
    if word not in ("for", "not-for"):
        return "it begins neither with :::for nor with :::not-for"
    if not names:
        return "it names no audience"
    if token.level:
        return "it stands inside something else"
    if not closed.startswith(":::"):
        return "no line with ::: ends it"
    return None


def _start(text: str) -> Any:
    from yaml import Mark

    return Mark("", 0, 0, 0, text, 0)


def _learnt(file: Path) -> Learnt | None:
    """Return what the chat learnt and kept; None when it cannot be read: a build then learns it anew."""
    try:
        return Learnt(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
