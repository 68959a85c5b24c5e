"""An MP4 as our own eyes read it: its tracks, and whatever in it could name a person, a device, a place or a day.

Nothing passes because it is unknown: only boxes that a film needs may be there, each with the values that a film needs.
The bytes of the film itself are accounted for too, so that nothing lies between the pictures.
Source: ISO/IEC 14496-12 (boxes), 14496-14 and -15 (samples), H.264 (NAL units and SEI messages).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

ROOT = frozenset({"ftyp", "moov", "mdat", "free"})
INSIDE: dict[str, frozenset[str]] = {
    "moov": frozenset({"mvhd", "trak", "udta"}),
    "trak": frozenset({"tkhd", "edts", "mdia"}),
    "edts": frozenset({"elst"}),
    "mdia": frozenset({"mdhd", "hdlr", "minf"}),
    "minf": frozenset({"vmhd", "smhd", "dinf", "stbl"}),
    "dinf": frozenset({"dref"}),
    "stbl": frozenset({"stsd", "stts", "ctts", "stss", "stsc", "stsz", "stco", "co64", "sgpd", "sbgp"}),
    # ffmpeg always writes an empty list of tags.
    "udta": frozenset({"meta"}),
    "meta": frozenset({"hdlr", "ilst"}),
    "ilst": frozenset(),
}
SAMPLES = {"avc1": 78, "mp4a": 28}
"""How long the fixed part of a sample's description is."""
IN_SAMPLES = frozenset({"avcC", "colr", "pasp", "btrt", "esds"})
NAMES = frozenset({b"", b"VideoHandler", b"SoundHandler"})
COMPRESSORS = frozenset({b"", b"Lavc libx264"})
UPRIGHT = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
OWN_FILE = bytes.fromhex("00000000 00000001 0000000c") + b"url " + bytes.fromhex("00000001")

PICTURE_UNITS = frozenset({1, 5, 6, 7, 8, 9})
TIMING = frozenset({0, 1, 6})
USER_DATA = 5
X264 = bytes.fromhex("dc45e9bde6d948b7962cd820d923eeef")
"""Under this name x264 notes its own settings."""

PLACES = frozenset({"\xa9xyz", "loci", "gps ", "GPS ", "gpmd", "camm", "rtmd", "mett", "GPMF"})


class Unreadable(Exception):
    """The bytes are no MP4, or break off."""


@dataclass(frozen=True, kw_only=True)
class Track:
    """One track. ``kind``: vide or soun; ``steps``: for how long samples last, in units of ``scale`` a second."""

    kind: str
    codec: str
    scale: int
    steps: tuple[tuple[int, int], ...]
    keys: tuple[int, ...]
    sizes: tuple[int, ...]
    places: tuple[int, ...]
    width: int = 0
    height: int = 0
    profile: int = 0
    length_size: int = 4

    @property
    def seconds(self) -> float:
        return sum(count * step for count, step in self.steps) / self.scale if self.scale else 0.0


