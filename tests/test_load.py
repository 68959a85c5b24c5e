"""Reading a course: everything that is wrong is said at once, with its place, and nothing is thrown."""

from __future__ import annotations

import os
import pickle
from datetime import date
from pathlib import Path

import pytest
from scormkit.problems import Place
from seemenow.check.course import check
from seemenow.load import load, split
from seemenow.model import Directive, Located, Markdown, Prose
from seemenow.walk import texts

from .conftest import MINIMAL, TESTS, MakeCourse, changed

FILES = sorted(path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*") if path.is_file())


def test_twenty_faults_in_six_files_are_twenty_problems_in_one_run(make_course: MakeCourse) -> None:
    loaded = load(make_course(overlay=TESTS / "courses" / "twenty-faults"))
    problems = [*loaded.problems, *(each for each in check(loaded, today=date(2026, 11, 22)) if each.code != "R001")]
    assert len(problems) == 20
    assert len({each.place.file for each in problems}) == 6
    assert all(each.place.file and each.message and each.remedy for each in problems)
    assert len({(each.place, each.code) for each in problems}) == 20


def test_a_value_knows_the_line_and_column_where_it_was_written(make_course: MakeCourse) -> None:
    course = load(make_course()).course
    assert course is not None
    question = course.quizzes[0].questions[0]
    assert question.right[0].place == Place(file="course/quizzes/final.yaml", line=11, column=13)
    assert course.parts[0].pages[0].title.place == Place(file="course/parts/01-start/welcome.md", line=2, column=8)


def test_what_points_to_an_unreadable_file_is_not_reported_again(make_course: MakeCourse) -> None:
    loaded = load(make_course({"signals.yaml": "groups: ["}))
    assert [each.code for each in loaded.problems] == ["L003"]
    assert loaded.course is not None
    assert {each.code for each in check(loaded, today=date(2026, 11, 22))} == {"R001"}


@pytest.mark.parametrize("name", ["quizzes/final.yaml", "parts/01-start/welcome.md"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(make_course: MakeCourse, name: str) -> None:
    text = (MINIMAL / name).read_text(encoding="utf-8")
    loaded = load(make_course({name: ("\ufeff" + text).replace("\n", "\r\n").encode()}))
    assert loaded.problems == ()
    assert list(texts(loaded.course)) == list(texts(load(MINIMAL).course))


def test_an_unreadable_file_is_a_problem_and_not_an_exception(make_course: MakeCourse) -> None:
    folder = make_course(removed=("figures.yaml",))
    (folder / "figures.yaml").mkdir()
    assert [each.code for each in load(folder).problems] == ["L002"]


def test_a_pipe_in_place_of_a_file_is_told_and_not_waited_for(make_course: MakeCourse) -> None:
    folder = make_course(removed=("figures.yaml",))
    os.mkfifo(folder / "figures.yaml")
    (fault,) = load(folder).problems
    assert (str(fault.place), fault.code) == ("course/figures.yaml", "L002")
    assert "not an ordinary file" in fault.message


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    loaded = load(empty)
    assert loaded.course is None
    assert {each.place.file for each in loaded.problems} >= {"empty/course.yaml", "empty/signals.yaml"}


def test_the_nearest_known_word_is_offered(make_course: MakeCourse) -> None:
    loaded = load(make_course(changed("signals.yaml", "mark: weak", "mark: week")))
    assert 'Did you mean "weak"?' in loaded.problems[0].remedy


def test_a_page_is_split_into_blocks_and_components_that_know_their_lines() -> None:
    blocks = list(split("One.\n\n- two\n- three\n\n::figure f1\n::signals\n", "page.md", 5, "parts/a/page", []))
    assert [type(each) for each in blocks] == [Prose, Prose, Directive, Directive]
    first, listing, figure, signals = blocks
    assert isinstance(first, Prose)
    assert isinstance(listing, Prose)
    assert isinstance(figure, Directive)
    assert isinstance(signals, Directive)
    assert (first.markdown, listing.markdown.place.line) == ("One.", 7)
    assert (figure.name, figure.arguments, figure.name.place.line) == ("figure", ("f1",), 10)
    assert signals.name.place.line == 11


def test_what_was_pickled_knows_where_it_was_written() -> None:
    place = Place(file="course.yaml", line=3, column=7)
    for text in (Located("a", place), Markdown("b", place, "parts/a/title")):
        again = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(text))))
        assert (again, again.place, type(again)) == (text, place, type(text))
        assert vars(again).get("context") == vars(text).get("context")


@pytest.mark.parametrize("name", ["2_intro", "Welcome", "my page", "één"])
def test_a_page_whose_name_is_no_id_is_told_where_its_part_names_it(name: str, make_course: MakeCourse) -> None:
    page = (MINIMAL / "parts/01-start/welcome.md").read_text(encoding="utf-8")
    part = (MINIMAL / "parts/01-start/part.yaml").read_text(encoding="utf-8").replace("welcome", f'"{name}"')
    loaded = load(make_course({f"parts/01-start/{name}.md": page, "parts/01-start/part.yaml": part}))
    assert ("course/parts/01-start/part.yaml", "L010") in [(each.place.file, each.code) for each in loaded.problems]


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("title: Welcome\n\nWords.\n", ["L013"]),
        ("\n---\ntitle: Welcome\n---\nWords.\n", ["L013"]),
        ("---\ntitle: Welcome\n\nWords.\n", ["L013"]),
        ("---\nfor: [all]\n---\nWords.\n", ["L006"]),
        ("--- \ntitle: Welcome\n--- \nWords.\n", []),
        ("---\ntitle: Welcome\n---", []),
    ],
)
def test_a_page_that_does_not_begin_with_its_title_is_told_how_pages_begin(
    page: str, codes: list[str], make_course: MakeCourse
) -> None:
    assert [each.code for each in load(make_course({"parts/01-start/welcome.md": page})).problems] == codes
