"""What cmi5 asks of a course structure and its package beyond the schema.

Source: cmi5 1.0 ("quartz"), sections 3, 8.1, 13 and 14; requirement numbers are those of ``@cmi5/requirements``.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree

from scormkit.entries import folded
from scormkit.manifest import Finding, words
from scormkit.namespaces import CMI5, XML, XSI
from scormkit.references import tail
from scormkit.rules import problem
from scormkit.safexml import Document

_MOVE_ON = ("NotApplicable", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed")
_CHOICES = {"moveOn": _MOVE_ON, "launchMethod": ("AnyWindow", "OwnWindow")}
_RESERVED = {"endpoint", "fetch", "actor", "registration", "activityId"}

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:[^\s<>\"{}|\\^`]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")
_NOT_A_URL = re.compile(r"[^\x21-\x7e]|[<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")
_DECIMAL = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*")


def is_course_structure(document: Document) -> bool:
    return bool(document.root.tag == _cmi5("courseStructure"))


def launch_file(document: Document) -> str | None:
    """Return the entry that an LMS opens first, if the course structure names one in the package."""
    paths = (_path(_url(au)) for au in document.root.iter(_cmi5("au")))
    return next((path for path in paths if path), None)


def launch_tail(document: Document) -> str:
    """Return what stands behind that entry in its address: query and fragment."""
    urls = (_url(au) for au in document.root.iter(_cmi5("au")))
    return next((tail(url) for url in urls if _path(url)), "")


def findings(document: Document, names: Collection[str] | None) -> Iterator[Finding]:
    """Yield every breach of a rule of cmi5. ``names`` are the files of the package; None where there is none."""
    for check in _CHECKS:
        yield from check(document)
    yield from _beside(document) if names is None else _files(document, names)
    yield from _extensions(document, names or ())


def _ids(document: Document) -> Iterator[Finding]:
    """Check that ids are absolute, and unique among their like: records hang on them."""
    elements = list(document.root.iter(*map(_cmi5, ("course", "block", "au", "objective"))))
    values = [(element, name, element.get(name)) for element in elements for name in ("id", "idref")]
    for element, name, value in values:
        if value is not None and not _ABSOLUTE.fullmatch(value.strip()):
            yield _finding(document, "P164", element, name, name=name, value=value)
    for local, code in (("block", "P165"), ("objective", "P166"), ("au", "P167")):
        ids = [(element, (element.get("id") or "").strip()) for element in document.root.iter(_cmi5(local))]
        counted = Counter(value for _, value in ids)
        seen = set()
        for element, value in ids:
            if value and value in seen:
                yield _finding(document, code, element, "id", value=value, count=counted[value])
            seen.add(value)


def _objectives(document: Document) -> Iterator[Finding]:
    known = {(each.get("id") or "").strip() for each in document.root.iter(_cmi5("objective"))}
    for element in document.root.iter(_cmi5("objective")):
        value = (element.get("idref") or "").strip()
        if value and value not in known:
            yield _finding(document, "P174", element, "idref", value=value)


def _words(document: Document) -> Iterator[Finding]:
    for element in document.root.iter(_cmi5("title"), _cmi5("description")):
        if element.find(_cmi5("langstring")) is None:
            yield _finding(document, "P178", element, name=etree.QName(element).localname)


def _units(document: Document) -> Iterator[Finding]:
    units = list(document.root.iter(_cmi5("au")))
    for au in units:
        for name, known in _CHOICES.items():
            value = au.get(name)
            if value is not None and value not in known:
                yield _finding(document, "P176", au, name, name=name, value=value, known=", ".join(known))
        score = au.get("masteryScore")
        if score is not None and not (_DECIMAL.fullmatch(score) and 0 <= float(score) <= 1):
            yield _finding(document, "P175", au, "masteryScore", value=score)
    if units and all(au.get("moveOn", "NotApplicable") == "NotApplicable" for au in units):
        yield _finding(document, "P180", units[0], "moveOn")


def _addresses(document: Document) -> Iterator[Finding]:
    for au in document.root.iter(_cmi5("au")):
        for element in au.iterchildren(_cmi5("url")):
            address = words(element)
            if not address or _NOT_A_URL.search(address) or not _is_parted(address):
                yield _finding(document, "P169", element, value=address)
                continue
            scheme = urlsplit(address).scheme
            if scheme not in {"", "http", "https"}:
                yield _finding(document, "P168", element, value=address, scheme=scheme)
            query = {name for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
            for name in sorted(query & _RESERVED):
                yield _finding(document, "P170", element, value=address, name=name)


def _files(document: Document, names: Collection[str]) -> Iterator[Finding]:
    """Check that what is in the package is named from its root, and that what is named so is there."""
    by_fold = {folded(name): name for name in names}
    said = set()
    for au in document.root.iter(_cmi5("au")):
        for element in au.iterchildren(_cmi5("url")):
            address = words(element)
            if not address or _SCHEME.match(address) or "\\" in address or not _is_parted(address):
                continue
            path = _path(address)
            if path is None:
                yield _finding(document, "P173", element, value=address)
            elif path not in names and path not in said:
                said.add(path)
                near = by_fold.get(folded(path))
                if near is None:
                    yield _finding(document, "P171", element, name=path)
                else:
                    yield _finding(document, "P172", element, name=path, near=near)


def _beside(document: Document) -> Iterator[Finding]:
    """Check that a course structure without a package names nothing that would have to lie beside it."""
    for element in document.root.iter(_cmi5("url")):
        address = words(element)
        if address and not _SCHEME.match(address):
            yield _finding(document, "P184", element, value=address)


def _extensions(document: Document, names: Collection[str]) -> Iterator[Finding]:
    """Check that a schema comes with what other namespaces add: beside the course structure, or named in it."""
    located = {
        space
        for element in document.root.iter("*")
        for space in (element.get(f"{{{XSI}}}schemaLocation") or "").split()[::2]
    }
    has_schema = any(name.lower().endswith(".xsd") for name in names)
    said = {CMI5, XML, XSI, None, *located}
    for element in document.root.iter("*"):
        space = etree.QName(element).namespace
        if space not in said and not has_schema:
            said.add(space)
            yield _finding(document, "P182", element, namespace=space)


def _url(au: etree._Element) -> str:
    return words(au.find(_cmi5("url")))


def _path(address: str) -> str | None:
    """Return the entry of the package that an address means, or None when it means none."""
    if not address or _SCHEME.match(address) or address.startswith("/") or not _is_parted(address):
        return None
    path = posixpath.normpath(unquote(urlsplit(address).path) or ".")
    return None if path in {".", ".."} or path.startswith("../") else path


def _is_parted(address: str) -> bool:
    """Tell whether the address can be taken apart at all; ``//[`` cannot."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _finding(document: Document, code: str, element: etree._Element, about: str = "", **values: object) -> Finding:
    return Finding(element=element, about=about, problem=problem(code, document.place(element), **values))


def _cmi5(name: str) -> str:
    return f"{{{CMI5}}}{name}"


_CHECKS: tuple[Callable[[Document], Iterator[Finding]], ...] = (_ids, _objectives, _words, _units, _addresses)
