"""Say results and problems to people, and to machines as one JSON object."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scormkit.problems import Place, Problem, Severity, has_errors
from scormkit.verify import STANDARDS, Report

from . import spoken
from .spoken import say

# Every run of every verb waits for what is imported here.
if TYPE_CHECKING:
    from jinja2 import Environment

    from .authoring.catalogues import Translation
    from .check.measure import Measures
    from .film.score import Noticed
    from .finished.compare import Change, Compared
    from .finished.play import Play
    from .finished.reread import Seen
    from .model import Contact, Region, RouteStep
    from .pipeline import Artifact
    from .referral.route import Way

QUOTED_WIDTH = 100
# What commands a terminal, or turns the order of letters around; files of strangers may have it in names and words.
COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ORDER: tuple[Severity, ...] = ("error", "warning", "pending", "note")
# More than so many of one kind in one file hide the others: only the first are shown. Errors are all shown.
MANY, FIRST = 5, 3


def problem_text(problem: Problem, folder: Path | None = None) -> str:
    """Return a problem in lines: place, code and severity; what is wrong; what to do.

    With the ``folder`` of the course, the line of the source stands between them, with a mark under the place.
    """
    head = "  ".join(each for each in (str(problem.place), problem.code, say("word", problem.severity)) if each)
    clause = f" [{problem.clause}]" if problem.clause else ""
    lines = [
        head,
        *(quoted(problem.place, folder) if folder else ()),
        f"  {problem.message}{clause}",
        f"  {problem.remedy}",
    ]
    return printable("\n".join(lines))


def printable(text: str) -> str:
    """Return text as it may stand in a terminal."""
    return COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def quoted(place: Place, folder: Path) -> list[str]:
    """Return the line of the source at a place, with a mark under its column; nothing when there is no such line."""
    if place.file is None or place.line is None:
        return []
    path = folder.parent / place.file
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return []
    line = "".join(
        each if each.isprintable() else "→" if each == "\t" else " " for each in lines[place.line - 1].rstrip()
    )
    at = max((place.column or 1) - 1, 0)
    first = max(0, at - QUOTED_WIDTH // 2) if len(line) > QUOTED_WIDTH else 0
    shown = (
        ("…" if first else "") + line[first : first + QUOTED_WIDTH] + ("…" if len(line) > first + QUOTED_WIDTH else "")
    )
    number = str(place.line)
    mark = [f"  {' ' * len(number)} | {' ' * (at - first + bool(first))}^"] if place.column and at <= len(line) else []
    return [f"  {number} | {shown}", *mark]


def problems_text(problems: Sequence[Problem], folder: Path | None = None) -> Iterator[str]:
    """Yield what people read of problems: the worst last, where the eye is; of many of one kind the first."""
    alike = Counter(_alike(each) for each in problems)
    seen: Counter[tuple[str, str | None]] = Counter()
    for each in sorted(problems, key=lambda each: -ORDER.index(each.severity)):
        kind = _alike(each)
        seen[kind] += 1
        if each.severity == "error" or alike[kind] <= MANY or seen[kind] <= FIRST:
            yield problem_text(each, folder)
        elif seen[kind] == alike[kind]:
            place = f" in {each.place.file}" if each.place.file else ""
            more = alike[kind] - FIRST
            told = say("word", "And {more} more of these{place}; --json lists them all.").format(more=more, place=place)
            yield f"{each.code}  {say('word', each.severity)}\n  {told}"


def _alike(problem: Problem) -> tuple[str, str | None]:
    return problem.code, problem.place.file


def summary(problems: Sequence[Problem]) -> str:
    """Return ``2 errors, 1 warning``, or ``No problems``."""
    counted = Counter(problem.severity for problem in problems)
    words = [
        f"{counted[each]} {say('word', each if counted[each] == 1 or each == 'pending' else f'{each}s')}"
        for each in ORDER
        if counted[each]
    ]
    return ", ".join(words) or say("word", "No problems")


def problem_value(problem: Problem) -> dict[str, Any]:
    return dataclasses.asdict(problem)


def artifact_value(artifact: Artifact) -> dict[str, Any]:
    package = artifact.package
    return {
        "file": str(artifact.file),
        "sha256": artifact.sha256,
        "bytes": artifact.file.stat().st_size,
        "format": package.format,
        "languages": list(package.languages),
        "audience": package.audience,
        "reviewed": package.reviewed,
        "state_worst_case": artifact.state_worst_case,
        "files": len(package.files),
        "item_identifiers": list(package.item_identifiers),
        "films": [dataclasses.asdict(cost) for cost in artifact.costs],
    }


def edition_value(measures: Measures) -> dict[str, Any]:
    """Return the figures of one edition: minutes by part, and how many cases are calm, as shares of all."""
    return {
        "audience": measures.audience,
        "minutes": {"core": measures.core_minutes, "parts": dict(measures.minutes)},
        "cases": {
            "core": {"all": measures.core_cases, "nothing_wrong": measures.core_calm},
            "whole": {"all": measures.cases, "nothing_wrong": measures.calm},
        },
    }


def editions_table(editions: Sequence[Measures]) -> list[str]:
    """Return a line an edition: its minutes and its cases in which nothing is wrong."""
    if not editions:
        return []
    heads = [
        say("word", each)
        for each in ("edition", "core minutes", "calm cases, core", "calm cases, whole", "minutes by part")
    ]
    of, everybody = say("word", "of"), say("word", "all")
    rows = [
        (
            each.audience or everybody,
            str(each.core_minutes),
            f"{each.core_calm} {of} {each.core_cases}",
            f"{each.calm} {of} {each.cases}",
            ", ".join(f"{name} {n}" for name, n in each.minutes.items()),
        )
        for each in editions
    ]
    first = max(len(heads[0]), *(len(row[0]) for row in rows))
    widths = [len(each) for each in heads[1:4]]
    return [
        "  ".join([row[0].ljust(first), *(cell.rjust(n) for cell, n in zip(row[1:4], widths, strict=True)), row[4]])
        for row in (tuple(heads), *rows)
    ]


def translation_value(translation: Translation) -> dict[str, Any]:
    return {
        "language": translation.language,
        **dataclasses.asdict(translation.counts),
        "problems": [problem_value(each) for each in translation.problems],
    }


def advice_line(advice: Sequence[Problem]) -> str:
    """Return how much advice there is, in one line: it is never a fault, and must not drown what is."""
    kinds = {"A001": "long sentences", "A002": "passive", "A003": "jargon"}
    counted = Counter(each.code for each in advice)
    words = ", ".join(f"{counted[code]} {say('word', name)}" for code, name in kinds.items() if counted[code])
    return say("word", "Could be plainer: {words}. seemenow check --advice shows them.").format(words=words)


def document(file: Path) -> object:
    """Return what a YAML or JSON file holds. Raises ValueError when it is neither."""
    import yaml

    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError("it is not readable as YAML") from error


def chat_table(found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the figures of the chat as a Markdown table, a line a language and part."""
    columns = {
        "questions": "questions",
        "answer_1": "answer@1",
        "answer_3": "answer@3",
        "shown_1": "shown at once",
        "wrong_shown": "wrong shown",
        "false_refusals": "false refusals",
        "outside_refused": "outside refused",
        "safety": "safety cases",
        "safety_missed": "missed",
        "safety_one_press_away": "of these one press away",
        "harmless_alarmed": "harmless alarmed",
        "harmless_in_doubt": "of these in doubt",
    }
    lines = [f"| language | part | {' | '.join(columns.values())} |", "|---" * (len(columns) + 2) + "|"]
    for language, parts in found.items():
        for part in ("all", "open", "apart"):
            cells = ("-" if parts[part][key] is None else str(parts[part][key]) for key in columns)
            lines.append(f"| {language} | {part} | {' | '.join(cells)} |")
    return lines


