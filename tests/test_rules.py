"""Every fault of a course has the smallest course that shows it, and that course shows nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from scormkit.problems import Problem
from seemenow import pipeline, resources
from seemenow.authoring import catalogues, gift, spreadsheet
from seemenow.catalogue import FAULTS
from seemenow.review import merge

from .conftest import TESTS, MakeCourse

RULES = TESTS / "rules"
ALWAYS = "R001"  # nobody has reviewed anything yet


def words(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").split()) if path.is_file() else ()


def lines(problems: Iterable[Problem], code: str) -> list[str]:
    return [
        " ".join(filter(None, (str(each.place), each.code, each.severity)))
        for each in problems
        if each.code != ALWAYS or code == ALWAYS
    ]


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_the_smallest_faulty_course_shows_its_fault_and_no_other(
    code: str, make_course: MakeCourse, tmp_path: Path
) -> None:
    rule = RULES / code
    over = [TESTS / "courses" / name for name in words(rule / "over.txt")]
    folder = make_course(overlay=(*over, rule / "course"), removed=words(rule / "remove.txt"))
    if (rule / "sent.po").is_file():
        done = catalogues.import_catalogue(folder, rule / "sent.po")
        assert done is not None
        assert lines(done.problems, code) == (rule / "expected.txt").read_text(encoding="utf-8").splitlines()
        return
    if (rule / "sent.gift").is_file():
        read = gift.read((rule / "sent.gift").read_bytes(), "sent.gift")
        assert lines(read.problems, code) == (rule / "expected.txt").read_text(encoding="utf-8").splitlines()
        return
    if (rule / "sent.csv").is_file():
        read = spreadsheet.read((rule / "sent.csv").read_bytes(), "sent.csv")
        assert lines(read.problems, code) == (rule / "expected.txt").read_text(encoding="utf-8").splitlines()
        return
    if (rule / "sent.json").is_file():
        merged = merge.merged_remarks(folder, [rule / "sent.json"])
        assert merged is not None
        assert lines(merged[1], code) == (rule / "expected.txt").read_text(encoding="utf-8").splitlines()
        return
    if code.startswith("A"):
        advice = pipeline.examine(folder, resources.assets()).advice
        assert lines(advice, code) == (rule / "expected.txt").read_text(encoding="utf-8").splitlines()
        return
    arguments = words(rule / "arguments.txt")
    given = {
        option: [value for key, value in zip(arguments[::2], arguments[1::2], strict=True) if key == option]
        for option in ("--lang", "--audience", "--theme")
    }
    built = pipeline.build(
        folder,
        resources.assets(),
        tmp_path / "out",
        formats=("scorm12",),
        languages=given["--lang"],
        audiences=given["--audience"],
        theme_path=rule / given["--theme"][0] if given["--theme"] else None,
        today=date(2026, 11, 22),
    )
    found = lines(built.problems, code)
    assert found == (rule / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert any(code in line.split() for line in found)


def test_every_fault_has_a_folder_and_every_folder_a_fault() -> None:
    folders = {path.name for path in RULES.iterdir() if path.is_dir() and path.name[0] != "P"}
    assert folders == set(FAULTS)


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_fault_explains_itself_with_two_different_examples(code: str) -> None:
    fault = FAULTS[code]
    assert fault.wrong.strip()
    assert fault.right.strip()
    assert fault.wrong != fault.right
