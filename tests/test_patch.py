"""Contacts in a finished package are exchanged as a build would have written them; comparing says so, and all else."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import polib
import pytest
from scormkit import archive
from seemenow import pipeline, resources, translate
from seemenow.authoring import catalogues
from seemenow.finished.compare import Compared, compare
from seemenow.finished.patch import Patched, patch

from .conftest import MINIMAL, TESTS, MakeCourse, changed, give_films

TODAY = date(2026, 11, 22)
FORMATS = ("scorm12", "scorm2004-4", "cmi5", "web")
CONTACTS = (MINIMAL / "guidance" / "contacts.yaml").read_text(encoding="utf-8")
NEW = CONTACTS.replace("0800 000", "0800 1111").replace(
    "2026-11-22\n    expires_on: 2027-02-22", "2026-12-01\n    expires_on: 2027-03-01"
)

GUIDE = """
source: {name: Made up for tests, read_on: 2026-11-22}
questions:
  - id: what
    ask: What did you see?
    answers: [{id: something, text: Something, to: consult}, {id: nothing, text: Nothing, to: consult}]
ends:
  - {id: consult, title: Consult, do: [Ask for advice.], avoid: [Act alone.], contacts: [helpline]}
"""


def built(folder: Path, formats: tuple[str, ...] = ("scorm12",)) -> list[Path]:
    done = pipeline.build(
        folder, resources.assets(), folder.parent / f"{folder.name}-out", formats=formats, today=TODAY
    )
    assert done.artifacts, done.problems
    return [each.file for each in done.artifacts]


def codes(done: Patched | Compared) -> set[str]:
    return {each.code for each in done.problems if each.severity in ("error", "note")}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest course as a SCORM 1.2 package; nobody changes it."""
    folder = tmp_path_factory.mktemp("package") / "course"
    shutil.copytree(MINIMAL, folder)
    give_films(folder)
    return built(folder)[0]


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.yaml"
    path.write_text(NEW, encoding="utf-8")
    return path


def patched(package: Path, contacts: Path, out: Path, **more: object) -> Patched:
    return patch(package, contacts, resources.assets(), out=out, **more)  # type: ignore[arg-type]


def test_a_patched_package_has_the_bytes_of_a_build_with_the_new_contacts(
    make_course: MakeCourse, tmp_path: Path, contacts: Path
) -> None:
    guide = {"guidance/guide.yaml": GUIDE}
    before = built(make_course(guide, name="before"), FORMATS)
    head = changed("course.yaml", "1.0.0", "1.0.1")["course.yaml"].replace("as_of: 2026-11-22", "as_of: 2026-12-01")
    files = {**guide, "course.yaml": head, "guidance/contacts.yaml": NEW}
    after = built(make_course(files, name="after"), FORMATS)
    for old, new in zip(before, after, strict=True):
        done = patched(old, contacts, tmp_path / new.name)
        assert done.file, done.problems
        assert done.contacts == ("helpline",)
        assert done.file.read_bytes() == new.read_bytes(), new.name
        assert compare(old, new).verdict == "contacts-only"


HEAD = (MINIMAL / "course.yaml").read_text(encoding="utf-8")
# Only one line is in Dutch; the others are English in both, and told as missing.
CATALOGUE = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "A helpline"\nmsgstr "Een hulplijn"\n'
)
AUDIENCES = """
audiences:
  - {id: schools, title: schools, inside_title: Where you work, inside: Ask your head.}
  - id: clubs
    title: clubs
    inside_title: Where you work
    inside: Ask your board.
    words: [{usual: pupil, here: member}, {usual: pupils, here: members}]
"""


