"""The command line: results on stdout, the rest on stderr, one JSON object with --json, exit statuses."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from seemenow.cli import main

from .conftest import MakeCourse, changed


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "seemenow", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"}
    )


def answer(*arguments: str | Path, cwd: Path | None = None) -> tuple[int, dict[str, Any]]:
    done = run(*arguments, "--json", cwd=cwd)
    return done.returncode, json.loads(done.stdout)


def test_a_sound_course_checks_with_status_0_and_says_so(make_course: MakeCourse) -> None:
    done = run("check", make_course())
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].split()[:3] == ["all", "1", "0"]  # the minutes and cases of its one edition
    assert done.stderr.endswith("1 pending.\n")


def test_a_faulty_course_gives_place_line_sentence_and_remedy_and_status_1(make_course: MakeCourse) -> None:
    done = run("check", make_course(changed("quizzes/final.yaml", "right: [a]", "right: [d]")))
    assert done.returncode == 1
    assert (
        "course/quizzes/final.yaml:11:13  Q001  error\n"
        "  11 |     right: [d]\n"
        "     |             ^\n"
        '  Question "tired" marks answer "d" as right, but its answers are a, b.\n'
        "  Write one of a, b in `right`, or add an answer with the id d.\n"
    ) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_course_that_cannot_be_read_whole_is_said_to_be_checked_in_part(make_course: MakeCourse) -> None:
    done = run("check", make_course(changed("signals.yaml", "mark: weak", "mark: week")))
    last = "What cannot be read could not be checked further: mend these, and check again.\n"
    assert (done.returncode, done.stderr.endswith(f".\n{last}")) == (1, True)
    assert last not in run("check", make_course(name="sound")).stderr


def test_check_as_json_is_one_object_with_problems(make_course: MakeCourse) -> None:
    status, value = answer("check", make_course(changed("quizzes/final.yaml", "right: [a]", "right: [d]")))
    assert status == 1
    assert (value["schema"], value["command"], value["ok"]) == (1, "check", False)
    (problem,) = (each for each in value["problems"] if each["severity"] == "error")
    assert set(problem) == {"code", "severity", "message", "remedy", "clause", "place"}
    assert problem["place"] == {"file": "course/quizzes/final.yaml", "line": 11, "column": 13, "entry": None}


def test_build_as_json_describes_each_artifact(make_course: MakeCourse, tmp_path: Path) -> None:
    status, value = answer("build", make_course(), "--out", tmp_path / "out")
    assert (status, value["ok"]) == (0, True)
    (artifact,) = value["artifacts"]
    keys = "file sha256 bytes format languages audience reviewed state_worst_case files item_identifiers films"
    assert set(artifact) == set(keys.split())
    assert artifact["bytes"] == Path(artifact["file"]).stat().st_size
    assert (artifact["format"], artifact["languages"], artifact["reviewed"]) == ("scorm12", ["en"], False)


def test_verify_gives_a_terminal_no_commands_out_of_a_file_name(tmp_path: Path) -> None:
    package = tmp_path / "a\u009b2J\u202egnp.zip"
    package.write_bytes(b"")
    done = run("verify", package)
    assert "a�2J�gnp.zip: none. 1 error." in done.stdout
    assert "\u009b" not in done.stdout + done.stderr


def test_verify_as_json_describes_each_package(make_course: MakeCourse, tmp_path: Path) -> None:
    run("build", make_course(), "--out", tmp_path / "out")
    (package,) = (tmp_path / "out").glob("*.zip")
    status, value = answer("verify", package)
    assert (status, value["ok"]) == (0, True)
    (report,) = value["packages"]
    assert (report["file"], report["standard"], report["problems"]) == (str(package), "scorm12", [])


def test_the_page_on_packages_is_never_written_over_one(tmp_path: Path) -> None:
    """As the shell reads `verify --html *.zip`."""
    for name in ("a.zip", "b.zip", "c.html"):
        (tmp_path / name).write_text("as it was")
    for page, package in (("a.zip", "b.zip"), ("c.html", "c.html")):
        status, value = answer("verify", "--html", page, package, cwd=tmp_path)
        assert (status, page in value["error"]) == (2, True)
    assert {path.read_text() for path in tmp_path.iterdir()} == {"as it was"}
    assert run("verify", "a.zip", "--html", "page.html", cwd=tmp_path).returncode == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip", "c.html", "page.html"]


def test_a_file_that_is_no_package_is_refused_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    status, value = answer("verify", tmp_path / "x.zip", tmp_path / "missing.zip")
    assert (status, value["ok"]) == (1, False)
    assert all(package["problems"] for package in value["packages"])


def test_faults_of_several_packages_name_theirs(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as package:
            package.writestr("page.html", "<p>")
    heads = [line for line in run("verify", "a.zip", "b.zip", cwd=tmp_path).stderr.splitlines() if "P021" in line]
    assert heads == ["a.zip: P021  error", "b.zip: P021  error"]
    assert run("verify", "a.zip", cwd=tmp_path).stderr.startswith("P021  error\n")


@pytest.mark.parametrize(
    "arguments",
    [["frobnicate"], ["build", "--format", "scorm13"], ["check", "--today", "soon"], ["explain", "Z999"], ["verify"]],
)
def test_wrong_use_is_status_2_and_with_json_still_one_object(arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2
    done = run(*arguments, "--json")
    if arguments[0] != "explain":  # it has no --json, which is wrong use as well
        value = json.loads(done.stdout)
        assert (value["ok"], bool(value["error"])) == (False, True)
    assert done.returncode == 2


def test_a_place_where_nothing_can_be_written_is_status_3(make_course: MakeCourse, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    status, value = answer("build", make_course(), "--out", tmp_path / "file" / "out")
    assert (status, value["ok"]) == (3, False)
    assert "still there" in value["error"]


def test_a_disk_that_takes_no_more_leaves_the_previous_package(make_course: MakeCourse, tmp_path: Path) -> None:
    folder, out = make_course(), tmp_path / "out"
    run("build", folder, "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    command = [sys.executable, "-m", "seemenow", "build", str(folder), "--out", str(out), "--json"]
    limit = (100_000, resource.RLIM_INFINITY)  # bytes a file may have: fewer than the package has
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )
    assert done.returncode == 3
    assert "still there" in json.loads(done.stdout)["error"]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_fault_of_our_own_keeps_the_promise_of_one_object_and_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scormkit.verify.verify", lambda package: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["verify", "x.zip", "--json"])
    value = json.loads(capsys.readouterr().out)
    assert (value["command"], value["ok"], value["error"]) == ("verify", False, "ZeroDivisionError: division by zero")


def test_every_code_can_be_explained_whoever_found_it() -> None:
    for code, shown in (("L003", "L003"), ("q001", "Q001"), ("q1", "Q001"), ("P001", "P001"), ("V001", "V001")):
        done = run("explain", code)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(shown)


def test_the_course_is_found_where_one_stands(make_course: MakeCourse) -> None:
    folder = make_course()
    for place in (folder, folder.parent):
        assert "1 pending" in run("check", cwd=place).stderr


def test_a_catalogue_is_made_and_renewed_for_translators(make_course: MakeCourse) -> None:
    folder = make_course()
    assert "0 translated" in run("translate", "export", "nl", folder).stdout
    assert (folder / "locale/nl/course.po").is_file()
    assert "0 translated" in run("translate", "export", "nl", folder).stdout


def test_the_public_entry_point_is_installed() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("seemenow"), "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("seemenow, version ")