@dataclass(frozen=True, kw_only=True)
class Mp4:
    """What an MP4 holds. ``remains``: where something identifying is, each as a clause; none in a clean film."""

    tracks: tuple[Track, ...]
    is_fast_start: bool
    remains: tuple[str, ...]

    @property
    def picture(self) -> Track | None:
        return next((track for track in self.tracks if track.kind == "vide"), None)

    @property
    def has_sound(self) -> bool:
        return any(track.kind == "soun" for track in self.tracks)


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box: ``start`` and ``end`` of what is in it; ``path`` with the boxes around it."""

    kind: str
    path: str
    start: int
    end: int


@dataclass
class _Seen:
    """What has been read so far."""

    data: bytes
    remains: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    films: list[tuple[int, int]] = field(default_factory=list)
    tracks: list[dict[str, Box]] = field(default_factory=list)


def read(data: bytes) -> Mp4:
    """Return what an MP4 holds. Raises Unreadable."""
    seen = _Seen(data)
    try:
        for box in _boxes(data, 0, len(data), ""):
            _look(seen, box, ROOT)
        tracks = tuple(_track(data, boxes) for boxes in seen.tracks)
        if "moov" not in seen.order or not tracks:
            raise Unreadable("it has no list of its pictures")
        seen.remains += _uncounted(tracks, seen.films)
        for track in tracks:
            seen.remains += _in_pictures(data, track) if track.kind == "vide" else ()
    except (struct.error, IndexError) as fault:
        raise Unreadable("it breaks off in the middle of a list") from fault
    kinds = [track.kind for track in tracks]
    seen.remains += [f"a second {kind} track" for kind in ("vide", "soun") if kinds.count(kind) > 1]
    return Mp4(
        tracks=tracks,
        is_fast_start=seen.order.index("moov") < seen.order.index("mdat") if "mdat" in seen.order else True,
        remains=tuple(dict.fromkeys(seen.remains)),
    )


def listed(file: BinaryIO) -> bytes | None:
    """Return the list of pictures (moov) of a file that may be very large; None when it begins like no MP4.

    Empty when the list is missing.
    """
    head = file.read(16)
    if head[4:8] not in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
        return None
    at = 0
    while len(head) >= 8:
        size = int.from_bytes(head[8:16] if head[:4] == b"\0\0\0\1" else head[:4], "big")
        if head[4:8] == b"moov":
            file.seek(at)
            return file.read(size)
        if size < 8:
            break
        at += size
        file.seek(at)
        head = file.read(16)
    return b""


def is_locked(moov: bytes) -> bool:
    """Tell whether a list of pictures speaks of encrypted samples (ISO/IEC 23001-7)."""
    return bool(re.search(rb"stsd.{12}enc[va]", moov, re.DOTALL))


def jpeg_remains(data: bytes) -> tuple[str, ...]:
    """Return what a JPEG says beside its picture: Exif, XMP, comments. Raises Unreadable."""
    if not data.startswith(b"\xff\xd8"):
        raise Unreadable("it is no JPEG")
    remains, at = [], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        is_said = 0xE1 <= marker <= 0xEF or marker == 0xFE
        # APP2 may hold a colour profile, APP14 the colour transform; neither names anybody.
        if is_said and not (marker == 0xE2 and data[at + 4 : at + 15] == b"ICC_PROFILE") and marker != 0xEE:
            remains.append(f"the poster: {'a comment' if marker == 0xFE else 'data of a camera or a program'}")
        at += 2 + size
    if at + 2 > len(data) or not data.endswith(b"\xff\xd9"):
        raise Unreadable("it breaks off, or it is no JPEG")
    return tuple(dict.fromkeys(remains))


def _boxes(data: bytes, start: int, end: int, path: str) -> Iterator[Box]:
    while start < end:
        if start + 8 > end:
            raise Unreadable("it breaks off in the middle of a box")
        size, head = int.from_bytes(data[start : start + 4], "big"), 8
        kind = data[start + 4 : start + 8].decode("latin-1")
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            raise Unreadable("it breaks off, or it is no MP4")
        yield Box(kind=kind, path=f"{path}{kind}", start=start + head, end=start + size)
        start += size


def _look(seen: _Seen, box: Box, allowed: frozenset[str]) -> None:
    """Note what is wrong in a box and in those inside it."""
    data = seen.data
    if box.path == box.kind:
        seen.order.append(box.kind)
    if box.kind not in allowed:
        seen.remains.append(f"{_printable(box.path)}: {'a place' if box.kind in PLACES else 'data beside the film'}")
        return
    if box.kind == "trak":
        seen.tracks.append({})
    if "/trak/" in f"/{box.path}" and seen.tracks:
        seen.tracks[-1][box.kind] = box
    if box.kind == "mdat":
        seen.films.append((box.start, box.end))
    seen.remains += [f"{_printable(box.path)}: {what}" for what in _values(data, box)]
    if box.kind in INSIDE:
        start = box.start + (4 if box.kind == "meta" else 0)
        for inner in _boxes(data, start, box.end, f"{box.path}/"):
            _look(seen, inner, INSIDE[box.kind])


def _values(data: bytes, box: Box) -> Iterator[str]:
    """Yield what a box says that a film does not need to say."""
    inside = data[box.start : box.end]
    if box.kind in ("mvhd", "tkhd", "mdhd"):
        if any(inside[4 : 20 if inside[0] == 1 else 12]):
            yield "a date"
        if box.kind == "tkhd" and inside[-44:-8] != UPRIGHT:
            yield "a rotation that was not applied"
    elif box.kind == "hdlr":
        if inside[8:12] not in (b"vide", b"soun", b"mdir"):
            yield f"a track of {_printable(inside[8:12].decode('latin-1'))}"
        if inside[24:].strip(b"\0") not in NAMES:
            yield "a name of a device or a program"
    elif box.kind == "dref" and inside != OWN_FILE:
        yield "an address"
    elif box.kind in ("free", "ilst") and any(inside):
        yield "data beside the film"
    elif box.kind == "stsd":
        yield from _description(data, box)


def _description(data: bytes, box: Box) -> Iterator[str]:
    for entry in _boxes(data, box.start + 8, box.end, ""):
        if entry.kind not in SAMPLES:
            yield f"samples of {_printable(entry.kind)}"
            continue
        if entry.kind == "avc1":
            name = data[entry.start + 42 : entry.start + 74]
            if name[1 : 1 + name[0]] not in COMPRESSORS:
                yield "a name of a device or a program"
        elif data[entry.start + 8] or data[entry.start + 9]:
            yield "sound as a camera describes it"
            continue
        for inner in _boxes(data, entry.start + SAMPLES[entry.kind], entry.end, ""):
            if inner.kind not in IN_SAMPLES:
                yield f"data beside the film ({_printable(inner.kind)})"


def _track(data: bytes, boxes: dict[str, Box]) -> Track:
    needed = ("hdlr", "mdhd", "stsd", "stts", "stsc", "stsz")
    if any(name not in boxes for name in needed) or not {"stco", "co64"} & set(boxes):
        raise Unreadable("one of its lists is missing")
    scale_at = boxes["mdhd"].start + (20 if data[boxes["mdhd"].start] == 1 else 12)
    entry = next(_boxes(data, boxes["stsd"].start + 8, boxes["stsd"].end, ""), None)
    if entry is None:
        raise Unreadable("one of its lists is empty")
    sizes = _sizes(data, boxes["stsz"])
    picture = _picture(data, entry) if entry.kind == "avc1" else {}
    return Track(
        kind=data[boxes["hdlr"].start + 8 : boxes["hdlr"].start + 12].decode("latin-1"),
        codec=entry.kind,
        scale=int.from_bytes(data[scale_at : scale_at + 4], "big"),
        steps=tuple(_rows(data, boxes["stts"], 2)),  # type: ignore[arg-type]
        keys=tuple(number for (number,) in _rows(data, boxes["stss"], 1)) if "stss" in boxes else (),
        sizes=sizes,
        places=_places(data, boxes, sizes),
        **picture,
    )


def _picture(data: bytes, entry: Box) -> dict[str, int]:
    width, height = struct.unpack_from(">HH", data, entry.start + 24)
    found = {"width": width, "height": height}
    for inner in _boxes(data, entry.start + SAMPLES["avc1"], entry.end, ""):
        if inner.kind == "avcC":
            found |= {"profile": data[inner.start + 1], "length_size": (data[inner.start + 4] & 3) + 1}
    return found


def _rows(data: bytes, box: Box, width: int) -> list[tuple[int, ...]]:
    """Return the rows of a list of 32-bit numbers."""
    (count,) = struct.unpack_from(">I", data, box.start + 4)
    if box.start + 8 + 4 * width * count > box.end:
        raise Unreadable("one of its lists breaks off")
    numbers = struct.unpack_from(f">{count * width}I", data, box.start + 8)
    return [tuple(numbers[at : at + width]) for at in range(0, len(numbers), width)]


def _sizes(data: bytes, box: Box) -> tuple[int, ...]:
    same, count = struct.unpack_from(">II", data, box.start + 4)
    if same:
        return (int(same),) * int(min(count, len(data)))
    if box.start + 12 + 4 * count > box.end:
        raise Unreadable("one of its lists breaks off")
    return tuple(struct.unpack_from(f">{count}I", data, box.start + 12))


def _places(data: bytes, boxes: dict[str, Box], sizes: Sequence[int]) -> tuple[int, ...]:
    """Return where each sample begins."""
    if "co64" in boxes:
        chunks = [high << 32 | low for high, low in _rows(data, boxes["co64"], 2)]
    else:
        chunks = [place for (place,) in _rows(data, boxes["stco"], 1)]
    runs = _rows(data, boxes["stsc"], 3)
    places: list[int] = []
    run = 0
    for number, at in enumerate(chunks, start=1):
        while run + 1 < len(runs) and runs[run + 1][0] <= number:
            run += 1
        for _ in range(runs[run][1]):
            if len(places) == len(sizes):
                break
            places.append(at)
            at += sizes[len(places) - 1]
    if len(places) != len(sizes) or any(at + size > len(data) for at, size in zip(places, sizes, strict=True)):
        raise Unreadable("pictures or sound that it lists are not there")
    return tuple(places)


def _uncounted(tracks: Sequence[Track], films: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield where the data of the film hold bytes that belong to no picture and no sound."""
    samples = sorted(pair for track in tracks for pair in zip(track.places, track.sizes, strict=True))
    for start, end in films:
        for at, size in ((at, size) for at, size in samples if start <= at < end):
            if at != start:
                break
            start = at + size
        if start != end:
            yield "mdat: data that belong to no picture and no sound"


def _in_pictures(data: bytes, track: Track) -> Iterator[str]:
    """Yield what the stream of pictures carries beside pictures: captions, positions, words of a device."""
    for start, size in zip(track.places, track.sizes, strict=True):
        at, end = start, start + size
        while at < end:
            length = int.from_bytes(data[at : at + track.length_size], "big")
            at += track.length_size
            if not 0 < length <= end - at:
                raise Unreadable("a picture in it is damaged")
            kind = data[at] & 31
            if kind not in PICTURE_UNITS or (kind == 6 and not _is_timing(data[at + 1 : at + length])):
                yield "the pictures carry data beside what is to be seen"
                return
            at += length


def _is_timing(messages: bytes) -> bool:
    """Tell whether SEI messages are about timing, or are x264's own settings."""
    at = 0
    while at < len(messages) - 1:
        kind = size = 0
        while messages[at] == 255:
            kind, at = kind + 255, at + 1
        kind, at = kind + messages[at], at + 1
        while messages[at] == 255:
            size, at = size + 255, at + 1
        size, at = size + messages[at], at + 1
        is_own = kind == USER_DATA and messages[at : at + 16] == X264
        if kind not in TIMING and not is_own:
            return False
        at += size
    return at > 0


def _printable(name: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in name)
