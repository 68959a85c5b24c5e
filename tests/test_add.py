"""What is added to a course is whole, or `check` names exactly what is left to do; remarks and ids stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from seemenow import pipeline, resources
from seemenow.authoring import add, new
from seemenow.load import load

from .conftest import ROOT, MakeCourse
from .test_cli import run

ASSETS = resources.assets()
FIRST = ASSETS / "new" / "add"


def begun(tmp_path: Path, language: str = "en") -> Path:
    folder = tmp_path / "mine"
    new.begin(folder, ASSETS / "new", language=language, title="Mine")
    return folder


def left(folder: Path) -> list[str]:
    """What check says beside what holds for every new course, and what is not translated yet."""
    found = pipeline.examine(folder, ASSETS).problems
    return [
        f"{each.place.file}:{each.place.line} {each.code}"
        for each in found
        if each.severity != "pending" and each.code not in ("T002", "T004")
    ]


def lines_of(folder: Path) -> dict[str, list[str]]:
    return {path.name: path.read_text().split("\n") for path in folder.rglob("*.yaml")}


@pytest.mark.parametrize("language", new.LANGUAGES)
def test_a_part_a_story_and_a_quiz_are_whole_at_once(language: str, tmp_path: Path) -> None:
    folder = begun(tmp_path, language)
    added = [add.part(folder, FIRST), add.story(folder, FIRST), add.quiz(folder, FIRST)]
    assert left(folder) == [f"mine/stories/{added[1].id}/story.yaml:None V041"]  # nothing but its film
    course = load(folder).course
    assert course is not None
    assert [str(part.id) for part in course.parts] == ["start", added[0].id, "test"]
    assert [str(page.id) for page in course.parts[1].pages] == [each.id for each in added]


def test_a_contact_is_empty_where_only_a_person_can_find_out(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    before = (folder / "guidance/contacts.yaml").read_text()
    add.contact(folder, FIRST, "Youth work")
    at = (folder / "guidance/contacts.yaml").read_text().split("\n").index("  - id: youth-work") + 1
    expected = [f"mine/guidance/contacts.yaml:{at + n} L009" for n in (2, 3, 5, 5, 6)]
    assert left(folder) == expected
    assert before.rstrip("\n") in (folder / "guidance/contacts.yaml").read_text()


def test_an_answer_comes_with_a_way_to_ask_for_it(make_course: MakeCourse) -> None:
    folder = make_course(overlay=(ROOT / "tests/rules/K001/course",))
    if not (folder / "chat/words/en.yaml").is_file():
        pytest.fail("the course of K001 has no chat any more")
    name = add.answer(folder, FIRST, "What is doubt?").id
    assert name == "what-is-doubt"
    faults = [each for each in load(folder).problems if each.place.file == "course/chat/answers.yaml"]
    assert [(each.code, "text" in each.message) for each in faults] == [("L009", True)]
    assert 'words: ["what is doubt"]' in (folder / "chat/words/en.yaml").read_text()


def test_ids_that_were_ever_used_are_not_used_again(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    (folder / "ids.lock").write_text("page online\npart online\nquestion practice/tired\nstory a-new-story\n")
    assert add.part(folder, FIRST, "Online").id == "online-2"
    assert add.quiz(folder, FIRST).id == "practice-2"
    assert add.story(folder, FIRST).id == "a-new-story-2"
    assert add.story(folder, FIRST).id == "a-new-story-3"
    assert not [each for each in load(folder).problems if each.code == "C002"]


def test_adding_leaves_every_line_of_the_author_but_the_one_list(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    before = lines_of(folder)
    add.story(folder, FIRST, "At night")
    after = lines_of(folder)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"part.yaml"}


@pytest.mark.parametrize(
    ("file", "old", "new_", "sentence"),
    [
        ("course.yaml", "parts: [start, test]", "parts: [", "faults"),
        ("guidance/contacts.yaml", "contacts:\n", "contacts: []\nothers:\n", "cannot be added to safely"),
    ],
)
def test_what_cannot_be_added_to_safely_is_told_and_nothing_is_written(
    file: str, old: str, new_: str, sentence: str, tmp_path: Path
) -> None:
    folder = begun(tmp_path)
    path = folder / file
    path.write_text(path.read_text().replace(old, new_).replace("others:", "contacts:"))
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    with pytest.raises(add.CannotAdd, match=sentence):
        add.contact(folder, FIRST)
    assert {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()} == before


def test_the_command_says_what_it_wrote_and_what_is_left(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    done = run("add", "story", "At night", "--part", "start", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "new     mine/stories/at-night/story.yaml",
        "new     mine/stories/at-night/record.yaml",
        "new     mine/parts/01-start/at-night.md",
        "changed mine/parts/01-start/part.yaml",
    ]
    assert "V041" in done.stderr
    assert "seemenow film at-night" in done.stderr
    done = run("add", "quiz", "--part", "strat", cwd=folder)
    assert (done.returncode, "There is no part “strat”" in done.stderr) == (2, True)
    shutil.rmtree(folder)
