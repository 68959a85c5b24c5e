"""The review copy shows every word with its line, and remarks of several people come back as one list by line."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook
from seemenow import cli, pipeline, resources
from seemenow.load import load
from seemenow.review import merge, review_copy
from seemenow.review.remarks import Remark

from .conftest import ROOT, TESTS, MakeCourse
from .test_html import faults

ASSETS = resources.assets()
TODAY = date(2026, 11, 22)


def paragraphs(folder: Path) -> list[review_copy.Paragraph]:
    course = load(folder).course
    assert course is not None
    return [each for section in review_copy.sections(course) for each in section.paragraphs]


def sent(folder: Path, path: Path, *, role: str = "teacher", said: dict[str, str]) -> Path:
    """Write what a reviewer of the course in ``folder`` would save, with remarks by the number of their paragraph."""
    known = {each.number: each for each in paragraphs(folder)}
    given = [
        {"paragraph": n, "hash": known[n].hash, "place": str(known[n].place), "text": known[n].text, "remark": words}
        for n, words in said.items()
    ]
    whole = {
        "seemenow_review": 1,
        "course": "minimal",
        "version": "1.0.0",
        "language": "en",
        "audience": "",
        "role": role,
    }
    path.write_text(json.dumps({**whole, "remarks": given}), encoding="utf-8")
    return path


def merged(folder: Path, *files: Path) -> tuple[tuple[Remark, ...], list[str]]:
    done = merge.merged_remarks(folder, files)
    assert done is not None
    return done[0], [each.code for each in done[1]]


@pytest.mark.parametrize(
    ("overlay", "fields"),
    [("told", {"lines", "describe", "why", "closing"}), ("every-question", {"answer", "right", "feedback", "explain"})],
)
def test_every_word_that_a_page_shows_is_in_the_review_copy_with_its_line(
    make_course: MakeCourse, overlay: str, fields: set[str]
) -> None:
    page = "---\ntitle: Welcome\n---\n\n::story window\n\n::contacts helpline\n"
    files = {"parts/01-start/welcome.md": page} if overlay == "told" else {}
    folder = make_course(files, overlay=TESTS / "courses" / overlay)
    found = paragraphs(folder)
    for each in found:
        assert each.place.file, each.number
        assert each.place.line, each.number
        source = (folder.parent / each.place.file).read_text(encoding="utf-8").splitlines()
        first = re.findall(r"\w+", each.text)[0]
        assert first in " ".join(source[each.place.line - 1 :]), each.number
    assert len({each.number for each in found}) == len(found)
    assert fields <= {each.field for each in found}


def test_the_copy_is_whole_without_script_and_asks_for_nothing_outside(make_course: MakeCourse, tmp_path: Path) -> None:
    built = pipeline.build(make_course(), ASSETS, tmp_path, formats=("review",), today=TODAY)
    (artifact,) = built.artifacts
    assert artifact.file.name == "minimal-1.0.0-en-review.zip"
    with zipfile.ZipFile(artifact.file) as package:
        assert set(package.namelist()) == {"index.html", "review.css", "review.js"}
        page = package.read("index.html").decode()
        script = package.read("review.js").decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|style=", page)
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert faults([tmp_path / "index.html"]) == []
    assert "hidden>" not in page.partition("<main")[2].partition("</main>")[0]
    assert not re.search(r"fetch|XMLHttp|sendBeacon|localStorage|sessionStorage|indexedDB|cookie", script)


def test_numbers_stay_when_something_else_changes(make_course: MakeCourse) -> None:
    before = {each.number: each.hash for each in paragraphs(make_course(name="before"))}
    page = "---\ntitle: Another\n---\n\nAnother page.\n"
    part = (TESTS / "courses/minimal/parts/01-start/part.yaml").read_text().replace("[welcome]", "[another, welcome]")
    files = {"parts/01-start/another.md": page, "parts/01-start/part.yaml": part}
    after = {each.number: each.hash for each in paragraphs(make_course(files, name="after"))}
    kept = {number for number in before if after.get(number) == before[number]}
    assert {each for each in before if not each.startswith("welcome")} <= kept


def test_remarks_of_several_people_become_one_list_by_line(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course()
    one = sent(folder, tmp_path / "one.json", said={"done-2": "Later.", "welcome-4": "First."})
    two = sent(folder, tmp_path / "two.json", role="legal", said={"welcome-4": "Second."})
    found, codes = merged(folder, one, two, one)
    assert codes == []
    assert [(each.remark, each.role) for each in found] == [
        ("Second.", "legal"),
        ("First.", "teacher"),
        ("Later.", "teacher"),
    ]
    assert found[0].place.file == "course/parts/01-start/welcome.md"
    assert [each.state for each in found] == ["same"] * 3


def test_a_remark_follows_its_paragraph_and_says_when_that_changed_or_went(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    page = "---\ntitle: Welcome\n---\n{}The words that a reviewer read.\n\n::figure f1\n\n::contacts helpline\n"
    name = "parts/01-start/welcome.md"
    old = make_course({name: page.format("")}, name="old")
    file = sent(old, tmp_path / "one.json", said={"welcome-4": "Hm."})
    for new, state, number, line, codes in (
        (page.format("Another one.\n\n"), "moved", "welcome-5", 6, []),
        (page.format("").replace("a reviewer", "you once"), "changed", "welcome-4", 4, ["M003"]),
        (page.format("").replace("The words that a reviewer read.", ""), "gone", "welcome-4", 4, ["M004"]),
    ):
        (remark,), found = merged(make_course({name: new}, name=state), file)
        assert (remark.state, remark.paragraph, remark.place.line, found) == (state, number, line, codes)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "M001"),
        (b"\xff\xfe", "M001"),
        (b"[]", "M001"),
        (b"{}", "M001"),
        (b'{"seemenow_review": 2}', "M001"),
        (b'{"seemenow_review": 1}', "M001"),
        (b"[" * 100_000, "M001"),
        (b'{"seemenow_review":1,"course":"minimal","language":"en","audience":"","role":"x","remarks":[3]}', "M001"),
        (b'{"seemenow_review":1,"course":"minimal","language":"en","audience":"","role":"x","remarks":[{}]}', "M001"),
        (b'{"seemenow_review":1,"course":"minimal","language":"fr","audience":"","role":"x","remarks":[]}', "M002"),
        (b'{"seemenow_review":1,"course":"minimal","language":"en","audience":"y","role":"x","remarks":[]}', "M002"),
    ],
)
def test_a_file_that_is_none_is_named_and_the_others_are_taken(
    make_course: MakeCourse, tmp_path: Path, data: bytes, code: str
) -> None:
    folder = make_course()
    bad = tmp_path / "bad.json"
    bad.write_bytes(data)
    found, codes = merged(folder, bad, sent(folder, tmp_path / "good.json", said={"welcome-1": "Good."}))
    assert (codes, [each.remark for each in found]) == ([code], ["Good."])


def test_the_list_comes_as_text_markdown_csv_and_workbook_and_runs_nothing(
    make_course: MakeCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_course()
    file = sent(folder, tmp_path / "one.json", said={"welcome-3": '=HYPERLINK("x")', "welcome-4": "<b>*bold*</b>"})
    for suffix in ("txt", "md", "csv", "xlsx"):
        with pytest.raises(SystemExit) as end:
            cli.main(["review", "merge", str(file), "--course", str(folder), "--out", str(tmp_path / f"list.{suffix}")])
        assert end.value.code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text(encoding="utf-8"))))
    assert rows[0]["remark"] == '\'=HYPERLINK("x")'
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    assert (sheet["D2"].value, sheet["D2"].data_type) == ('=HYPERLINK("x")', "s")
    assert r"\<b\>\*bold\*\</b\>" in (tmp_path / "list.md").read_text(encoding="utf-8")
    capsys.readouterr()
    with pytest.raises(SystemExit):
        cli.main(["review", "merge", str(file), "--course", str(folder), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["remarks"][0]["place"] == {"file": "course/parts/01-start/welcome.md", "line": 2}


def test_every_kind_of_words_has_a_name_in_both_languages() -> None:
    course = load(ROOT / "course").course
    assert course is not None
    fields = {each.field for section in review_copy.sections(course) for each in section.paragraphs} - {""}
    files = {name: yaml.safe_load((ASSETS / "review" / f"{name}.yaml").read_bytes()) for name in ("en", "nl")}
    for words in files.values():
        assert fields <= words["fields"].keys()
    assert files["en"].keys() == files["nl"].keys()
    for key in ("fields", "roles", "elsewhere"):
        assert files["en"][key].keys() == files["nl"][key].keys()
    for key in ("label", "some", "other", "lost"):
        assert re.findall(r"{\w+}", files["en"][key]) == re.findall(r"{\w+}", files["nl"][key])
