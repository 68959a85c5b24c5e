"""What SCORM 1.2 alone asks of a manifest beyond its schema.

Source: SCORM 1.2 Content Aggregation Model, section 2.3; Moodle 4.5 as observed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scormkit import scorm_rules
from scormkit.manifest import Finding, Manifest, words
from scormkit.namespaces import ADLCP_12, IMSCP_12, XML

_EDITION = scorm_rules.Edition(
    name="SCORM 1.2", imscp=IMSCP_12, adlcp=ADLCP_12, versions=("1.2",), type_attribute="scormtype"
)

_TIMESPAN = re.compile(r"\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def findings(manifest: Manifest) -> Iterator[Finding]:
    """Yield every breach of a rule of SCORM 1.2."""
    yield from scorm_rules.findings(manifest, _EDITION)
    for check in _CHECKS:
        yield from check(manifest)


def _items(manifest: Manifest) -> Iterator[Finding]:
    for item in manifest.every("item"):
        called = item.get("identifier", "")
        is_parent = bool(manifest.children(item, "item"))
        reference = item.get("identifierref")
        if is_parent and reference is not None:
            yield manifest.finding("P053", item, "identifierref", item=called)
        if not is_parent and reference is None:
            yield manifest.finding("P052", item, "identifierref", item=called)


def _launched(manifest: Manifest) -> Iterator[Finding]:
    for resource in manifest.launched:
        if _EDITION.scorm_type(resource) is None and _EDITION.misspelt_type(resource) is None:
            yield manifest.finding("P056", resource, "scormtype", resource=resource.get("identifier", ""))


def _adlcp(manifest: Manifest) -> Iterator[Finding]:
    for element in manifest.root.iter(f"{{{ADLCP_12}}}masteryscore"):
        text = words(element)
        if not text:
            continue  # some tools write the element empty; LMSs read it as if it were not there
        if not _NUMBER.fullmatch(text) or float(text) > 100:
            yield manifest.finding("P061", element, value=text)
        else:
            yield manifest.finding("P064", element, value=text)
    for element in manifest.root.iter(f"{{{ADLCP_12}}}maxtimeallowed"):
        if words(element) and not _TIMESPAN.fullmatch(words(element)):
            yield manifest.finding("P062", element, value=words(element))


def _bases(manifest: Manifest) -> Iterator[Finding]:
    for element in manifest.root.iter("*"):
        if element.get(f"{{{XML}}}base") is not None:
            yield manifest.finding("P075", element, "base", value=element.get(f"{{{XML}}}base"))


_CHECKS: tuple[Callable[[Manifest], Iterator[Finding]], ...] = (_items, _launched, _adlcp, _bases)
