"""The manifest of a SCORM 2004 package, 3rd or 4th edition: one organization, one item, one SCO.

Source: SCORM 2004 Content Aggregation Model, sections 3.4 (manifest) and 5.1 (sequencing).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from lxml import etree

from scormkit import imscp
from scormkit.namespaces import ADLCP_2004, ADLNAV_2004, ADLSEQ_2004, IMSCP_2004, IMSSS_2004
from scormkit.outline import Outline

Standard = Literal["scorm2004-3", "scorm2004-4"]

_SCHEMAVERSIONS: dict[Standard, str] = {"scorm2004-3": "2004 3rd Edition", "scorm2004-4": "2004 4th Edition"}


def item_identifiers(outline: Outline) -> tuple[str, ...]:
    """Return the identifiers of the items, here one: LMSs key the learners' records by them."""
    return (imscp.item_identifier(outline),)


def manifest(outline: Outline, control_documents: Iterable[str], *, standard: Standard) -> bytes:
    """Return ``imsmanifest.xml`` for the outline. ``control_documents`` are the names of XSDs and DTDs at the root.

    The sequencing is what one SCO needs and no more, see ``_sequencing``. No objective has a passing measure and
    nothing a completion threshold: with them, LMSs overrule the status that the content reports.
    The language has no place in a manifest without LOM.
    """
    edition = imscp.Edition(
        namespace=IMSCP_2004,
        schemaversion=_SCHEMAVERSIONS[standard],
        prefixes={"adlcp": ADLCP_2004, "adlseq": ADLSEQ_2004, "adlnav": ADLNAV_2004, "imsss": IMSSS_2004},
        documents={
            IMSCP_2004: "imscp_v1p1.xsd",
            ADLCP_2004: "adlcp_v1p3.xsd",
            ADLSEQ_2004: "adlseq_v1p3.xsd",
            ADLNAV_2004: "adlnav_v1p3.xsd",
            IMSSS_2004: "imsss_v1p0.xsd",
        },
        scorm_type=f"{{{ADLCP_2004}}}scormType",
    )
    root = imscp.tree(outline, control_documents, edition)
    _sequencing(root, edition)
    return imscp.written(root)


def _sequencing(root: etree._Element, edition: imscp.Edition) -> None:
    """Let an LMS start the one SCO by itself, and presume nothing that the SCO has not said.

    Without flow on the organization, a start request finds no first activity (SN, process SB.2.5). Without the two
    deliveryControls, an LMS takes a SCO that says nothing for completed and satisfied (SN, process UP.4).
    """
    for organization in root.iter(edition.name("organization")):
        controls = etree.SubElement(etree.SubElement(organization, _imsss("sequencing")), _imsss("controlMode"))
        controls.set("choice", "true")
        controls.set("flow", "true")
    for item in root.iter(edition.name("item")):
        delivery = etree.SubElement(etree.SubElement(item, _imsss("sequencing")), _imsss("deliveryControls"))
        delivery.set("completionSetByContent", "true")
        delivery.set("objectiveSetByContent", "true")


def _imsss(name: str) -> str:
    return f"{{{IMSSS_2004}}}{name}"
