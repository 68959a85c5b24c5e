"""Read a finished package as a stranger would, and say what an LMS will stumble over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import cast

from scormkit import pages, practice, recognise, references, safexml, scorm12_rules, xsd
from scormkit.container import Container, open_container
from scormkit.entries import folded
from scormkit.manifest import Finding, Manifest
from scormkit.problems import Problem, in_order
from scormkit.recognise import COURSE_STRUCTURE, MANIFEST, Standard
from scormkit.rules import entry, problem, within

_LAUNCH_LIMIT = 1 << 20
_MOST = 200  # nobody reads more problems of one package

STANDARDS: dict[Standard, str] = {
    "scorm12": "SCORM 1.2",
    "scorm2004-2": "SCORM 2004 2nd Edition",
    "scorm2004-3": "SCORM 2004 3rd Edition",
    "scorm2004-4": "SCORM 2004 4th Edition",
    "cmi5": "cmi5",
    "aicc": "AICC",
    "tincan": "Tin Can (xAPI without cmi5)",
    "none": "neither SCORM nor cmi5",
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found out about a package.

    ``sha256`` is None when the file could not be read, ``launch`` when no entry is named that an LMS would open first;
    ``tail`` is what stands behind it in the address: query and fragment.
    """

    file: Path
    sha256: str | None
    standard: Standard
    tool: str | None
    launch: str | None
    problems: tuple[Problem, ...]
    tail: str = ""


def verify(path: Path, *, sha256: str | None = None) -> Report:
    """Return what is wrong with the package at ``path``. Reads only that file, writes nothing, raises nothing.

    ``sha256``: of the file, for who has just worked it out.
    """
    problems: tuple[Problem, ...] = ()
    if path.suffix.lower() == ".xml" and path.is_file():
        seen = _bare(path)
    else:
        container, problems = open_container(path)
        seen = _contents(container) if container else _Seen()
        if container:
            container.close()
    return Report(
        file=path,
        sha256=sha256 or _sha256(path),
        standard=seen.standard,
        tool=seen.tool,
        launch=seen.launch,
        problems=in_order([*problems, *seen.problems]),
        tail=seen.tail,
    )


@dataclass(frozen=True)
class _Seen:
    """What the files of a package tell."""

    standard: Standard = "none"
    tool: str | None = None
    problems: Sequence[Problem] = ()
    launch: str | None = None
    tail: str = ""


