"""The files of the zip against the files that the manifest names, both ways.

Source: IMS Content Packaging 1.1.2; RFC 3986 for the form of a href.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from scormkit.entries import folded
from scormkit.manifest import Finding, Manifest
from scormkit.namespaces import ADLCP_12, ADLCP_2004, XSI
from scormkit.problems import Problem
from scormkit.recognise import MANIFEST
from scormkit.rules import entry, problem

_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:|//")
_FILE_OR_DRIVE = re.compile(r"^(file:|[A-Za-z]:)", re.IGNORECASE)
_NOT_A_URL = re.compile(r"[^\x21-\x7e]|[<>\"{}|^`]|%(?![0-9A-Fa-f]{2})")

# ADL's checker spares control documents when it looks for surplus files: no resource depends on them.
_CONTROL = (".xsd", ".dtd")
# What a Mac or Windows leaves in a folder. It is no content, and practice.py says that it is there.
LITTER = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """An href of the manifest: ``path`` is the entry it means, or None when it means none in the package."""

    element: etree._Element
    href: str
    path: str | None


def launch_file(manifest: Manifest) -> str | None:
    """Return the entry that an LMS opens first, if the manifest names one in the package."""
    hrefs = (_reference(manifest, resource) for resource in manifest.launched if resource.get("href"))
    return next((reference.path for reference in hrefs if reference.path), None)


def launch_tail(manifest: Manifest) -> str:
    """Return what stands behind that entry in its address: query and fragment of the href, parameters of the item."""
    for item in manifest.every("item"):
        resource = manifest.resources.get(item.get("identifierref", ""))
        reference = _reference(manifest, resource) if resource is not None and resource.get("href") else None
        if reference is not None and reference.path:
            return tail(reference.href, item.get("parameters", ""))
    return ""


def tail(address: str, parameters: str = "") -> str:
    """Return the query and the fragment of an address to which parameters are added (SCORM 2004 CAM 3.4)."""
    rest, _, fragment = address.partition("#")
    query = rest.partition("?")[2]
    added = parameters.strip().lstrip("?&")
    if added.startswith("#"):
        fragment = fragment or added[1:]
    else:
        query = "&".join(filter(None, (query, added)))
    return (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def findings(manifest: Manifest, names: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with the hrefs of the manifest, and the files that they name in vain."""
    references = list(_references(manifest))
    by_fold = {folded(name): name for name in names}
    missing = set()
    for reference in references:
        yield from _form(manifest, reference)
        path = reference.path
        if path is None or path in names or path in missing:
            continue
        missing.add(path)
        near = by_fold.get(folded(path))
        if near is None:
            yield manifest.finding("P090", reference.element, "href", name=path)
        else:
            yield manifest.finding("P092", reference.element, "href", name=path, near=near)
    yield from _launch_unlisted(manifest)
    yield from _control_documents(manifest, names)


def surplus(manifest: Manifest, names: Collection[str]) -> Iterator[Problem]:
    """Yield the files of the zip that no resource lists."""
    listed = {folded(reference.path) for reference in _references(manifest) if reference.path}
    for name in sorted(names):
        known = folded(name) in listed or name == MANIFEST or name.lower().endswith(_CONTROL)
        if not known and not LITTER.search(name):
            yield problem("P091", entry(name), name=name)


def _references(manifest: Manifest) -> Iterator[Reference]:
    for element in manifest.root.iter(*(manifest.name(local) for local in ("resource", "file"))):
        if element.get("href"):
            yield _reference(manifest, element)
    # Metadata may lie in a file of its own.
    for element in manifest.root.iter(f"{{{ADLCP_12}}}location", f"{{{ADLCP_2004}}}location"):
        text = (element.text or "").strip()
        if text:
            yield Reference(element=element, href=text, path=_path(text))


def _reference(manifest: Manifest, element: etree._Element) -> Reference:
    href = element.get("href", "")
    return Reference(element=element, href=href, path=_path(manifest.base(element) + href))


def _path(href: str) -> str | None:
    """Return the entry that a href means, forgiving what ``_form`` reports; None for the outside."""
    if _EXTERNAL.match(href) and not _FILE_OR_DRIVE.match(href):
        return None
    try:
        path = urlsplit(_FILE_OR_DRIVE.sub("", href.replace("\\", "/"))).path
    except ValueError:  # an address such as //[
        return None
    path = posixpath.normpath(unquote(path).lstrip("/"))
    return None if path == ".." or path.startswith("../") else path


def _form(manifest: Manifest, reference: Reference) -> Iterator[Finding]:
    """Say what is wrong with how a href is written: the worst thing only."""
    href, element = reference.href, reference.element
    if _FILE_OR_DRIVE.match(href) or (href.startswith(("/", "\\")) and not href.startswith("//")):
        yield manifest.finding("P095", element, "href", href=href)
    elif _EXTERNAL.match(href):
        yield manifest.finding("P097", element, "href", href=href)
    elif reference.path is None:
        yield manifest.finding("P093", element, "href", href=href)
    elif "\\" in href:
        yield manifest.finding("P094", element, "href", href=href)
    elif _NOT_A_URL.search(href):
        yield manifest.finding("P096", element, "href", href=href)


def _launch_unlisted(manifest: Manifest) -> Iterator[Finding]:
    """Find launchable resources whose first file is not among their own files or those of a dependency."""
    files = {resource: _files_of(manifest, resource) for resource in manifest.every("resource")}
    for resource, own in files.items():
        path = _reference(manifest, resource).path if resource.get("href") else None
        names = (each.get("identifierref", "") for each in manifest.children(resource, "dependency"))
        wanted = (manifest.resources.get(name) for name in names)
        if path and path not in own and not any(path in files[other] for other in wanted if other is not None):
            yield manifest.finding("P098", resource, "href", name=path, resource=resource.get("identifier", ""))


def _files_of(manifest: Manifest, resource: etree._Element) -> set[str | None]:
    return {_reference(manifest, file).path for file in manifest.children(resource, "file") if file.get("href")}


def _control_documents(manifest: Manifest, names: Collection[str]) -> Iterator[Finding]:
    """Check the schemas that schemaLocation names: they travel in the package, at the place it says."""
    hint = f"{{{XSI}}}schemaLocation"
    for element in manifest.root.iter("*"):
        locations = (element.get(hint) or "").split()[1::2]
        for location in dict.fromkeys(locations):
            if _EXTERNAL.match(location):
                yield manifest.finding("P070", element, "schemaLocation", location=location)
            elif _path(location) not in names:
                yield manifest.finding("P068", element, "schemaLocation", location=location)
    if not manifest.root.get(hint):
        yield manifest.finding("P069", manifest.root, "schemaLocation")
