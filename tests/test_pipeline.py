"""Building: same bytes from the same course, nothing replaced unless everything is sound."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scormkit import archive
from scormkit.rules import problem
from seemenow import pipeline, resources

from .conftest import MINIMAL, TESTS, MakeCourse, changed

TODAY = date(2026, 11, 22)
NAME = "minimal-1.0.0-en-scorm12.zip"


def build(folder: Path, out: Path, **options: object) -> pipeline.Built:
    return pipeline.build(folder, resources.assets(), out, formats=("scorm12",), today=TODAY, **options)  # type: ignore[arg-type]


def contents(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def outline(path: Path) -> dict[str, Any]:
    (script,) = (text for name, text in contents(path).items() if re.fullmatch(r"course-[0-9a-f]{8}\.js", name))
    value: dict[str, Any] = json.loads(script.removeprefix("seeMeNow.course(").removesuffix(");\n"))
    return value


def test_the_same_course_gives_the_same_bytes(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course()
    digests = {build(folder, tmp_path / out).artifacts[0].sha256 for out in ("one", "two")}
    assert len(digests) == 1
    assert digests == {hashlib.sha256((tmp_path / "one" / NAME).read_bytes()).hexdigest()}


def test_every_name_in_a_package_is_plain_and_everything_but_fixed_names_changes_with_its_content(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    build(make_course(), tmp_path)
    for name in contents(tmp_path / NAME):
        fixed = name.endswith(".xsd") or name in {"imsmanifest.xml", "index.html", "text.html"}
        assert fixed or re.fullmatch(r"[a-z0-9._-]+-[0-9a-f]{8}\.[a-z0-9]+", name), name


def test_pages_have_no_inline_script_no_style_but_the_one_that_is_a_file_too_and_name_nothing_outside(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    build(make_course(), tmp_path)
    found = contents(tmp_path / NAME)
    file, style = re.findall(r'<style data-file="([^"]+)">([^<]+)</style>', found["index.html"])[0]
    assert found[file].strip() == style
    found["index.html"] = found["index.html"].replace(f'<style data-file="{file}">{style}</style>', "")
    for name, text in found.items():
        if not name.endswith((".html", ".js", ".css")):
            continue
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), name
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\\?\"", text), name
        assert not re.search(r"""(?:src|href)=\\?["'](?:https?:)?//(?!example\.org)""", text) or name.endswith(".js"), (
            name
        )
        assert "eval(" not in text, name
        assert "new Function" not in text, name


