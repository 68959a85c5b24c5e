"""The course itself: ten editions in two languages, sound, and honest about what is overdue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from seemenow import pipeline, player_texts, resources
from seemenow.assemble import Package
from seemenow.edition import editions
from seemenow.model import Course, Directive, Part, Prose, Quiz
from seemenow.pipeline import Built

from .conftest import ROOT

COURSE = ROOT / "course"
AUDIENCES = (
    "secondary",
    "student-teachers",
    "general",
    "primary",
    "mbo",
    "special-education",
    "attendance",
    "youth-work",
    "boards",
    "youth-health",
)
TEL = re.compile(r"tel:([0-9+]+)")
AGE = re.compile(r"\bof (\d{1,2})\b")
PART = re.compile(r'data-part-id="([^"]+)"')
NOT_REVIEWED = {"en": "unreviewed", "nl": "nog niet beoordeeld"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    out = tmp_path_factory.mktemp("editions")
    return pipeline.build(
        COURSE, resources.assets(), out, formats=("scorm12",), audiences=("all",), lite=True, strict=True
    )


def shown(edition: Course) -> Iterator[tuple[Part, Quiz]]:
    """Yield the quizzes that stand on a page of this edition, with their parts."""
    quizzes = {str(each.id): each for each in edition.quizzes}
    for part in edition.parts:
        for page in part.pages:
            for block in page.blocks:
                if isinstance(block, Directive) and block.name == "quiz":
                    yield part, quizzes[str(block.arguments[0])]


def words(package: Package, page: str = "text.html") -> str:
    """Return a page of a package: the whole course as text, as a reader without script gets it, or another."""
    text = package.files[page]
    assert isinstance(text, bytes)
    return text.decode()


def test_ten_editions_in_two_languages_build_strictly(built: Built) -> None:
    assert [str(each.place) + each.message for each in built.problems if each.severity in ("error", "warning")] == []
    assert {(each.package.audience, *each.package.languages) for each in built.artifacts} == {
        (audience, language) for audience in AUDIENCES for language in ("en", "nl")
    }
    assert len({each.package.item_identifiers for each in built.artifacts}) == len(AUDIENCES)
    assert not any(each.package.reviewed for each in built.artifacts)


def test_every_edition_says_for_whom_it_is_and_that_nobody_reviewed_it(built: Built) -> None:
    for each in built.artifacts:
        (language,) = each.package.languages
        title = {"en": "This edition is for: ", "nl": "Deze uitgave is voor: "}[language]
        unreviewed = player_texts.read(resources.assets() / "player", language)("edition.unreviewed-long")
        assert NOT_REVIEWED[language] in unreviewed
        assert title in words(each.package), each.file.name
        assert unreviewed in words(each.package), each.file.name
        assert unreviewed in words(each.package, "index.html"), each.file.name


def test_the_course_as_text_has_one_first_heading_the_parts_under_it_and_leaves_out_no_level(built: Built) -> None:
    for each in built.artifacts:
        text = words(each.package)
        levels, parts = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)], set(PART.findall(text))
        assert (levels[0], levels.count(1)) == (1, 1), each.file.name
        assert levels.count(2) == 1 + len(parts), each.file.name  # the first: whom to call
        assert not [(a, b) for a, b in pairwise(levels) if b > a + 1], each.file.name


def test_editions_differ_where_they_should(built: Built) -> None:
    english = {each.package.audience: words(each.package) for each in built.artifacts if "en" in each.package.languages}
    assert len(set(english.values())) == len(AUDIENCES)


def test_the_core_of_each_edition_fits_its_limits_and_is_calm_enough() -> None:
    examined = pipeline.examine(COURSE, resources.assets())
    assert [each.audience for each in examined.measures] == list(AUDIENCES)
    for each in examined.measures:
        assert each.core_minutes <= 45, each
        assert each.calm * 3 >= each.cases, each
        assert each.core_calm * 3 >= each.core_cases, each


def test_every_edition_has_enough_questions_of_pupils_of_its_ages() -> None:
    """Of a pupil of 10 to 12, 15 may be the age of another; in mbo everyone is 16 or older."""
    examined = pipeline.examine(COURSE, resources.assets())
    assert examined.courses is not None
    oldest, youngest = {"primary": 12}, {"mbo": 16}
    for edition in editions(examined.courses["en"]):
        assert edition.audience is not None
        name, asked = str(edition.audience.id), {True: 0, False: 0}
        for part, quiz in shown(edition):
            asked[part.core] += len(quiz.questions)
            for question in quiz.questions:
                ages = [int(each) for each in AGE.findall(f"{question.case} {question.text}")]
                assert min(ages, default=99) >= youngest.get(name, 0), (name, quiz.id, question.id)
                assert min(ages, default=0) <= oldest.get(name, 99), (name, quiz.id, question.id)
        for each in edition.conversations:
            ages = [int(age) for age in AGE.findall(each.scene)]
            assert min(ages, default=99) >= youngest.get(name, 0), (name, each.id)
            assert max(ages, default=0) <= oldest.get(name, 99), (name, each.id)
        assert asked[True] >= 25, name
        assert asked[True] + asked[False] >= 60, name


def test_what_holds_for_schools_and_teenagers_is_told_only_where_they_are() -> None:
    """Attendance officers are no school, and primary schools have no teenagers with a new job."""
    examined = pipeline.examine(COURSE, resources.assets())
    assert examined.courses is not None
    for edition in editions(examined.courses["en"]):
        assert edition.audience is not None
        prose = " ".join(
            str(block.markdown)
            for part in edition.parts
            for page in part.pages
            for block in page.blocks
            if isinstance(block, Prose)
        )
        in_school = str(edition.audience.id) not in ("general", "attendance", "youth-work", "youth-health")
        assert ("a school may inform Veilig Thuis" in prose) == in_school, edition.audience.id
        assert ("a new job" in prose) == (edition.audience.id != "primary"), edition.audience.id
        assert "teenagers" not in prose or edition.audience.id != "primary"


def test_four_months_on_only_the_numbers_that_stay_are_shown(tmp_path: Path) -> None:
    later = pipeline.build(
        COURSE, resources.assets(), tmp_path, formats=("scorm12",), lite=True, today=date(2027, 3, 22)
    )
    for each in later.artifacts:
        assert set(TEL.findall(words(each.package))) == {"112", "09008844", "08002000"}, each.file.name


def test_words_of_an_audience_never_take_the_place_of_an_adjective() -> None:
    """*jongere* becomes *student* in the edition for mbo: *een jongere broer* would be *een student broer*."""
    catalogue = (COURSE / "locale" / "nl" / "course.po").read_text(encoding="utf-8").replace('"\n"', "")
    before_a_noun = r"\bjongere (?:broer|zus|kind|klasgeno|meisje|jongen|leerling|student|vriend|collega)\w*"
    assert re.findall(before_a_noun, catalogue, re.IGNORECASE) == []
