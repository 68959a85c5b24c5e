"""The slot of each item in what an LMS keeps for a learner: ids.lock, to which lines are only ever added."""

from __future__ import annotations

from collections.abc import Iterable

from .film.spotting import has_signals, slot
from .model import Course, Slots

HEADER = """\
# The place of each item in what the LMS keeps for a learner. Made by seemenow; keep it with the course.
# Lines are only ever added at the end: a line that is moved or taken away damages what learners have done.
"""


def extended(course: Course) -> Slots:
    """Return the course's slots with a new one at the end for each item that has none yet."""
    slots = course.slots
    return Slots(
        pages=_with_new(slots.pages, (page.id for part in course.parts for page in part.pages)),
        parts=_with_new(slots.parts, (part.id for part in course.parts)),
        questions=_with_new(
            slots.questions,
            # A reflection stays with the reader: nothing of it is ever kept.
            [f"{quiz.id}/{each.id}" for quiz in course.quizzes for each in quiz.questions if each.type != "reflection"]
            + [slot(story) for story in course.stories if has_signals(story)],
        ),
        stories=_with_new(slots.stories, (story.id for story in course.stories)),
    )


def added_lines(before: Slots, after: Slots) -> str:
    """Return the lines that ids.lock lacks, "" when it is whole."""
    pairs = (
        ("part", before.parts, after.parts),
        ("page", before.pages, after.pages),
        ("story", before.stories, after.stories),
        ("question", before.questions, after.questions),
    )
    return "".join(f"{kind} {identity}\n" for kind, old, new in pairs for identity in new[len(old) :])


def _with_new(old: tuple[str, ...], present: Iterable[str]) -> tuple[str, ...]:
    return (*old, *(identity for identity in dict.fromkeys(map(str, present)) if identity not in old))
