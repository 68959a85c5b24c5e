"""A fleet: what a fleet file asks for, all its faults at once, and packages that are made once and whole."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import fsspec
import pytest
from scormkit import archive
from scormkit.problems import Problem
from seemenow import pipeline, resources, spoken
from seemenow.explain import explainable
from seemenow.fleet import make, plan, progress, store
from seemenow.fleet import run as fleet_module
from seemenow.fleet.run import SHEET, TABLE, Fleet, as_text, fleet
from seemenow.load import load
from seemenow.outside import OutsideMissing

from .conftest import MakeCourse, changed
from .test_cli import answer
from .test_cli import run as command

ASSETS = resources.assets()
AUDIENCES = "audiences: [{id: near, title: Near}, {id: far, title: Far}]\nparts: [start, test]"
CONTACT = """\
words: [{language: en, name: "Our team & yours", purpose: "Ask at room <4>."}]
url: https://school.example/care
source: {name: The team itself, read_on: 2026-11-01}
expires_on: 2027-01-15
"""
THEMES = {
    "elm.yaml": CONTACT,
    "plain.yaml": "{id: plain, name: Plain}",
    "harbour.yaml": "{id: harbour, name: Harbour, colours: {light: {header: '#3a0a1c'}}}",
}
LARGE = """\
brands: [{id: plain, theme: plain.yaml}, {id: harbour, theme: harbour.yaml}]
defaults: {lite: true, audiences: [near, far]}
schools:
  - {id: elm, contact: elm.yaml}
  - {id: oak, brands: [plain], audiences: [far]}
