"""A film from a camera, brought to how films are delivered; nothing in it names a person, a device or a place.

Nothing of the original is copied: pictures and sound are made anew, all else is left out, and the result is read
once more by ``boxes``, which trusts nobody.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scormkit.problems import Place, Problem, has_errors

from ..rule import Rule
from . import boxes
from .ffmpeg import MAY_DIFFER_LU, MEASURE, TARGET_LUFS, carry_out, loudness, normalise, require, run
from .lock import FILM, LOCK, POSTER, FilmFacts, filmed_fingerprint, identifying, lock_text

FEATURE = "Taking in a film from a camera"
TONED = "Taking in a film in HDR"
LOCAL = ["-protocol_whitelist", "file"]
"""A list of addresses that calls itself a film is not followed."""
LONGEST_SIDE = 4096
BOX = (1280, 720)
CRF, MAX_RATE, BUFFER = 24, "1500k", "3000k"
"""Capped: noise in a dark room would make a film of any size (14 Mbit/s were seen)."""
KEYFRAME_S = 2
MAY_BREAK_OFF_S = 0.5
POSTER_BYTES = 60_000
FILTERS = ("loudnorm", "vfrdet", "scale", "fps")
ENCODERS = ("libx264", "aac", "mjpeg")

CODES: dict[str, Rule] = {
    "V050": Rule(
        severity="error",
        sentence="This is no film that can be read: {reason}.",
        remedy="Play it from beginning to end on your own device; if it plays, export it anew as MP4.",
    ),
    "V051": Rule(
        severity="error",
        sentence="The film breaks off: {reason}.",
        remedy="Copy it from the camera again, and wait until the copy has ended.",
    ),
    "V052": Rule(
        severity="error",
        sentence="There is sound but no picture in it.",
        remedy="Take in a film; a voice for a drawn film goes into the folder narration (docs/films.md).",
    ),
    "V053": Rule(
        severity="error",
        sentence="The picture is {found} pixels large; {most} on the longest side is the most that is taken in.",
        remedy="Export it in 4K or less: learners see 1280 by 720.",
    ),
    "V054": Rule(
        severity="error",
        sentence="The film is locked (encrypted), so nobody but its player can read it.",
        remedy="Take the original from the camera; what was bought or borrowed cannot be used.",
    ),
    "V055": Rule(
        severity="warning",
        sentence="It was filmed at a rate that changes, as telephones do; now it has {found} pictures a second.",
        remedy="Look whether lips and words are still together all the way.",
    ),
    "V056": Rule(
        severity="warning",
        sentence="It was filmed in HDR; light and colours were brought to what every screen can show.",
        remedy="Look at faces and at the sky; if they are pale, switch HDR off in the camera and film again.",
    ),
    "V057": Rule(
        severity="note",
        sentence="It was held another way up: the picture was turned by {found} degrees.",
        remedy="Look whether heads are up. Upright films stay small on the page; turn the telephone when you can.",
    ),
    "V058": Rule(
        severity="warning",
        sentence="The camera had written into it: {found}. All that was left out.",
        remedy="The original still says it: keep it in a protected place, never in the course or in a message.",
    ),
    "V059": Rule(
        severity="warning",
        sentence="The sound is at {found} LUFS instead of {wanted}; it will be louder or softer than other films.",
        remedy="Listen to it next to another film; record nearer to the voice, without peaks.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Original:
    """What ffmpeg says of a file. ``says``: what kinds of things it tells about who made it, when and where."""

    seconds: float
    width: int
    height: int
    rate: float
    rotation: int
    hdr: str
    has_sound: bool
    says: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A film that was taken in; ``facts`` is None when it was refused, and then nothing was written."""

    facts: FilmFacts | None
    problems: tuple[Problem, ...]


def ingest(source: Path, home: Path) -> Taken:
    """Bring a film to the recipe, into ``home``: film.mp4, film.jpg and film.lock. Raises OutsideMissing.

    What was there before stays unless the new film is whole and clean.
    """
    require(FEATURE, filters=FILTERS, encoders=ENCODERS)
    place = Place(file=source.name)
    camera, refused = examine(source)
    if camera is None:
        return Taken(facts=None, problems=refused)
    if camera.hdr:
        require(TONED, filters=("zscale", "tonemap"))
    problems = list(refused)
    sound = [] if not camera.has_sound else ["-map", "0:a:0", "-af", MEASURE]
    heard = run([*LOCAL, "-i", str(source), "-map", "0:v:0", "-vf", "vfrdet", *sound, "-f", "null", "-"], FEATURE)
    rate = 30 if round(camera.rate) in (15, 30, 60, 120, 240) else 25
    if _changes(heard.words):
        problems.append(_problem("V055", place, found=rate))
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=home) as aside:
        made = Path(aside) / FILM
        done = run(arguments(camera, source, made, rate, loudness(heard.words)), FEATURE)
        if done.status or not made.is_file() or not made.stat().st_size:
            return Taken(facts=None, problems=(*problems, _problem("V050", place, reason=done.reason)))
        problems += _wrong(made.read_bytes(), camera, place)
        problems += _loud(made, place)
        if has_errors(problems):
            return Taken(facts=None, problems=tuple(problems))
        picture = boxes.read(made.read_bytes()).picture
        assert picture is not None
        facts = FilmFacts(
            fingerprint=filmed_fingerprint(made.read_bytes()),
            seconds=round(picture.seconds, 2),
            width=picture.width,
            height=picture.height,
            bytes=made.stat().st_size,
        )
        poster = _poster(made, Path(aside), min(1.5, picture.seconds / 2))
        made.replace(home / FILM)
        poster.replace(home / POSTER)
        lock = Path(aside) / LOCK
        lock.write_text(lock_text(facts), encoding="utf-8")
        lock.replace(home / LOCK)
    return Taken(facts=facts, problems=tuple(problems))


