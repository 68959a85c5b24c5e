"""Whoever begins a course can finish it, or the build says where she would be stuck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from seemenow.check import paths
from seemenow.check.paths import dead_ends
from seemenow.load import load
from seemenow.model import Course, Located

from .conftest import ROOT


@pytest.fixture(scope="module")
def course() -> Course:
    """Return the real course."""
    loaded = load(ROOT / "course")
    assert loaded.course
    return loaded.course


def with_pages(course: Course, *parts: Sequence[str]) -> Course:
    """Return the course with its first parts made of pages of these ids, and the part with the test after them."""
    page = course.parts[0].pages[0]
    made = [
        replace(course.parts[0], id=Located(str(number)), pages=tuple(replace(page, id=Located(each)) for each in ids))
        for number, ids in enumerate(parts)
    ]
    test = next(part for part in course.parts if "test" in part.id)
    return replace(course, parts=(*made, test))


def test_the_real_course_can_be_finished_from_everywhere(course: Course) -> None:
    assert list(dead_ends(course)) == []


def test_a_page_that_leads_back_to_another_of_its_name_is_a_dead_end(course: Course) -> None:
    (_, reason), *_ = dead_ends(with_pages(course, ["a", "b"], ["a", "c"]))
    assert reason == 'no turn of pages leads from "a" to "c"'
    assert list(dead_ends(with_pages(course, ["a", "b"], ["c", "d"]))) == []


@pytest.mark.parametrize("percent", [0, 101])
def test_a_test_that_cannot_be_passed_or_failed_is_said(course: Course, percent: int) -> None:
    completion = replace(course.completion, pass_percent=percent, test_out_percent=None)
    ((place, reason),) = dead_ends(replace(course, completion=completion))
    assert (place, str(percent) in reason) == (course.completion.test, True)


def test_a_long_course_is_walked_twice_and_not_once_a_page(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    walks: list[Located] = []
    walked = paths._reached
    monkeypatch.setattr(paths, "_reached", lambda start, ways: walks.append(start) or walked(start, ways))
    assert list(dead_ends(with_pages(course, [f"page-{number}" for number in range(200)]))) == []
    assert len(walks) == 2
