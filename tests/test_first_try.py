"""Over what somebody stumbled who used the command for the first time, nobody stumbles again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scormkit.problems import Place, Problem, Severity
from seemenow import explain, present


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


def test_a_name_with_a_blank_is_told_as_it_must_be_typed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "seemenow", "new", "Our course"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "Now: cd 'Our course', change" in done.stderr


def test_an_explanation_speaks_of_every_case_and_shows_no_braces_of_ours() -> None:
    told = explain.explainable()
    assert 'There is no ‹kind› "‹id›".\n  Known: ‹known›.' in told["C003"]
    assert "{id: advice, who: contact}" in told["G014"]
    assert [code for code, text in told.items() if "{{" in text or "{near}" in text] == []
