"""Which standard a package follows, and which tool made it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from lxml import etree

from scormkit.entries import folded
from scormkit.namespaces import ADLCP_12, ADLCP_2004, IMSCP_12

Standard = Literal["scorm12", "scorm2004-2", "scorm2004-3", "scorm2004-4", "cmi5", "aicc", "tincan", "none"]

MANIFEST = "imsmanifest.xml"
COURSE_STRUCTURE = "cmi5.xml"

_VERSIONS: dict[str, Standard] = {
    "1.2": "scorm12",
    "1.3": "scorm2004-2",
    "CAM 1.3": "scorm2004-2",
    "2004 2nd Edition": "scorm2004-2",
    "2004 3rd Edition": "scorm2004-3",
    "2004 4th Edition": "scorm2004-4",
}

_GENERATOR = re.compile(rb"<meta\s[^<>]{0,300}name=[\"']generator[\"'][^<>]{0,300}>", re.IGNORECASE)
_CONTENT = re.compile(rb"content=[\"']([^\"']{1,80})[\"']", re.IGNORECASE)

# Entries that only one tool writes, folders with their slash.
_TRACES = {
    "story_content/": "Articulate Storyline",
    "scormcontent/": "Articulate Rise",
    "presentation_content/": "Articulate Presenter",
    "assets/js/cpxhrloader.js": "Adobe Captivate",
    "adapt/": "Adapt",
    "contentv3.xml": "eXeLearning",
    "trivantis.js": "Lectora",
    "h5p.json": "H5P",
}


def by_manifest(root: etree._Element) -> Standard:
    """Return the standard that a manifest follows: its schemaversion says, or else its namespaces do."""
    version = next((e.text or "" for e in root.iter("{*}schemaversion")), "").strip()
    if version in _VERSIONS:
        return _VERSIONS[version]
    spaces = {etree.QName(element).namespace for element in root.iter("*")} | set(root.nsmap.values())
    if ADLCP_2004 in spaces:
        return "scorm2004-4"
    return "scorm12" if spaces & {IMSCP_12, ADLCP_12} else "none"


def by_entries(names: Collection[str]) -> Standard:
    """Return the standard that the files of a package without manifest speak for."""
    at_root = {folded(name) for name in names if "/" not in name}
    if COURSE_STRUCTURE in at_root:
        return "cmi5"
    if "tincan.xml" in at_root:
        return "tincan"
    suffixes = {name.rpartition(".")[2] for name in at_root}
    return "aicc" if {"au", "crs"} <= suffixes else "none"


def tool(names: Collection[str], launch: bytes | None) -> str | None:
    """Return the name of the tool, from the generator that the first page names or from files only it writes."""
    generator = _GENERATOR.search(launch or b"")
    content = _CONTENT.search(generator.group()) if generator else None
    if content:
        return content.group(1).decode("utf-8", "replace").strip()
    low = {folded(name) for name in names}
    for trace, name in _TRACES.items():
        if trace in low or (trace.endswith("/") and any(each.startswith(trace) for each in low)):
            return name
    return None
