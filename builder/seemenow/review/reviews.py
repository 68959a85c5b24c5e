"""What people have reviewed, read and called: facts that only they can bring about (R001, R002)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import get_args

from scormkit.problems import NOWHERE, Place, Problem

from ..catalogue import problem
from ..model import Contact, Course, Record, Region, Review, ReviewRole

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
    """Yield one R001 while anything waits for a review, and R002 for what cannot have been done yet."""
    open_ = list(waiting(course, today))
    every = len(course.parts) + len(course.stories)
    if open_ and len(open_) == every:
        yield problem("R001", NOWHERE, what="Nobody has reviewed this course yet")
    elif open_:
        yield problem("R001", NOWHERE, what=f"Not reviewed in this version: {', '.join(open_)}")
    today = max(today, course.as_of)
    for what, on, place in done(course):
        if on > today:
            yield problem("R002", place, what=what, date=on, today=today)
    for figure in course.figures:
        if figure.year > today.year:
            yield problem("R002", figure.place, what=f"The figure “{figure.id}”", date=figure.year, today=today)


def done(course: Course) -> Iterator[tuple[str, date, Place]]:
    """Yield what people say that they have done, with the day and the place where it is written."""
    given = [*(part.reviews for part in course.parts), *(record.reviews for record in course.records)]
    for review in chain.from_iterable(given):
        yield f"A review in the role of {review.role}", review.on, review.place
    for record in course.records:
        acts = ((name, getattr(record, name)) for name in ACTS)
        consents = (("consent", each.given_on) for each in record.consent)
        for name, on in (*((name, act.on) for name, act in acts if act), *consents):
            yield f"“{name}” of the story “{record.id}”", on, record.places.get(name, record.place)
    guidance = course.guidance
    services: tuple[Contact | Region, ...] = (*guidance.contacts, *guidance.regions)
    for called in services:
        if called.dialled_on is not None:
            yield f"The call to “{called.id}”", called.dialled_on, called.place
    owners = (course.signals, *course.figures, *services, guidance.route, guidance.guide)
    sources = [each.source for each in owners if each]
    for source in (*sources, guidance.steps_source, *(course.chat.sources if course.chat else ())):
        yield f"The reading of “{source.name}”", source.read_on, source.name.place


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
