"""The manifest that all SCORM editions share: one organization, one item, one SCO.

Source: IMS Content Packaging 1.1; what an edition adds of its own stands in ``scorm12`` and ``scorm2004``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree

from scormkit.namespaces import XSI
from scormkit.outline import Outline, require_sound

_SCHEMA = "ADL SCORM"


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What differs between editions.

    ``prefixes`` gives the namespaces beside content packaging, ``documents`` the control document of each
    namespace, ``scorm_type`` the attribute, with its namespace, that says a resource is a SCO.
    """

    namespace: str
    schemaversion: str
    prefixes: Mapping[str, str]
    documents: Mapping[str, str]
    scorm_type: str

    def name(self, local: str) -> str:
        return f"{{{self.namespace}}}{local}"


def item_identifier(outline: Outline) -> str:
    """Return the identifier of the one item: LMSs key the learners' records by it."""
    return f"item-{outline.identifier}"


def tree(outline: Outline, control_documents: Iterable[str], edition: Edition) -> etree._Element:
    """Return the manifest of the outline. ``control_documents`` are the names of the schema files at the root.

    Every file of the zip but the manifest is listed, the control documents too. The standard asks that each
    file belongs to a resource, and ADL's checker spares only the control documents that it knows: a list
    without exceptions satisfies every reader, also one that copies nothing but listed files.
    """
    require_sound(outline)
    documents = sorted(set(control_documents))
    # Moodle compares names as text: content packaging must have no prefix, the others exactly these.
    # lxml's stubs forget that None is a prefix.
    prefixes = cast("dict[str, str]", {None: edition.namespace, **edition.prefixes, "xsi": XSI})
    root = etree.Element(
        edition.name("manifest"), nsmap=prefixes, identifier=outline.identifier, version=outline.version
    )
    if location := _schema_location(edition, documents):
        root.set(f"{{{XSI}}}schemaLocation", location)
    _metadata(root, edition)
    _organizations(root, outline, edition)
    _resources(root, outline, documents, edition)
    return root


def written(root: etree._Element) -> bytes:
    """Return an XML document as a file: the same bytes for the same tree."""
    text = etree.tostring(root, encoding="UTF-8", pretty_print=True, xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text


def _metadata(root: etree._Element, edition: Edition) -> None:
    metadata = etree.SubElement(root, edition.name("metadata"))
    etree.SubElement(metadata, edition.name("schema")).text = _SCHEMA
    etree.SubElement(metadata, edition.name("schemaversion")).text = edition.schemaversion


def _organizations(root: etree._Element, outline: Outline, edition: Edition) -> None:
    identifier = f"organization-{outline.identifier}"
    organizations = etree.SubElement(root, edition.name("organizations"), default=identifier)
    organization = etree.SubElement(organizations, edition.name("organization"), identifier=identifier)
    etree.SubElement(organization, edition.name("title")).text = outline.title
    item = etree.SubElement(
        organization,
        edition.name("item"),
        identifier=item_identifier(outline),
        identifierref=_resource_identifier(outline),
        isvisible="true",
    )
    etree.SubElement(item, edition.name("title")).text = outline.title


def _resources(root: etree._Element, outline: Outline, documents: list[str], edition: Edition) -> None:
    resources = etree.SubElement(root, edition.name("resources"))
    resource = etree.SubElement(
        resources,
        edition.name("resource"),
        identifier=_resource_identifier(outline),
        type="webcontent",
        href=outline.launch,
    )
    resource.set(edition.scorm_type, "sco")
    for name in sorted({*outline.files, *documents}):
        etree.SubElement(resource, edition.name("file"), href=name)


def _resource_identifier(outline: Outline) -> str:
    return f"resource-{outline.identifier}"


def _schema_location(edition: Edition, documents: list[str]) -> str:
    """Name each control document beside its namespace; one that others import needs no naming."""
    return " ".join(f"{space} {name}" for space, name in edition.documents.items() if name in documents)
