"""A release is made whole or not at all, is the same each time, and shows every change afterwards."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from openpyxl import load_workbook
from seemenow import pipeline, resources
from seemenow.release import codebook, make, sbom, seal

from .conftest import MINIMAL, ROOT, MakeCourse, give_films

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "release.key"
    private = Ed25519PrivateKey.generate()
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, key: Path) -> Path:
    """A signed release of the smallest course, made once; `whole` is a copy that a test may damage."""
    folder = tmp_path_factory.mktemp("finished") / "course"
    shutil.copytree(MINIMAL, folder)
    head = folder / "course.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "licence: CC-BY-SA-4.0\n", encoding="utf-8")
    give_films(folder)
    out = folder.parent / "out"
    assert made(folder, out, key).folder
    return out


@pytest.fixture
def whole(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "whole"))


def made(folder: Path, out: Path, key: Path | None = None, **options: object) -> seal.Released:
    return make.release(
        folder,
        resources.assets(),
        out,
        formats=("scorm12", "web"),
        key=key.read_bytes() if key else None,
        today=TODAY,
        **options,  # type: ignore[arg-type]
    )


def codes(released: seal.Released) -> list[str]:
    return [each.code for each in released.problems if each.severity in {"error", "note"}]


def public(out: Path) -> bytes:
    return (out / seal.KEY).read_bytes()


def test_the_same_course_and_key_give_the_same_bytes(make_course: MakeCourse, tmp_path: Path, key: Path) -> None:
    folder = make_course()
    for name in ("one", "two"):
        assert made(folder, tmp_path / name, key).folder
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert {"SHA256SUMS", "SHA256SUMS.sig", "index.html", "index-nl.html", "code-book.xlsx"} <= set(one)


def test_a_whole_release_is_sound_and_its_private_key_is_nowhere_in_it(whole: Path, key: Path) -> None:
    out = whole
    assert codes(seal.check(out, public(out))) == []
    assert codes(seal.check(out)) == ["R019"]
    secret = key.read_bytes().splitlines()[1]
    assert not [path.name for path in out.iterdir() if secret in path.read_bytes()]


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("change", ["R016"]),
        ("remove", ["R014"]),
        ("add", ["R015"]),
        ("sums", ["R017", "R016"]),
        ("signature", ["R017"]),
        ("unsigned", ["R014"]),
        ("forged", ["R014"]),
        ("other text", ["R017", "R014", "R015"]),
        ("folder", ["R016"]),
        ("half a package", ["R016"]),
        ("no package", ["R014"]),
    ],
)
def test_every_kind_of_change_shows(damage: str, found: list[str], whole: Path) -> None:
    out = whole
    known = public(out)
    page, sums, package = out / "index.html", out / seal.SUMS, min(out.glob("*-scorm12.zip"))
    if damage == "change":
        page.write_bytes(page.read_bytes() + b" ")
    elif damage == "remove":
        page.unlink()
    elif damage == "add":
        (out / "more.zip.txt").write_text("more")
    elif damage == "sums":
        sums.write_text(sums.read_text().replace(sums.read_text()[:64], "0" * 64, 1))
    elif damage == "signature":
        (out / seal.SIGNATURE).write_text("AAAA")
    elif damage == "forged":  # changed, with hashes anew and without a signature: the key that was named is another's
        page.write_bytes(page.read_bytes() + b" ")
        (out / seal.SIGNATURE).unlink()
        seal.seal(out, None)
    elif damage == "other text":  # as Windows PowerShell writes what it reads
        sums.write_bytes(sums.read_text().encode("utf-16"))
    elif damage == "folder":
        page.unlink()
        page.mkdir()
    elif damage == "half a package":
        package.write_bytes(package.read_bytes()[:999])
    elif damage == "no package":
        package.unlink()
    else:
        (out / seal.SIGNATURE).unlink()
    told = codes(seal.check(out, known))
    assert sorted(set(told) if damage == "other text" else told) == sorted(found)


def test_a_folder_with_something_else_in_it_is_left_alone(make_course: MakeCourse, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert codes(made(make_course(), tmp_path)) == ["R011"]
    assert [path.name for path in tmp_path.iterdir() if path.name == "thesis.txt"]


def test_what_people_have_not_reviewed_is_refused_when_reviews_are_asked_for(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert "R012" in codes(made(make_course(), out, needs_reviews=True))
    assert not out.exists()


def test_release_json_says_that_nobody_has_reviewed_it_and_names_every_package(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    made(make_course(), out)
    facts = json.loads((out / "release.json").read_text(encoding="utf-8"))
    assert (facts["reviewed"], facts["signed"]) == (False, False)
    assert {each["file"] for each in facts["packages"]} == {path.name for path in out.glob("*.zip")}
    assert "unreviewed" in (out / "index.html").read_text(encoding="utf-8")


def test_every_file_of_every_package_is_in_the_bill_of_materials_with_a_licence(finished: Path) -> None:
    out = finished
    text = (out / sbom.FILE).read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    components = json.loads(text)["components"]
    places = {each["location"] for one in components for each in one["evidence"]["occurrences"]}
    for package in out.glob("*.zip"):
        with zipfile.ZipFile(package) as archive:
            assert {f"{package.name}/{name}" for name in archive.namelist()} <= places
    licences = {one["description"]: dict(one["licenses"][0]) for one in components}
    assert licences["Font"] == {"license": {"id": "OFL-1.1"}}
    assert licences["Texts of the course"] == {"expression": "CC-BY-SA-4.0 AND Apache-2.0"}
    assert licences["Code of the player"] == {"license": {"id": "Apache-2.0"}}
    assert list(sbom.missing(out)) == []


FUNCTION = re.compile(r"^(?:export )?(?:async )?function (\w+)", re.MULTILINE)


def test_functions_keep_their_names_in_packages_and_source_maps_have_the_rest(finished: Path) -> None:
    """So that an IT officer can read what runs in her LMS."""
    with zipfile.ZipFile(next(finished.glob("*scorm12*.zip"))) as archive:
        (player,) = (archive.read(name).decode() for name in archive.namelist() if re.search(r"player-.*\.js$", name))
    source_map = json.loads((finished / "player-scorm12.js.map").read_text(encoding="utf-8"))
    sources = dict(zip(source_map["sources"], source_map["sourcesContent"], strict=True))
    names = [
        name
        for source, content in sources.items()
        if source.endswith(("/scorm12.js", "/scorm.js", "/port.js", "/journal.js", "/connect.js", "/tabs.js"))
        for name in FUNCTION.findall(content)
    ]
    assert len(names) > 10
    assert [name for name in names if not re.search(rf"\b{name}\b", player)] == []
    assert all("/**" in content for content in sources.values())


def test_there_is_no_library_in_the_scripts_that_does_not_name_itself() -> None:
    """A library that comes in has to name itself at the head of its script, or this fails."""
    dist = ROOT / "assets" / "dist"
    says_none = "No library of others is bundled" in (ROOT / "assets/release/en.yaml").read_text(encoding="utf-8")
    for script in (
        *dist.glob("player-*.js"),
        *(dist / f"{name}.js" for name in ("blocks", "help", "chat")),
    ):
        sources = json.loads(script.with_name(f"{script.name}.map").read_text(encoding="utf-8"))["sources"]
        foreign = {each.split("node_modules/")[1].split("/")[0] for each in sources if "node_modules/" in each}
        named = {each["name"].decode().lower() for each in sbom.BANNER.finditer(script.read_bytes())}
        assert foreign == named, script.name
        assert not (foreign and says_none), f"the security sheet says that there is no library, and there is {foreign}"
    (found,) = sbom.BANNER.finditer(b"/* Library 1.2.3: Copyright 2026 somebody */")
    assert (found["name"], found["version"]) == (b"Library", b"1.2.3")


@pytest.mark.parametrize(("damage", "code"), [("file", "R020"), ("licence", "R021"), ("text", "R022")])
def test_a_bill_that_does_not_fit_the_packages_is_refused(damage: str, code: str, whole: Path) -> None:
    out = whole
    known = json.loads((out / sbom.FILE).read_text(encoding="utf-8"))
    if damage == "file":
        known["components"].pop()
    elif damage == "licence":
        del known["components"][0]["licenses"]
    else:
        known = ["nothing"]
    (out / sbom.FILE).write_text(json.dumps(known), encoding="utf-8")
    (out / seal.SIGNATURE).unlink()
    seal.seal(out, None)  # whoever made it sealed it so: only the bill is wrong
    assert set(codes(seal.check(out))) == {code, "R018"}


def test_a_file_of_an_unknown_kind_has_no_licence_and_is_no_release(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("thing.bin", b"?")
    head = sbom.Made(name="a", version="1", licence=None, on=TODAY, tool="t 1", drawings=frozenset(), font_owners={})
    with pytest.raises(ValueError, match=r"thing\.bin"):
        sbom.bill([tmp_path / "a.zip"], head)


def test_a_course_without_a_licence_is_told_so(make_course: MakeCourse, tmp_path: Path) -> None:
    assert "R023" in {each.code for each in made(make_course(), tmp_path / "out").problems}


def test_a_release_that_lacks_a_sheet_is_not_whole(whole: Path) -> None:
    """Even when its hashes were written after the sheet had gone."""
    out = whole
    (out / "data-nl.html").unlink()
    (out / seal.SIGNATURE).unlink()
    seal.seal(out, None)
    assert sorted(codes(seal.check(out))) == ["R014", "R018"]


def test_the_accessibility_statement_has_every_criterion_that_the_docs_go_through() -> None:
    told = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    documented = {
        number
        for line in told.splitlines()
        if line.startswith("| ")
        for number in re.findall(r"\b\d\.\d\.\d+\b", line.split("|")[1])
    }
    words = yaml.safe_load((ROOT / "assets/release/en.yaml").read_text(encoding="utf-8"))
    assert {row[0] for row in words["accessibility"]["criteria"]} == documented


def test_the_code_book_knows_the_marks_in_stories() -> None:
    examined = pipeline.examine(ROOT / "course", resources.assets())
    (course, *_) = pipeline.editions_of(examined, "en")
    marks = [row for row in codebook.rows(course, "en") if row.type == "marks"]
    assert {row.interaction for row in marks} == {f"spot_{story.id}".replace("-", "_") for story in course.stories}
    assert all(row.answers and row.part for row in marks)


def test_the_code_book_has_every_reported_question_in_csv_and_in_the_workbook_alike() -> None:
    examined = pipeline.examine(ROOT / "course", resources.assets())
    assert examined.courses
    (course, *_) = pipeline.editions_of(examined, "en")
    found = codebook.rows(course, "en")
    (test,) = (quiz for quiz in course.quizzes if quiz.id == course.completion.test)
    assert {row.interaction for row in found} >= {f"{test.id}_{each.id}".replace("-", "_") for each in test.questions}
    table = list(csv.reader(io.StringIO(codebook.as_csv(found).decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(codebook.as_xlsx(found))).active
    assert book is not None
    assert table == [[cell or "" for cell in row] for row in book.iter_rows(values_only=True)]


def test_the_security_sheet_has_the_policy_that_the_pages_of_its_packages_carry(finished: Path) -> None:
    for language in ("en", "nl"):
        sheet = html.unescape((finished / f"security-{language}.html").read_text(encoding="utf-8"))
        for package in finished.glob("*.zip"):
            with zipfile.ZipFile(package) as archive:
                page = html.unescape(archive.read("index.html").decode())
            (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
            assert f"<code>{policy}</code>" in sheet


def test_a_cell_that_looks_like_a_formula_is_none() -> None:
    row = codebook.Row(**(dict.fromkeys(codebook.HEADINGS, "=1+1")))
    assert b"'=1+1" in codebook.as_csv([row])
    book = load_workbook(io.BytesIO(codebook.as_xlsx([row]))).active
    assert book is not None
    assert {cell.data_type for cell in book[2]} == {"s"}


def test_sizes_have_the_comma_of_the_language() -> None:
    assert [make.size(40_100_000, language=each) for each in ("en", "nl")] == ["40.1 MB", "40,1 MB"]


def test_both_languages_of_the_sheets_say_the_same_things() -> None:
    def shape(value: object) -> object:
        if isinstance(value, dict):
            return {key: shape(each) for key, each in value.items()}
        return [shape(each) for each in value] if isinstance(value, list) else type(value)

    words = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "assets/release").glob("??.yaml")]
    assert len(words) == 2
    assert shape(words[0]) == shape(words[1])
    assert words[0]["data"]["elements"][0]["scorm12"] == words[1]["data"]["elements"][0]["scorm12"]
