"""A new course is whole from its first minute, in both languages and in every format."""

from __future__ import annotations

from pathlib import Path

import pytest
from seemenow import pipeline, resources
from seemenow.authoring import new
from seemenow.cli.options import FORMATS
from seemenow.load import load

from .test_cli import run

TEMPLATES = resources.assets() / "new"


@pytest.mark.parametrize("language", new.LANGUAGES)
def test_a_new_course_builds_at_once_in_both_languages_and_every_format(language: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new.begin(folder, TEMPLATES, language=language, title="Zien zwijgen?")
    built = pipeline.build(folder, resources.assets(), tmp_path / "out", formats=FORMATS, strict=True)
    assert {each.severity for each in built.problems} == {"pending"}
    assert len(built.artifacts) == len(FORMATS) * 2
    assert {each.file.name.split("-0.1.0-")[0] for each in built.artifacts} == {"zien-zwijgen"}
    course = load(folder).course
    assert course is not None
    assert (course.title, course.source_language) == ("Zien zwijgen?", language)
    assert all("#" in (folder / name).read_text() for name in ("course.yaml", "quizzes/final.yaml", "signals.yaml"))


def test_both_templates_have_the_same_files_and_ids() -> None:
    courses = {language: load(TEMPLATES / language).course for language in new.LANGUAGES}
    shapes = {
        (
            tuple((str(part.id), tuple(str(page.id) for page in part.pages)) for part in course.parts),
            tuple(str(question.id) for quiz in course.quizzes for question in quiz.questions),
            tuple((str(each.id), str(each.phone), each.expires_on) for each in course.guidance.contacts),
        )
        for course in courses.values()
        if course
    }
    assert len(shapes) == 1


def test_the_contacts_of_a_new_course_are_those_of_the_course_that_people_keep_true() -> None:
    def facts(folder: Path) -> dict[str, tuple[object, ...]]:
        course = load(folder).course
        assert course is not None
        return {
            str(each.id): (each.phone, each.source.read_on, each.dialled_on, each.expires_on)
            for each in course.guidance.contacts
        }

    kept, begun = facts(resources.sample_course()), facts(TEMPLATES / "en")
    assert begun == {name: kept[name] for name in begun}


def test_what_stands_there_already_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    done = run("new", tmp_path / "mine")
    assert (done.returncode, "something stands there already" in done.stderr) == (3, True)
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "notes.txt"]


@pytest.mark.parametrize("name", ["A & B", "…", "x" * 61])
def test_a_name_that_no_package_can_have_is_refused_before_anything_is_written(name: str, tmp_path: Path) -> None:
    done = run("new", name, cwd=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Wat zie je?", "wat-zie-je"), ("Café 2", "cafe-2"), ("112", "course"), ("x" * 40, "x" * 28), ("één", "een")],
)
def test_an_id_is_made_of_words(words: str, expected: str) -> None:
    assert new.identity(words) == expected
    assert new.identity(words, frozenset({expected})) == f"{expected[:26]}-2"
