"""What people have reviewed: facts of the course that only they can bring about (R001, R002)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args

from scormkit.problems import NOWHERE, Problem

from ..catalogue import problem
from ..model import Course, Record, Review, ReviewRole

ROLES = frozenset(get_args(ReviewRole))
ACTS = (
    "recognisability_review",
    "method_detail_review",
    "blame_check",
    "image_rules",
    "language_check",
    "distress_test",
    "approval",
)


def reviewed(course: Course, today: date) -> bool:
    """Tell whether people have reviewed every part and every story, in the version that is built."""
    return not list(waiting(course, today))


def waiting(course: Course, today: date) -> Iterator[str]:
    """Yield what still waits for a review: parts and stories by their kind and id."""
    for part in course.parts:
        if not _is_read(part.reviews, course.version):
            yield f"part {part.id}"
    records = {str(record.id): record for record in course.records}
    for story in course.stories:
        record = records.get(str(story.id))
        if record is None or not _is_approved(record, today):
            yield f"story {story.id}"


def faults(course: Course, today: date) -> Iterator[Problem]:
    """Yield one R001 while anything waits for a review, and R002 for a review that cannot be."""
    open_ = list(waiting(course, today))
    every = len(course.parts) + len(course.stories)
    if open_ and len(open_) == every:
        yield problem("R001", NOWHERE, what="Nobody has reviewed this course yet")
    elif open_:
        yield problem("R001", NOWHERE, what=f"Not reviewed in this version: {', '.join(open_)}")
    given = [*(part.reviews for part in course.parts), *(record.reviews for record in course.records)]
    for review in (each for reviews in given for each in reviews):
        if review.on > today:
            yield problem("R002", review.place, role=review.role, date=review.on, today=today)


def _is_read(reviews: Iterable[Review], version: str) -> bool:
    return {review.role for review in reviews if review.version == version} >= ROLES


def _is_approved(record: Record, today: date) -> bool:
    return (
        record.status == "approved"
        and all(getattr(record, act) is not None for act in ACTS)
        and _is_read(record.reviews, str(record.version))
        and record.next_review is not None
        and record.next_review >= today
    )
