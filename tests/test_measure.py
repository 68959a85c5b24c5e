"""The minutes and the calm cases of an edition, as docs/content.md states them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seemenow import pipeline, resources
from seemenow.check.measure import ALIKE, alike, longest, measured, measures, timed, with_minutes
from seemenow.edition import editions
from seemenow.load import load
from seemenow.model import Course

from .conftest import MINIMAL, ROOT, TESTS, MakeCourse, changed

AUDIENCES = "audiences:\n  - {id: primary, title: Primary}\n  - {id: mbo, title: Colleges}\n"


def course_of(folder: Path) -> Course:
    course = load(folder).course
    assert course is not None
    return course


@pytest.mark.parametrize(("words", "minutes"), [(200, 1), (1000, 5), (1100, 6)])
def test_two_hundred_words_are_a_minute(words: int, minutes: int, make_course: MakeCourse) -> None:
    page = "---\ntitle: Welcome\n---\n" + "word " * words + "\n"
    found = measures(course_of(make_course({"parts/01-start/welcome.md": page})), {})
    assert found.minutes["start"] == minutes


def test_addresses_of_links_are_not_read_but_films_are_watched(make_course: MakeCourse) -> None:
    page = "---\ntitle: Welcome\n---\n" + "[here](https://example.org/a/b/c/d/e) " * 200 + "\n"
    assert measures(course_of(make_course({"parts/01-start/welcome.md": page})), {}).minutes["start"] == 1
    page = "---\ntitle: Welcome\n---\n::story window\n"
    folder = make_course({"parts/01-start/welcome.md": page}, overlay=TESTS / "courses/told", name="story")
    (story,) = course_of(folder).stories
    of = {length: measures(course_of(folder), {story.id: length}).minutes["start"] for length in (60, 300)}
    assert of[300] == of[60] + 4


def test_of_a_quiz_that_draws_only_what_is_drawn_counts(make_course: MakeCourse) -> None:
    text = (MINIMAL / "quizzes/final.yaml").read_text(encoding="utf-8")
    question = text[text.index("  - id:") :]
    more = "".join(question.replace("tired", f"tired-{n}") for n in range(20))
    pool = text + more
    drawn = text.replace("questions:", "draw: 1\nquestions:") + more
    one, many = (
        measures(course_of(make_course({"quizzes/final.yaml": each}, name=name)), {}).minutes["test"]
        for name, each in (("drawn", drawn), ("pool", pool))
    )
    assert one < many


def test_minutes_that_an_author_gives_stay_and_the_others_are_computed(make_course: MakeCourse) -> None:
    course = course_of(make_course(changed("parts/01-start/part.yaml", "minutes: 1\n", "")))
    assert [part.minutes for part in with_minutes(course, {"start": 4, "test": 5}).parts] == [4, 1]


def test_the_core_is_added_up_exactly_and_rounded_up_once(make_course: MakeCourse) -> None:
    """Parts that each lose half a minute by rounding would hide minutes together."""
    page = "---\ntitle: Words\n---\n" + "word " * 470 + "\n"
    found = measures(course_of(make_course({"parts/01-start/welcome.md": page, "parts/02-test/done.md": page})), {})
    assert dict(found.minutes) == {"start": 2, "test": 3}
    assert found.core_minutes == 6


def test_each_edition_has_figures_of_its_own(make_course: MakeCourse) -> None:
    page = "---\ntitle: Welcome\n---\n:::for mbo\n" + "word " * 800 + "\n:::\n"
    course = (MINIMAL / "course.yaml").read_text(encoding="utf-8") + AUDIENCES
    folder = make_course({"course.yaml": course, "parts/01-start/welcome.md": page})
    examined = pipeline.examine(folder, resources.assets())
    assert [(each.audience, each.core_minutes) for each in examined.measures] == [("primary", 1), ("mbo", 5)]
    (fault,) = (each for each in examined.problems if each.code == "C019")
    assert "in the edition for mbo" in fault.message


def test_an_edition_takes_as_long_as_in_the_language_with_most_words(make_course: MakeCourse) -> None:
    course = (MINIMAL / "course.yaml").read_text(encoding="utf-8").replace("languages: [en]", "languages: [en, nl]")
    pages = {"parts/01-start/welcome.md": "---\ntitle: Welcome\n---\n" + "word " * 400 + "\n"}
    dutch = f'msgctxt "parts/start/welcome"\nmsgid "{"word " * 399}word"\nmsgstr "{"woord " * 799}woord"\n'
    folder = make_course({"course.yaml": course, **pages, "locale/nl/course.po": dutch})
    (found,) = pipeline.examine(folder, resources.assets()).measures
    assert (found.minutes["start"], found.core_minutes) == (4, 5)


def test_cases_are_situations_that_are_judged_and_shown(make_course: MakeCourse) -> None:
    found = measures(course_of(make_course()), {})
    assert (found.cases, found.calm) == (0, 0)
    with_case = changed("quizzes/final.yaml", "text: A pupil", "case: Something.\n    text: A pupil")
    course = course_of(make_course(with_case, name="with-case"))
    found = measures(course, {})
    assert (found.cases, found.calm, found.core_cases) == (1, 1, 1)
    practice = replace(course, parts=tuple(replace(part, core=False) for part in course.parts))
    assert measures(practice, {}).core_cases == 0


@given(st.lists(st.sets(st.sampled_from("abcdefghijkl"), max_size=8), max_size=12))
def test_whatever_is_alike_is_found_as_by_comparing_all_pairs(sets: list[set[str]]) -> None:
    def share(one: set[str], other: set[str]) -> float:
        return len(one & other) / max(1, min(len(one), len(other)))

    found = {at: (earlier, shared) for at, earlier, shared in alike(sets)}
    assert set(found) == {at for at, own in enumerate(sets) if any(share(own, each) > ALIKE for each in sets[:at])}
    assert all(earlier < at and share(sets[at], sets[earlier]) == shared for at, (earlier, shared) in found.items())


def test_what_minutes_depend_on_gives_the_minutes_of_whole_editions() -> None:
    course = course_of(ROOT / "course")
    films = {str(story.id): 90.0 for story in course.stories}
    whole, quick = (measured(editions(each), films) for each in (course, timed(course)))
    assert whole == quick
    assert whole == [measures(each, films) for each in editions(course)]
    assert longest([whole[0], quick[0]]) == whole[0]
