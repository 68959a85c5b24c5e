"""The schemas of the standards, loaded offline, and what they say about a manifest.

Source: the control documents of each edition, byte for byte as they are published; only ``ims_xml.xsd`` of
SCORM 1.2 is replaced while validating, because it binds the XML namespace as default and no reader takes it.
A schema found inside a package is never used: it may be altered, or reach for the network.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, cast

from lxml import etree

from scormkit import resources
from scormkit.namespaces import (
    ADLCP_12,
    ADLCP_2004,
    ADLNAV_2004,
    ADLSEQ_2004,
    IMSCP_12,
    IMSCP_2004,
    IMSSS_2004,
    XML,
    XSI,
)

# Namespace and file of each schema that the driver imports. imsmd_rootv1p2p1.xsd is left out of SCORM 1.2:
# its content model is ambiguous and libxml2 refuses it, so metadata in that namespace is not validated.
_SCORM_2004 = {
    IMSCP_2004: "imscp_v1p1.xsd",
    ADLCP_2004: "adlcp_v1p3.xsd",
    ADLSEQ_2004: "adlseq_v1p3.xsd",
    ADLNAV_2004: "adlnav_v1p3.xsd",
    IMSSS_2004: "imsss_v1p0.xsd",
}
_DRIVERS = {
    "scorm12": {IMSCP_12: "imscp_rootv1p1p2.xsd", ADLCP_12: "adlcp_rootv1p2.xsd"},
    "scorm2004-3": _SCORM_2004,
    "scorm2004-4": _SCORM_2004,
}

_OWN_XML = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{XML}">
  <xs:attribute name="lang" type="xs:language"/>
  <xs:attribute name="base" type="xs:anyURI"/>
</xs:schema>"""
_REPLACED = {"ims_xml.xsd": _OWN_XML}

_ATTRIBUTE = re.compile(r"^Element '[^']*', attribute '(?:\{[^}]*\})?([^']*)'")
_MISSING = re.compile(r"The attribute '(?:\{[^}]*\})?([^']*)' is required")
_NAMESPACE = re.compile(r"\{[^{}']*\}")
_MOST = 100  # what a schema says after that follows from what it said before


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What a schema says of an element. ``about`` is the attribute in question, or empty for the content."""

    element: etree._Element
    about: str
    message: str


def control_documents(standard: str) -> dict[str, bytes]:
    """Return the XSDs, and DTDs that they need, which travel in a package of this standard, by their name there."""
    documents = [*_files(standard), *sorted((resources.folder("xsd") / standard).glob("*.dtd"))]
    return {path.name: path.read_bytes() for path in documents}


def known(standard: str) -> bool:
    """Tell whether there is a schema for this standard."""
    return standard in _DRIVERS


def complaints(root: etree._Element, standard: str) -> Iterator[Complaint]:
    """Yield what the standard's schema says against the manifest, one complaint for each fault.

    What stands in other namespaces than the schema's is left out: their schemas are unknown here.
    """
    pruned, originals = _pruned(root, standard)
    schema = _schema(standard)
    schema.validate(pruned)
    said = set()
    for error in islice(cast("Iterable[etree._LogEntry]", schema.error_log), _MOST):
        element = originals[_element_of(error, pruned)]
        about = _about(error.message)
        # Older libxml2 speaks twice about one value: which facet failed, and that the type does not fit.
        if (element, about) not in said:
            said.add((element, about))
            yield Complaint(element=element, about=about, message=_plain(error.message))


@cache
def _schema(standard: str) -> etree.XMLSchema:
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{name}"/>' for space, name in _DRIVERS[standard].items()
    )
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    parser.resolvers.add(_Bundled({path.name: path for path in _files(standard)}))
    return etree.XMLSchema(etree.fromstring(driver, parser))


class _Bundled(etree.Resolver):
    """Serves the bundled schemas by their file name and refuses everything else."""

    def __init__(self, files: dict[str, Path]) -> None:
        self._files = files

    # lxml hands over the context that its stubs do not know.
    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        name = system_url.rpartition("/")[2]
        if name not in self._files:
            raise OSError(f"schema {system_url} is not bundled")
        text = _REPLACED.get(name) or self._files[name].read_bytes().decode("utf-8")
        return self.resolve_string(text, context, base_url=name)


def _files(standard: str) -> list[Path]:
    folder = resources.folder("xsd") / standard
    files = sorted(folder.glob("*.xsd"))
    if not files:
        raise FileNotFoundError(f"no schemas in {folder}; run the build, which fetches them")
    return files


def _pruned(root: etree._Element, standard: str) -> tuple[etree._Element, dict[etree._Element, etree._Element]]:
    """Return a copy without what other namespaces add, and for each element of it the one it was copied from."""
    twin = copy.deepcopy(root)
    originals = dict(zip(twin.iter("*"), root.iter("*"), strict=True))
    spaces = {*_DRIVERS[standard], XML, XSI, None}
    for element in list(twin.iter("*")):
        for name in list(element.attrib):
            if etree.QName(name).namespace not in spaces:
                del element.attrib[name]
        parent = element.getparent()
        if parent is not None and etree.QName(element).namespace not in spaces:
            parent.remove(element)
    # Hints for other schemas would make libxml2 look for them.
    twin.attrib.pop(f"{{{XSI}}}schemaLocation", "")
    return twin, originals


def _element_of(error: etree._LogEntry, root: etree._Element) -> etree._Element:
    prefixes = {prefix: space for prefix, space in root.nsmap.items() if prefix}
    try:
        found = cast("list[etree._Element]", root.xpath(error.path or "/*", namespaces=prefixes))
    except etree.XPathError:  # a prefix that is declared further down
        return root
    return found[0] if found else root


def _about(message: str) -> str:
    match = _ATTRIBUTE.search(message) or _MISSING.search(message)
    return match.group(1) if match else ""


def _plain(message: str) -> str:
    return _NAMESPACE.sub("", message).rstrip(".")