def way_value(way: Way) -> dict[str, Any]:
    """Return the way from a municipality: what the name means, then the steps in order."""
    route = way.course.guidance.route
    assert route is not None
    places = [{"code": each.code, "name": each.name, "province": each.province, "was": was} for each, was in way.places]
    return {
        "kind": way.kind,
        "municipality": places[0] if way.kind == "one" else None,
        "choices": places if way.kind == "ask" else [],
        "steps": [_step_value(way, step, who) for step, who in way.steps],
        "without_name": route.without_name,
        "ready": route.ready,
        "source": {"name": route.source.name, "read_on": route.source.read_on},
    }


def _step_value(way: Way, step: RouteStep, who: Contact | Region | None) -> dict[str, Any]:
    from .model import Contact, Region

    audience, texts = way.course.audience, way.texts
    inside = step.who == "inside"
    name: str = texts("finder.coordinator")
    purpose: str | None = None
    if inside:
        name = (audience and audience.inside_title) or texts("worried.school")
        purpose = (audience and audience.inside) or texts("worried.school-who")
    elif isinstance(who, Region):
        name = f"{name}: {who.organisation}"
    elif isinstance(who, Contact):
        name, purpose = who.name, who.purpose
    elif way.kind == "one":
        purpose = texts("finder.unconfirmed", municipality=way.places[0][0].name)
    else:
        purpose = texts("finder.unconfirmed-anywhere")
    return {
        "id": step.id,
        "who": step.who,
        "name": name,
        "purpose": purpose,
        "confirmed": inside or who is not None,
        **{key: getattr(who, key, None) for key in ("phone", "url", "hours", "note")},
        "next": step.next,
        "source": who.source.name if who else None,
        "read_on": who.source.read_on if who else None,
        "dialled_on": who.dialled_on if who else None,
        "expires_on": who.expires_on if who else None,
    }


