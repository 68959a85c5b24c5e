"""The slot of each item in what an LMS keeps for a learner: ids.lock, to which lines are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scormkit.problems import Problem

from .catalogue import problem
from .film.spotting import KEPT_UNDER, has_signals, slot
from .model import Course, Located, Question, Slots

SHOWN = 3  # ids that are gone, as examples
HEADER = """\
# The place of each item in what the LMS keeps for a learner. Made by seemenow; keep it with the course.
# Lines are only ever added at the end, numbered: a line that is moved or taken away damages what learners have done.
"""


def extended(course: Course) -> Slots:
    """Return the course's slots with a new one at the end for each item that has none yet."""
    slots = course.slots
    return Slots(
        pages=_with_new(slots.pages, (page.id for part in course.parts for page in part.pages)),
        parts=_with_new(slots.parts, (part.id for part in course.parts)),
        questions=_with_new(
            slots.questions,
            [name for name, _ in _asked(course)] + [slot(story) for story in course.stories if has_signals(story)],
        ),
        stories=_with_new(slots.stories, (story.id for story in course.stories)),
    )


def renamed(course: Course) -> Iterator[Problem]:
    """Yield C029 for each item that is new while one of its kind is gone: an id may have been changed."""
    present: dict[str, dict[str, Located]] = {
        "part": {str(part.id): part.id for part in course.parts},
        "page": {str(page.id): page.id for part in course.parts for page in part.pages},
        "story": {str(story.id): story.id for story in course.stories},
        "question": {name: each.id for name, each in _asked(course)},
    }
    known = {
        "part": course.slots.parts,
        "page": course.slots.pages,
        "story": course.slots.stories,
        "question": [each for each in course.slots.questions if not each.startswith(KEPT_UNDER)],
    }
    for kind, items in present.items():
        gone = [each for each in known[kind] if each not in items]
        for name, identity in items.items():
            if gone and name not in known[kind]:
                shown = ", ".join(gone[:SHOWN]) + (" …" if gone[SHOWN:] else "")
                yield problem("C029", identity.place, kind=kind, id=name, gone=shown)


def _asked(course: Course) -> Iterator[tuple[str, Question]]:
    """Yield the questions of which something is kept, by name; a reflection stays with the reader."""
    for quiz in course.quizzes:
        yield from ((f"{quiz.id}/{each.id}", each) for each in quiz.questions if each.type != "reflection")


def added_lines(before: Slots, after: Slots) -> str:
    """Return the lines that ids.lock lacks, "" when it is whole."""
    pairs = (
        ("part", before.parts, after.parts),
        ("page", before.pages, after.pages),
        ("story", before.stories, after.stories),
        ("question", before.questions, after.questions),
    )
    added = [f"{kind} {identity}" for kind, old, new in pairs for identity in new[len(old) :]]
    return "".join(f"{line} {number}\n" for number, line in enumerate(added, 1 + sum(len(old) for _, old, _ in pairs)))


def _with_new(old: tuple[str, ...], present: Iterable[str]) -> tuple[str, ...]:
    return (*old, *(identity for identity in dict.fromkeys(map(str, present)) if identity not in old))
