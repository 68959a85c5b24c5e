"""A manifest of IMS Content Packaging as its rules look at it: items, resources and the files they name.

What SCORM 1.2 and 2004 share; nothing here depends on the edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from scormkit.namespaces import XML
from scormkit.problems import Problem
from scormkit.rules import problem
from scormkit.safexml import Document


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A problem with an element of the manifest. ``about`` is the attribute in question, or empty for the content.

    It silences the schema's own complaint about the same thing: each fault is said once.
    """

    element: etree._Element
    about: str
    problem: Problem


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The manifest, read in the namespace that its root has."""

    document: Document

    @property
    def root(self) -> etree._Element:
        return self.document.root

    @cached_property
    def namespace(self) -> str | None:
        return etree.QName(self.root).namespace

    def name(self, local: str) -> str:
        return f"{{{self.namespace}}}{local}" if self.namespace else local

    def every(self, local: str) -> Iterator[etree._Element]:
        return self.root.iter(self.name(local))

    def children(self, parent: etree._Element, local: str) -> list[etree._Element]:
        return parent.findall(self.name(local))

    @cached_property
    def resources(self) -> dict[str, etree._Element]:
        """The resources by identifier; the first, where two share one."""
        found: dict[str, etree._Element] = {}
        for resource in self.every("resource"):
            found.setdefault(resource.get("identifier", ""), resource)
        return found

    @cached_property
    def launched(self) -> list[etree._Element]:
        """The resources that items open, each once, in the order of the items."""
        found: dict[etree._Element, None] = {}
        for item in self.every("item"):
            resource = self.resources.get(item.get("identifierref", ""))
            if resource is not None:
                found[resource] = None
        return list(found)

    def base(self, element: etree._Element) -> str:
        """Return what every ``xml:base`` on the way to the element puts before its href."""
        line = [element, *element.iterancestors()]
        return "".join(each.get(f"{{{XML}}}base", "") for each in reversed(line))

    def finding(self, code: str, element: etree._Element, about: str = "", **values: object) -> Finding:
        place = self.document.place(element)
        return Finding(element=element, about=about, problem=problem(code, place, **values))


def words(element: etree._Element | None) -> str:
    """Return the text of an element, without the white space around it."""
    return (element.text or "").strip() if element is not None else ""