def examine(source: Path) -> tuple[Original | None, tuple[Problem, ...]]:
    """Return what a file is, and what there is to say of it; without an Original it is refused."""
    place = Place(file=source.name)
    if not source.is_file() or not source.stat().st_size:
        return None, (_problem("V050", place, reason="it is empty" if source.is_file() else "there is no such file"),)
    with source.open("rb") as file:
        moov = boxes.listed(file)
    if moov and boxes.is_locked(moov):
        return None, (_problem("V054", place),)
    said = run([*LOCAL, "-i", str(source)], FEATURE)
    if "Input #0" not in said.words:
        if moov == b"":
            return None, (_problem("V051", place, reason="its end, which lists the pictures, is not there"),)
        return None, (_problem("V050", place, reason=said.reason),)
    streams = re.findall(r"^ +Stream #0:\d+.*$", said.words, re.MULTILINE)
    pictures = [each for each in streams if "Video:" in each and "(attached pic)" not in each]
    if not pictures:
        has_sound = any("Audio:" in each for each in streams)
        found = _problem("V052", place) if has_sound else _problem("V050", place, reason="there is no picture in it")
        return None, (found,)
    camera = _camera(said.words, streams, pictures[0])
    if not camera.width or not camera.height:
        return None, (_problem("V050", place, reason="the size of its picture is unknown"),)
    if max(camera.width, camera.height) > LONGEST_SIDE:
        size = f"{camera.width} by {camera.height}"
        return None, (_problem("V053", place, found=size, most=LONGEST_SIDE),)
    return camera, tuple(_told(camera, place))


def arguments(camera: Original, source: Path, target: Path, rate: int, sound: dict[str, object] | None) -> list[str]:
    """Return ffmpeg's arguments for the delivered film: pictures and sound made anew, nothing else taken along."""
    long, short = BOX
    upright = (camera.height > camera.width) != (camera.rotation % 180 == 90)
    across, down = (short, long) if upright else (long, short)
    fit = f"scale='min({across},iw)':'min({down},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2"
    heard = ["-map", "0:a:0", "-af", normalise(sound), *AUDIO] if sound else ["-an"]
    return [
        *["-loglevel", "error", "-y", *LOCAL, "-i", str(source), "-map", "0:v:0"],
        *["-vf", f"{tone_map(camera.hdr)}{fit},setsar=1,fps={rate},format=yuv420p"],
        *["-c:v", "libx264", "-profile:v", "main", "-preset", "medium", "-crf", str(CRF)],
        *["-maxrate", MAX_RATE, "-bufsize", BUFFER, "-g", str(rate * KEYFRAME_S), "-x264-params", "threads=4"],
        *["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
        *heard,
        *CLEAN,
        *["-f", "mp4", str(target)],
    ]


AUDIO = ["-c:a", "aac", "-ac", "1", "-ar", "48000", "-b:a", "96k"]

CLEAN_FILE = [
    *["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-write_tmcd", "0"],
    *["-fflags", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart"],
]
"""What keeps everything out of a file that is not picture or sound."""

# Captions and words of a device can also lie in the stream of pictures itself.
CLEAN = [*CLEAN_FILE, "-flags:v", "+bitexact", "-a53cc", "0", "-bsf:v", "filter_units=remove_types=6"]


def tone_map(hdr: str) -> str:
    """Return the filters that bring light of this kind (PQ or HLG) to ordinary screens; nothing for ordinary light."""
    if not hdr:
        return ""
    return (
        f"zscale=tin={hdr}:pin=bt2020:min=bt2020nc:t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,"
        "tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,"
    )


def recipe_faults(film: boxes.Mp4) -> Iterator[str]:
    """Yield, as clauses, where a film from a camera is not as films are delivered."""
    picture = film.picture
    if picture is None or picture.codec != "avc1" or picture.profile != 77:
        yield "its picture is not H.264 Main"
        return
    if not film.is_fast_start:
        yield "its list of pictures stands at the end"
    if max(picture.width, picture.height) > BOX[0] or min(picture.width, picture.height) > BOX[1]:
        yield f"its picture is {picture.width} by {picture.height} pixels"
    if len(picture.steps) != 1:
        yield "its rate changes"
        return
    step = picture.steps[0][1] / picture.scale
    ends = (*picture.keys[1:], len(picture.sizes) + 1)
    if not picture.keys or max(b - a for a, b in zip(picture.keys, ends, strict=True)) * step > KEYFRAME_S + step:
        yield "it cannot be sought in every two seconds"


def _camera(words: str, streams: Sequence[str], picture: str) -> Original:
    length = re.search(r"Duration: (\d+):(\d\d):(\d\d\.\d+)", words)
    size = re.search(r" (\d{2,6})x(\d{2,6})[ ,]", f"{picture} ")
    rate = re.search(r"([\d.]+)(k?) (?:fps|tbr)", picture)
    turned = re.search(r"rotation of (-?[\d.]+) degrees", words)
    light = re.search(r"smpte2084|arib-std-b67", picture)
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3]) if length else 0.0
    return Original(
        seconds=seconds,
        width=int(size[1]) if size else 0,
        height=int(size[2]) if size else 0,
        rate=float(rate[1]) if rate and not rate[2] else 25.0,
        rotation=round(float(turned[1])) % 360 if turned else 0,
        hdr=light[0] if light else "",
        has_sound=any("Audio:" in each for each in streams),
        says=tuple(_kinds(words, streams)),
    )