def way_text(way: Way) -> list[str]:
    """Return the way from a municipality as lines to read."""
    from babel.dates import format_date

    from .player_texts import locale_of

    value, texts = way_value(way), way.texts
    lines = []
    if way.kind == "one":
        (place, was) = way.places[0]
        lines.append(f"{place.name} ({place.province})" + (f", {texts('finder.was', name=was)}" if was else ""))
    else:
        lines.append(texts("finder.which" if way.places else "finder.unknown"))
        lines += [
            f"  {place.code}  {place.name} ({place.province})" + (f", {texts('finder.was', name=was)}" if was else "")
            for place, was in way.places
        ]
    for number, step in enumerate(value["steps"], 1):
        reach = ", ".join(filter(None, (step["phone"], step["url"], step["hours"])))
        lines += ["", f"{number}. {step['name']}" + (f": {reach}" if reach else "")]
        lines += [f"   {each}" for each in (step["purpose"], step["note"], step["next"]) if each]
        if step["dialled_on"] or step["read_on"]:
            key = "contact.called" if step["dialled_on"] else "contact.read"
            day = format_date(step["dialled_on"] or step["read_on"], "d MMMM y", locale=locale_of(texts.language))
            lines.append(f"   {texts(key, date=day)}")
    lines += ["", value["without_name"], "", texts("finder.ready"), *(f"- {each}" for each in value["ready"])]
    return lines


# What learners would see changed, in the order in which it is told.
CHANGES = {
    "version": "Version",
    "title": "Title",
    "item": "Items that an LMS keeps records by",
    "completion": "Rule for completion",
    "language": "Languages",
    "part": "Parts",
    "page": "Pages",
    "question": "Questions",
    "story": "Stories",
    "figure": "Figures",
    "contact": "Contacts",
    "around": "Dialogs, chat and help",
    "file": "Films, pictures, the player and other files",
}
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def compared_value(compared: Compared) -> dict[str, Any]:
    return {
        "verdict": compared.verdict,
        "reasons": list(compared.reasons),
        "caution": list(compared.caution),
        "old": _seen_value(compared.old),
        "new": _seen_value(compared.new),
        "changes": [dataclasses.asdict(each) for each in compared.changes],
        "problems": [problem_value(each) for each in compared.problems],
    }


