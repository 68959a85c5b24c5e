"""What was worked out before changes nothing but the time that a build takes."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from pathlib import Path

import pytest
from scormkit.problems import Place
from seemenow import memory, pipeline, remembered
from seemenow.load import load
from seemenow.remembered import once

from .conftest import MakeCourse, changed

ASSETS = Path(__file__).parents[1] / "assets"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of its own, and a process that has worked nothing out yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    memory.forget()
    yield tmp_path / "cache" / "see-me-now"
    memory.forget()


def framed(value: object) -> bytes:
    data = marshal.dumps(value)
    return len(data).to_bytes(memory.LENGTH, "big") + data


def built(course: Path, out: Path) -> tuple[bytes, list[str]]:
    made = pipeline.build(course, ASSETS, out, formats=["scorm12"])
    return made.artifacts[0].file.read_bytes(), [f"{each.code} {each.place} {each.message}" for each in made.problems]


def test_a_build_that_remembers_makes_the_same_bytes_and_says_the_same(make_course: MakeCourse, tmp_path: Path) -> None:
    course = make_course(changed("parts/01-start/welcome.md", "Words for a learner.", "Words for a **learner**."))
    first = built(course, tmp_path / "first")
    memory.forget()
    assert built(course, tmp_path / "second") == first
    assert remembered.answers["seemenow.markdown._blocks"]


def test_an_edited_line_shows(make_course: MakeCourse, tmp_path: Path) -> None:
    course = make_course()
    first, _ = built(course, tmp_path / "first")
    page = course / "parts" / "01-start" / "welcome.md"
    page.write_text(page.read_text().replace("Words for a learner.", "Other words, said to nobody before."))
    memory.forget()
    second, _ = built(course, tmp_path / "second")
    assert b"said to nobody before" in second
    assert b"said to nobody before" not in first


def test_a_fault_is_named_again_with_its_new_place(make_course: MakeCourse) -> None:
    course = make_course(changed("parts/01-start/welcome.md", "Words for", "# Words for"))
    page = course / "parts" / "01-start" / "welcome.md"
    before = [each.place.line for each in pipeline.examine(course, ASSETS).problems if each.code == "C010"]
    page.write_text(page.read_text().replace("# Words", "One more line.\n\n# Words"))
    memory.forget()
    after = [each.place.line for each in pipeline.examine(course, ASSETS).problems if each.code == "C010"]
    assert [line and line + 2 for line in before] == after != []


def test_a_page_that_is_not_read_again_stands_where_its_part_names_it_now(make_course: MakeCourse) -> None:
    course = make_course()
    part = course / "parts" / "01-start" / "part.yaml"
    before = page_named(course)
    part.write_text("# One more line.\n" + part.read_text())
    assert page_named(course).line == (before.line or 0) + 1
    assert len(remembered.answers["file"]) == len({name for name, *_ in remembered.answers["file"]}) + 1


def page_named(course: Path) -> Place:
    found = load(course).course
    assert found
    return found.parts[0].pages[0].id.place


@pytest.mark.parametrize("damage", [b"", b"\0not marshal", framed([1, 2]), framed({"kind": {}})[:-3]])
def test_a_damaged_file_is_begun_anew(home: Path, damage: bytes) -> None:
    once("kind", "key", str.upper, "said")
    memory.keep()
    (file,) = home.iterdir()
    file.write_bytes(damage)
    memory.forget()
    memory.recall()
    assert remembered.answers == {}
    once("kind", "key", str.upper, "said")
    memory.keep()
    memory.forget()
    memory.recall()
    assert remembered.answers == {"kind": {"key": "SAID"}}


def test_only_the_file_of_this_program_is_read_and_kept(home: Path) -> None:
    home.mkdir(parents=True)
    other = home / "remembered-0123456789abcdef"
    other.write_bytes(framed({"kind": {"key": "of another version"}}))
    memory.recall()
    assert remembered.answers == {}
    once("kind", "key", str.upper, "said")
    memory.keep()
    assert not other.exists()


def test_a_folder_that_cannot_be_written_in_troubles_nobody(home: Path) -> None:
    home.parent.mkdir()
    home.write_text("a file where the folder should be")
    once("kind", "key", str.upper, "said")
    memory.keep()
    memory.recall()
    assert home.read_text() == "a file where the folder should be"


def test_each_run_adds_what_it_has_worked_out(home: Path) -> None:
    for word in ("one", "two"):
        memory.forget()
        memory.recall()
        once("kind", word, str.upper, word)
        memory.keep()
    memory.forget()
    memory.recall()
    assert remembered.answers == {"kind": {"one": "ONE", "two": "TWO"}}


def test_a_file_that_outgrows_its_limit_is_begun_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_BYTES", 100)
    once("kind", "key", str.upper, "said" * 100)
    memory.keep()
    memory.forget()
    memory.recall()
    assert remembered.answers == {}
    assert not list(home.iterdir())
