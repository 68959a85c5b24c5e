"""Add a part, a story, a quiz, a contact or an answer to a course: a good first file with a fresh id, in its place.

Ids are never used again: those in ids.lock count as taken. Nothing is written unless all of it can be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from string import Template

from scormkit.problems import Problem
from yaml.nodes import MappingNode

from ..film import timeline
from ..load import Loaded, load
from ..model import Course, Part, Story
from ..structure import Reading, compose
from . import gift, spreadsheet
from .drafts import Imported, quiz_yaml
from .edit import CannotEdit, inserted
from .new import LANGUAGES, identity, title_of

TITLES = {
    "en": {
        "part": "A new part",
        "story": "A new story",
        "quiz": "Practice",
        "contact": "A service",
        "answer": "A question",
    },
    "nl": {"part": "Een nieuw deel", "story": "Een nieuw verhaal", "quiz": "Oefening", "contact": "Een dienst"}
    | {"answer": "Een vraag"},
}
INTRO = {"en": "For yourself: nothing of it is reported.", "nl": "Voor jezelf: er wordt niets van doorgegeven."}
REMARK = {
    "en": "Taken over from {file}. Read each question through; what is empty is for you to write.",
    "nl": "Overgenomen uit {file}. Lees elke vraag na; wat leeg is, schrijf je zelf.",
}
TRUTH = {"en": gift.TRUE_FALSE, "nl": ("Waar", "Niet waar")}
LARGEST_SOURCE = 10_000_000  # thousands of questions; a workbook far above is something else
QUESTION = {"en": "tired", "nl": "moe"}
SIGNALS_IN_A_STORY = 3  # the fewest a record allows, from two groups
HELP_LINES = 3
QUIZ_ID_LIMIT = 14  # leaves as much for the ids of its questions: together they have at most 31


class CannotAdd(Exception):
    """Nothing was written; the reason is a sentence for the author. ``problems``: what an import did not take over."""

    def __init__(self, reason: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(reason)
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Added:
    """What was written, as names from the course folder: files that are new, and files that were changed.

    ``problems``: what an import did not take over.
    """

    id: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A course that something is added to, with the folder of first files in its language."""

    folder: Path
    course: Course
    loaded: Loaded
    first_files: Path
    language: str

    def title(self, kind: str, given: str | None) -> str:
        return given or TITLES[self.language][kind]

    def filled(self, name: str, **values: object) -> str:
        text = (self.first_files / name).read_text(encoding="utf-8")
        return Template(text).substitute({key: str(value) for key, value in values.items()})

    def taken(self, things: Iterable[object], slots: Iterable[str] = ()) -> frozenset[str]:
        """Return ids that a new thing cannot have: those of its kind, of former times, and of broken entries."""
        return frozenset([*(str(getattr(each, "id", each)) for each in things), *slots, *self.loaded.broken])


def part(folder: Path, first_files: Path, title: str | None = None) -> Added:
    """Add a part with one page, before the part with the final test. Raises CannotAdd."""
    at = _place(folder, first_files)
    title = at.title("part", title)
    name = identity(title, at.taken(at.course.parts, at.course.slots.parts), "part")
    page = _fresh_page(at, name)
    numbers = [int(path.name[:2]) for path in (folder / "parts").glob("[0-9][0-9]-*")]
    home = f"parts/{max([0, *numbers]) + 1:02d}-{name}"
    test = _with_test(at.course)
    # The first part stays the first: it shows help for the reader.
    before = str(test.id) if test and test is not at.course.parts[0] else None
    quoted = _quoted(title)
    files = {
        f"{home}/part.yaml": at.filled("part.yaml", id=name, title=quoted, page=page),
        f"{home}/{page}.md": at.filled("page.md", title=quoted),
    }
    return _write(at, name, files, {"course.yaml": [(["parts"], name, before)]})


