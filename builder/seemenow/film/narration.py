"""A voice for a drawn film: one recording for each scene and language, fitted into the times of the film.

A person speaks; no voice is ever made by a program. ``narrate`` makes ``film.<language>.mp4`` beside the silent film,
with the same pictures, so that a package of one language carries its own voice in a film like any other.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import wave
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from scormkit.problems import Place, Problem

from ..model import Story
from ..rule import Rule
from . import boxes
from .camera import AUDIO, CLEAN_FILE
from .ffmpeg import MEASURE, carry_out, loudness, normalise, require, run
from .lock import FILM, identifying
from .timeline import SceneTime, Timeline

FEATURE = "Putting a voice to a film"
FOLDER, LOCK = "narration", "narration.lock"
KINDS = frozenset({".wav", ".m4a", ".mp3", ".aac", ".flac", ".ogg", ".opus", ".mp4", ".mov"})
RATE = 48_000
BREATH_S = 0.2
"""So long the last word has to be over before the next scene begins."""

TRIM = "silenceremove=start_periods=1:start_threshold=-45dB:start_silence=0.1"
TRIMMED = f"{TRIM},areverse,{TRIM},areverse"
"""Cuts silence at both ends, once the voice is as loud as it will be: soft recordings lose no words."""

CODES: dict[str, Rule] = {
    "V070": Rule(
        severity="error",
        sentence="The recording {found} belongs to no {what} of “{name}”; known are {known}.",
        remedy="Call the folder by the language and the file by the id of its scene: narration/nl/night.wav.",
    ),
    "V071": Rule(
        severity="warning",
        sentence="The {language} narration of “{name}” lacks {found}; until it is whole the film has no voice.",
        remedy="Record what is missing, or take the folder away.",
    ),
    "V072": Rule(
        severity="error",
        sentence="The voice of scene “{scene}” ({language}) takes {found} s, and the scene has room for {room} s.",
        remedy="It is {over} s too long: speak the lines a little faster, or shorten them and render the film again.",
    ),
    "V073": Rule(
        severity="warning",
        sentence="The {language} narration of “{name}” is not in its film: {fault}.",
        remedy="Run `seemenow film narrate {name}`, listen to it, and commit what it made.",
    ),
    "V074": Rule(
        severity="error",
        sentence="In the recording of scene “{scene}” ({language}) nothing can be heard: {reason}.",
        remedy="Listen to the file; record it again with the microphone nearer.",
    ),
    "V075": Rule(
        severity="error",
        sentence="“{name}” is filmed and has sound of its own, so no narration can be put to it.",
        remedy="Take the folder narration away; other languages have captions.",
    ),
    "V076": Rule(
        severity="error",
        sentence="Scene “{scene}” of “{name}” has more than one recording in {language}: {found}.",
        remedy="Listen to them, and keep one.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What narration.lock holds of a language: what its film was made from, and the hash of that film."""

    film: str
    recordings: Mapping[str, str]
    made: str


def film_name(language: str) -> str:
    return f"film.{language}.mp4"


def languages(home: Path) -> tuple[str, ...]:
    """Return the languages for which a story has recordings."""
    folder = home / FOLDER
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def recordings(home: Path, language: str) -> dict[str, Path]:
    """Return the recordings of a language by the name of their scene."""
    return {path.stem: path for path in _files(home, language)}


def voiced(home: Path, language: str) -> Path | None:
    """Return the film with the voice of a language; None when there is none that is whole and of today."""
    target, kept = home / film_name(language), _lock(home).get(language)
    if not target.is_file() or kept is None or kept != _voice(home, language, target.read_bytes()):
        return None
    return target


def check(story: Story, known: Iterable[str], home: Path) -> Iterator[Problem]:
    """Yield what is wrong with the recordings of a story and with the films that they are in."""
    place = Place(file=story.place.file)
    found = languages(home)
    if story.filmed and found:
        yield _problem("V075", place, name=story.id)
        return
    scenes, known = [str(scene.id) for scene in story.scenes], list(known)
    for language in found:
        if language not in known:
            yield _unknown(story, f"{FOLDER}/{language}", "language", known)
            continue
        spoken = recordings(home, language)
        for name in sorted(set(spoken) - set(scenes)):
            yield _unknown(story, f"{FOLDER}/{language}/{spoken[name].name}", "scene", scenes)
        if twins := _twins(home, language):
            for name, files in twins.items():
                yield _problem("V076", place, name=story.id, language=language, scene=name, found=", ".join(files))
        elif missing := [name for name in scenes if name not in spoken]:
            yield _problem("V071", place, name=story.id, language=language, found=", ".join(missing))
        elif voiced(home, language) is None:
            made = (home / film_name(language)).is_file()
            fault = "it was made from other recordings or another film" if made else "nobody has put it there yet"
            yield _problem("V073", place, name=story.id, language=language, fault=fault)
        else:
            yield from _remains(home / film_name(language), place)


