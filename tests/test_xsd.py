"""The schemas load offline from our own copies, and nothing else is ever loaded."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest
import scormkit
from lxml import etree
from scormkit import resources, rules, xsd

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
SCHEMA = "http://www.w3.org/2001/XMLSchema"
ROOT = f'<manifest xmlns="{CP}" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" identifier="m"%s>%s</manifest>'
EMPTY = "<organizations/><resources/>"


def complaints(attributes: str, content: str) -> list[tuple[str, str]]:
    root = etree.fromstring(ROOT % (attributes, content))
    return [(etree.QName(each.element).localname, each.about) for each in xsd.complaints(root, "scorm12")]


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
def test_the_schemas_of_1_2_load_and_judge() -> None:
    xsd._schema.cache_clear()

    assert complaints("", EMPTY) == []
    assert complaints("", "<resources/>") == [("resources", "")]


@pytest.mark.parametrize(
    ("attributes", "content", "expected"),
    [
        ("", "<organizations/><resources><resource identifier='r'/></resources>", ("resource", "type")),
        ("", "<organizations/><resources><resource identifier='1' type='x'/></resources>", ("resource", "identifier")),
        (
            "",
            "<organizations/><resources><resource identifier='r' type='x' adlcp:scormtype='y'/></resources>",
            ("resource", "scormtype"),
        ),
        (" colour='red'", EMPTY, ("manifest", "colour")),
        ("", EMPTY + "<adlcp:masterscore/>", ("masterscore", "")),
    ],
)
def test_each_fault_is_one_complaint_at_its_element(attributes: str, content: str, expected: tuple[str, str]) -> None:
    assert complaints(attributes, content) == [expected]


def test_an_element_behind_what_other_namespaces_add_keeps_its_place() -> None:
    content = "<v:a xmlns:v='urn:v'/><organizations/><v:b xmlns:v='urn:v'><v:c/></v:b><resources nonsense='1'/>"
    root = etree.fromstring(ROOT % (" xmlns:w='urn:w' w:x='1'", content))

    (complaint,) = xsd.complaints(root, "scorm12")

    assert complaint.element is root[-1]


def test_the_manifest_itself_is_left_as_it_is() -> None:
    root = etree.fromstring(ROOT % ("", "<v:a xmlns:v='urn:v'/>" + EMPTY))
    before = etree.tostring(root)

    list(xsd.complaints(root, "scorm12"))

    assert etree.tostring(root) == before


def test_the_resolver_refuses_what_is_not_bundled(tmp_path: Path) -> None:
    """A schema outside would load without our resolver, and does not with it."""
    outside = tmp_path / "outside.xsd"
    outside.write_text(f'<schema xmlns="{SCHEMA}" targetNamespace="urn:x"/>')
    driver = f'<schema xmlns="{SCHEMA}"><import namespace="urn:x" schemaLocation="{outside.as_uri()}"/></schema>'
    open_parser, closed_parser = etree.XMLParser(), etree.XMLParser()
    closed_parser.resolvers.add(xsd._Bundled({"imscp_rootv1p1p2.xsd": Path("unused")}))

    etree.XMLSchema(etree.fromstring(driver, open_parser))
    with pytest.raises(etree.XMLSchemaParseError, match="Failed to parse the XML resource"):
        etree.XMLSchema(etree.fromstring(driver, closed_parser))


def test_hints_inside_a_manifest_are_never_followed(tmp_path: Path) -> None:
    """A package may bring a schema that allows everything; ours decides."""
    evil = tmp_path / "evil.xsd"
    evil.write_text(f'<schema xmlns="{SCHEMA}" targetNamespace="{CP}"><element name="manifest"/></schema>')
    hint = f" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='{CP} {evil.as_uri()}'"

    assert complaints(hint, "<resources/>") == [("resources", "")]


def test_data_are_found_in_a_wheel_and_in_the_checkout(tmp_path: Path) -> None:
    checkout = Path(scormkit.__file__).parent
    installed = tmp_path / "scormkit"
    for name in ("xsd", "requirements"):
        shutil.copytree(checkout.parent / name, installed / "_data" / name)

    for name in ("xsd", "requirements"):
        assert resources.folder(name) == checkout.parent / name
        assert resources.folder(name, package=installed) == installed / "_data" / name


def test_missing_schemas_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path / name)

    with pytest.raises(FileNotFoundError, match="run the build"):
        xsd.control_documents("scorm12")


def test_a_code_that_stands_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = resources.folder("requirements") / "1-container.yaml"
    for name in ("1.yaml", "2.yaml"):
        shutil.copy(source, tmp_path / name)
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path)

    with pytest.raises(ValueError, match="twice"):
        rules.rules.__wrapped__()
