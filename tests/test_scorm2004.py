"""The SCORM 2004 manifests that we write, looked at without our own verifier."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from scormkit import scorm12, scorm2004, xsd
from scormkit.outline import Outline
from scormkit.scorm2004 import Standard

XSD = Path(__file__).parents[1] / "scorm" / "xsd"
SPACES = {
    "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
    "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
}
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
ADL = "{http://www.adlnet.org/xsd/adlcp_v1p3}"
SS = "{http://www.imsglobal.org/xsd/imsss}"
HINT = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
EDITIONS: tuple[Standard, ...] = ("scorm2004-3", "scorm2004-4")
VERSIONS = {"scorm2004-3": "2004 3rd Edition", "scorm2004-4": "2004 4th Edition"}

RIVERS = Outline(
    identifier="rivers",
    title="Flüsse „und“ Ufer",
    language="de",
    version="1.2.0",
    launch="index.html",
    files=("index.html", "player-1a2b3c4d.js", "film_one.mp4"),
)

each_edition = pytest.mark.parametrize("edition", EDITIONS)


def schema(edition: Standard, folder: Path) -> etree.XMLSchema:
    """The official schemas of the edition, byte for byte, behind one that imports them all."""
    for file in (XSD / edition).glob("*.xsd"):
        shutil.copy(file, folder)
    imports = "".join(f'<import namespace="{space}" schemaLocation="{name}"/>' for space, name in SPACES.items())
    driver = folder / "driver.xsd"
    driver.write_text(f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>')
    return etree.XMLSchema(etree.parse(driver, etree.XMLParser(no_network=True, load_dtd=False)))


def text(edition: Standard, outline: Outline = RIVERS, documents: tuple[str, ...] | None = None) -> str:
    control = xsd.control_documents(edition) if documents is None else documents
    return scorm2004.manifest(outline, control, standard=edition).decode()


def parsed(edition: Standard, outline: Outline = RIVERS) -> etree._Element:
    return etree.fromstring(text(edition, outline).encode())


@each_edition
def test_the_manifest_is_valid(edition: Standard, tmp_path: Path) -> None:
    schema(edition, tmp_path).assertValid(parsed(edition))


@each_edition
@pytest.mark.parametrize(
    ("element", "attribute", "value"),
    [("resource", f"{ADL}scormType", "page"), ("item", "identifier", "1-item"), ("item", "isvisible", "perhaps")],
)
def test_the_schema_would_refuse_a_wrong_manifest(
    edition: Standard, element: str, attribute: str, value: str, tmp_path: Path
) -> None:
    root = parsed(edition)
    root.find(f".//{CP}{element}").set(attribute, value)

    assert not schema(edition, tmp_path).validate(root)


@each_edition
def test_schema_and_version_come_first_and_in_this_order(edition: Standard) -> None:
    assert [(child.tag, child.text) for child in parsed(edition)[0]] == [
        (f"{CP}schema", "ADL SCORM"),
        (f"{CP}schemaversion", VERSIONS[edition]),
    ]


@each_edition
def test_one_organization_one_item_and_one_sco_hang_together(edition: Standard) -> None:
    root = parsed(edition)
    (organizations,) = root.iter(f"{CP}organizations")
    (organization,) = root.iter(f"{CP}organization")
    (item,) = root.iter(f"{CP}item")
    (resource,) = root.iter(f"{CP}resource")

    assert organizations.get("default") == organization.get("identifier")
    assert item.get("identifierref") == resource.get("identifier")
    assert (resource.get("href"), resource.get("type")) == ("index.html", "webcontent")
    assert resource.get(f"{ADL}scormType") == "sco"
    assert organization[0].tag == item[0].tag == f"{CP}title"
    assert [title.text for title in root.iter(f"{CP}title")] == [RIVERS.title, RIVERS.title]


@each_edition
def test_every_file_of_the_zip_but_the_manifest_is_listed_once(edition: Standard) -> None:
    listed = [file.get("href") for file in parsed(edition).iter(f"{CP}file")]

    assert listed == sorted({*RIVERS.files, *xsd.control_documents(edition)})


@each_edition
def test_prefixes_are_literally_those_that_moodle_knows(edition: Standard) -> None:
    written = text(edition)
    root = parsed(edition)

    assert written.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<manifest ')
    assert ' adlcp:scormType="sco"' in written
    assert "<imsss:sequencing>" in written
    assert {prefix: name for prefix, name in root.nsmap.items() if prefix != "xsi"} == {
        None: "http://www.imsglobal.org/xsd/imscp_v1p1",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
        "adlnav": "http://www.adlnet.org/xsd/adlnav_v1p3",
        "imsss": "http://www.imsglobal.org/xsd/imsss",
    }


@each_edition
def test_sequencing_starts_the_one_sco_and_presumes_nothing(edition: Standard) -> None:
    root = parsed(edition)
    said = {element.tag.removeprefix(SS): dict(element.attrib) for element in root.iter(f"{SS}*")}

    assert said == {
        "sequencing": {},
        "controlMode": {"choice": "true", "flow": "true"},
        "deliveryControls": {"completionSetByContent": "true", "objectiveSetByContent": "true"},
    }
    assert root.find(f".//{SS}controlMode").getparent().getparent().tag == f"{CP}organization"
    assert root.find(f".//{SS}deliveryControls").getparent().getparent().tag == f"{CP}item"


@each_edition
def test_nothing_overrules_the_status_that_the_content_reports(edition: Standard) -> None:
    written = text(edition)

    for word in ("Measure", "completionThreshold", "mapInfo", "timeLimit"):
        assert word not in written


@each_edition
def test_schema_location_names_control_documents_that_travel(edition: Standard) -> None:
    hint = parsed(edition).get(HINT).split()

    assert dict(zip(hint[::2], hint[1::2], strict=True)) == SPACES
    assert set(hint[1::2]) < set(xsd.control_documents(edition))
    assert "schemaLocation" not in text(edition, documents=())


@each_edition
def test_control_documents_are_the_published_ones_and_all_that_they_refer_to(edition: Standard) -> None:
    control = xsd.control_documents(edition)

    assert control == {
        file.name: file.read_bytes() for file in (XSD / edition).iterdir() if file.suffix in {".xsd", ".dtd"}
    }
    for name, data in control.items():
        root = etree.fromstring(data, etree.XMLParser(no_network=True, load_dtd=False)) if name[-3:] == "xsd" else ()
        named = [child.get("schemaLocation") for child in root if child.get("schemaLocation")]
        assert set(named) <= set(control), name


@each_edition
def test_identifiers_do_not_change_with_version_language_files_or_edition(edition: Standard) -> None:
    later = replace(RIVERS, version="2.0.0", language="nl", title="Rivieren", files=("index.html",))

    def identifiers(root: etree._Element) -> list[str]:
        return [element.get("identifier") for element in root.iter() if element.get("identifier")]

    of_1_2 = identifiers(etree.fromstring(scorm12.manifest(RIVERS, ())))
    assert identifiers(parsed(edition, later)) == identifiers(parsed(edition)) == of_1_2
    assert scorm2004.item_identifiers(RIVERS) == ("item-rivers",)
    assert "item-rivers" in of_1_2


@each_edition
def test_the_order_of_the_files_does_not_matter(edition: Standard) -> None:
    shuffled = replace(RIVERS, files=RIVERS.files[::-1])
    documents = tuple(xsd.control_documents(edition))

    assert text(edition, shuffled, documents[::-1]) == text(edition, RIVERS, documents)


@each_edition
@pytest.mark.parametrize(("field", "value"), [("title", "Rest & care"), ("title", "r" * 61), ("launch", "start.html")])
def test_an_outline_that_no_lms_would_like_is_refused(edition: Standard, field: str, value: str) -> None:
    with pytest.raises(ValueError, match=field):
        scorm2004.manifest(replace(RIVERS, **{field: value}), (), standard=edition)