def test_the_style_of_contacts_and_dialogs_comes_first_only_where_the_first_page_has_more_than_words(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    build(make_course(), tmp_path / "contacts")
    welcome = (MINIMAL / "parts" / "01-start" / "welcome.md").read_text(encoding="utf-8")
    words = {
        **changed("parts/01-start/part.yaml", "[welcome]", "[words, welcome]"),
        "parts/01-start/words.md": f"{welcome.partition('::')[0]}Words alone.\n",
    }
    build(make_course(words, name="words"), tmp_path / "words")
    heads, ends = (
        [contents(tmp_path / name / NAME)["index.html"].split(part)[at] for name in ("contacts", "words")]
        for part, at in (("</head>", 0), ("</footer>", 1))
    )
    assert [len(re.findall('href="opened-', each)) for each in (*heads, *ends)] == [1, 0, 0, 1]
    assert 0 < ends[1].index('href="opened-') < ends[1].index("<dialog")


def test_the_list_of_checksums_is_true_and_keeps_packages_of_other_builds(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "other-1.0.0-en-scorm12.zip").write_bytes(b"other")
    (out / "SHA256SUMS").write_text("aa  gone.zip\nbb  other-1.0.0-en-scorm12.zip\n")
    (artifact,) = build(make_course(), out).artifacts
    assert (out / "SHA256SUMS").read_text() == f"{artifact.sha256}  {NAME}\nbb  other-1.0.0-en-scorm12.zip\n"


def test_a_list_of_checksums_in_another_code_breaks_no_build_and_keeps_its_lines(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    other = b"caf\xe9.zip"
    out = tmp_path / "out"
    out.mkdir()
    (out / os.fsdecode(other)).write_bytes(b"other")
    (out / "SHA256SUMS").write_bytes(b"bb  " + other + b"\n")
    (artifact,) = build(make_course(), out).artifacts
    assert (out / "SHA256SUMS").read_bytes() == b"bb  %b\n%b  %b\n" % (other, artifact.sha256.encode(), NAME.encode())


def test_a_package_that_an_lms_would_stumble_over_replaces_none(
    make_course: MakeCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / NAME).write_bytes(b"the one before")
    monkeypatch.setattr(pipeline, "verified", lambda *_: [problem("P021")])
    built = build(make_course(), out)
    assert built.artifacts == ()
    assert "P021" in {each.code for each in built.problems}
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {NAME: b"the one before"}


def test_a_faulty_course_leaves_the_previous_package_and_no_trace(make_course: MakeCourse, tmp_path: Path) -> None:
    folder, out = make_course(), tmp_path / "out"
    build(folder, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    for name, text in changed("quizzes/final.yaml", "right: [a]", "right: [z]").items():
        (folder / name).write_text(text, encoding="utf-8")
    built = build(folder, out)
    assert built.artifacts == ()
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize("accident", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_and_an_interrupt_leave_the_previous_package(
    accident: BaseException, make_course: MakeCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = make_course(), tmp_path / "out"
    build(folder, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def fail(*_: object) -> str:
        raise accident

    monkeypatch.setattr(archive, "write", fail)
    with pytest.raises(type(accident)):
        build(folder, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_new_items_get_new_slots_at_the_end_and_old_ones_keep_theirs(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course({"ids.lock": "page long-gone\npage done\nquestion final/old\n"})
    build(folder, tmp_path / "out")
    lines = (folder / "ids.lock").read_text().splitlines()
    assert lines[:3] == ["page long-gone", "page done", "question final/old"]
    added = [line.rsplit(" ", 1) for line in lines[3:]]
    assert [number for _, number in added] == ["4", "5", "6", "7", "8"]
    assert {line for line, _ in added} == {
        *("part start", "part test", "page welcome", "page final-test", "question final/tired")
    }
    told: dict[str, Any] = outline(tmp_path / "out" / NAME)
    layout = told["layout"]
    assert layout["pages"] == ["", "done", "welcome", "final-test"]
    assert [part["pages"] for part in told["parts"]] == [[[2, 3]], [[3, 4], [1, 2]]]
    assert [each["id"] for each in layout["questions"]] == ["", "tired"]


def test_a_second_build_leaves_ids_lock_alone(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course()
    build(folder, tmp_path)
    before = (folder / "ids.lock").read_bytes()
    build(folder, tmp_path)
    assert (folder / "ids.lock").read_bytes() == before


def test_after_its_date_a_contact_gives_way_to_the_numbers_that_stay(make_course: MakeCourse, tmp_path: Path) -> None:
    text = (MINIMAL / "guidance/contacts.yaml").read_text(encoding="utf-8")
    second = text.partition("contacts:\n")[2].replace("id: helpline", "id: office").replace("0800 000", "0800 111")
    text = text.replace("now: [helpline]", "now: [office]") + second.replace("2027-02-22", "2026-12-31")
    folder = make_course({"guidance/contacts.yaml": text})
    for day, phone, absent in (
        (date(2026, 12, 31), "0800 111", "0800 999"),
        (date(2027, 1, 1), "0800 000", "0800 111"),
    ):
        pipeline.build(folder, resources.assets(), tmp_path, formats=("scorm12",), today=day)
        shell = contents(tmp_path / NAME)["index.html"]
        assert phone in shell
        assert absent not in shell


def test_strict_makes_warnings_stop_the_build(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course({"parts/01-start/left-over.md": "---\ntitle: Left\n---\nWords.\n"})
    assert build(folder, tmp_path).artifacts
    assert not build(folder, tmp_path, strict=True).artifacts


def test_a_lite_package_tells_its_stories_without_a_film(make_course: MakeCourse, tmp_path: Path) -> None:
    page = "---\ntitle: Welcome\n---\n::story window\n\n::contacts helpline\n"
    folder = make_course({"parts/01-start/welcome.md": page}, overlay=TESTS / "courses/told")
    (built,) = pipeline.build(folder, resources.assets(), tmp_path, formats=("scorm12",), lite=True).artifacts
    assert built.file.name == "minimal-1.0.0-lite-en-scorm12.zip"
    assert not [name for name in built.package.files if name.endswith(".mp4")]
    (poster,) = (name for name in built.package.files if name.endswith(".jpg"))
    shell = contents(built.file)["index.html"]
    assert "<video" not in shell
    assert f'src="{poster}"' in shell
    assert "I could not sleep." in shell
