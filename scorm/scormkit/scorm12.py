"""The manifest of a SCORM 1.2 package: one organization, one item, one SCO.

Source: SCORM 1.2 Content Aggregation Model, section 2.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from lxml import etree

from scormkit.namespaces import ADLCP_12, IMSCP_12, IMSMD_12, XSI
from scormkit.outline import Outline, require_sound

_SCHEMA = "ADL SCORM"
_SCHEMAVERSION = "1.2"
_LOCATIONS = {
    IMSCP_12: "imscp_rootv1p1p2.xsd",
    IMSMD_12: "imsmd_rootv1p2p1.xsd",
    ADLCP_12: "adlcp_rootv1p2.xsd",
}

# Moodle compares names as text: imscp must have no prefix, and this one must read "adlcp".
_PREFIXES = cast("dict[str, str]", {None: IMSCP_12, "adlcp": ADLCP_12, "xsi": XSI})  # lxml's stubs forget None


def item_identifiers(outline: Outline) -> tuple[str, ...]:
    """Return the identifiers of the items, here one: LMSs key the learners' records by them."""
    return (f"item-{outline.identifier}",)


def manifest(outline: Outline, control_documents: Iterable[str]) -> bytes:
    """Return ``imsmanifest.xml`` for the outline. ``control_documents`` are the names of the XSDs at the root.

    Every file of the zip but the manifest is listed, the control documents too. The standard asks that each
    file belongs to a resource, and ADL's checker spares only the control documents that it knows: a list
    without exceptions satisfies every reader, also one that copies nothing but listed files.

    There is no masteryscore and no sequencing: with them, LMSs overrule the status that the content reports.
    The language has no place in a 1.2 manifest without LOM.
    """
    require_sound(outline)
    documents = sorted(set(control_documents))
    root = etree.Element(_imscp("manifest"), nsmap=_PREFIXES, identifier=outline.identifier, version=outline.version)
    if location := _schema_location(documents):
        root.set(f"{{{XSI}}}schemaLocation", location)
    _metadata(root)
    _organizations(root, outline)
    _resources(root, outline, documents)
    text = etree.tostring(root, encoding="UTF-8", pretty_print=True, xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text


def _metadata(root: etree._Element) -> None:
    metadata = etree.SubElement(root, _imscp("metadata"))
    etree.SubElement(metadata, _imscp("schema")).text = _SCHEMA
    etree.SubElement(metadata, _imscp("schemaversion")).text = _SCHEMAVERSION


def _organizations(root: etree._Element, outline: Outline) -> None:
    identifier = f"organization-{outline.identifier}"
    organizations = etree.SubElement(root, _imscp("organizations"), default=identifier)
    organization = etree.SubElement(organizations, _imscp("organization"), identifier=identifier)
    etree.SubElement(organization, _imscp("title")).text = outline.title
    (identifier,) = item_identifiers(outline)
    item = etree.SubElement(
        organization,
        _imscp("item"),
        identifier=identifier,
        identifierref=_resource_identifier(outline),
        isvisible="true",
    )
    etree.SubElement(item, _imscp("title")).text = outline.title


def _resources(root: etree._Element, outline: Outline, documents: list[str]) -> None:
    resources = etree.SubElement(root, _imscp("resources"))
    resource = etree.SubElement(
        resources, _imscp("resource"), identifier=_resource_identifier(outline), type="webcontent", href=outline.launch
    )
    resource.set(f"{{{ADLCP_12}}}scormtype", "sco")
    for name in sorted({*outline.files, *documents}):
        etree.SubElement(resource, _imscp("file"), href=name)


def _resource_identifier(outline: Outline) -> str:
    return f"resource-{outline.identifier}"


def _schema_location(documents: list[str]) -> str:
    """Name each control document beside its namespace; one that others import needs no naming."""
    return " ".join(f"{namespace} {name}" for namespace, name in _LOCATIONS.items() if name in documents)


def _imscp(name: str) -> str:
    return f"{{{IMSCP_12}}}{name}"
