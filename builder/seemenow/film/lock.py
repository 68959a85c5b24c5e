"""What a finished film was made from, kept in ``film.lock`` beside it, and whether that still holds.

Nothing here draws: a build compares without the drawing packages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from scormkit.problems import Place, Problem

from ..model import Camera, Scene, Story
from ..remembered import once
from ..rule import Rule
from . import art, boxes
from .encode import RECIPE
from .timeline import plan

FILM, POSTER, LOCK = "film.mp4", "film.jpg", "film.lock"

MAY_DIFFER_S = 0.1

DRAWING = 1
"""The hand that draws. Raise it when frames.py or weather.py draw otherwise, so that films are made anew."""

CODES: dict[str, Rule] = {
    **art.CODES,
    "V041": Rule(
        severity="error",
        sentence="The story “{name}” has no film: {fault}.",
        remedy="Run seemenow film {name}, look at it, and keep film.mp4, film.jpg and film.lock beside story.yaml.",
    ),
    "V042": Rule(
        severity="warning",
        sentence="The film of “{name}” was made from other words or drawings than those here now.",
        remedy="Render it again, look at it, and commit film.mp4, film.jpg and film.lock together.",
    ),
    "V043": Rule(
        severity="error",
        sentence="The film of “{name}” is {found} bytes, but film.lock speaks of {expected}.",
        remedy="Commit film.mp4 and film.lock of the same rendering.",
    ),
    "V060": Rule(
        severity="error",
        sentence="The film could identify somebody: {found}.",
        remedy="Bring it in with `seemenow film ingest`, which leaves all that out; never copy a film in by hand.",
    ),
    "V061": Rule(
        severity="error",
        sentence="{part} of “{name}” cannot be read: {reason}.",
        remedy="Bring it in once more with `seemenow film ingest`; a drawn one: render it again.",
    ),
    "V062": Rule(
        severity="error",
        sentence="The filmed story “{name}” has no film that was taken in: {fault}.",
        remedy="Run `seemenow film ingest FILE --story {name}` and commit film.mp4, film.jpg and film.lock.",
    ),
    "V063": Rule(
        severity="error",
        sentence="The film of “{name}” lasts {found} seconds; story.yaml says {said}.",
        remedy="Write `filmed: {{seconds: {found}}}` and look whether all times still fit.",
    ),
    "V064": Rule(
        severity="error",
        sentence="The story “{name}” is filmed: there is nothing to draw.",
        remedy="Take in its film with `seemenow film ingest FILE --story {name}`.",
    ),
    "V065": Rule(
        severity="error",
        sentence="The story “{name}” is drawn: a film from a camera would take the place of its film.",
        remedy="Name another story with --story; or write `filmed: {{seconds: 0}}` in its story.yaml first.",
    ),
    "V044": Rule(
        severity="error",
        sentence="The camera of scene “{scene}” looks beyond the edge of its drawing.",
        remedy="Bring x and y nearer to 0 or the scale nearer to 1; the scale is never under 1.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class FilmFacts:
    """What ``film.lock`` holds."""

    fingerprint: str
    seconds: float
    width: int
    height: int
    bytes: int


def fingerprint(stories: Sequence[Story], art_folder: Path) -> str:
    """Return a hash of all that decides a film: words in all languages, times, drawings, recipe.

    The order of the languages does not matter. What is only told about the picture (title, description,
    the reasons of the signals) does not count: it can change without a new film.
    """
    times = plan(stories)
    told = {
        "drawing": DRAWING,
        "recipe": RECIPE,
        "scenes": [_content(versions) for versions in zip(*(story.scenes for story in stories), strict=True)],
        "times": asdict(times),
        "art": {name: _digest(art_folder, name) for name in sorted({str(s.art) for s in stories[0].scenes})},
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_lock(folder: Path) -> FilmFacts | None:
    """Return the facts of the film in a story's folder; None when there is none or its lock is unreadable."""
    try:
        facts = FilmFacts(**json.loads((folder / LOCK).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    numbers = (facts.seconds, facts.width, facts.height, facts.bytes)
    is_sound = isinstance(facts.fingerprint, str) and all(type(each) in (int, float) and each > 0 for each in numbers)
    return facts if is_sound else None


def _lock_place(folder: Path, story: Story, key: str = "") -> Place:
    """Return the line of film.lock that speaks of ``key`` or cannot be read; the story where there is no film.lock."""
    try:
        data = (folder / LOCK).read_bytes()
    except OSError:
        return Place(file=story.place.file)
    lines = data.decode(errors="replace").split("\n")
    at = next((number for number, line in enumerate(lines, 1) if f'"{key}"' in line), 1)
    try:
        json.loads(data)
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
    except json.JSONDecodeError as error:
        at = error.lineno
    return Place(file=f"{folder.parent.parent.name}/stories/{story.id}/{LOCK}", line=at)


def lock_text(facts: FilmFacts) -> str:
    return json.dumps(asdict(facts), indent=2) + "\n"


def digest(path: Path) -> str:
    """Return the SHA-256 of a film, a poster or a drawing; one that was saved anew is read again, no other is."""
    found = path.stat()
    return _digest_of(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=1024)
def _digest_of(path: Path, _saved_ns: int, _size_bytes: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def filmed_fingerprint(data: bytes) -> str:
    """Return what film.lock says of a film from a camera: only what was taken in by this program has it."""
    return "filmed:" + hashlib.sha256(data).hexdigest()


def identifying(remains: Iterable[str], place: Place) -> Iterable[Problem]:
    """Yield a problem for each thing in a film that could name a person, a device, a place or a day."""
    return (_problem("V060", place, found=each) for each in remains)


def check(stories: Sequence[Story], art_folder: Path, folder: Path) -> tuple[Problem, ...]:
    """Return what keeps a story's film from being shown: its drawings, its camera, its file, its age, what it tells."""
    if stories[0].filmed:
        return tuple(_camera_problems(stories[0], folder))
    problems = [*drawing_problems(stories[0], art_folder)]
    return tuple(problems) if problems else tuple(_film_problems(stories, art_folder, folder))


def drawing_problems(story: Story, art_folder: Path) -> Iterable[Problem]:
    """Yield what keeps a story from being drawn."""
    known = ", ".join(art.names(art_folder)) or "none yet"
    sound: dict[str, tuple[list[str], float]] = {}
    for name in dict.fromkeys(str(scene.art) for scene in story.scenes):
        path = art.path_of(art_folder, name)
        if not path.is_file():
            place = next(scene.art.place for scene in story.scenes if scene.art and scene.art == name)
            yield _problem("V031", place, name=name, known=known)
            continue
        offers = once("drawing", digest(path), _offers, path)
        if offers is None:
            yield from art.lint(path.read_bytes(), f"{art_folder.parent.name}/{art_folder.name}/{path.name}")
        else:
            sound[name] = offers
    for scene in story.scenes:
        if str(scene.art) in sound:
            yield from _scene_problems(scene, *sound[str(scene.art)])


def _offers(path: Path) -> tuple[list[str], float] | None:
    """Return the effects of a drawing and how near its nearest layer is; None when it is not sound."""
    data = path.read_bytes()
    if art.lint(data, ""):
        return None
    layers = art.read(data, "").layers
    return sorted({each.effect for each in layers if each.effect}), max((each.depth for each in layers), default=1.0)


def _scene_problems(scene: Scene, offered: Sequence[str], deepest: float) -> Iterable[Problem]:
    for effect in scene.effects:
        if effect not in offered:
            yield _problem("V039", effect.place, name=effect, known=", ".join(offered) or "none")
    if scene.camera and any(_beyond(view, deepest) for view in (scene.camera.start, scene.camera.end)):
        yield _problem("V044", scene.place, scene=scene.id)


def _beyond(view: tuple[float, float, float], depth: float) -> bool:
    x, y, scale = view
    return scale < 1 or max(abs(x), abs(y)) * depth > art.OVERDRAW


def _film_problems(stories: Sequence[Story], art_folder: Path, folder: Path) -> Iterable[Problem]:
    name, place = str(stories[0].id), Place(file=stories[0].place.file)
    facts = read_lock(folder)
    missing = [part for part in (FILM, POSTER) if not (folder / part).is_file()]
    if missing or facts is None:
        fault = f"{' and '.join(missing)} not found" if missing else "film.lock is missing or cannot be read"
        yield _problem("V041", place if missing else _lock_place(folder, stories[0]), name=name, fault=fault)
        return
    if (found := (folder / FILM).stat().st_size) != facts.bytes:
        yield _problem("V043", _lock_place(folder, stories[0], "bytes"), name=name, found=found, expected=facts.bytes)
    if fingerprint(stories, art_folder) != facts.fingerprint:
        yield _problem("V042", place, name=name)
    yield from _told(name, folder)


def _camera_problems(story: Story, folder: Path) -> Iterable[Problem]:
    """Yield what keeps a film from a camera from being shown."""
    name, place = str(story.id), Place(file=story.place.file)
    facts = read_lock(folder)
    missing = [part for part in (FILM, POSTER) if not (folder / part).is_file()]
    if missing or facts is None:
        fault = f"{' and '.join(missing)} not found" if missing else "film.lock is missing or cannot be read"
        yield _problem("V062", place if missing else _lock_place(folder, story), name=name, fault=fault)
        return
    if filmed_fingerprint((folder / FILM).read_bytes()) != facts.fingerprint:
        yield _problem("V062", place, name=name, fault="film.mp4 is not the one that film.lock speaks of")
    if story.filmed and abs(story.filmed.seconds - facts.seconds) > MAY_DIFFER_S:
        yield _problem("V063", place, name=name, found=f"{facts.seconds:g}", said=f"{story.filmed.seconds:g}")
    yield from _told(name, folder)


def _told(name: str, folder: Path) -> Iterable[Problem]:
    """Yield what a film and its poster tell beside what is to be seen and heard."""
    home = f"stories/{name}"
    for part, read in ((FILM, _film_remains), (POSTER, _poster_remains)):
        place = Place(file=f"{folder.parent.parent.name}/{home}/{part}")
        try:
            remains = once(f"what {part} tells", digest(folder / part), read, folder / part)
            yield from identifying(remains, place)
        except boxes.Unreadable as fault:
            yield _problem("V061", place, name=name, part=part, reason=fault)


def _film_remains(path: Path) -> tuple[str, ...]:
    return boxes.read(path.read_bytes()).remains


def _poster_remains(path: Path) -> tuple[str, ...]:
    return boxes.jpeg_remains(path.read_bytes())


def _content(versions: Sequence[Scene]) -> dict[str, object]:
    first = versions[0]
    return {
        "id": first.id,
        "art": first.art,
        "camera": asdict(first.camera) if isinstance(first.camera, Camera) else None,
        "effects": sorted(first.effects),
        "signals": sorted([s.signal, s.line, s.shown] for s in first.signals),
        "lines": [sorted(texts) for texts in zip(*(scene.lines for scene in versions), strict=True)],
    }


def _digest(art_folder: Path, name: str) -> str:
    """Return the hash of a drawing, or nothing for one that is not there: then ``check`` says so."""
    path = art.path_of(art_folder, name)
    return digest(path) if path.is_file() else ""


def _problem(code: str, place: Place, **values: object) -> Problem:
    return CODES[code].problem(code, place, **values)
