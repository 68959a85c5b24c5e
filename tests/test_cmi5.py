"""The cmi5 course structure that we write, looked at without our own verifier."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from scormkit import cmi5
from scormkit.cmi5 import Unit, Words
from scormkit.outline import Outline

SPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
NS = {"c": SPACE}

RIVERS = Outline(
    identifier="rivers",
    title="Flüsse „und“ Ufer",
    language="de",
    version="1.2.0",
    launch="index.html",
    files=("index.html", "player-1a2b3c4d.js"),
)
UNIT = Unit(
    base="https://example.org/cmi5/",
    description="Wie ein Fluss läuft.",
    move_on="CompletedOrPassed",
    mastery_score=0.8,
    translations={"nl-NL": Words(title="Rivieren", description="Hoe een rivier loopt.")},
)


def parsed(outline: Outline = RIVERS, unit: Unit = UNIT) -> etree._Element:
    return etree.fromstring(cmi5.structure(outline, unit))


def texts(root: etree._Element, path: str) -> list[tuple[str | None, str | None]]:
    return [(each.get("lang"), each.text) for each in root.findall(f"{path}/c:langstring", NS)]


def test_the_children_stand_in_the_order_of_the_schema() -> None:
    """CourseStructure.xsd is a sequence everywhere: another order is refused."""
    root = parsed()

    def children(element: etree._Element) -> list[str]:
        return [etree.QName(child).localname for child in element]

    assert root.tag == f"{{{SPACE}}}courseStructure"
    assert dict(root.attrib) == {}
    assert children(root) == ["course", "au"]
    assert children(root[0]) == ["title", "description"]
    assert children(root[1]) == ["title", "description", "url"]
    assert {etree.QName(element).namespace for element in root.iter()} == {SPACE}


def test_ids_are_absolute_different_and_the_same_in_every_version() -> None:
    later = parsed(replace(RIVERS, version="2.0.0", title="Rivers"), replace(UNIT, base="https://example.org/cmi5"))

    assert parsed()[0].get("id") == later[0].get("id") == "https://example.org/cmi5/course/rivers"
    assert parsed()[1].get("id") == later[1].get("id") == "https://example.org/cmi5/au/rivers"
    assert cmi5.course_id(RIVERS, UNIT) != cmi5.unit_id(RIVERS, UNIT)
    named = replace(UNIT, base="urn:x-rivers")
    assert cmi5.course_id(RIVERS, named) == "urn:x-rivers:course:rivers"


def test_titles_and_descriptions_are_given_in_every_language_with_its_tag() -> None:
    root = parsed()

    for path in ("c:course", "c:au"):
        assert texts(root, f"{path}/c:title") == [("de", "Flüsse „und“ Ufer"), ("nl-NL", "Rivieren")]
        assert texts(root, f"{path}/c:description") == [
            ("de", "Wie ein Fluss läuft."),
            ("nl-NL", "Hoe een rivier loopt."),
        ]


def test_the_unit_says_what_moves_on_what_masters_and_where_it_opens() -> None:
    au = parsed()[1]

    assert au.get("moveOn") == "CompletedOrPassed"
    assert au.get("masteryScore") == "0.8"
    assert au.get("launchMethod") == "AnyWindow"
    assert set(au.attrib) == {"id", "moveOn", "masteryScore", "launchMethod"}
    assert au.findtext("c:url", namespaces=NS) == "index.html"


def test_without_a_mastery_score_the_content_decides() -> None:
    assert parsed(unit=replace(UNIT, mastery_score=None))[1].get("masteryScore") is None


@pytest.mark.parametrize(("score", "written"), [(0, "0"), (0.0, "0"), (1.0, "1"), (0.75, "0.75")])
def test_a_mastery_score_is_a_plain_decimal(score: float, written: str) -> None:
    """The schema's type is decimal, which has no exponent."""
    assert parsed(unit=replace(UNIT, mastery_score=score))[1].get("masteryScore") == written


def test_the_same_input_gives_the_same_bytes() -> None:
    first = cmi5.structure(RIVERS, UNIT)

    assert first == cmi5.structure(RIVERS, UNIT)
    assert first.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<courseStructure xmlns="https://w3id.org/')


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("base", "course", "IRI"),
        ("base", "//example.org", "IRI"),
        ("base", "https://example.org/a b", "IRI"),
        ("description", " ", "description"),
        ("move_on", "Finished", "moveOn"),
        ("launch_method", "Popup", "launchMethod"),
        ("mastery_score", 80, "mastery score"),
        ("mastery_score", -0.1, "mastery score"),
        ("mastery_score", 0.00001, "mastery score"),
        ("translations", {"de_DE": Words(title="Flüsse", description="Wie.")}, "language tag"),
        ("translations", {"fr": Words(title="", description="Comment.")}, "translation"),
    ],
)
def test_what_an_lms_must_refuse_is_not_written(field: str, value: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        cmi5.structure(RIVERS, replace(UNIT, **{field: value}))


def test_every_reason_is_said_at_once() -> None:
    with pytest.raises(ValueError, match=r"IRI.*description.*mastery"):
        cmi5.structure(RIVERS, replace(UNIT, base="", description="", mastery_score=2))


def test_an_outline_that_no_lms_would_like_is_refused() -> None:
    with pytest.raises(ValueError, match="launch file"):
        cmi5.structure(replace(RIVERS, launch="start.html"), UNIT)
