"""Draw and narrate the films of a course, in the folders of their stories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from scormkit.problems import Place, Problem, in_order

from ..catalogue import problem
from ..pipeline import Examined, examine
from ..structure import near
from . import drawing, narration
from .lock import FILM
from .timeline import story_of

Drawn = Literal["film", "draft", "sheet"]


def draw(
    folder: Path, assets: Path, names: Sequence[str], *, kind: Drawn, told: Callable[[str, int, int], None]
) -> tuple[Problem, ...]:
    """Draw the films of the named stories (of all, when none is named), or drafts or sheets, into their folders.

    ``told`` hears the story and how many pictures of how many are done. Raises OutsideMissing.
    """
    examined = examine(folder, assets)
    stopped = _cannot(examined, names)
    if examined.courses is None or stopped:
        return stopped
    filmed = [str(story.id) for course in examined.courses.values() for story in course.stories if story.filmed]
    if faults := [drawing.CODES["V064"].problem("V064", Place(), name=name) for name in names if name in filmed]:
        return in_order(faults)
    for name in names or [each for each in examined.timelines if each not in filmed]:
        stories = [story_of(course, name) for course in examined.courses.values()]
        art, home, progress = assets / "art", folder / "stories" / name, partial(told, name)
        if kind == "sheet":
            drawing.sheet(stories, art, home / "sheet.webp", progress=progress)
        else:
            drawing.render(stories, art, home, draft=kind == "draft", progress=progress)
    return ()


def _cannot(examined: Examined, names: Sequence[str]) -> tuple[Problem, ...]:
    """Return why nothing can be made of the named stories; nothing when they are there and the course can be read."""
    unknown = [name for name in names if name not in examined.timelines]
    if examined.courses is not None and not unknown:
        return ()
    known = ", ".join(examined.timelines) or "none"
    faults = [
        problem("C003", kind="story", id=name, near=near(name, examined.timelines), known=known) for name in unknown
    ]
    return in_order([*faults, *(each for each in examined.problems if each.severity == "error")])


def narrate(
    folder: Path, assets: Path, names: Sequence[str]
) -> tuple[Mapping[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Put voices to the films of the named stories (of all, when none is named).

    Returns the languages in which the films of each story now have a voice. Raises OutsideMissing.
    """
    examined = examine(folder, assets)
    stopped = _cannot(examined, names)
    if examined.courses is None or stopped:
        return {}, stopped
    (course, *_) = examined.courses.values()
    made: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name in names or examined.timelines:
        story, home = story_of(course, name), folder / "stories" / name
        if narration.languages(home) and not story.filmed and not (home / FILM).is_file():
            place = Place(file=story.place.file)
            problems.append(drawing.CODES["V041"].problem("V041", place, name=name, fault=f"{FILM} not found"))
            continue
        spoken, faults = narration.narrate(story, examined.timelines[name], home)
        # What could not be made is told by its own faults.
        late = [each for each in narration.check(story, examined.courses, home) if not faults or each.code != "V073"]
        problems += [*faults, *late]
        made |= {name: spoken} if spoken else {}
    return made, in_order(problems)