def _seen_value(seen: Seen | None) -> dict[str, Any] | None:
    if seen is None:
        return None
    return {
        "file": str(seen.report.file),
        "sha256": seen.report.sha256,
        "standard": seen.report.standard,
        "tool": "see-me-now" if seen.ours else seen.report.tool,
        "version": str(seen.ours.outline["version"]) if seen.ours else seen.version or None,
        "identifier": seen.identifier,
        "item_identifiers": [each.id for each in seen.items],
    }


def compared_text(compared: Compared) -> list[str]:
    """Return the verdict with its reasons, then what is different, a kind at a time."""
    if compared.verdict is None:
        return [say("word", "They cannot be compared.")]
    from .finished.compare import VERDICTS

    lines = [spoken.part(VERDICTS[compared.verdict]), *(f"  {spoken.part(each)}" for each in compared.reasons)]
    lines += [f"{say('word', 'Take care')}: {spoken.part(each)}" for each in compared.caution]
    for kind, title in CHANGES.items():
        found = [each for each in compared.changes if each.kind == kind]
        if found:
            lines += ["", f"{say('word', title)}:", *(f"  {_change_text(each)}" for each in found)]
    if not compared.changes:
        lines += ["", say("word", "Nothing is different.")]
    return lines


def _change_text(change: Change) -> str:
    words = ": ".join(each for each in (change.id, spoken.part(change.said)) if each)
    return f"{SIGNS[change.what]} {words}"


def report_value(report: Report, played: Play | None = None) -> dict[str, Any]:
    """Return a package's report; ``problems`` holds also what playing found."""
    return {
        "file": str(report.file),
        "sha256": report.sha256,
        "standard": report.standard,
        "tool": report.tool,
        "problems": [problem_value(each) for each in (*report.problems, *(played.problems if played else ()))],
        **({"play": {name: value for name, value in vars(played).items() if name != "problems"}} if played else {}),
    }


def played_text(played: Play) -> str:
    """Return in one line what a package did: ``completed, 90, 8 calls, 2 commits, resumed``."""
    resumed = {None: "left nothing to resume", True: "resumed", False: "did not resume"}[played.resumed]
    score = "no score" if played.score is None else f"score {played.score:g}"
    status = played.status or "no status"
    return f"{status}, {score}, {played.calls} calls, {played.commits} commits, {resumed}"


def templates(folder: Path) -> Environment:
    """Return the templates of pages that stand alone."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)


def reports_html(template: Path, reports: Sequence[tuple[Report, Play | None]], *, strict: bool) -> str:
    """Return the reports on packages as one page that stands alone."""
    packages = []
    for report, played in reports:
        problems = (*report.problems, *(played.problems if played else ()))
        packages.append((report, played, problems, summary(problems), has_errors(problems, strict=strict)))
    return (
        templates(template.parent)
        .get_template(template.name)
        .render(
            packages=packages, names=STANDARDS, language=spoken.language(), say=lambda english: say("word", english)
        )
        + "\n"
    )


def answer(command: str, ok: bool, **values: object) -> str:
    """Return the one JSON object that ``--json`` prints (docs/architecture.md)."""
    return json.dumps(
        {"schema": 1, "command": command, "ok": ok, **values}, ensure_ascii=False, indent=1, default=_plain
    )


def noticed_value(noticed: Noticed) -> dict[str, Any]:
    marks = [{"at": at, "signal": signal} for at, signal in noticed.marks]
    return {**dataclasses.asdict(noticed), "marks": marks}


def noticed_text(noticed: Noticed) -> str:
    """Return in one line what marks are worth: ``0.40: found a4, m2; missed r4, a2, r1; elsewhere 1``."""
    found, missed = (", ".join(each) or "none" for each in (noticed.found, noticed.missed))
    return f"{noticed.score:.2f}: found {found}; missed {missed}; elsewhere {noticed.stray}"


def size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1_000:.0f} kB"


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Iterable):
        return list(value)
    return str(value)
