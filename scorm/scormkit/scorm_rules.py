"""What every edition of SCORM asks of a manifest beyond its schema, and what LMSs stumble over in one.

Source: SCORM 1.2 Content Aggregation Model, section 2.3; SCORM 2004 Content Aggregation Model, section 3.4;
Moodle 4.5 as observed. What one edition asks alone stands in ``scorm12_rules`` and ``scorm2004_rules``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from lxml import etree

from scormkit.manifest import Finding, Manifest, words
from scormkit.outline import TITLE_LIMIT

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_PARAMETERS = re.compile(r"([?#]|[^=&?#]+=)[\w\-.~!$&'()*+,;=:@/?#%]*", re.ASCII)

# The first element that has a name of a namespace with another prefix than the usual one, be it its own or an
# attribute's.
_MISPREFIXED = (
    "(//*[self::*[namespace-uri() = $space and substring-before(name(), ':') != $prefix]"
    " or @*[namespace-uri() = $space and substring-before(name(), ':') != $prefix]])[1]"
)
_IDENTIFIER_LIMIT = 255  # Moodle's column; a longer one is a database error and no activity


@dataclass(frozen=True, kw_only=True)
class Edition:
    """How an edition names itself and its things. ``versions`` are the schemaversions it goes by, the usual first."""

    name: str
    imscp: str
    adlcp: str
    versions: tuple[str, ...]
    type_attribute: str

    def scorm_type(self, resource: etree._Element) -> str | None:
        return resource.get(f"{{{self.adlcp}}}{self.type_attribute}")

    def misspelt_type(self, resource: etree._Element) -> str | None:
        """Return the attribute that says what the resource is, but in the case of another edition."""
        names = [etree.QName(name) for name in resource.attrib]
        adlcp = [name.localname for name in names if name.namespace == self.adlcp]
        wanted = self.type_attribute
        return next((name for name in adlcp if name != wanted and name.lower() == wanted.lower()), None)


def findings(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    """Yield every breach of a rule that the editions share."""
    for check in _CHECKS:
        yield from check(manifest, edition)


def misprefixed(manifest: Manifest, space: str, prefix: str) -> Iterator[tuple[etree._Element, str]]:
    """Yield the first element, if any, that names the namespace by another prefix, and that prefix."""
    for element in cast("list[etree._Element]", manifest.root.xpath(_MISPREFIXED, space=space, prefix=prefix)):
        prefixes = [each for each, name in element.nsmap.items() if name == space and each != prefix]
        yield element, prefixes[0] or ""


def _names(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    """Check namespaces and prefixes. Moodle compares names as text, with the prefix."""
    root = manifest.root
    if manifest.namespace != edition.imscp:
        found = manifest.namespace or "none"
        yield manifest.finding("P033", root, namespace=found, wanted=edition.imscp, standard=edition.name)
    elif root.prefix:
        yield manifest.finding("P034", root, prefix=root.prefix, wanted=edition.imscp)
    for element, prefix in misprefixed(manifest, edition.adlcp, "adlcp"):
        yield manifest.finding("P057", element, prefix=prefix)


def _metadata(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    metadata = manifest.root.find(manifest.name("metadata"))
    for local, known, code in (("schema", ("ADL SCORM",), "P043"), ("schemaversion", edition.versions, "P044")):
        element = metadata.find(manifest.name(local)) if metadata is not None else None
        if element is None:
            parent = manifest.root if metadata is None else metadata
            yield manifest.finding("P045", parent, name=local, wanted=known[0])
        elif words(element) not in known:
            yield manifest.finding(code, element, value=words(element), standard=edition.name, wanted=known[0])


def _identifiers(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
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


def _organizations(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
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


def _items(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    for item in manifest.every("item"):
        parameters = item.get("parameters")
        if not words(item.find(manifest.name("title"))):
            yield manifest.finding("P051", item, item=item.get("identifier", ""))
        if parameters and (item.get("identifierref") is None or not _PARAMETERS.fullmatch(parameters)):
            yield manifest.finding("P078", item, "parameters", value=parameters)


def _references(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    """Check that what items and dependencies refer to is there, and that items refer to what can be opened."""
    inner = {each.get("identifier") for each in manifest.every("manifest")}  # an item may open one of these
    for element in manifest.root.iter(manifest.name("item"), manifest.name("dependency")):
        reference = element.get("identifierref")
        if reference is None:
            continue
        resource = manifest.resources.get(reference)
        is_item = element.tag == manifest.name("item")
        if resource is None and is_item and reference in inner:
            continue
        if resource is None:
            code, known = "P054" if is_item else "P060", ", ".join(islice(manifest.resources, 10)) or "none"
            yield manifest.finding(code, element, "identifierref", value=reference, known=known)
        elif is_item and resource.get("href") is None:
            wanted = edition.type_attribute
            yield manifest.finding("P055", element, "identifierref", value=reference, wanted=wanted)


def _resources(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    for resource in manifest.every("resource"):
        kind = resource.get("type")
        misspelt = edition.misspelt_type(resource)
        if kind is not None and kind != "webcontent":
            yield manifest.finding("P059", resource, "type", value=kind)
        if misspelt is not None:
            values = {"name": misspelt, "wanted": edition.type_attribute, "standard": edition.name}
            yield manifest.finding("P058", resource, misspelt, **values)


def _scos(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    scos = [resource for resource in manifest.launched if edition.scorm_type(resource) == "sco"]
    if len(scos) > 1:
        yield manifest.finding("P073", scos[1], count=len(scos))
    if manifest.launched and all(edition.scorm_type(resource) == "asset" for resource in manifest.launched):
        yield manifest.finding("P067", manifest.launched[0], edition.type_attribute, wanted=edition.type_attribute)


def _titles(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    said = set()
    for title in manifest.every("title"):
        text = words(title)
        if text in said:
            continue
        said.add(text)
        if set("&<>") & set(text):
            yield manifest.finding("P066", title, value=text)
        if TITLE_LIMIT < len(text) <= 200:  # beyond 200, the edition's own rule or schema has the word
            yield manifest.finding("P065", title, value=text, count=len(text), limit=TITLE_LIMIT)


def _inner(manifest: Manifest, edition: Edition) -> Iterator[Finding]:
    for inner in manifest.every("manifest"):
        if inner is not manifest.root:
            yield manifest.finding("P074", inner)


_CHECKS: tuple[Callable[[Manifest, Edition], Iterator[Finding]], ...] = (
    _names,
    _metadata,
    _identifiers,
    _organizations,
    _items,
    _references,
    _resources,
    _scos,
    _titles,
    _inner,
)
