"""What a package is told of each type of question, and what of it is never kept."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from seemenow import pipeline, resources
from seemenow.load import load
from seemenow.slots import extended

from .conftest import TESTS, MakeCourse

EVERY = TESTS / "courses" / "every-question"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the text files of the package with every type of question, by name."""
    folder = tmp_path_factory.mktemp("every")
    shutil.copytree(EVERY, folder / "course")
    return packed(folder / "course")


def packed(folder: Path) -> dict[str, str]:
    built = pipeline.build(folder, resources.assets(), folder / "out", formats=("scorm12",))
    with zipfile.ZipFile(built.artifacts[0].file) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


@pytest.fixture(scope="module")
def outline(package: dict[str, str]) -> dict[str, Any]:
    return outline_in(package)


def outline_in(package: dict[str, str]) -> dict[str, Any]:
    """Return what the player is told of the course."""
    (script,) = (text for name, text in package.items() if name.startswith("course-"))
    value: dict[str, Any] = json.loads(script.removeprefix("seeMeNow.course(").removesuffix(");\n"))
    return value


def test_what_is_right_is_told_in_the_form_in_which_answers_are_kept(outline: dict[str, Any]) -> None:
    right = {each["type"]: each["right"] for quiz in outline["quizzes"] for each in quiz["questions"]}
    assert right == {
        "confidence": [],
        "matching": ["a.b", "b.a", "c.c"],
        "multiple": ["a", "b", "d"],
        "ordering": ["b", "c", "e", "a", "d"],
        "place": ["b"],
        "single": ["b"],
        "true-false": ["t"],
    }


def test_a_reflection_has_no_place_in_the_state_and_no_name_in_the_outline(outline: dict[str, Any]) -> None:
    assert "thought" not in json.dumps([outline["layout"], outline["quizzes"]])
    loaded = load(EVERY)
    assert loaded.course
    assert not [slot for slot in extended(loaded.course).questions if "thought" in slot]


def test_a_part_asks_for_the_scripts_and_styles_of_what_it_shows(
    outline: dict[str, Any], make_course: MakeCourse
) -> None:
    needs = [[re.sub("-[0-9a-f]{8}", "", name) for name in part["needs"]] for part in outline["parts"]]
    assert needs == [["blocks-en.js", "components.css"]] * 3
    (first, second) = (
        [name.split("-")[0] for name in part["needs"]] for part in outline_in(packed(make_course()))["parts"]
    )
    assert (first, second) == (["blocks", "components"], ["blocks", "components"])


def test_a_picture_comes_along_with_its_size_and_its_places(package: dict[str, str]) -> None:
    (picture,) = (name for name in package if name.startswith("classroom-above-"))
    (part,) = (text for name, text in package.items() if name.startswith("part-practice-"))
    html = json.loads("[" + part.removeprefix("seeMeNow.part(").removesuffix(");\n") + "]")[1]
    assert f'src="{picture}" width="1280" height="720" alt="A classroom seen from above.' in html
    assert '<rect x="28.0%" y="60.0%" width="17.0%" height="37.0%"' in html


def test_the_text_edition_tells_the_way_of_a_talk_and_what_belongs_together(package: dict[str, str]) -> None:
    text = package["text.html"]
    assert "Goes on at 2." in text
    assert "Belongs to: The helpline" in text
