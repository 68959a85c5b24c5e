"""What a package weighs, what each film in it costs, and which films fit into the budget of the course."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scormkit.problems import Place, Problem

from ..assemble import Package
from ..model import Course
from ..outside import OutsideMissing
from . import smaller
from .lock import FILM

MB = 1_000_000
MEMBER_BYTES, END_BYTES = 76, 22
"""What a zip adds to each file, beside its name twice, and once at its end (APPNOTE 4.3: nothing is deflated)."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What the film of a story costs in a package, and on which step of the ladder it is."""

    story: str
    file: str
    bytes: int
    step: str


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A package as it fits: its films by those they take the place of, what they cost, and why it does not fit."""

    smaller: Mapping[Path, Path]
    costs: tuple[Cost, ...]
    problems: tuple[Problem, ...] = ()


def weigh(package: Package, course: Course, place: Place, told: Callable[[str], None]) -> Weighed:
    """Return which films a package can have. Without a budget, or with room enough, they are those that were made."""
    films = films_in(package)
    if course.budget_mb is None or not films:
        fitted = smaller.Fitted(files={path: path for path in films}, step=smaller.AS_MADE)
        return _weighed(fitted)
    room = round(course.budget_mb * MB) - bytes_of(package) + sum(path.stat().st_size for path in films)
    drawn = {str(story.id): story.filmed is None for story in course.stories}
    said = {"package": package.name, "budget": f"{course.budget_mb:g}"}
    try:
        fitted = smaller.fit({path: drawn[path.parent.name] for path in films}, room, told=told)
    except smaller.TooSmall as fault:
        least = round(course.budget_mb * MB) - room + fault.needed
        share = (
            f"{fault.needed / MB:.1f} MB for films at their smallest, {(least - fault.needed) / MB:.1f} MB for all else"
        )
        fault_ = _problem("V080", place, **said, needed=f"{least / MB:.1f}", films=share)
        return Weighed(smaller={}, costs=(), problems=(fault_,))
    except OutsideMissing as missing:
        fault_ = _problem("V081", place, **said, reason=missing, remedy=missing.remedy)
        return Weighed(smaller={}, costs=(), problems=(fault_,))
    return _weighed(fitted)


def breakdown(package: Package, size: int, costs: tuple[Cost, ...], budget_mb: float | None) -> Iterator[str]:
    """Yield in lines what a package weighs: all of it, and each film."""
    films = sum(cost.bytes for cost in costs)
    whole = f"{size / MB:.1f}" + (f" of {budget_mb:g}" if budget_mb else "")
    yield f"{package.name}: {whole} MB, {(size - films) / MB:.1f} MB without its films"
    for cost in costs:
        name = cost.story if cost.file == FILM else f"{cost.story} ({cost.file})"
        yield f"  {cost.bytes / MB:5.1f} MB  {name}, {cost.step}"


def films_in(package: Package) -> tuple[Path, ...]:
    """Return the films of a package, where they lie on disk."""
    found = (data for data in package.files.values() if isinstance(data, Path) and data.suffix == ".mp4")
    return tuple(dict.fromkeys(found))


def bytes_of(package: Package) -> int:
    """Return how large the zip of a package will be."""
    return END_BYTES + sum(
        MEMBER_BYTES + 2 * len(name.encode()) + (data.stat().st_size if isinstance(data, Path) else len(data))
        for name, data in package.files.items()
    )


def _weighed(fitted: smaller.Fitted) -> Weighed:
    costs = (
        Cost(
            story=path.parent.name,
            file=path.name,
            bytes=made.stat().st_size,
            step=smaller.AS_MADE if made == path else fitted.step,
        )
        for path, made in fitted.files.items()
    )
    return Weighed(smaller={path: made for path, made in fitted.files.items() if made != path}, costs=tuple(costs))


def _problem(code: str, place: Place, **values: object) -> Problem:
    return smaller.CODES[code].problem(code, place, **values)
