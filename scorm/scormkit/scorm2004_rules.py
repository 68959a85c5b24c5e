"""What SCORM 2004 alone asks of a manifest beyond its schema, but for sequencing (``sequencing_rules``).

Source: SCORM 2004 Content Aggregation Model, sections 3.4 and 5; ADL's package checker for the 4th edition;
Moodle 4.5 as observed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from lxml import etree

from scormkit import scorm_rules, sequencing_rules
from scormkit.manifest import Finding, Manifest, words
from scormkit.namespaces import ADLCP_2004, ADLNAV_2004, ADLSEQ_2004, IMSCP_2004, IMSSS_2004, XML

Standard = Literal["scorm2004-2", "scorm2004-3", "scorm2004-4"]

_UNOFFICIAL = "2004 2nd Edition"
_NAMES: dict[Standard, str] = {
    "scorm2004-2": "SCORM 2004 2nd Edition",
    "scorm2004-3": "SCORM 2004 3rd Edition",
    "scorm2004-4": "SCORM 2004 4th Edition",
}
_VERSIONS: dict[Standard, tuple[str, ...]] = {
    "scorm2004-2": ("CAM 1.3", "1.3", _UNOFFICIAL),
    "scorm2004-3": ("2004 3rd Edition",),
    "scorm2004-4": ("2004 4th Edition",),
}

_PREFIXES = {"imsss": IMSSS_2004, "adlseq": ADLSEQ_2004, "adlnav": ADLNAV_2004}
_OF_A_SCO = ("timeLimitAction", "dataFromLMS", "completionThreshold", "data")
_KNOWN = {*_OF_A_SCO, "location", "map"}

# The lengths that an LMS must keep at least: nothing says what happens beyond. CAM 3.4, smallest permitted maximum.
_LENGTHS = {
    "manifest": {"version": 20},
    "organization": {"structure": 200},
    "item": {"identifierref": 2000, "parameters": 1000},
    "resource": {"type": 1000, "href": 2000},
    "file": {"href": 2000},
}
_TITLE_LENGTH = 200
_DATA_LENGTH = 4000


def findings(manifest: Manifest, standard: Standard) -> Iterator[Finding]:
    """Yield every breach of a rule of SCORM 2004."""
    edition = scorm_rules.Edition(
        name=_NAMES[standard],
        imscp=IMSCP_2004,
        adlcp=ADLCP_2004,
        versions=_VERSIONS[standard],
        type_attribute="scormType",
    )
    yield from scorm_rules.findings(manifest, edition)
    for check in _CHECKS:
        yield from check(manifest)
    if standard == "scorm2004-4":
        yield from _old_threshold(manifest)
    yield from sequencing_rules.findings(manifest)


def _names(manifest: Manifest) -> Iterator[Finding]:
    for wanted, space in _PREFIXES.items():
        for element, prefix in scorm_rules.misprefixed(manifest, space, wanted):
            yield manifest.finding("P137", element, prefix=prefix, wanted=wanted)
    for element in manifest.every("schemaversion"):
        if words(element) == _UNOFFICIAL:
            yield manifest.finding("P151", element)


def _items(manifest: Manifest) -> Iterator[Finding]:
    for item in manifest.every("item"):
        called = item.get("identifier", "")
        is_parent = bool(manifest.children(item, "item"))
        reference = item.get("identifierref")
        if is_parent and reference is not None:
            yield manifest.finding("P130", item, "identifierref", item=called)
        if not is_parent and reference is None:
            yield manifest.finding("P131", item, "identifierref", item=called)


def _resources(manifest: Manifest) -> Iterator[Finding]:
    for resource in manifest.every("resource"):
        if not any(etree.QName(name).localname.lower() == "scormtype" for name in resource.attrib):
            yield manifest.finding("P132", resource, "scormType", resource=resource.get("identifier", ""))


def _bases(manifest: Manifest) -> Iterator[Finding]:
    for element in manifest.root.iter("*"):
        base = element.get(f"{{{XML}}}base")
        if base is None:
            continue
        is_sound = base.endswith("/") and not base.startswith("/") and "\\" not in base
        yield manifest.finding("P075" if is_sound else "P135", element, "base", value=base)


def _lengths(manifest: Manifest) -> Iterator[Finding]:
    for local, limits in _LENGTHS.items():
        for element in manifest.every(local):
            for name, limit in limits.items():
                value = (manifest.base(element) if name == "href" else "") + element.get(name, "")
                if len(value) > limit:
                    yield manifest.finding("P136", element, name, name=name, count=len(value), limit=limit)
    for element in manifest.every("title"):
        if len(words(element)) > _TITLE_LENGTH:
            yield manifest.finding("P136", element, name="title", count=len(words(element)), limit=_TITLE_LENGTH)
    for element in manifest.root.iter(f"{{{ADLCP_2004}}}dataFromLMS"):
        if len(words(element)) > _DATA_LENGTH:
            yield manifest.finding("P136", element, name="dataFromLMS", count=len(words(element)), limit=_DATA_LENGTH)


def _extensions(manifest: Manifest) -> Iterator[Finding]:
    """Check that ADL's elements exist, and stand where they mean something."""
    for element in manifest.root.iter(f"{{{ADLCP_2004}}}*"):
        name = etree.QName(element).localname
        if name not in _KNOWN:
            yield manifest.finding("P153", element, name=name)
        elif name in _OF_A_SCO and not _is_sco(manifest, element.getparent()):
            yield manifest.finding("P138", element, name=name)
    for element in manifest.root.iter(f"{{{ADLNAV_2004}}}presentation"):
        parent = element.getparent()
        if parent is None or parent.tag != manifest.name("item") or manifest.children(parent, "item"):
            yield manifest.finding("P140", element)


def _is_sco(manifest: Manifest, parent: etree._Element | None) -> bool:
    """Tell whether it is an item that opens a SCO; one whose reference leads nowhere has its own problem."""
    if parent is None or parent.tag != manifest.name("item") or parent.get("identifierref") is None:
        return False
    resource = manifest.resources.get(parent.get("identifierref", ""))
    return resource is None or resource.get(f"{{{ADLCP_2004}}}scormType") != "asset"


def _old_threshold(manifest: Manifest) -> Iterator[Finding]:
    for element in manifest.root.iter(f"{{{ADLCP_2004}}}completionThreshold"):
        if words(element):
            yield manifest.finding("P139", element, value=words(element))


_CHECKS: tuple[Callable[[Manifest], Iterator[Finding]], ...] = (
    _names,
    _items,
    _resources,
    _bases,
    _lengths,
    _extensions,
)
