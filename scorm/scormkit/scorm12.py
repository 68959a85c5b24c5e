"""The manifest of a SCORM 1.2 package: one organization, one item, one SCO.

Source: SCORM 1.2 Content Aggregation Model, section 2.3.
"""

from __future__ import annotations

from collections.abc import Iterable

from scormkit import imscp
from scormkit.namespaces import ADLCP_12, IMSCP_12, IMSMD_12
from scormkit.outline import Outline

_EDITION = imscp.Edition(
    namespace=IMSCP_12,
    schemaversion="1.2",
    prefixes={"adlcp": ADLCP_12},
    documents={
        IMSCP_12: "imscp_rootv1p1p2.xsd",
        IMSMD_12: "imsmd_rootv1p2p1.xsd",
        ADLCP_12: "adlcp_rootv1p2.xsd",
    },
    scorm_type=f"{{{ADLCP_12}}}scormtype",
)


def item_identifiers(outline: Outline) -> tuple[str, ...]:
    """Return the identifiers of the items, here one: LMSs key the learners' records by them."""
    return (imscp.item_identifier(outline),)


def manifest(outline: Outline, control_documents: Iterable[str]) -> bytes:
    """Return ``imsmanifest.xml`` for the outline. ``control_documents`` are the names of the XSDs at the root.

    There is no masteryscore and no sequencing: with them, LMSs overrule the status that the content reports.
    The language has no place in a 1.2 manifest without LOM.
    """
    return imscp.written(imscp.tree(outline, control_documents, _EDITION))