def test_a_package_with_two_languages_gets_new_contacts_in_both_whatever_the_hashes_of_its_scripts(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    """The zip and the manifest have the scripts in the order of names that end in hashes: others with each number."""
    files = {"guidance/guide.yaml": GUIDE, "locale/nl/course.po": CATALOGUE}
    head = HEAD.replace("[en]", "[en, nl]")

    def together(name: str, version: str, contacts: str) -> Path:
        own = {"course.yaml": head.replace("1.0.0", version), "guidance/contacts.yaml": contacts}
        folder = make_course(files | own, name=name)
        done = pipeline.build(
            folder, resources.assets(), tmp_path / f"{name}-out", formats=("scorm12",), together=True, today=TODAY
        )
        assert done.artifacts, done.problems
        return done.artifacts[0].file

    old = together("old", "1.0.0", CONTACTS)
    for number in range(4):
        new = together(f"new-{number}", "1.0.1", CONTACTS.replace("0800 000", f"0800 111{number}"))
        assert compare(old, new).verdict == "contacts-only", compare(old, new).changes
        source = tmp_path / f"new-{number}" / "guidance" / "contacts.yaml"
        done = patched(old, source, tmp_path / f"patched-{number}.zip")
        assert done.file, done.problems
        assert done.file.read_bytes() == new.read_bytes()


def test_new_contacts_have_the_words_of_the_audience_also_without_a_manifest(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    words = CONTACTS.replace("For tests.", "For a pupil.")
    made = {}
    for name, version, contacts in (("old", "1.0.0", words), ("new", "1.0.1", words.replace("0800 000", "0800 1111"))):
        head = HEAD.replace("1.0.0", version) + AUDIENCES
        folder = make_course({"course.yaml": head, "guidance/contacts.yaml": contacts}, name=name)
        done = pipeline.build(
            folder, resources.assets(), tmp_path / f"{name}-out", formats=FORMATS, audiences=("all",), today=TODAY
        )
        made[name] = [each.file for each in done.artifacts]
    assert len(made["old"]) == 2 * len(FORMATS)
    for old, new in zip(made["old"], made["new"], strict=True):
        done = patched(old, tmp_path / "new" / "guidance" / "contacts.yaml", tmp_path / new.name)
        assert done.file, done.problems
        assert done.file.read_bytes() == new.read_bytes(), new.name


SECOND = """
  - id: other-line
    name: Another line
    purpose: For tests.
    phone: "0800 2222"
    source: {name: Made up for tests, read_on: 2026-11-21}
    dialled_on: 2026-11-21
    expires_on: 2027-02-21
"""
SHEET = """
sheets:
  - id: card
    title: A card
    lead: In short.
    groups: [{id: first, title: First, points: [Consult.]}]
    contacts: [helpline, other-line]
"""


def test_the_date_of_a_sheet_is_that_of_the_number_read_longest_ago_also_after_another_was_renewed(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    sheet = {
        "guidance/sheets.yaml": SHEET,
        **changed("parts/02-test/done.md", "::result", "::result\n\n::sheet card"),
    }
    old = CONTACTS.replace("read_on: 2026-11-22", "read_on: 2026-11-20") + SECOND
    before = built(make_course({**sheet, "guidance/contacts.yaml": old}, name="sheets"))[0]
    new = tmp_path / "contacts.yaml"
    new.write_text(NEW + SECOND, encoding="utf-8")
    done = patched(before, new, tmp_path / "patched.zip")
    assert done.file, done.problems
    for package, day in ((before, "20 November 2026"), (done.file, "21 November 2026")):
        with zipfile.ZipFile(package) as archived:
            text = "".join(archived.read(name).decode() for name in archived.namelist() if name.endswith(".js"))
        (line,) = re.findall(r"smn-sheet__foot.{,3}data-contact.*?</p>", text)
        assert re.findall(r"\d+ \w+ 20\d\d", line) == [day]


def test_the_old_zip_stays_and_the_new_one_stands_beside_it_under_the_next_version(
    package: Path, contacts: Path, tmp_path: Path
) -> None:
    old = Path(shutil.copy(package, tmp_path))
    done = patch(old, contacts, resources.assets())
    assert done.file == tmp_path / package.name.replace("1.0.0", "1.0.1")
    assert old.read_bytes() == package.read_bytes()
    assert patched(old, contacts, old).file == old
    assert old.read_bytes() == done.file.read_bytes()


def test_a_patched_package_is_never_written_over_by_another_of_the_same_version(
    package: Path, contacts: Path, tmp_path: Path
) -> None:
    old = Path(shutil.copy(package, tmp_path))
    first = patch(old, contacts, resources.assets())
    assert first.file is not None
    before = first.file.read_bytes()
    assert patch(old, contacts, resources.assets()).sha256 == first.sha256
    contacts.write_text(NEW.replace("0800 1111", "0800 2222"), encoding="utf-8")
    again = patch(old, contacts, resources.assets())
    assert (again.file, codes(again)) == (None, {"R034"})
    assert first.file.read_bytes() == before
    other = patch(old, contacts, resources.assets(), version="1.0.2")
    assert other.file is not None
    assert other.file.name == package.name.replace("1.0.0", "1.0.2")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('phone: "0800 1111"', 'phone: "call us"', {"G003"}),
        ('phone: "0800 1111"', "hours: always", {"G001"}),
        ("expires_on: 2027-03-01", "expires_on: 2026-11-30", {"R027"}),
        ("expires_on: 2027-03-01", "expires_on: soon", {"L007"}),
        ("id: helpline", "id: other-line", {"R025"}),
        ("contacts:", "contact:", {"L005", "L006"}),
        ("    name: A helpline\n", "", {"L006"}),
    ],
)
def test_bad_contacts_are_refused_and_nothing_is_written(
    old: str, new: str, found: set[str], package: Path, contacts: Path, tmp_path: Path
) -> None:
    assert old in NEW
    contacts.write_text(NEW.replace(old, new), encoding="utf-8")
    done = patched(package, contacts, tmp_path / "new.zip")
    assert (done.file, codes(done)) == (None, found)
    assert not (tmp_path / "new.zip").exists()


def test_all_faults_are_told_at_once(package: Path, contacts: Path, tmp_path: Path) -> None:
    contacts.write_text(NEW.replace("0800 1111", "call us").replace("2027-03-01", "2026-11-30"), encoding="utf-8")
    done = patched(package, contacts, tmp_path / "new.zip", version="0.9.9")
    assert codes(done) == {"G003", "R026", "R027"}


def test_contacts_that_stand_there_already_make_no_new_version(package: Path, contacts: Path, tmp_path: Path) -> None:
    contacts.write_text(CONTACTS, encoding="utf-8")
    assert codes(patched(package, contacts, tmp_path / "new.zip")) == {"R028"}


def test_words_in_another_language_stay_and_that_is_said(package: Path, contacts: Path, tmp_path: Path) -> None:
    contacts.write_text(f"language: nl\n{NEW}".replace("A helpline", "Een hulplijn"), encoding="utf-8")
    done = patched(package, contacts, tmp_path / "new.zip")
    assert codes(done) == {"R030"}
    text = read(tmp_path / "new.zip", "index.html")
    assert "A helpline" in text
    assert "Een hulplijn" not in text
    assert "0800 1111" in text


def test_a_package_of_another_tool_is_refused(contacts: Path, tmp_path: Path) -> None:
    archive.write(tmp_path / "other.zip", {"index.html": b"<p>hello</p>"})
    assert codes(patched(tmp_path / "other.zip", contacts, tmp_path / "new.zip")) == {"R024"}
    (tmp_path / "none.zip").write_bytes(b"no zip")
    assert codes(patched(tmp_path / "none.zip", contacts, tmp_path / "new.zip")) == {"P002"}


def test_an_old_number_that_would_stay_somewhere_is_refused(package: Path, contacts: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    number = b"0800 000"
    assert number in files["text.html"]
    files["text.html"] = files["text.html"].replace(b"</main>", b"<p>0800 000</p></main>")
    archive.write(tmp_path / "old.zip", files)
    assert "R029" in codes(patched(tmp_path / "old.zip", contacts, tmp_path / "new.zip"))


def read(package: Path, name: str) -> str:
    with zipfile.ZipFile(package) as zipped:
        return zipped.read(name).decode()


# --- comparing --------------------------------------------------------------------------------------------------


def kinds(found: Compared) -> set[tuple[str, str, str]]:
    return {(each.kind, each.what, each.id) for each in found.changes}


def test_the_same_package_is_safe_and_nothing_is_different(package: Path) -> None:
    found = compare(package, package)
    assert (found.verdict, found.changes, found.reasons) == ("safe", (), ())


def test_of_two_websites_nobody_asks_a_manifest(make_course: MakeCourse) -> None:
    old, new = (
        built(make_course(changed("course.yaml", "1.0.0", f"1.0.{each}"), name=each), ("web",))[0] for each in "12"
    )
    found = compare(old, new)
    assert (found.verdict, found.problems) == ("contacts-only", ())


@pytest.mark.parametrize(
    ("file", "old", "new", "change"),
    [
        ("parts/01-start/welcome.md", "Words for a learner.", "Other words.", ("page", "changed", "welcome")),
        ("quizzes/final.yaml", "right: [a]", "right: [b]", ("question", "changed", "final/tired")),
        (
            "course.yaml",
            "completion: {test: final}",
            "completion: {test: final, pass_percent: 90}",
            ("completion", "changed", "passPercent"),
        ),
    ],
)
def test_what_learners_see_is_told_and_is_safe(
    file: str, old: str, new: str, change: tuple[str, str, str], package: Path, make_course: MakeCourse
) -> None:
    found = compare(package, built(make_course(changed(file, old, new)))[0])
    assert found.verdict == "safe"
    assert change in kinds(found)


def test_practice_whose_id_changed_is_told_though_nobody_reports_it(make_course: MakeCourse) -> None:
    every = TESTS / "courses" / "every-question"
    before = make_course(overlay=every, name="before")
    old = built(before)[0]
    page, quiz = "parts/02-practice/true-or-false.md", "quizzes/truth.yaml"
    renamed = {
        page: (every / page).read_text(encoding="utf-8").replace("::quiz truth", "::quiz facts"),
        quiz: (every / quiz).read_text(encoding="utf-8").replace("id: truth", "id: facts", 1),
    }
    found = compare(
        old, built(make_course(renamed | {"ids.lock": (before / "ids.lock").read_bytes()}, overlay=every))[0]
    )
    assert found.verdict == "safe"
    assert [(each.kind, each.what, each.id) for each in found.changes] == [("question", "changed", "doubt")]
    assert "another question" in found.changes[0].said


def test_another_course_id_is_a_new_activity(package: Path, make_course: MakeCourse) -> None:
    found = compare(package, built(make_course(changed("course.yaml", "id: minimal", "id: other")))[0])
    assert found.verdict == "new-activity"
    assert len(found.reasons) == 2  # the item's identifier, and the saved state


def test_a_slot_that_belongs_to_something_else_is_a_new_activity(package: Path, make_course: MakeCourse) -> None:
    """Without its ids.lock a course gives the places in the saved state anew."""
    lock = "page done\npage welcome\npart test\n"
    found = compare(package, built(make_course({"ids.lock": lock}))[0])
    assert found.verdict == "new-activity"
    assert any("saved state" in each for each in found.reasons)


def test_another_standard_is_a_new_activity(package: Path, make_course: MakeCourse) -> None:
    (other,) = built(make_course(), ("cmi5",))
    found = compare(package, other)
    assert (found.verdict, found.caution) == ("new-activity", ())


def test_packages_of_other_tools_are_compared_as_far_as_their_manifests_tell(tmp_path: Path) -> None:
    manifest = """<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>
 <schemaversion>1.2</schemaversion></metadata><organizations default="o"><organization identifier="o">
 <title>Other</title><item identifier="i1" identifierref="r"><title>One</title>
 <adlcp:masteryscore>80</adlcp:masteryscore></item></organization></organizations><resources>
 <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/>
 </resource></resources></manifest>"""
    variants = {
        "old": (manifest, b"one"),
        "same-ids": (manifest.replace(">80<", ">90<"), b"two"),
        "other-ids": (manifest.replace('"i1"', '"i2"'), b"one"),
    }
    for name, (text, page) in variants.items():
        archive.write(tmp_path / f"{name}.zip", {"imsmanifest.xml": text.encode(), "index.html": page})
    same, other = (compare(tmp_path / "old.zip", tmp_path / f"{name}.zip") for name in ("same-ids", "other-ids"))
    assert (same.verdict, other.verdict) == ("safe", "new-activity")
    assert same.caution
    assert ("item", "changed", "i1") in kinds(same)
    assert ("file", "changed", "index.html") in kinds(same)
    assert ("item", "removed", "i1") in kinds(other)


def test_what_is_no_package_is_told_and_has_no_verdict(package: Path, tmp_path: Path) -> None:
    (tmp_path / "none.zip").write_bytes(b"no zip")
    found = compare(tmp_path / "none.zip", package)
    assert found.verdict is None
    assert codes(found) == {"P002"}


def together(folder: Path, language: str, texts: dict[str, str]) -> Path:
    """A package in English and another language, whose words are in brackets but for ``texts``."""
    catalogues.export_catalogue(folder, language)
    path = translate.catalogue_path(folder, language)
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = texts.get(entry.msgid, f"{entry.msgid} ⟦{language}⟧")
    catalogue.save(str(path))
    done = pipeline.build(
        folder, resources.assets(), folder.parent / f"{folder.name}-out", formats=("scorm12",), together=True
    )
    assert done.artifacts, done.problems
    return done.artifacts[0].file


@pytest.mark.parametrize("language", ["nl", "nl-BE"])
def test_with_several_languages_each_page_is_compared_with_itself(
    language: str, make_course: MakeCourse, tmp_path: Path
) -> None:
    """Whatever the hashes in the names of files: they decide which of two languages stands first in the zip."""
    head = changed("course.yaml", "languages: [en]", f"languages: [en, {language}]")
    old = together(make_course(head, name="before"), language, {})
    for number in range(8):
        path = tmp_path / "contacts.yaml"
        path.write_text(CONTACTS.replace("0800 000", f"0800 111{number}"), encoding="utf-8")
        done = patched(old, path, tmp_path / f"{number}.zip")
        assert done.file, done.problems
        assert compare(old, done.file).verdict == "contacts-only"


def test_other_words_in_one_of_several_languages_are_told(make_course: MakeCourse) -> None:
    head = changed("course.yaml", "languages: [en]", "languages: [en, nl]")
    old = together(make_course(head, name="before"), "nl", {})
    new = together(make_course(head, name="after"), "nl", {"Words for a learner.": "Woorden om te leren."})
    assert [(each.kind, each.id) for each in compare(old, new).changes] == [("page", "welcome nl")]
