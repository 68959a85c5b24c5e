"""What SCORM 2004 asks of the sequencing in a manifest beyond its schema.

Source: SCORM 2004 Content Aggregation Model, section 5.1; Sequencing and Navigation, sections 3 and 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from scormkit.manifest import Finding, Manifest
from scormkit.namespaces import ADLSEQ_2004, IMSSS_2004

_RULES = ("preConditionRule", "exitConditionRule", "postConditionRule")
_READS = ("readSatisfiedStatus", "readNormalizedMeasure")  # true unless said otherwise
_WRITES = ("writeSatisfiedStatus", "writeNormalizedMeasure")
_LIMITS_THAT_COUNT = {"attemptLimit", "attemptAbsoluteDurationLimit"}


def findings(manifest: Manifest) -> Iterator[Finding]:
    """Yield every breach of a rule of sequencing, one activity after the other."""
    kept = {each.get("ID") for each in manifest.root.iterfind(f".//{_imsss('sequencingCollection')}/*")}
    for sequencing in manifest.root.iter(_imsss("sequencing")):
        for check in _CHECKS:
            yield from check(manifest, sequencing)
        yield from _collection(manifest, sequencing, kept)


def _conditions(manifest: Manifest, sequencing: etree._Element) -> Iterator[Finding]:
    for rule in sequencing.iter(*map(_imsss, _RULES)):
        if rule.find(_imsss("ruleConditions")) is None:
            yield manifest.finding("P142", rule, name=etree.QName(rule).localname)


def _controls(manifest: Manifest, sequencing: etree._Element) -> Iterator[Finding]:
    """Find the parents none of whose children can be reached: neither by choice nor by going on."""
    parent = sequencing.getparent()
    if parent is None or not manifest.children(parent, "item"):
        return
    for control in sequencing.iterchildren(_imsss("controlMode")):
        if not _is_true(control, "choice", "true") and not _is_true(control, "flow", "false"):
            yield manifest.finding("P141", control)


def _objectives(manifest: Manifest, sequencing: etree._Element) -> Iterator[Finding]:
    seen: set[str] = set()
    written: set[tuple[str, str]] = set()
    for objective in _own_objectives(sequencing):
        called = objective.get("objectiveID")
        if called is not None and called in seen:
            yield manifest.finding("P143", objective, "objectiveID", value=called)
        seen.add(called or "")
        maps = objective.findall(_imsss("mapInfo"))
        if maps and not called:
            yield manifest.finding("P144", objective, "objectiveID")
        for name in _READS:
            readers = [each for each in maps if _is_true(each, name, "true")]
            if len(readers) > 1:
                yield manifest.finding("P145", readers[1], name, name=name, count=len(readers))
        for each in maps:
            for name in _WRITES:
                target = (each.get("targetObjectiveID", ""), name)
                if _is_true(each, name, "false"):
                    if target in written:
                        yield manifest.finding("P146", each, name, name=name, value=target[0])
                    written.add(target)


def _named(manifest: Manifest, sequencing: etree._Element) -> Iterator[Finding]:
    """Check that what is said about objectives is said about those of this activity."""
    if sequencing.get("IDRef") is not None or _is_in_collection(sequencing):
        return  # the other half may hold them
    known = {objective.get("objectiveID", "") for objective in _own_objectives(sequencing)}
    shown = ", ".join(sorted(known - {""})) or "none"
    for objective in sequencing.iter(f"{{{ADLSEQ_2004}}}objective"):
        value = objective.get("objectiveID", "")
        if value not in known:
            yield manifest.finding("P147", objective, "objectiveID", value=value, known=shown)
    for condition in sequencing.iter(_imsss("ruleCondition")):
        value = condition.get("referencedObjective", "")
        if value and value not in known:
            yield manifest.finding("P152", condition, "referencedObjective", value=value, known=shown)


def _collection(manifest: Manifest, sequencing: etree._Element, kept: set[str | None]) -> Iterator[Finding]:
    """Check that ID and IDRef stand where they belong, and that an IDRef leads to one of those ``kept``."""
    is_kept = _is_in_collection(sequencing)
    misplaced = "IDRef" if is_kept else "ID"
    if sequencing.get(misplaced) is not None:
        yield manifest.finding("P149", sequencing, misplaced, name=misplaced)
    reference = sequencing.get("IDRef")
    if reference is not None and not is_kept and reference not in kept:
        yield manifest.finding("P148", sequencing, "IDRef", value=reference)


def _unheard(manifest: Manifest, sequencing: etree._Element) -> Iterator[Finding]:
    for limits in sequencing.iterchildren(_imsss("limitConditions")):
        for name in sorted({str(each) for each in limits.attrib} - _LIMITS_THAT_COUNT):
            yield manifest.finding("P150", limits, name, name=name)
    for resources in sequencing.iterchildren(_imsss("auxiliaryResources")):
        yield manifest.finding("P150", resources, name="auxiliaryResources")


def _is_in_collection(sequencing: etree._Element) -> bool:
    parent = sequencing.getparent()
    return parent is not None and bool(parent.tag == _imsss("sequencingCollection"))


def _own_objectives(sequencing: etree._Element) -> list[etree._Element]:
    return [each for holder in sequencing.iterchildren(_imsss("objectives")) for each in holder.iterchildren("*")]


def _is_true(element: etree._Element, name: str, default: str) -> bool:
    return element.get(name, default).strip() in {"true", "1"}


def _imsss(name: str) -> str:
    return f"{{{IMSSS_2004}}}{name}"


_CHECKS: tuple[Callable[[Manifest, etree._Element], Iterator[Finding]], ...] = (
    _conditions,
    _controls,
    _objectives,
    _named,
    _unheard,
)
