"""Over what somebody stumbled who used the command for the first time, nobody stumbles again."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from scormkit.problems import Place, Problem, Severity
from seemenow import explain, present, resources
from seemenow.cli import commands

from .conftest import ROOT, MakeCourse


def fault(code: str, severity: Severity, line: int, file: str = "course/course.yaml") -> Problem:
    return Problem(code=code, severity=severity, message=f"line {line}", remedy="", place=Place(file=file, line=line))


def test_the_error_stands_last_and_many_of_one_kind_do_not_hide_it() -> None:
    many = [fault("T002", "warning", line, "course/locale/nl/course.po") for line in range(1, 23)]
    texts = list(present.problems_text([fault("B002", "error", 1), fault("G005", "pending", 7), *many]))
    assert [text.split()[1] for text in texts] == ["G005", "T002", "T002", "T002", "warning", "B002"]
    assert "And 19 more of these in course/locale/nl/course.po" in texts[4]


def test_every_error_is_shown_however_many_there_are() -> None:
    assert len(list(present.problems_text([fault("L005", "error", line) for line in range(1, 40)]))) == 39


def test_whoever_is_in_the_wrong_folder_hears_which_course_it_is_about(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "seemenow", "route", "Utrecht", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == "There is no course.yaml here: this is about the course that came with seemenow.\n"
    assert done.stdout.startswith("{")


def seemenow(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "seemenow", *arguments], cwd=cwd, capture_output=True, text=True)


def test_whoever_stands_inside_a_course_means_that_course(make_course: MakeCourse) -> None:
    inside = make_course() / "parts" / "01-start"
    assert "1 pending.\n" in seemenow("check", cwd=inside).stderr


def test_a_folder_without_a_course_is_told_and_its_course_yaml_will_do(make_course: MakeCourse) -> None:
    folder = make_course()
    done = seemenow("check", "no-course", cwd=folder)
    assert (done.returncode, "There is no course in no-course" in done.stderr) == (2, True)
    for named in (f"{folder}/", f"{folder}/course.yaml"):
        assert seemenow("check", named, cwd=folder.parent).returncode == 0


def test_a_course_can_begin_in_the_empty_folder_where_one_stands(tmp_path: Path) -> None:
    here = tmp_path / "Ons plan é"
    here.mkdir()
    assert seemenow("new", ".", cwd=here).returncode == 0
    assert "Ons plan é" in (here / "course.yaml").read_text(encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir()] == [here.name]


def test_a_language_that_no_package_would_have_is_told_when_its_catalogue_is_made(make_course: MakeCourse) -> None:
    folder = make_course()
    assert "Write de under languages in course.yaml too" in seemenow("translate", "export", "de", cwd=folder).stderr
    assert seemenow("translate", "export", "../../de", cwd=folder).returncode == 2
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]


def test_a_port_that_is_taken_is_told_with_the_way_out(make_course: MakeCourse) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        done = seemenow("preview", "--no-open", "--port", port, cwd=make_course())
    assert done.returncode == 3
    assert done.stderr == (
        f"Error: The port {port} is taken, perhaps by another preview; without --port a free one is found.\n"
    )


def test_a_name_with_a_blank_is_told_as_it_must_be_typed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "seemenow", "new", "Our course"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "Now: cd 'Our course', change" in done.stderr


def test_what_to_install_is_what_the_extra_brings_and_never_a_package_by_our_own_name() -> None:
    """Nobody has put this program on PyPI: what comes from there under its name would be somebody else's."""
    told = [
        set(match.split())
        for path in (ROOT / "builder").rglob("*.py")
        for match in re.findall(r"pip install (?:--upgrade )?([a-z0-9 -]+)`", path.read_text(encoding="utf-8"))
    ]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for name, needed in extras.items():
        assert name == "test" or {each.partition(">")[0] for each in needed} in told, name
    assert not any("see-me-now" in each for packages in told for each in packages)


def test_an_explanation_speaks_of_every_case_and_shows_no_braces_of_ours() -> None:
    told = explain.explainable()
    assert 'There is no ‹kind› "‹id›".\n  Known: ‹known›.' in told["C003"]
    assert "{id: advice, who: contact}" in told["G014"]
    assert [code for code, text in told.items() if "{{" in text or "{near}" in text] == []


@pytest.mark.parametrize(
    "command",
    ["add part Online", "translate export de", "translate import sent.po", "film", "film narrate", "chat learn"],
)
def test_what_would_change_a_course_leaves_the_one_that_came_with_the_program(
    command: str, make_course: MakeCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = make_course()
    before = {path: path.read_bytes() for path in came.rglob("*") if path.is_file()}
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/sent.po").write_text('msgid ""\nmsgstr "Language: nl\\n"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(resources, "sample_course", lambda: came)
    with pytest.raises(click.UsageError, match="cd into your course, or name it"):
        commands.main(command.split(), standalone_mode=False)
    assert {path: path.read_bytes() for path in came.rglob("*") if path.is_file()} == before