def verify_site(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a zip that is meant to be a plain website: the layers that ask for no standard."""
    container, problems = open_container(path)
    more: list[Problem] = []
    if container:
        more = [*practice.problems(container), *islice(pages.problems(container, None), _MOST)]
        container.close()
    return in_order([*problems, *more])


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _contents(container: Container) -> _Seen:
    """Return standard, tool and faults of what is inside: the manifest first, everything else through it."""
    names = container.members.keys()
    name = next((each for each in (MANIFEST, COURSE_STRUCTURE) if each in names), None)
    if name is None:
        standard = recognise.by_entries(names)
        return _Seen(standard, recognise.tool(names, None), [_without_manifest(container, standard)])
    named: Standard = "cmi5" if name == COURSE_STRUCTURE else "none"
    if name in container.damaged:
        return _Seen(named)
    data = container.read(name, safexml.SIZE_BYTES)
    if data is None:
        return _Seen(named, None, [problem("P024", entry(name), limit=f"{safexml.SIZE_BYTES >> 20} MB")])
    document, problems = safexml.read(name, data)
    if document is None:
        return _Seen(named, None, problems)
    manifest = Manifest(document=document)
    standard = named if named == "cmi5" else recognise.by_manifest(document.root)
    if standard == "cmi5":
        from scormkit.cmi5_rules import launch_file, launch_tail  # loaded for the standard at hand: it takes its time

        launch, tail = launch_file(document), launch_tail(document)
    else:
        launch, tail = references.launch_file(manifest), references.launch_tail(manifest)
    first = container.read(launch, _LAUNCH_LIMIT) if launch in names else None
    checked = _course_structure(document, container) if standard == "cmi5" else _checked(manifest, standard, container)
    found = list(islice(checked, _MOST + 1))
    if len(found) > _MOST:
        found[_MOST:] = [problem("P028", limit=_MOST)]
    opened = launch if launch in names else None
    return _Seen(standard, recognise.tool(names, first), [*problems, *found], opened, tail)


def _bare(path: Path) -> _Seen:
    """Return what a course structure outside a zip tells (cmi5 14.2): it may name only what lies on the web."""
    with path.open("rb") as file:
        data = file.read(safexml.SIZE_BYTES + 1)
    if len(data) > safexml.SIZE_BYTES:
        return _Seen("none", None, [problem("P024", entry(path.name), limit=f"{safexml.SIZE_BYTES >> 20} MB")])
    document, problems = safexml.read(path.name, data)
    if document is None:
        return _Seen("none", None, problems)
    from scormkit.cmi5_rules import is_course_structure

    if not is_course_structure(document):
        return _Seen("none", None, [problem("P162", within(path.name, 1, 1), name=document.root.tag)])
    return _Seen("cmi5", None, [*problems, *islice(_structure(document, None), _MOST)])


def _without_manifest(container: Container, standard: Standard) -> Problem:
    """Say why there is no manifest to read: another standard, another name, another place, or none at all."""
    names = container.members.keys()
    misnamed = {folded(name): name for name in names}
    if standard == "cmi5":
        name = misnamed[COURSE_STRUCTURE]
        return problem("P160", entry(name), name=name)
    if standard != "none":
        return problem("P026", name=STANDARDS[standard])
    if MANIFEST in misnamed:
        return problem("P022", entry(misnamed[MANIFEST]), name=misnamed[MANIFEST])
    for wanted, code in ((MANIFEST, "P020"), (COURSE_STRUCTURE, "P161")):
        nested = min((name for name in names if name.endswith(f"/{wanted}")), key=len, default=None)
        if nested:
            return problem(code, entry(nested), folder=nested.removesuffix(wanted))
    return problem("P021")


def _checked(manifest: Manifest, standard: Standard, container: Container) -> Iterator[Problem]:
    names = container.members.keys()
    if standard == "none":
        yield problem("P027", within(MANIFEST, 1, 1), name=manifest.root.tag)
        return
    findings = list(islice(chain(_rules(standard)(manifest), references.findings(manifest, names)), _MOST + 1))
    yield from (finding.problem for finding in findings)
    yield from _schema(manifest, standard, findings)
    yield from references.surplus(manifest, names)
    yield from practice.problems(container)
    yield from pages.problems(container, standard)


def _rules(standard: Standard) -> Callable[[Manifest], Iterator[Finding]]:
    """Return the rules of an edition of SCORM for its manifest."""
    if standard == "scorm12":
        return scorm12_rules.findings
    from scormkit import scorm2004_rules

    return partial(scorm2004_rules.findings, standard=cast("scorm2004_rules.Standard", standard))


def _course_structure(document: safexml.Document, container: Container) -> Iterator[Problem]:
    """Yield the faults of a cmi5 package: of the course structure, of what it names, and of the files."""
    from scormkit.cmi5_rules import is_course_structure

    if not is_course_structure(document):
        yield problem("P162", within(COURSE_STRUCTURE, 1, 1), name=document.root.tag)
        return
    yield from _structure(document, container.members.keys())
    yield from practice.problems(container)
    yield from pages.problems(container, "cmi5")


def _structure(document: safexml.Document, names: Collection[str] | None) -> Iterator[Problem]:
    """Yield the faults of the course structure; ``names`` are the files that travel with it, None outside a zip."""
    from scormkit import cmi5_rules, cmi5_schema

    findings = list(islice(cmi5_rules.findings(document, names), _MOST + 1))
    yield from (finding.problem for finding in findings)
    said = {(finding.element, finding.about) for finding in findings}
    for complaint in cmi5_schema.complaints(document.root):
        if (complaint.element, complaint.about) not in said:
            yield problem("P163", document.place(complaint.element), message=complaint.message)


def _schema(manifest: Manifest, standard: Standard, findings: list[Finding]) -> Iterator[Problem]:
    """Yield what the schema adds to what the rules have said in better words."""
    said = {(finding.element, finding.about) for finding in findings}
    if any(finding.problem.code == "P033" for finding in findings):
        return
    if not xsd.known(standard):
        yield problem("P025", name=STANDARDS[standard])
        return
    for complaint in xsd.complaints(manifest.root, standard):
        # Whether `default` names an organization, and whether that one's identifier is sound, are rules of ours.
        if (complaint.element, complaint.about) not in said and complaint.about != "default":
            place = manifest.document.place(complaint.element)
            yield problem("P040", place, standard=STANDARDS[standard], message=complaint.message)
