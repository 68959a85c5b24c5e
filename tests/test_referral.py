"""The way to the right person: whatever municipality, day, audience and language, somebody who can help."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from seemenow import cli, player_texts, resources
from seemenow.load import load
from seemenow.model import Guidance
from seemenow.referral import municipalities, route, ways
from seemenow.render import Renderer, environment

TODAY = date(2026, 11, 22)
NUMBERS = {2019: 355, 2020: 355, 2021: 352, 2022: 345, 2023: 342, 2026: 342}  # Statistics Netherlands, on 1 January


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    course = load(resources.sample_course()).course
    assert course is not None
    return course.guidance


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["route", *arguments, "--course", str(resources.sample_course()), "--json"])
    assert ended.value.code == cli.FINE
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def steps(value: dict[str, object]) -> list[str]:
    return [each["id"] for each in value["steps"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("year", "count"), NUMBERS.items())
def test_the_table_has_as_many_municipalities_as_were_counted(guidance: Guidance, year: int, count: int) -> None:
    day = date(year, 1, 1)
    rows = guidance.municipalities.values()
    begun = [row for row in rows if not row.valid_from or row.valid_from <= day]
    assert len([row for row in begun if not row.valid_to or row.valid_to >= day]) == count


def test_every_name_of_the_table_leads_to_municipalities_of_today(guidance: Guidance) -> None:
    current = {row["code"] for row in ways.table(guidance) if not row["to"] or row["to"] >= TODAY.isoformat()}
    assert len(current) == 342
    for row in ways.table(guidance):
        assert row["to"] is None or set(row["successors"]) <= current


def test_the_way_has_its_steps_in_order_with_dates(capsys: pytest.CaptureFixture[str]) -> None:
    value = asked(capsys, "Den Haag")
    assert value["kind"] == "one"
    assert steps(value) == ["danger", "inside", "advice", "coordinator", "specialist"]
    phones = [each["phone"] for each in value["steps"]]  # type: ignore[attr-defined]
    assert phones == ["112", None, "0800-2000", None, "033-448 11 86"]
    assert value["steps"][2]["read_on"] == "2026-11-22"  # type: ignore[index]


def test_the_english_name_of_a_municipality_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "The Hague")["municipality"] == asked(capsys, "Den Haag")["municipality"]


def test_nobody_is_named_who_was_not_called(capsys: pytest.CaptureFixture[str], guidance: Guidance) -> None:
    value = asked(capsys, "Amsterdam")
    coordinator = value["steps"][3]  # type: ignore[index]
    assert coordinator["confirmed"] is False
    assert "Amsterdam" in coordinator["purpose"]
    assert not any(region.organisation in json.dumps(value) for region in guidance.regions)


def test_a_student_teacher_goes_through_the_mentor(capsys: pytest.CaptureFixture[str]) -> None:
    value = asked(capsys, "Almere", "--audience", "student-teachers", "--lang", "nl")
    assert "begeleider" in value["steps"][1]["purpose"]  # type: ignore[index]


def test_an_overdue_contact_leaves_only_the_numbers_that_always_stay(capsys: pytest.CaptureFixture[str]) -> None:
    value = asked(capsys, "Almere", "--today", "2030-01-01")
    assert steps(value) == ["danger", "inside", "advice", "coordinator"]


def test_where_it_must_ask_it_shows_what_holds_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    value = asked(capsys, "Bergen")
    assert (value["kind"], value["municipality"], len(value["choices"])) == ("ask", None, 2)  # type: ignore[arg-type]
    assert "advice" in steps(value)
    assert asked(capsys, "Bergen op Zoom")["kind"] == "one"
    assert asked(capsys, "")["kind"] == "none"


def test_a_confirmed_care_coordinator_is_named_until_the_check_is_overdue(guidance: Guidance) -> None:
    region = replace(guidance.regions[0], confirmed=True, dialled_on=TODAY)
    confirmed = replace(guidance, regions=(region, *guidance.regions[1:]))
    code = str(region.municipalities[0])
    assert ways.coordinator(guidance, code, TODAY) is None
    assert ways.coordinator(confirmed, code, TODAY) == region
    assert ways.coordinator(confirmed, code, date(2030, 1, 1)) is None


def test_a_package_names_only_care_coordinators_who_were_called_and_whose_check_is_not_overdue() -> None:
    course = load(resources.sample_course()).course
    assert course is not None
    assert course.guidance.route is not None
    first, second, third, *others = course.guidance.regions
    regions = (
        replace(first, confirmed=True, expires_on=TODAY),
        replace(second, confirmed=False, expires_on=TODAY),
        replace(third, confirmed=True, expires_on=date(2026, 11, 21)),
        *others,
    )
    texts = player_texts.read(resources.assets() / "player", "nl")
    renderer = Renderer(
        course=replace(course, guidance=replace(course.guidance, regions=regions)),
        texts=texts,
        films={},
        pictures={},
        templates=environment(resources.assets(), texts),
        today=TODAY,
    )
    assert set(renderer.coordinators(course.guidance.route)) == set(first.municipalities)


def test_an_unknown_language_or_audience_is_refused() -> None:
    folder, assets = resources.sample_course(), resources.assets()
    assert route.route(folder, assets, "Ede", language="fr", audience=None, today=None) is None
    assert route.route(folder, assets, "Ede", language="en", audience="pilots", today=None) is None


TABLE = (resources.sample_course() / "guidance/municipalities.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_the_table_is_read_as_a_dutch_excel_saves_it(mark: str) -> None:
    saved = io.StringIO()
    csv.writer(saved, delimiter=mark).writerows(csv.reader(io.StringIO(TABLE)))
    assert municipalities.read(saved.getvalue(), "m.csv") == municipalities.read(TABLE, "m.csv")


def test_of_a_table_whose_first_line_does_not_fit_that_alone_is_told() -> None:
    found, problems = municipalities.read(TABLE.replace("code,name", "code,naam", 1), "m.csv")
    assert (found, [(each.code, each.place.line) for each in problems]) == ({}, [("G011", 1)])


def test_of_a_long_cell_only_the_beginning_is_quoted() -> None:
    (fault,) = municipalities.read(TABLE.split("\n")[0] + "\n" + "x" * 5000 + ",,,,,,,,,\n", "m.csv")[1]
    assert len(fault.message) < 200
