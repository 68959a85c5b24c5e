"""What only people can bring about: a course is reviewed when all of it was, in this version, and never before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from seemenow.check.course import check
from seemenow.check.stories import faults as story_faults
from seemenow.load import load
from seemenow.model import Act, Consent, Course, Figure, Located, Record, Review, ReviewRole, Text
from seemenow.review.reviews import ACTS, faults, reviewed, waiting

from .conftest import TESTS, MakeCourse

TODAY = date(2026, 11, 22)


@pytest.fixture
def told(make_course: MakeCourse) -> Course:
    """Return the smallest course with a story, as read from its folder."""
    loaded = load(make_course(overlay=TESTS / "courses/told"))
    assert loaded.problems == ()
    assert loaded.course is not None
    return loaded.course


def by_all(version: str) -> tuple[Review, ...]:
    return tuple(Review(role=role, on=TODAY, version=Located(version)) for role in get_args(ReviewRole))


def approved(course: Course) -> Course:
    """Return the course as if people had done everything; in a test that harms nobody."""
    act = Act(role=Located("a tester"), on=TODAY, outcome=Located("none"))
    records = tuple(
        replace(
            record,
            status="approved",
            reviews=by_all(str(record.version)),
            next_review=date(2027, 11, 22),
            **dict.fromkeys(ACTS, act),
        )
        for record in course.records
    )
    parts = tuple(replace(part, reviews=by_all(course.version)) for part in course.parts)
    return replace(course, records=records, parts=parts)


def test_a_course_that_nobody_reviewed_says_so_once(told: Course) -> None:
    assert [each.code for each in faults(told, TODAY)] == ["R001"]
    assert list(waiting(told, TODAY)) == ["part start", "part test", "story window"]


def test_a_course_is_reviewed_when_every_part_and_story_is(told: Course) -> None:
    whole = approved(told)
    assert reviewed(whole, TODAY)
    assert list(faults(whole, TODAY)) == []


def test_a_story_is_approved_up_to_the_day_of_its_next_review_and_waits_from_then_on(told: Course) -> None:
    whole = approved(told)
    assert list(waiting(whole, date(2027, 11, 22))) == []
    assert list(waiting(whole, date(2027, 11, 23))) == ["story window"]


def test_a_new_version_has_to_be_reviewed_again(told: Course) -> None:
    whole = replace(approved(told), version=Located("1.0.1"))
    (fault,) = faults(whole, TODAY)
    assert "part start, part test" in fault.message


@pytest.mark.parametrize("missing", [*ACTS, "next_review", "reviews"])
def test_a_story_waits_as_long_as_one_act_is_missing(missing: str, told: Course) -> None:
    whole = approved(told)
    empty = () if missing == "reviews" else None
    records = tuple(replace(record, **{missing: empty}) for record in whole.records)
    assert list(waiting(replace(whole, records=records), TODAY)) == ["story window"]


def test_a_review_by_four_of_five_is_not_enough(told: Course) -> None:
    whole = approved(told)
    parts = (replace(whole.parts[0], reviews=whole.parts[0].reviews[:4]), *whole.parts[1:])
    assert list(waiting(replace(whole, parts=parts), TODAY)) == ["part start"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "withdrawn"}, "cannot be shown"),
        ({"next_review": date(2026, 11, 21)}, "overdue"),
        ({"origin": "composite", "source_count": 2}, "three sources"),
        ({"contributors": (Located("expert"),)}, "no consent"),
        ({"content_level": 3}, "content level"),
        ({"form": "acted"}, "its film is drawn"),
        ({"duration_s": 250.0}, "250 seconds"),
        ({"signals_shown": (Located("a1"),)}, "a2, m2"),
        ({"easy_to_miss": ()}, "easy to miss"),
        ({"help_lines": (Located("helpline"), Located("office"), Located("gone"))}, "gone"),
        ({"help_lines": (Located("helpline"),)}, "three help lines"),
    ],
)
def test_a_record_that_does_not_hold_stops_every_build(change: dict[str, object], reason: str, told: Course) -> None:
    (record,) = told.records
    course = replace(told, records=(replace(record, **change),))
    (fault,) = story_faults(course, TODAY, frozenset())
    assert (fault.code, fault.severity, reason in fault.message) == ("S010", "error", True)


def test_a_signal_that_a_scene_lost_is_named_and_what_follows_from_it_is_not_told(told: Course) -> None:
    (story,) = told.stories
    scenes = [
        replace(scene, signals=tuple(each for each in scene.signals if each.signal != "a1")) for scene in story.scenes
    ]
    (fault,) = story_faults(replace(told, stories=(replace(story, scenes=tuple(scenes)),)), TODAY, frozenset())
    assert (fault.code, "(a1)" in fault.message) == ("S010", True)


@pytest.mark.parametrize("file", ["signals.yaml", "guidance/contacts.yaml"])
def test_a_record_is_not_blamed_for_a_file_that_cannot_be_read(file: str, make_course: MakeCourse) -> None:
    folder = make_course({file: "source: ["}, overlay=TESTS / "courses" / "told")
    loaded = load(folder)
    assert [each.code for each in (*loaded.problems, *check(loaded, today=TODAY))] == ["L003", "R001"]


def test_what_nobody_has_done_yet_may_stand_there_empty(told: Course) -> None:
    (record,) = told.records
    assert isinstance(record, Record)
    assert record.approval is None
    assert record.place.file == "course/stories/window/record.yaml"
    assert Path(record.place.file or "").name == "record.yaml"


FUTURE = date(2026, 11, 23)


@pytest.mark.parametrize("act", [*ACTS, "consent"])
def test_an_act_of_a_record_that_is_still_to_come_is_told_at_its_line(act: str, told: Course) -> None:
    (record,) = told.records
    done = Act(role=Located("a tester"), on=FUTURE, outcome=Located("none"))
    given = Consent(
        given_on=FUTURE, scope=Located("all"), channels=(), ends_on=FUTURE, withdrawal_contact=Located("us")
    )
    record = replace(record, **{act: (given,) if act == "consent" else done})
    found = [each for each in faults(replace(told, records=(record,)), TODAY) if each.code == "R002"]
    assert [each.place for each in found] == [record.places.get(act, record.place)]


def test_a_call_a_reading_and_a_figure_that_are_still_to_come_are_told(told: Course) -> None:
    contact, *others = told.guidance.contacts
    late = replace(contact.source, read_on=FUTURE)
    signals = replace(told.signals, source=late)
    guidance = replace(
        told.guidance,
        contacts=(replace(contact, dialled_on=FUTURE, source=late), *others),
        steps_source=late,
    )
    figure = Figure(
        id=Located("f1"), text=Text("A number."), kind="survey", year=2919, source=contact.source, dated=False
    )
    course = replace(told, signals=signals, guidance=guidance, figures=(figure,))
    messages = [each.message for each in faults(course, TODAY) if each.code == "R002"]
    assert len(messages) == 5
    assert messages[0] == f"The call to “{contact.id}” is dated 2026-11-23, and today is 2026-11-22."
    assert messages[-1] == "The figure “f1” is dated 2919, and today is 2026-11-22."
    assert "R002" not in [each.code for each in faults(replace(course, figures=()), FUTURE)]


def test_a_course_that_is_built_for_a_day_long_past_keeps_what_was_done_since(told: Course) -> None:
    assert "R002" not in [each.code for each in faults(approved(told), date(2020, 1, 1))]
