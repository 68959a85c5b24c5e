"""What SCORM 1.2 asks of a manifest beyond its schema, and what LMSs stumble over in one.

Source: SCORM 1.2 Content Aggregation Model, section 2.3; Moodle 4.5 as observed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import cast

from lxml import etree

from scormkit.manifest import Finding, Manifest, words
from scormkit.namespaces import ADLCP_12, IMSCP_12, XML
from scormkit.outline import TITLE_LIMIT

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_TIMESPAN = re.compile(r"\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_PARAMETERS = re.compile(r"([?#]|[^=&?#]+=)[\w\-.~!$&'()*+,;=:@/?#%]*", re.ASCII)

# The first element that has a name of ADL with another prefix than "adlcp", be it its own or an attribute's.
_MISPREFIXED = (
    "(//*[self::*[namespace-uri() = $space and substring-before(name(), ':') != 'adlcp']"
    " or @*[namespace-uri() = $space and substring-before(name(), ':') != 'adlcp']])[1]"
)
_SCORMTYPE = f"{{{ADLCP_12}}}scormtype"
_IDENTIFIER_LIMIT = 255  # Moodle's column; a longer one is a database error and no activity


def findings(manifest: Manifest) -> Iterator[Finding]:
    """Yield every breach of a rule of SCORM 1.2."""
    for check in _CHECKS:
        yield from check(manifest)


def _names(manifest: Manifest) -> Iterator[Finding]:
    """Check namespaces and prefixes. Moodle compares names as text, with the prefix."""
    root = manifest.root
    if manifest.namespace != IMSCP_12:
        yield manifest.finding("P033", root, namespace=manifest.namespace or "none", wanted=IMSCP_12)
    elif root.prefix:
        yield manifest.finding("P034", root, prefix=root.prefix)
    for element in cast("list[etree._Element]", root.xpath(_MISPREFIXED, space=ADLCP_12)):
        prefixes = [prefix for prefix, space in element.nsmap.items() if space == ADLCP_12 and prefix != "adlcp"]
        yield manifest.finding("P057", element, prefix=prefixes[0] or "")


def _metadata(manifest: Manifest) -> Iterator[Finding]:
    metadata = manifest.root.find(manifest.name("metadata"))
    for local, wanted, code in (("schema", "ADL SCORM", "P043"), ("schemaversion", "1.2", "P044")):
        element = metadata.find(manifest.name(local)) if metadata is not None else None
        if element is None:
            yield manifest.finding("P045", manifest.root if metadata is None else metadata, name=local, wanted=wanted)
        elif words(element) != wanted:
            yield manifest.finding(code, element, value=words(element))


def _identifiers(manifest: Manifest) -> Iterator[Finding]:
    holders = [element for element in manifest.root.iter("*") if element.get("identifier") is not None]
    counted = Counter(element.get("identifier") for element in holders)
    seen = set()
    for element in holders:
        value = element.get("identifier", "")
        if not _NCNAME.fullmatch(value.strip()):
            yield manifest.finding("P041", element, "identifier", value=value)
        elif len(value) > _IDENTIFIER_LIMIT:
            yield manifest.finding("P081", element, "identifier", value=value, limit=_IDENTIFIER_LIMIT)
        if value in seen:
            yield manifest.finding("P042", element, "identifier", value=value, count=counted[value])
        seen.add(value)


def _organizations(manifest: Manifest) -> Iterator[Finding]:
    for organizations in manifest.children(manifest.root, "organizations"):
        each = manifest.children(organizations, "organization")
        known = [organization.get("identifier", "") for organization in each]
        default = organizations.get("default")
        if not each:
            yield manifest.finding("P048", organizations)
        elif default is None:
            yield manifest.finding("P047", organizations, "default", known=", ".join(known))
        elif default not in known:
            yield manifest.finding("P046", organizations, "default", value=default, known=", ".join(known))
        for organization in each:
            if not words(organization.find(manifest.name("title"))):
                yield manifest.finding("P049", organization)
            if not manifest.children(organization, "item"):
                yield manifest.finding("P050", organization)


def _items(manifest: Manifest) -> Iterator[Finding]:
    for item in manifest.every("item"):
        called = item.get("identifier", "")
        is_parent = bool(manifest.children(item, "item"))
        reference = item.get("identifierref")
        parameters = item.get("parameters")
        if not words(item.find(manifest.name("title"))):
            yield manifest.finding("P051", item, item=called)
        if is_parent and reference is not None:
            yield manifest.finding("P053", item, "identifierref", item=called)
        if not is_parent and reference is None:
            yield manifest.finding("P052", item, "identifierref", item=called)
        if parameters and (reference is None or not _PARAMETERS.fullmatch(parameters)):
            yield manifest.finding("P078", item, "parameters", value=parameters)


def _references(manifest: Manifest) -> Iterator[Finding]:
    """Check that what items and dependencies refer to is there, and that items refer to what can be opened."""
    for element in manifest.root.iter(manifest.name("item"), manifest.name("dependency")):
        reference = element.get("identifierref")
        if reference is None:
            continue
        resource = manifest.resources.get(reference)
        is_item = element.tag == manifest.name("item")
        if resource is None:
            code, known = "P054" if is_item else "P060", ", ".join(islice(manifest.resources, 10)) or "none"
            yield manifest.finding(code, element, "identifierref", value=reference, known=known)
        elif is_item and resource.get("href") is None:
            yield manifest.finding("P055", element, "identifierref", value=reference)


def _launched(manifest: Manifest) -> Iterator[Finding]:
    for resource in manifest.launched:
        if resource.get(_SCORMTYPE) is None and _misspelt(resource) is None:
            yield manifest.finding("P056", resource, "scormtype", resource=resource.get("identifier", ""))
    scos = [resource for resource in manifest.launched if resource.get(_SCORMTYPE) == "sco"]
    if len(scos) > 1:
        yield manifest.finding("P073", scos[1], count=len(scos))


def _resources(manifest: Manifest) -> Iterator[Finding]:
    for resource in manifest.every("resource"):
        kind = resource.get("type")
        misspelt = _misspelt(resource)
        if kind is not None and kind != "webcontent":
            yield manifest.finding("P059", resource, "type", value=kind)
        if misspelt is not None:
            yield manifest.finding("P058", resource, misspelt, name=misspelt)


def _misspelt(resource: etree._Element) -> str | None:
    """Return the attribute that would be scormtype but for its case, as SCORM 2004 spells it."""
    names = [etree.QName(name) for name in resource.attrib]
    adlcp = [name.localname for name in names if name.namespace == ADLCP_12]
    return next((name for name in adlcp if name != "scormtype" and name.lower() == "scormtype"), None)


def _adlcp(manifest: Manifest) -> Iterator[Finding]:
    for element in manifest.root.iter(f"{{{ADLCP_12}}}masteryscore"):
        text = words(element)
        if not _NUMBER.fullmatch(text) or float(text) > 100:
            yield manifest.finding("P061", element, value=text)
        else:
            yield manifest.finding("P064", element, value=text)
    for element in manifest.root.iter(f"{{{ADLCP_12}}}maxtimeallowed"):
        if not _TIMESPAN.fullmatch(words(element)):
            yield manifest.finding("P062", element, value=words(element))


def _titles(manifest: Manifest) -> Iterator[Finding]:
    said = set()
    for title in manifest.every("title"):
        text = words(title)
        if text in said:
            continue
        said.add(text)
        if set("&<>") & set(text):
            yield manifest.finding("P066", title, value=text)
        if TITLE_LIMIT < len(text) <= 200:  # beyond 200, the schema has the word
            yield manifest.finding("P065", title, value=text, count=len(text), limit=TITLE_LIMIT)


def _odd(manifest: Manifest) -> Iterator[Finding]:
    """Yield what is valid, but is not understood by every LMS."""
    for element in manifest.root.iter("*"):
        if element.get(f"{{{XML}}}base") is not None:
            yield manifest.finding("P075", element, "base", value=element.get(f"{{{XML}}}base"))
    for inner in manifest.every("manifest"):
        if inner is not manifest.root:
            yield manifest.finding("P074", inner)


_CHECKS: tuple[Callable[[Manifest], Iterator[Finding]], ...] = (
    _names,
    _metadata,
    _identifiers,
    _organizations,
    _items,
    _references,
    _launched,
    _resources,
    _adlcp,
    _titles,
    _odd,
)
