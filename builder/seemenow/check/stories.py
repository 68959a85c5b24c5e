"""Hold each story to its safeguarding record, and all stories together to the rules of the set (S004, S010, S012)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import get_args

from scormkit.problems import Problem

from ..catalogue import problem
from ..model import Course, Record, Story, Theme

LONGEST_S = 240
CONTENT_LEVELS = range(3)  # nothing sexual and no violence at any of them
WHOLE_SET = 6  # with fewer stories the rules of the set cannot all be met
EACH_ONCE = [theme for theme in get_args(Theme) if not theme.startswith("teacher-") and theme != "boy"]


def faults(course: Course, today: date, broken: frozenset[str]) -> Iterator[Problem]:
    """Yield stories without a record, facts that a record gets wrong, and what the set of stories lacks."""
    records = {str(record.id): record for record in course.records}
    for story in course.stories:
        record = records.get(str(story.id))
        if record is not None and story.id not in broken:
            for key, reason in _wrong(course, story, record, today, broken):
                yield problem("S010", record.places.get(key, record.place), story=story.id, reason=reason)
        elif record is None and story.id not in broken and f"stories/{story.id}/record.yaml" not in broken:
            yield problem("S004", story.place, id=story.id)
    told = [records[story.id] for story in course.stories if story.id in records]
    if len(told) >= WHOLE_SET:
        for lack in _lacks(told):
            yield problem("S012", told[0].place, lack=lack)


def _wrong(
    course: Course, story: Story, record: Record, today: date, broken: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield the facts about text and picture that must hold in every build: the key of each, and what is wrong."""
    is_late = record.next_review and record.next_review < today
    if record.status in ("withdrawn", "expired") or is_late:
        yield (
            "next_review" if is_late else "status",
            "its status is withdrawn or expired, or its next review is overdue, so it cannot be shown",
        )
    if record.minors_involved_in_making:
        yield "minors_involved_in_making", "minors took part in making it"
    if (record.form == "acted") != (story.filmed is not None):
        yield "form", f"its form is {record.form}, and its film is {'from a camera' if story.filmed else 'drawn'}"
    if record.origin == "composite" and (record.source_count < 3 or record.details_moved.count(",") < 2):
        yield "source_count", "a composite story needs at least three sources, and three details that were moved"
    if len(record.consent) < len(record.contributors) or any(each.ends_on < today for each in record.consent):
        yield "consent", "a contributor has given no consent, or it has ended"
    if not (record.disclosure_text.start and record.disclosure_text.end):
        yield "disclosure_text", "it does not say at start and end that it is made up"
    if record.content_level not in CONTENT_LEVELS:
        yield "content_level", f"its content level is {record.content_level}, and 2 is the highest"
    if not record.content_note.topics:
        yield "content_note", "its content note names no topics"
    ways = record.skip_and_text
    if not (ways.skip and ways.text and ways.descriptions) or not set(course.languages) <= set(ways.captions):
        yield (
            "skip_and_text",
            "it cannot be skipped, read as text, or read in captions in every language, with descriptions",
        )
    if record.duration_s > LONGEST_S:
        yield "duration_s", f"it takes {record.duration_s:g} seconds, and {LONGEST_S} is the most"
    yield from _wrong_signals(course, story, record)
    if "guidance/contacts.yaml" in broken:
        return
    contacts = {str(each.id): each for each in course.guidance.contacts}
    unknown = [name for name in record.help_lines if name not in contacts and name not in broken]
    if unknown or len(record.help_lines) < 3:
        yield "help_lines", f"it needs at least three help lines that are among the contacts{_list(unknown)}"


def _wrong_signals(course: Course, story: Story, record: Record) -> Iterator[tuple[str, str]]:
    shown = {str(each.signal) for scene in story.scenes for each in scene.signals}
    if shown != set(record.signals_shown):
        differ = sorted(shown ^ set(map(str, record.signals_shown)))
        yield "signals_shown", f"its signals are not those of its scenes{_list(differ)}"
    # Of what is told above nothing else is told: by what either file says, signals may suffice.
    said = shown | set(map(str, record.signals_shown))
    groups = {str(signal.group) for signal in course.signals.signals if signal.id in said}
    # Which group a signal has that there is not (C003) nobody knows.
    is_known = said <= {str(signal.id) for signal in course.signals.signals}
    if len(said) < 3 or (is_known and len(groups) < 2):
        yield "signals_shown", "it shows fewer than three signals, or signals of one group only"
    if not set(record.easy_to_miss) & said:
        yield "easy_to_miss", "none of its signals is easy to miss"


def _lacks(records: list[Record]) -> Iterator[str]:
    """Yield, as clauses, what the set of stories lacks."""
    themes = Counter(theme for record in records for theme in record.themes)
    if themes["boy"] * 3 < len(records):
        yield f"only {themes['boy']} of {len(records)} stories are about a boy, and one in three is needed"
    missing = [theme for theme in EACH_ONCE if not themes[theme]]
    if missing:
        yield f"no story is about {', '.join(missing)}"
    if themes["teacher-partly-right"] < themes["teacher-hero"]:
        yield "more teachers are heroes than got it partly right"


def _list(names: Sequence[str]) -> str:
    return f" ({', '.join(names)})" if names else ""
