"""Put what several reviewers sent to the lines of a course."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scormkit.problems import Place, Problem, in_order

from ..catalogue import problem
from ..edition import editions
from ..readable import in_language, readable
from . import remarks, review_copy


def merged_remarks(
    folder: Path, files: Sequence[Path]
) -> tuple[tuple[remarks.Remark, ...], tuple[Problem, ...]] | None:
    """Return the remarks of several reviewers by source line, and what is wrong with their files (M).

    None when the course cannot be read. Raises OSError when a file cannot.
    """
    course = readable(folder)
    if course is None:
        return None
    found: list[remarks.Remark] = []
    problems: list[Problem] = []
    for path in files:
        sent = remarks.read(path.name, path.read_bytes())
        if isinstance(sent, Problem):
            problems.append(sent)
            continue
        spoken = in_language(folder, sent.language) if sent.course == course.id else None
        known = {str(each.audience.id) if each.audience else "": each for each in (editions(spoken) if spoken else ())}
        if sent.audience not in known:
            of = f"{sent.course}, {sent.language}{sent.audience and ', '}{sent.audience}"
            problems.append(problem("M002", Place(file=path.name), of=of, course=course.id))
            continue
        for remark, fault in remarks.placed(sent, review_copy.sections(known[sent.audience])):
            found.append(remark)
            problems += [fault] if fault else []
    return remarks.in_order(found), in_order(problems)
