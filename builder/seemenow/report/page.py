"""The report as one page that stands alone: charts drawn by its template, each with its table, no request at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from scormkit.problems import Problem

from .disclosure import LEAST
from .people import STATES, Person
from .tables import Published, Texts, Words

if TYPE_CHECKING:
    from .make import Settings

LEFT_OUT = tuple[tuple[str, str, int], ...]
# Of the chart over time, in pixels; widths are per cent, so that its letters keep their size on a phone.
HEIGHT_PX, TOP_PX, FOOT_PX = 250, 28, 24
MOST_LABELS = 8


@dataclass(frozen=True, kw_only=True)
class Column:
    """All who are done by the end of a period: those before, those new, and those that may be on top."""

    x: float
    width: float
    before: tuple[float, float]
    new: tuple[float, float]
    maybe: tuple[float, float]
    number: str
    number_y: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, int], ...]
    height: int = HEIGHT_PX
    ground: int = HEIGHT_PX - FOOT_PX


def texts(assets: Path, language: str) -> Texts:
    file = assets / "reports" / f"report-{language}.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {**found, "language": language}


def html(
    assets: Path,
    published: Published,
    tables: Sequence[Words],
    people: Sequence[Person],
    *,
    problems: Sequence[Problem],
    left_out: LEFT_OUT,
    settings: Settings,
    today: date,
) -> str:
    """Return the page. What it says beside the tables gives no small number away either."""
    said = texts(assets, settings.language)
    templates = Environment(
        loader=FileSystemLoader(assets / "reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    style = (assets / "reports" / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    by_id = {table.id: table for table in tables}
    chart = _chart(by_id["time"]) if "time" in by_id else None
    notes = [(problem.place.file, said["notes"][problem.code]) for problem in problems if problem.code in said["notes"]]
    reasons = [
        (file, said["reasons"][reason], str(count) if count >= LEAST or people else said["fewer"])
        for file, reason, count in left_out
    ]
    return templates.get_template("report.html").render(
        language=settings.language,
        text=said,
        title=settings.title,
        style=style,
        digest=digest,
        made_on=format_date(today, "d MMMM y", locale=settings.language),
        everybody=published.everybody if published.tables or people else None,
        tables={**dict.fromkeys(said["tables"]), **by_id},
        chart=chart,
        is_empty=not tables,
        people=[(state, [each for each in people if each.state == state]) for state in STATES],
        has_people=bool(people),
        day=lambda day: format_date(day, "d MMM y", locale=settings.language) if day else "",
        notes=list(dict.fromkeys((Path(file).name if file else "", note) for file, note in notes)),
        left_out=reasons,
    )


def _chart(table: Words) -> Chart:
    steps = table.steps
    most = max((range_.high for _, range_ in steps), default=1)
    tick = _tick(most)
    top = -(-most // tick) * tick
    scale = (HEIGHT_PX - TOP_PX - FOOT_PX) / top
    ground = HEIGHT_PX - FOOT_PX
    slot = 100 / max(len(steps), 4)
    every = -(-len(steps) // MOST_LABELS)
    columns = []
    before = 0
    for at, (label, range_) in enumerate(steps):
        columns.append(
            Column(
                x=round(slot * at + slot * 0.18, 2),
                width=round(slot * 0.64, 2),
                before=_box(0, before, scale, ground),
                new=_box(before, range_.low, scale, ground),
                maybe=_box(range_.low, range_.high, scale, ground),
                number=f"{range_.low}" if range_.exact else f"≥ {range_.low}",
                number_y=round(ground - range_.high * scale - 6, 1),
                label=label if at % every == 0 else "",
            )
        )
        before = range_.low
    ticks = tuple((round(ground - value * scale, 1), value) for value in range(0, top + 1, tick))
    return Chart(columns=tuple(columns), ticks=ticks)


def _box(low: int, high: int, scale: float, ground: int) -> tuple[float, float]:
    """Return top and height of the part of a column between two numbers."""
    return round(ground - high * scale, 1), round((high - low) * scale, 1)


def _tick(most: int) -> int:
    """Return a round step of which at most five make the height."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if most <= 5 * step * factor:
                return step * factor
        step *= 10
