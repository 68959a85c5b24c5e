"""The decision guide: every way, in every edition and language, is held to what a professional does and does not do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from seemenow import pipeline, resources
from seemenow.edition import editions
from seemenow.model import Course, Guide, GuideEnd

VERDICT = re.compile(
    r"\b(this|it|dit|dat) (is|was) (not |no |geen |niet )?(exploitation|trafficking|uitbuiting|mensenhandel)"
    r"|\b(victim|slachtoffer|score|points|punten|per cent|procent)\b",
    re.IGNORECASE,
)
# Nothing of this may stand under what to do; under what to avoid it may.
FORBIDDEN = re.compile(
    r"\b(ring|call|bel|phone|tell) (first )?(the|de) (parents|ouders)"
    r"|\b(investigate|confront|search|follow the|onderzoek|doorzoek|volg de|confronteer|promise to keep it secret)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def courses() -> list[Course]:
    examined = pipeline.examine(resources.sample_course(), resources.assets())
    assert examined.courses is not None
    return [each for course in examined.courses.values() for each in editions(course)]


def ways(guide: Guide) -> Iterator[tuple[tuple[str, ...], GuideEnd]]:
    """Yield every way from the first question to an end, as the ids of its answers."""
    questions = {str(each.id): each for each in guide.questions}
    ends = {str(each.id): each for each in guide.ends}

    def on(name: str, so_far: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], GuideEnd]]:
        if name in ends:
            yield so_far, ends[name]
            return
        for answer in questions[name].answers:
            yield from on(str(answer.to), (*so_far, f"{name}/{answer.id}"))

    yield from on(str(guide.questions[0].id), ())


def every(courses: list[Course]) -> Iterator[tuple[Course, tuple[str, ...], GuideEnd]]:
    for course in courses:
        assert course.guidance.guide is not None
        for way, end in ways(course.guidance.guide):
            yield course, way, end


def test_every_way_ends_with_somebody_to_turn_to_and_something_to_do(courses: list[Course]) -> None:
    for course, way, end in every(courses):
        known = {str(each.id) for each in course.guidance.contacts}
        assert end.contacts, way
        assert set(map(str, end.contacts)) <= known, way
        assert end.step is None or end.step in {each.id for each in course.guidance.steps}, way
        assert end.do, way
        assert end.avoid, way


def test_danger_is_asked_first_and_leads_to_112_or_veilig_thuis(courses: list[Course]) -> None:
    for _, way, end in every(courses):
        if way[0] == "danger/now":
            assert end.contacts[0] == "emergency"
        if way[0] == "danger/soon" or "home/unsure" in way:
            assert end.contacts[0] == "veilig-thuis"
        assert way[0].startswith("danger/")


def test_a_member_of_staff_and_images_have_a_route_of_their_own(courses: list[Course]) -> None:
    for course, way, end in every(courses):
        if any(each.startswith("what/staff") for each in way):
            assert end.step is None
            assert "board" in end.do[0] or "bestuur" in end.do[0]
        if "what/images" in way:
            assert {"helpwanted", "police"} <= set(map(str, end.contacts))
            assert re.search("do not look|bekijk .* niet", end.avoid[0], re.IGNORECASE), course.audience


def test_a_board_reads_its_own_duty_and_who_may_work_elsewhere_that_it_is_for_schools(
    courses: list[Course],
) -> None:
    for course, way, end in every(courses):
        assert course.audience is not None
        said = " ".join((end.title, *end.do))
        if "vertrouwensinspecteur" not in said:
            continue
        if course.audience.id == "boards":
            assert re.search("board acts|bestuur handelt", end.title), way
        if course.audience.id == "general":
            assert re.search("work for a school|voor een school", end.do[0]), way


def test_what_everybody_fills_in_sends_to_a_board_only_in_a_school(courses: list[Course]) -> None:
    """Whoever works with young people may work outside a school: the route on paper and the kit say where it holds."""
    for course in courses:
        assert course.audience is not None
        assert course.kit is not None
        told = [str(each) for each in course.kit.session.after if re.search("board|bestuur", each)]
        if course.audience.id == "general":
            groups = [group for sheet in course.guidance.sheets for group in sheet.groups]
            told += [str(point) for group in groups for point in group.points if re.search("board|bestuur", point)]
            assert len(told) == 2
        assert all(re.search("in a school|op een school", each, re.IGNORECASE) for each in told), told


def test_the_guide_names_nobody_whom_the_audience_does_not_have(courses: list[Course]) -> None:
    for course, way, end in every(courses):
        assert course.audience is not None
        said = " ".join(end.do)
        assert "your head" not in said, (course.audience.id, way)
        if course.audience.id == "student-teachers":
            assert not re.search("person you report to|leidinggevende", said), way


def test_no_way_gives_a_verdict_rings_parents_or_plays_detective(courses: list[Course]) -> None:
    for course, way, end in every(courses):
        assert not VERDICT.search(" ".join((end.title, *end.do, *end.avoid))), (course.audience, way)
        assert not FORBIDDEN.search(" ".join(end.do)), (course.audience, way)
    for course in courses:
        assert course.guidance.guide is not None
        for question in course.guidance.guide.questions:
            assert not VERDICT.search(" ".join((question.ask, *(each.text for each in question.answers))))