"""
FILE = """\
brands: [{id: plain, theme: plain.yaml}]
defaults: {lite: true}
schools: [{id: elm, contact: elm.yaml}, {id: oak}]
"""
ENOUGH = 3
MakeFleet = Callable[..., Path]


@pytest.fixture
def make_fleet(make_course: MakeCourse, tmp_path: Path) -> MakeFleet:
    """Return a function that writes a fleet file and what stands beside it."""

    def make(text: str = FILE, files: Mapping[str, str] | None = None) -> Path:
        make_course(changed("course.yaml", "parts: [start, test]", AUDIENCES))
        for name, content in {"fleet.yaml": "course: course\n" + text, **THEMES, **(files or {})}.items():
            (tmp_path / name).write_text(content, encoding="utf-8")
        return tmp_path / "fleet.yaml"

    return make


@pytest.fixture
def url() -> Iterator[str]:
    """Give a place in memory that is empty before and after."""
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    yield "memory://fleet"
    memory.store.clear()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAITS_S", (0.0, 0.0))


def run(file: Path, url: str | Path, **more: Any) -> Fleet:
    return fleet(file, ASSETS, lambda: file.parent, str(url), **{"jobs": 1, **more})


def states(done: Fleet) -> list[str]:
    return [each.state for each in done.rows]


def entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def lines(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{each.place} {each.code}" for each in problems if each.severity == "error"]


def test_a_fleet_is_the_product_of_brands_audiences_languages_and_formats_of_each_school(
    make_fleet: MakeFleet, url: str
) -> None:
    done = run(make_fleet(LARGE), url)
    asked = [(each.order.brand, each.order.audience, each.order.school) for each in done.rows]
    assert asked == [
        ("harbour", "far", "elm"),
        ("harbour", "near", "elm"),
        ("plain", "far", "elm"),
        ("plain", "far", "oak"),
        ("plain", "near", "elm"),
    ]
    assert states(done) == ["made"] * 5
    assert {each.order.file.rpartition("-")[0] for each in done.rows} == {
        "elm/minimal-1.0.0-far-harbour-lite-en-scorm12",
        "elm/minimal-1.0.0-harbour-lite-en-scorm12",
        "elm/minimal-1.0.0-far-plain-lite-en-scorm12",
        "elm/minimal-1.0.0-plain-lite-en-scorm12",
        "oak/minimal-1.0.0-far-plain-lite-en-scorm12",
    }


def test_a_school_says_what_it_wants_else_the_defaults_else_everything(make_fleet: MakeFleet, url: str) -> None:
    rows = "id;formats;audiences;lite\nash;web cmi5;far;yes\nelm;;all;\n\nfir;;;no\n"
    done = run(make_fleet("defaults: {formats: [web]}\ntable: schools.csv\n", {"schools.csv": rows}), url)
    asked = [(each.order.school, each.order.audience, each.order.format, each.order.lite) for each in done.rows]
    assert sorted(asked) == [
        ("ash", "far", "cmi5", True),
        ("ash", "far", "web", True),
        ("elm", "far", "web", False),
        ("elm", "near", "web", False),
        ("fir", "near", "web", False),
    ]


def test_a_package_is_that_of_build_with_the_same_theme_byte_for_byte(make_fleet: MakeFleet, tmp_path: Path) -> None:
    """Also those that share what another package of their edition was made of, with another contact."""
    whole = THEMES["plain.yaml"].replace("}", f", contact: {{{CONTACT.strip().replace(chr(10), ', ')}}}}}")
    (tmp_path / "whole.yaml").write_text(whole, encoding="utf-8")
    file, built = make_fleet(FILE.replace("elm, ", "elm, formats: [web, scorm12], ")), {}
    for name in ("plain", "whole"):
        done = pipeline.build(
            tmp_path / "course",
            ASSETS,
            tmp_path / name,
            formats=["web", "scorm12"],
            lite=True,
            theme_path=tmp_path / f"{name}.yaml",
        )
        built |= {(name, each.package.format): each.sha256 for each in done.artifacts}
    made = {(each.order.school, each.order.format): each.sha256 for each in run(file, tmp_path / "out").rows}
    assert made == {
        ("elm", "scorm12"): built["whole", "scorm12"],
        ("elm", "web"): built["whole", "web"],
        ("oak", "scorm12"): built["plain", "scorm12"],
    }


def test_a_schools_own_contact_is_shown_and_the_brands_own_is_not(make_fleet: MakeFleet, tmp_path: Path) -> None:
    of_brand = CONTACT.replace("Our team", "The team of all").replace("\n", ", ").rstrip(", ")
    theme = f"{{id: plain, name: Plain, contact: {{{of_brand}}}}}"
    done = run(make_fleet(FILE, {"plain.yaml": theme}), tmp_path / "out")
    elm, oak = (entries(tmp_path / "out" / each.order.file)["index.html"] for each in done.rows)
    assert (b"Our team &amp; yours" in elm, b"The team of all" in elm) == (True, False)
    assert (b"Our team &amp; yours" in oak, b"The team of all" in oak) == (False, True)


def test_a_changed_theme_gives_its_brand_new_packages(make_fleet: MakeFleet, url: str) -> None:
    file = make_fleet(FILE + "  \n")
    run(file, url)
    (file.parent / "plain.yaml").write_text("{id: plain, name: Plainer}")
    assert states(run(file, url)) == ["made", "made"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_words_over_the_table_of_a_fleet_stand_apart(make_fleet: MakeFleet, tmp_path: Path, language: str) -> None:
    done = run(make_fleet(), tmp_path / "out")
    spoken.speak(language)
    try:
        words = [spoken.say("word", each) for each in ("brand", "made", "there", "failed", "waiting", "size")]
        assert re.split(r" {2,}", as_text(done)[0]) == words
    finally:
        spoken.speak("en")


def test_what_is_there_is_not_made_again_and_is_still_in_the_tables(make_fleet: MakeFleet, tmp_path: Path) -> None:
    file, out = make_fleet(), tmp_path / "out"
    first = run(file, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.zip")}
    second = run(file, out)
    assert states(second) == ["there"] * 2
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.zip")} == before
    rows = [json.loads(line) for line in (out / TABLE).read_text().splitlines()]
    assert {row["file"]: row["sha256"] for row in rows} == {each.order.file: each.sha256 for each in first.rows}
    assert (out / SHEET).read_text(encoding="utf-8-sig").count("\n") == 3


def test_without_the_earlier_table_what_is_there_is_read_to_know_its_hash(
    make_fleet: MakeFleet, tmp_path: Path
) -> None:
    file, out = make_fleet(), tmp_path / "out"
    first = run(file, out)
    (out / TABLE).unlink()
    second = run(file, out)
    assert [(each.state, each.sha256) for each in second.rows] == [("there", each.sha256) for each in first.rows]


@pytest.mark.parametrize("has_table", [True, False])
def test_a_package_that_was_cut_off_is_made_again(make_fleet: MakeFleet, tmp_path: Path, has_table: bool) -> None:
    file, out = make_fleet(), tmp_path / "out"
    first = run(file, out)
    cut, whole = (out / each.order.file for each in first.rows)
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    if not has_table:
        (out / TABLE).unlink()
    second = run(file, out)
    assert states(second) == ["made", "there"]
    assert [each.sha256 for each in second.rows] == [each.sha256 for each in first.rows]
    assert [path.stat().st_size for path in (cut, whole)] == [each.bytes for each in first.rows]


def test_a_new_contact_gives_its_school_new_packages_and_the_others_keep_theirs(
    make_fleet: MakeFleet, url: str
) -> None:
    file = make_fleet()
    run(file, url)
    (file.parent / "elm.yaml").write_text(CONTACT.replace("<4>", "5"), encoding="utf-8")
    assert states(run(file, url)) == ["made", "there"]


def test_a_course_whose_files_are_dated_1970_goes_to_other_machines_too(make_course: MakeCourse) -> None:
    folder = make_course()
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))
    with zipfile.ZipFile(io.BytesIO(make.packed_course(folder, with_films=False))) as packed:
        assert "course.yaml" in packed.namelist()


def test_an_edited_course_gives_every_package_a_new_name(make_fleet: MakeFleet, url: str) -> None:
    file = make_fleet()
    before = {each.order.file for each in run(file, url).rows}
    page = file.parent / "course" / "parts" / "01-start" / "welcome.md"
    page.write_text(page.read_text() + "\nOne more line.\n")
    done = run(file, url)
    assert states(done) == ["made"] * 2
    assert not before & {each.order.file for each in done.rows}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (KeyError("no such drawing"), "KeyError: 'no such drawing'"),
        (FileNotFoundError(2, "No such file", "far.css"), "FileNotFoundError: No such file: far.css"),
    ],
)
def test_an_edition_that_cannot_be_built_does_not_stop_the_others(
    fault: Exception, told: str, make_fleet: MakeFleet, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, file = pipeline.request, make_fleet(FILE.replace("lite: true", "lite: true, audiences: [near, far]"))

    def request(examined: Any, language: str, audience: str, *others: Any, **more: Any) -> Any:
        if audience == "far":
            raise fault
        return sound(examined, language, audience, *others, **more)

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "request", request)
        done = run(file, url)
    assert states(done) == ["failed", "failed", "made", "made"]
    assert done.rows[0].reason == told
    assert not done.rows[0].by_store
    assert states(run(file, url)) == ["made", "made", "there", "there"]


def test_a_package_that_an_lms_would_stumble_over_is_not_delivered(
    make_fleet: MakeFleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = archive.write

    def without_manifest(path: Path, files: Mapping[str, Any]) -> str:
        return sound(path, {name: each for name, each in files.items() if name != archive.MANIFEST})

    monkeypatch.setattr(archive, "write", without_manifest)
    done = run(make_fleet(), tmp_path / "out")
    assert states(done) == ["failed"] * 2
    assert done.rows[0].reason.startswith("P0")
    assert not [*(tmp_path / "out").rglob("*.zip")]


def test_a_full_disk_ends_the_work_leaves_nothing_half_made_and_the_next_run_goes_on(
    make_fleet: MakeFleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"s{n}\n" for n in range(3 * ENOUGH))
    file = make_fleet("table: schools.csv\ndefaults: {lite: true}\n", {"schools.csv": "id\n" + rows})
    monkeypatch.setattr(fleet_module, "ENOUGH", ENOUGH)
    sound, tries = archive.write, 0

    def write(path: Path, files: Mapping[str, Any]) -> str:
        nonlocal tries
        tries += 1
        if tries > 2:
            path.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        return sound(path, files)

    with monkeypatch.context() as patched:
        patched.setattr(archive, "write", write)
        done = run(file, tmp_path / "out")
    assert [states(done).count(each) for each in ("made", "failed", "waiting")] == [2, ENOUGH, 2 * ENOUGH - 2]
    assert done.stopped == f"The target failed {ENOUGH} times in a row: No space left on device"
    assert len([*(tmp_path / "out").rglob("*.zip")]) == 2
    again = run(file, tmp_path / "out")
    assert [states(again).count(each) for each in ("there", "made")] == [2, 3 * ENOUGH - 2]
    assert not (tmp_path / "out" / store.ASIDE).exists()


def test_a_store_that_fails_now_and_then_is_asked_again(
    make_fleet: MakeFleet, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, calls = store.Store._put, 0

    def now_and_then(self: store.Store, file: Path, name: str) -> None:
        nonlocal calls
        calls += 1
        if calls % 3:
            raise ConnectionResetError("reset by peer")
        put(self, file, name)

    monkeypatch.setattr(store.Store, "_put", now_and_then)
    assert states(run(make_fleet(), url)) == ["made"] * 2


def test_what_no_second_try_mends_is_not_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def forbidden() -> None:
        nonlocal calls
        calls += 1
        raise PermissionError("no")

    with pytest.raises(store.StoreFault):
        store.patiently(forbidden)
    assert calls == 1


def test_a_target_that_cannot_be_written_to_is_told_before_anything_is_made(
    make_fleet: MakeFleet, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file stands here")
    with pytest.raises(OutsideMissing, match="cannot be written to"):
        run(make_fleet(), tmp_path / "out")


# One file with every mistake that can be made in a row, alone and together with each other.
MISTAKES = {
    "id": ("School One", "L010"),
    "brands": ("harbor", "L008"),
    "audiences": ("nearby", "L008"),
    "languages": ("fr", "L008"),
    "formats": ("scorm", "L008"),
    "lite": ("perhaps", "L007"),
    "contact": ("gone.yaml", "L001"),
}
SOUND = {"brands": "plain", "audiences": "near", "languages": "en", "formats": "web", "lite": "no", "contact": ""}


def test_ten_thousand_rows_with_a_hundred_kinds_of_mistake_are_all_told_at_once_and_nothing_is_made(
    make_fleet: MakeFleet, tmp_path: Path
) -> None:
    rows, expected = [",".join(MISTAKES)], []
    for number in range(10_000):
        kinds = number % 127 + 1
        row = []
        for cell, (name, (wrong, code)) in enumerate(MISTAKES.items()):
            is_wrong = bool(kinds >> cell & 1)
            row.append(wrong if is_wrong else SOUND.get(name, f"s{number}"))
            if is_wrong:
                expected.append((number + 2, cell + 1, code))
        rows.append(",".join(row))
    file = make_fleet(
        "brands: [{id: plain, theme: plain.yaml}]\ntable: schools.csv\n", {"schools.csv": "\n".join(rows) + "\n"}
    )
    done = run(file, tmp_path / "out")
    found = [(each.place.line, each.place.column, each.code) for each in done.problems if each.severity == "error"]
    assert found == sorted(expected)
    assert all(each.remedy for each in done.problems)
    assert (done.rows, (tmp_path / "out").exists()) == ((), False)


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("schools: [{id: elm}, {id: oak}, {id: elm}]\n", {}, ["fleet.yaml:2:38 F001"]),
        ("brands: [{id: a}, {id: a}]\nschools: [{id: elm}]\n", {}, ["fleet.yaml:2:24 F001"]),
        ("table: t.csv\n", {"t.csv": "id,lite\nelm,yes,no\n"}, ["t.csv:2:3 F002"]),
        ("defaults: {lite: true}\n", {}, ["fleet.yaml F003"]),
        ("schools: [{id: elm}, {id: con}, {id: lpt1}]\n", {}, ["fleet.yaml:2:27 F006", "fleet.yaml:2:38 F006"]),
        ("table: t.csv\n", {"t.csv": "id\nelm\naux\n"}, ["t.csv:3:1 F006"]),
        ("table: t.csv\n", {"t.csv": "id\n"}, ["fleet.yaml F003"]),
        ("schools: [{id: elm, contact: elm.yaml}]\n", {}, ["fleet.yaml:2:30 F005"]),
        ("brands: [{id: a}]\nschools: [{id: elm, contact: elm.yaml}]\n", {}, ["fleet.yaml:3:30 F005"]),
        (FILE, {"elm.yaml": CONTACT.replace("en,", "nl,")}, ["fleet.yaml:4:30 F004"]),
        (FILE, {"elm.yaml": CONTACT.replace("2027-01-15", "soon")}, ["elm.yaml:4:13 L007"]),
        (FILE, {"elm.yaml": CONTACT.replace("https:", "http:")}, ["elm.yaml:2:6 C007"]),
        (FILE, {"elm.yaml": CONTACT.replace("Our", "Prostitution")}, ["elm.yaml:1:30 S005"]),
        (FILE, {"plain.yaml": "{id: plain}"}, ["plain.yaml:1:2 L006"]),
        (FILE.replace("plain.yaml", "none.yaml"), {}, ["fleet.yaml:2:29 L001"]),
        ("table: t.csv\n", {"t.csv": "id,id,name\nelm,oak,x\n"}, ["t.csv:1:2 L004", "t.csv:1:3 L005"]),
        ("table: t.csv\n", {"t.csv": "languages\nfr\n"}, ["t.csv:2:1 L006", "t.csv:2:1 L008"]),
        ("table: none.csv\n", {}, ["fleet.yaml:2:8 L001"]),
        ("schools: [\n", {}, ["fleet.yaml:2:1 L003"]),
        ("schools: [{id: elm, lite: perhaps}]\n", {}, ["fleet.yaml:2:27 L007"]),
        ("schools: [{name: elm}]\n", {}, ["fleet.yaml:2:11 L006", "fleet.yaml:2:12 L005"]),
    ],
)
def test_each_fault_of_a_fleet_file_has_its_place_and_no_other_is_told(
    make_fleet: MakeFleet, tmp_path: Path, text: str, files: dict[str, str], expected: list[str]
) -> None:
    assert lines(run(make_fleet(text, files), tmp_path / "out").problems) == expected


def test_faults_of_the_course_and_of_the_fleet_file_are_told_together(make_fleet: MakeFleet, tmp_path: Path) -> None:
    file = make_fleet("schools: [{id: elm, formats: [scorm]}]\n")
    quiz = tmp_path / "course" / "quizzes" / "final.yaml"
    quiz.write_text(quiz.read_text().replace("right: [a]", "right: [d]", 1))
    assert lines(run(file, tmp_path / "out").problems) == [
        "course/quizzes/final.yaml:11:13 Q001",
        "fleet.yaml:2:31 L008",
    ]


def test_a_plan_is_the_same_each_time_and_another_for_another_builder(make_fleet: MakeFleet) -> None:
    file = make_fleet()
    course = load(file.parent / "course").course
    assert course is not None
    read = plan.read(file)
    one, same, other = (plan.plan(read, {"en": course}, ASSETS, course.as_of, base) for base in ("a", "a", "b"))
    assert one == same
    assert not {each.file for each in one.orders} & {each.file for each in other.orders}


def test_every_code_of_fleets_is_explained() -> None:
    assert set(plan.CODES) <= set(explainable())


def test_the_command_prints_one_object_and_its_status_says_how_it_went(make_fleet: MakeFleet, tmp_path: Path) -> None:
    status, value = answer("fleet", make_fleet(), "--out", tmp_path / "out", "--jobs", "1")
    assert (status, value["ok"], value["stopped"], value["failed"]) == (0, True, None, [])
    assert value["packages"] == {"made": 2, "there": 0, "failed": 0, "waiting": 0}
    (tmp_path / "fleet.yaml").write_text("course: course\n")
    status, value = answer("fleet", tmp_path / "fleet.yaml", "--out", tmp_path / "out")
    assert (status, value["ok"], [each["code"] for each in value["problems"]]) == (1, False, ["F003"])


def test_a_fleet_that_names_its_course_is_not_said_to_be_of_another(make_fleet: MakeFleet, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = command("fleet", make_fleet(), "--out", tmp_path / "out", "--jobs", "1", cwd=elsewhere)
    assert (done.returncode, "came with seemenow" in done.stderr) == (0, False)


def test_a_fleet_for_nowhere_is_refused_and_does_not_fill_the_folder_here(
    make_fleet: MakeFleet, tmp_path: Path
) -> None:
    """As with a variable of a shell that nobody has set."""
    file = make_fleet()
    before = sorted(tmp_path.iterdir())
    assert command("fleet", file, "--out", "", cwd=tmp_path).returncode == 2
    assert sorted(tmp_path.iterdir()) == before


def test_a_contact_that_is_left_out_because_its_date_is_past_is_told_unasked(
    make_fleet: MakeFleet, tmp_path: Path
) -> None:
    file = make_fleet(files={"elm.yaml": CONTACT.replace("2027-01-15", "2026-11-02")})
    done = command("fleet", file, "--out", tmp_path / "out", "--jobs", "1", "--today", "2026-11-22")
    assert done.returncode == 0
    assert "elm.yaml:1:1  G002  warning" in done.stderr
    assert done.stderr.endswith("1 warning.\n")


def test_where_there_is_no_terminal_progress_is_some_lines_and_every_failure(
    make_fleet: MakeFleet, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "verified", lambda file, format_: 1 / 0)
    monkeypatch.setattr(progress, "LINES", 1)
    with progress.shown() as told:
        run(make_fleet(), url, told=told)
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["failed", "failed", "2"]
    assert lines[-1] == "2 of 2 packages"


def test_the_table_on_the_screen_counts_by_brand_and_names_the_first_failures(
    make_fleet: MakeFleet, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "verified", lambda file, format_: 1 / 0)
    head, harbour, plain, first, *_, last = as_text(run(make_fleet(LARGE), url))
    assert head.split() == ["brand", "made", "there", "failed", "waiting", "size"]
    assert harbour.split()[:5] == ["harbour", "0", "0", "2", "0"]
    assert plain.split()[:5] == ["plain", "0", "0", "3", "0"]
    assert first.startswith("failed elm/minimal-1.0.0-far-harbour-")
    assert first.endswith("ZeroDivisionError: division by zero")
    assert last.endswith(f"{url}/{TABLE}, {url}/{SHEET}")