KINDS = (
    ("where it was filmed", r"location|gps|xyz|loci"),
    ("when it was filmed", r"creation_?time|creationdate|\bdate"),
    ("with which device or program", r"make|model|software|encoder|vendor_id|handler|device|firmware|lens|serial"),
    ("names or words", r"title|artist|author|comment|description|copyright|keywords|album|synopsis"),
)


def _kinds(words: str, streams: Sequence[str]) -> Iterator[str]:
    """Yield which kinds of things a file tells; never what it tells."""
    keys = " ".join(re.findall(r"^ +([\w.©-]+) *: ", words, re.MULTILINE)).lower()
    yield from (kind for kind, pattern in KINDS if re.search(pattern, keys))
    if any("Data:" in each for each in streams) or "timecode" in keys:
        yield "a track of data, in which positions can be"
    if any("Subtitle:" in each for each in streams):
        yield "a track of words"
    if re.search(r"^ +Chapter #", words, re.MULTILINE):
        yield "chapters"


HARMLESS = frozenset({"with which device or program"})
"""Any file names the program that wrote it; alone that is not worth a word."""


def _told(camera: Original, place: Place) -> Iterator[Problem]:
    if camera.rotation:
        yield _problem("V057", place, found=min(camera.rotation, 360 - camera.rotation))
    if camera.hdr:
        yield _problem("V056", place)
    if set(camera.says) - HARMLESS:
        yield _problem("V058", place, found="; ".join(camera.says))


def _changes(words: str) -> bool:
    """Tell whether more than one picture in fifty came sooner or later than the others."""
    found = re.search(r"VFR:([\d.]+)", words)
    return bool(found and float(found[1]) > 0.02)


def _wrong(data: bytes, camera: Original, place: Place) -> Iterator[Problem]:
    """Yield what our own reading finds wrong with the film that was made."""
    try:
        film = boxes.read(data)
    except boxes.Unreadable as fault:
        yield _problem("V050", place, reason=str(fault))
        return
    yield from identifying(film.remains, place)
    made = film.picture.seconds if film.picture else 0.0
    if made < camera.seconds - max(MAY_BREAK_OFF_S, camera.seconds / 50):
        yield _problem("V051", place, reason=f"of {camera.seconds:.1f} seconds {made:.1f} can be seen")
    for lack in recipe_faults(film):
        yield _problem("V050", place, reason=f"made anew, {lack}")


def _loud(film: Path, place: Place) -> Iterator[Problem]:
    measured = loudness(run(["-i", str(film), "-vn", "-af", MEASURE, "-f", "null", "-"], FEATURE).words)
    if measured and abs(float(measured["input_i"]) - TARGET_LUFS) > MAY_DIFFER_LU:
        yield _problem("V059", place, found=measured["input_i"], wanted=f"{TARGET_LUFS:g}")


def _poster(film: Path, aside: Path, at: float) -> Path:
    """Return the picture that stands before the film, light enough for a first page."""
    target = aside / POSTER
    for quality in range(3, 31, 3):
        carry_out(
            [
                *["-loglevel", "error", "-y", "-ss", f"{at:.2f}", "-i", str(film), "-frames:v", "1"],
                *["-q:v", str(quality), "-pix_fmt", "yuvj420p", "-map_metadata", "-1"],
                *["-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", "mjpeg", str(target)],
            ],
            FEATURE,
        )
        if target.stat().st_size <= POSTER_BYTES:
            break
    return target


def _problem(code: str, place: Place, **values: object) -> Problem:
    return CODES[code].problem(code, place, **values)