def story(folder: Path, first_files: Path, title: str | None = None, part_id: str | None = None) -> Added:
    """Add a story with its record, on a page of its own. Raises CannotAdd."""
    at = _place(folder, first_files)
    title = at.title("story", title)
    home = _home(at, part_id)
    name = identity(title, at.taken(at.course.stories, at.course.slots.stories), "story")
    page = _fresh_page(at, name)
    signals = _signals(at.course)
    if not signals:
        raise CannotAdd("A story shows signals, and signals.yaml has none yet.")
    shown = "".join(at.filled("signal.txt", signal=each, line=min(n, 2)) for n, each in enumerate(signals, 1))
    told = at.filled("story.yaml", id=name, title=_quoted(title), signals=shown.rstrip("\n"))
    guidance = at.course.guidance
    contacts = list(dict.fromkeys(map(str, (*guidance.reader, *guidance.now))))[:HELP_LINES]
    record = at.filled(
        "record.yaml",
        id=name,
        languages=", ".join(at.course.languages),
        signals=", ".join(signals),
        first=signals[0],
        contacts=", ".join(contacts),
        duration=f"{_seconds(told):.2f}",
    )
    files = {
        f"stories/{name}/story.yaml": told,
        f"stories/{name}/record.yaml": record,
        f"{home}/{page}.md": _page(title, f"::story {name}"),
    }
    return _write(at, name, files, {f"{home}/part.yaml": [(["pages"], page, None)]})


def quiz(
    folder: Path, first_files: Path, title: str | None = None, part_id: str | None = None, source: Path | None = None
) -> Added:
    """Add a quiz for practice, on a page of its own: with one question, or with those of the file ``source``.

    Raises CannotAdd, and OutsideMissing when something that reads ``source`` is missing.
    """
    at = _place(folder, first_files)
    imported = _imported(source, at.language) if source else None
    if imported and not imported.drafts:
        raise CannotAdd("No question could be taken over, so nothing was written.", imported.problems)
    title = title or (title_of(source.stem) if source else None)
    title = at.title("quiz", title)
    former = (each.partition("/")[0] for each in at.course.slots.questions)
    name = identity(title, at.taken(at.course.quizzes, former), "quiz", limit=QUIZ_ID_LIMIT)
    questions = at.taken(question.id for quiz in at.course.quizzes for question in quiz.questions)
    if imported and source:
        remark = REMARK[at.language].format(file=source.name)
        intro = INTRO[at.language]
        text = quiz_yaml(imported.drafts, quiz=name, title=title, intro=intro, remark=remark, taken=questions)
    else:
        question = identity(QUESTION[at.language], questions, limit=31 - len(name))
        text = at.filled("quiz.yaml", id=name, title=_quoted(title), question=question, teaches=_teachable(at.course))
    home, page = _home(at, part_id), _fresh_page(at, name)
    files = {f"quizzes/{name}.yaml": text, f"{home}/{page}.md": _page(title, f"::quiz {name}")}
    problems = imported.problems if imported else ()
    return _write(at, name, files, {f"{home}/part.yaml": [(["pages"], page, None)]}, problems)


def contact(folder: Path, first_files: Path, title: str | None = None) -> Added:
    """Add a contact; what only a person can find out is left empty, and `check` names it. Raises CannotAdd."""
    at = _place(folder, first_files)
    title = at.title("contact", title)
    name = identity(title, at.taken(at.course.guidance.contacts), "contact")
    facts = dict.fromkeys(("purpose", "phone", "source", "read_on", "expires_on"), "")
    entry = at.filled("contact.yaml", id=name, title=_quoted(title), **facts)
    return _write(at, name, {}, {"guidance/contacts.yaml": [(["contacts"], entry, None)]})


def answer(folder: Path, first_files: Path, title: str | None = None) -> Added:
    """Add an answer to the automatic chat, with one way to ask for it in the language of the course.

    Raises CannotAdd.
    """
    at = _place(folder, first_files)
    chat = at.course.chat
    if chat is None or not chat.next_steps or not chat.sources:
        raise CannotAdd("This course has no automatic chat; docs/chat.md says what one needs.")
    title = at.title("answer", title)
    name = identity(title, at.taken(chat.answers), "answer")
    values = {"next": chat.next_steps[0].id, "source": chat.sources[0].id}
    changes = {
        "chat/answers.yaml": [(["answers"], at.filled("answer.yaml", id=name, title=_quoted(title), **values), None)]
    }
    language = at.course.source_language
    if (folder / f"chat/words/{language}.yaml").is_file():
        asked = f"id: {name}\nwords: [{_quoted(title.lower().rstrip('?'))}]"
        changes[f"chat/words/{language}.yaml"] = [(["asks"], asked, None)]
    return _write(at, name, {}, changes)


