"""The SCORM 1.2 manifest that we write, looked at without our own verifier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from scormkit import scorm12, xsd
from scormkit.outline import Outline

XSD = Path(__file__).parents[1] / "scorm" / "xsd" / "scorm12"
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
CONTROL = ("adlcp_rootv1p2.xsd", "ims_xml.xsd", "imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd")

RIVERS = Outline(
    identifier="rivers",
    title="Flüsse „und“ Ufer",
    language="de",
    version="1.2.0",
    launch="index.html",
    files=("index.html", "player-1a2b3c4d.js", "film_one.mp4"),
)


@pytest.fixture
def schema(tmp_path: Path) -> etree.XMLSchema:
    """The official schemas in a folder; only ims_xml.xsd, which libxml2 refuses, is written anew."""
    for name in ("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"):
        (tmp_path / name).write_bytes((XSD / name).read_bytes())
    (tmp_path / "ims_xml.xsd").write_text(
        '<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">'
        '<attribute name="lang" type="language"/><attribute name="base" type="anyURI"/></schema>'
    )
    # adlcp imports imscp, so it stands for both.
    return etree.XMLSchema(file=str(tmp_path / "adlcp_rootv1p2.xsd"))


def parsed(outline: Outline = RIVERS) -> etree._Element:
    return etree.fromstring(scorm12.manifest(outline, CONTROL))


def test_the_manifest_is_valid(schema: etree.XMLSchema) -> None:
    schema.assertValid(parsed())


def test_the_schema_would_refuse_a_wrong_manifest(schema: etree.XMLSchema) -> None:
    root = parsed()
    root.find(f".//{CP}resource").set(f"{ADL}scormtype", "page")

    assert not schema.validate(root)


def test_schema_and_version_come_first_and_in_this_order() -> None:
    metadata = parsed()[0]

    assert [(child.tag, child.text) for child in metadata] == [
        (f"{CP}schema", "ADL SCORM"),
        (f"{CP}schemaversion", "1.2"),
    ]


def test_one_organization_one_item_and_one_sco_hang_together() -> None:
    root = parsed()
    (organizations,) = root.iter(f"{CP}organizations")
    (organization,) = root.iter(f"{CP}organization")
    (item,) = root.iter(f"{CP}item")
    (resource,) = root.iter(f"{CP}resource")

    assert organizations.get("default") == organization.get("identifier")
    assert item.get("identifierref") == resource.get("identifier")
    assert resource.get("href") == "index.html"
    assert resource.get("type") == "webcontent"
    assert resource.get(f"{ADL}scormtype") == "sco"
    assert [title.text for title in root.iter(f"{CP}title")] == [RIVERS.title, RIVERS.title]
    assert organization[0].tag == item[0].tag == f"{CP}title"


def test_every_file_of_the_zip_but_the_manifest_is_listed_once() -> None:
    listed = [file.get("href") for file in parsed().iter(f"{CP}file")]

    assert listed == sorted({*RIVERS.files, *CONTROL})


def test_prefixes_are_literally_those_that_moodle_knows() -> None:
    text = scorm12.manifest(RIVERS, CONTROL).decode()

    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<manifest ')
    assert ' adlcp:scormtype="sco"' in text
    assert "Flüsse „und“ Ufer" in text


def test_nothing_overrules_the_status_that_the_content_reports() -> None:
    text = scorm12.manifest(RIVERS, CONTROL).decode().lower()

    assert "mastery" not in text
    assert "sequencing" not in text
    assert "prerequisites" not in text


def test_schema_location_names_control_documents_that_travel() -> None:
    hint = parsed().get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation").split()

    assert hint[::2] == [
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    ]
    assert set(hint[1::2]) < set(CONTROL)


def test_schema_location_names_nothing_that_does_not_travel() -> None:
    hint = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
    alone = etree.fromstring(scorm12.manifest(RIVERS, ()))
    with_one = etree.fromstring(scorm12.manifest(RIVERS, ["adlcp_rootv1p2.xsd"]))

    assert alone.get(hint) is None
    assert with_one.get(hint) == "http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd"


def test_identifiers_do_not_change_with_version_language_or_files() -> None:
    later = replace(RIVERS, version="2.0.0", language="nl", title="Rivieren", files=("index.html",))

    def identifiers(outline: Outline) -> list[str]:
        return [element.get("identifier") for element in parsed(outline).iter() if element.get("identifier")]

    assert identifiers(later) == identifiers(RIVERS)
    assert scorm12.item_identifiers(RIVERS) == ("item-rivers",)
    assert "item-rivers" in identifiers(RIVERS)


def test_the_order_of_the_files_does_not_matter() -> None:
    shuffled = replace(RIVERS, files=RIVERS.files[::-1])

    assert scorm12.manifest(shuffled, CONTROL[::-1]) == scorm12.manifest(RIVERS, CONTROL)


def test_control_documents_are_the_published_ones() -> None:
    assert xsd.control_documents("scorm12") == {name: (XSD / name).read_bytes() for name in CONTROL}


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("identifier", "3-rivers", "identifier"),
        ("identifier", "r" * 33, "identifier"),
        ("title", "Rest & care", "title"),
        ("title", "r" * 61, "title"),
        ("title", "  ", "title"),
        ("version", "1" * 21, "version"),
        ("files", ("index.html", "Film.mp4"), "file name"),
        ("files", ("index.html", "img/a.png"), "file name"),
        ("files", ("index.html", ".htaccess"), "file name"),
        ("files", ("index.html", "index.html"), "twice"),
        ("launch", "start.html", "launch file"),
    ],
)
def test_an_outline_that_no_lms_would_like_is_refused(field: str, value: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        scorm12.manifest(replace(RIVERS, **{field: value}), CONTROL)