def narrate(story: Story, times: Timeline, home: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Make the films with a voice, for each language whose recordings are whole. Raises OutsideMissing.

    Returns the languages and what is wrong; where anything is wrong with a language, its film stays as it was.
    """
    require(FEATURE, filters=("loudnorm", "silenceremove"), encoders=("aac",))
    made: list[str] = []
    problems: list[Problem] = []
    for language in languages(home):
        spoken = recordings(home, language)
        if story.filmed or _twins(home, language) or {str(scene.id) for scene in story.scenes} - set(spoken):
            continue
        with tempfile.TemporaryDirectory(prefix=".partial-", dir=home) as aside:
            faults = list(_spoken(spoken, language, times, Path(aside)))
            if not faults:
                _put_together(times, home, language, Path(aside))
                made.append(language)
            problems += faults
    return tuple(made), tuple(problems)


def _files(home: Path, language: str) -> list[Path]:
    folder = home / FOLDER / language
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in KINDS) if folder.is_dir() else []


def _twins(home: Path, language: str) -> dict[str, list[str]]:
    """Return the scenes of which nobody knows which recording is meant, with their files."""
    files: dict[str, list[str]] = {}
    for path in _files(home, language):
        files.setdefault(path.stem, []).append(path.name)
    return {scene: names for scene, names in files.items() if len(names) > 1}


def _spoken(spoken: Mapping[str, Path], language: str, times: Timeline, aside: Path) -> Iterator[Problem]:
    """Trim and level each recording, into ``aside``; yield those that do not fit or cannot be heard."""
    for scene in times.scenes:
        source, target = spoken[scene.scene], aside / f"{scene.scene}.wav"
        place = Place(file=f"{FOLDER}/{language}/{source.name}")
        heard = run(["-i", str(source), "-vn", "-af", MEASURE, "-f", "null", "-"], FEATURE)
        measured = None if heard.status else loudness(heard.words)
        if measured is None:
            reason = heard.reason if heard.status else "it is silent"
            yield _problem("V074", place, scene=scene.scene, language=language, reason=reason)
            continue
        level = ["-af", f"{normalise(measured)},{TRIMMED}", "-ac", "1", "-ar", str(RATE), "-c:a", "pcm_s16le"]
        carry_out(["-loglevel", "error", "-y", "-i", str(source), "-vn", *level, "-f", "wav", str(target)], FEATURE)
        with wave.open(str(target)) as sound:
            takes = sound.getnframes() / RATE
        room = _room(scene)
        if takes > room:
            told = {"found": f"{takes:.1f}", "room": f"{room:.1f}", "over": f"{takes - room:.1f}"}
            yield _problem("V072", place, scene=scene.scene, language=language, **told)


def _room(scene: SceneTime) -> float:
    return scene.end - BREATH_S - scene.lines[0].start


def _put_together(times: Timeline, home: Path, language: str, aside: Path) -> None:
    """Lay the voices of all scenes over the film, each where its first line begins."""
    track = bytearray(2 * round(times.duration_s * RATE))
    for scene in times.scenes:
        with wave.open(str(aside / f"{scene.scene}.wav")) as sound:
            words = sound.readframes(sound.getnframes())
        at = 2 * round(scene.lines[0].start * RATE)
        track[at : at + len(words)] = words
    with wave.open(str(aside / "all.wav"), "wb") as whole:
        whole.setnchannels(1)
        whole.setsampwidth(2)
        whole.setframerate(RATE)
        whole.writeframes(bytes(track))
    made = aside / film_name(language)
    streams = ["-i", str(home / FILM), "-i", str(aside / "all.wav"), "-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy"]
    carry_out(["-loglevel", "error", "-y", *streams, *AUDIO, *CLEAN_FILE, "-f", "mp4", str(made)], FEATURE)
    kept = _lock(home) | {language: _voice(home, language, made.read_bytes())}
    made.replace(home / film_name(language))
    lock = aside / LOCK
    told = {name: asdict(voice) for name, voice in sorted(kept.items())}
    lock.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    lock.replace(home / LOCK)


def _voice(home: Path, language: str, made: bytes) -> Voice:
    spoken = recordings(home, language)
    return Voice(
        film=_digest((home / FILM).read_bytes()) if (home / FILM).is_file() else "",
        recordings={name: _digest(path.read_bytes()) for name, path in spoken.items()},
        made=_digest(made),
    )


def _lock(home: Path) -> dict[str, Voice]:
    try:
        return {name: Voice(**told) for name, told in json.loads((home / LOCK).read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remains(path: Path, place: Place) -> Iterator[Problem]:
    try:
        yield from identifying(boxes.read(path.read_bytes()).remains, Place(file=f"{place.file}: {path.name}"))
    except boxes.Unreadable as fault:
        yield _problem("V073", place, name=path.parent.name, language=path.suffixes[0][1:], fault=fault)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unknown(story: Story, found: str, what: str, known: Iterable[str]) -> Problem:
    place = Place(file=story.place.file)
    return _problem("V070", place, found=found, what=what, name=story.id, known=", ".join(known))


def _problem(code: str, place: Place, **values: object) -> Problem:
    return CODES[code].problem(code, place, **values)