def _imported(source: Path, language: str) -> Imported:
    """Return the questions of a file of another tool. Raises CannotAdd, OSError."""
    if source.stat().st_size > LARGEST_SOURCE:
        raise CannotAdd(f"{source.name} is larger than {LARGEST_SOURCE // 1_000_000} MB; take the questions out of it.")
    content = source.read_bytes()
    if source.suffix.lower() in spreadsheet.ENDINGS:
        return spreadsheet.read(content, source.name)
    return gift.read(content, source.name, TRUTH[language])


def _teachable(course: Course) -> str:
    """Return the id of something that a question can teach."""
    names = [*(each.id for each in course.signals.signals), *(each.id for each in course.guidance.steps)]
    if not names:
        raise CannotAdd("A question teaches a signal or a step, and the course has none yet.")
    return str(names[0])


def _place(folder: Path, first_files: Path) -> _Place:
    loaded = load(folder)
    if loaded.course is None or not loaded.course.parts:
        raise CannotAdd("The course has faults; run seemenow check first.")
    source = str(loaded.course.source_language)
    language = source if source in LANGUAGES else LANGUAGES[0]
    return _Place(
        folder=folder, course=loaded.course, loaded=loaded, first_files=first_files / language, language=language
    )


def _with_test(course: Course) -> Part | None:
    """Return the part whose page has the final test."""
    for part in course.parts:
        for block in (block for page in part.pages for block in page.blocks):
            if getattr(block, "name", "") == "quiz" and course.completion.test in getattr(block, "arguments", ()):
                return part
    return None


def _home(at: _Place, named: str | None) -> str:
    """Return the folder of the part that gets a page: the named one, else the last before the final test."""
    known = {str(part.id): part for part in at.course.parts}
    if named is not None and named not in known:
        raise CannotAdd(f"There is no part “{named}”. Known: {', '.join(known)}.")
    test = _with_test(at.course)
    others = [part for part in at.course.parts if part is not test] or list(at.course.parts)
    if test in at.course.parts:
        others = [part for part in others if at.course.parts.index(part) < at.course.parts.index(test)] or others
    chosen = known[named] if named else others[-1]
    (home, *_) = sorted((at.folder / "parts").glob(f"[0-9][0-9]-{chosen.id}"))
    return f"parts/{home.name}"


def _fresh_page(at: _Place, wanted: str) -> str:
    pages = [page for part in at.course.parts for page in part.pages]
    return identity(wanted, at.taken(pages, at.course.slots.pages), "page")


def _signals(course: Course) -> list[str]:
    """Return signals for a story: from as many groups as possible."""
    groups: dict[str, list[str]] = {}
    for each in course.signals.signals:
        groups.setdefault(str(each.group), []).append(str(each.id))
    # One of each group first, then the second of each.
    turns = zip_longest(*groups.values())
    return [name for turn in turns for name in turn if name][:SIGNALS_IN_A_STORY]


def _seconds(told: str) -> float:
    """Return how long the film of a story lasts."""
    problems: list[Problem] = []
    node = compose(told, "story.yaml", problems)
    assert isinstance(node, MappingNode)
    story = Reading(file="story.yaml", problems=problems, broken=set()).read(node, Story, "stories")
    return timeline.plan([story]).duration_s


def _page(title: str, line: str) -> str:
    return f"---\ntitle: {_quoted(title)}\n---\n{line}\n"


def _quoted(words: str) -> str:
    """Return words as a YAML scalar on one line; JSON's form is YAML's too."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)


def _write(
    at: _Place,
    name: str,
    files: Mapping[str, str],
    changes: Mapping[str, Sequence[tuple[Sequence[str], str, str | None]]],
    problems: Sequence[Problem] = (),
) -> Added:
    """Write new files and put entries into lists of others: all of it, or nothing."""
    changed = {}
    for file, entries in changes.items():
        text = (at.folder / file).read_bytes().decode("utf-8")
        for keys, entry, before in entries:
            try:
                text = inserted(text, keys, entry, before=before)
            except CannotEdit:
                raise CannotAdd(
                    f"The list “{keys[-1]}” in {file} is laid out in a way that cannot be added to safely."
                ) from None
        changed[file] = text
    taken = [file for file in files if (at.folder / file).exists()]
    if taken:
        raise CannotAdd(f"{taken[0]} stands there already.")
    for file, text in {**files, **changed}.items():
        path = at.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.new")
        aside.write_bytes(text.encode("utf-8"))
        aside.replace(path)
    return Added(id=name, new=tuple(files), changed=tuple(changed), problems=tuple(problems))
