"""Take films from cameras, and captions from other programs, into a course."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scormkit.problems import Place, Problem, has_errors, in_order

from .. import translate
from ..catalogue import problem
from ..load import load
from ..model import Story
from . import camera, captions, drawing
from .timeline import Cue, caption_texts

UNKNOWN_END_S = 24 * 3600.0
"""The length of a film of which nothing is known, so that no caption is said to stand after its end."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A film that came into a course: in which ``story``, and whether its ``story.yaml`` was begun for it."""

    story: str
    taken: camera.Taken
    is_new: bool
    problems: tuple[Problem, ...]


def take_in(folder: Path, source: Path, *, story: str | None = None, srt: Path | None = None, language: str) -> Arrived:
    """Bring a film into ``folder``, into the story that is named or has the film's name; begin that story if it is new.

    Raises OutsideMissing without an ffmpeg that can do it.
    """
    name = story or story_id(source.stem)
    home = folder / "stories" / name
    cues, faults = caption_lines(srt, language) if srt else ((), ())
    file = home / "story.yaml"
    if file.is_file() and not re.search(r"^filmed:", file.read_text(encoding="utf-8"), re.MULTILINE):
        place = Place(file=f"{folder.name}/stories/{name}/story.yaml")
        faults = (*faults, drawing.CODES["V065"].problem("V065", place, name=name))
    if has_errors(faults):
        return Arrived(story=name, taken=camera.Taken(facts=None, problems=()), is_new=False, problems=faults)
    # From the root on: ffmpeg takes a name with a colon in it for an address.
    taken = camera.ingest(source.absolute(), home)
    problems = in_order([*taken.problems, *faults])
    is_new = taken.facts is not None and not file.exists()
    if taken.facts is not None and is_new:
        file.write_text(storyboard(name, taken.facts.seconds, cues), encoding="utf-8")
    if taken.facts is None and home.is_dir() and not any(home.iterdir()):
        home.rmdir()
    return Arrived(story=name, taken=taken, is_new=is_new, problems=problems)


def caption_lines(
    srt: Path, language: str, seconds: float | None = None
) -> tuple[tuple[Cue, ...], tuple[Problem, ...]]:
    """Return the captions of an SRT file with all that is wrong with its form, its times and its words."""
    cues, faults = captions.read_srt(srt.read_bytes(), srt.name)
    end = UNKNOWN_END_S if seconds is None else seconds
    # Where lines break is ours to decide; what does not fit on two lines stays as it came, and is told.
    broken = [caption_texts(each.text) for each in cues]
    shown = [replace(each, text=new[0]) if len(new) == 1 else each for each, new in zip(cues, broken, strict=True)]
    return cues, in_order([*faults, *captions.lint(shown, language=language, duration_s=end, file=srt.name)])


def filmed_story(folder: Path, name: str) -> tuple[Story, str] | None:
    """Return a filmed story of a course, and the language it is written in; None when there is none of that name."""
    course = load(folder).course
    found = [each for each in course.stories if each.id == name and each.filmed] if course else []
    return (found[0], str(course.source_language)) if course and found else None


def translated(folder: Path, story: Story, cues: Sequence[Cue], language: str, file: str) -> tuple[Problem, ...]:
    """Put captions, line by line, into the catalogue of another language; return why they cannot be.

    Raises OSError when the catalogue cannot be read.
    """
    lines = [line for scene in story.scenes for line in scene.lines]
    if len(lines) != len(cues):
        found = {"found": len(cues), "other": len(lines)}
        return (captions.CODES["V029"].problem("V029", Place(file=file), **found),)
    said = {(line.context, str(line)): " ".join(cue.text.split()) for line, cue in zip(lines, cues, strict=True)}
    path = translate.catalogue_path(folder, language)
    if not path.is_file():
        return (problem("T001", Place(file=f"{folder.name}/locale/{language}/{path.name}"), language=language),)
    catalogue = translate.open_catalogue(path)
    for entry in catalogue:
        if words := said.get((entry.msgctxt or "", entry.msgid)):
            entry.msgstr, entry.flags = words, [each for each in entry.flags if each != "fuzzy"]
    aside = path.with_name(f".{path.name}.new")
    catalogue.save(str(aside))
    aside.replace(path)
    return ()


def in_scenes(cues: Sequence[Cue], story: Story | None) -> Iterator[str]:
    """Yield captions as lines of story.yaml, for each scene of a filmed story; for none as one scene."""
    scenes = story.scenes if story else ()
    starts = [scene.at or 0.0 for scene in scenes] or [0.0]
    ends = [*starts[1:], UNKNOWN_END_S]
    names = [str(scene.id) for scene in scenes] or [""]
    for name, start, end in zip(names, starts, ends, strict=True):
        if name:
            yield f"  - id: {name}"
        yield from _lines(each for each in cues if start <= each.start < end)


def storyboard(name: str, seconds: float, cues: Sequence[Cue] = ()) -> str:
    """Return the beginning of a story.yaml: what is empty in it, an author writes; check says where."""
    head = [f"id: {name}", *(f'{key}: ""' for key in ("title", "content_note", "disclosure", "summary", "closing"))]
    scene = ["scenes:", "  - id: whole", '    title: ""', "    at: 0", '    describe: ""']
    return "\n".join([*head, f"filmed: {{seconds: {seconds:g}}}", *scene, *_lines(cues)]) + "\n"


def story_id(stem: str) -> str:
    """Return the id of a story that has the name of a file."""
    name = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    return (name if name[:1].isalpha() else f"film-{name}")[:32].strip("-")


def _lines(cues: Iterable[Cue]) -> Iterator[str]:
    found = list(cues)
    yield "    lines:" if found else "    lines: []"
    # JSON strings are YAML strings, whatever marks are in them.
    yield from (f"      - {json.dumps(' '.join(each.text.split()), ensure_ascii=False)}" for each in found)
    yield "    times:" if found else "    times: []"
    yield from (f"      - [{each.start:g}, {each.end:g}]" for each in found)
