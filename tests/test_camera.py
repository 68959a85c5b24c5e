"""Films from cameras: each bad one is refused by name, and nothing of who, where, when or with what comes through."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scormkit.problems import Place
from seemenow import pipeline, resources
from seemenow.authoring import catalogues
from seemenow.cli import FAULTY, FINE, OUTSIDE, main
from seemenow.film import boxes, camera, intake, lock, make
from seemenow.outside import OutsideMissing, ffmpeg

from .conftest import PICTURE, STAND_IN, MakeCourse, box, give_films

SECRETS = (b"+52.0907", b"5.1214", b"Secret", b"2026-05-01", b"earth")
SIZE = 2 * 25
STEREO = ["-f", "lavfi", "-i", "sine=440:d=2"]


def made(target: Path, *arguments: str) -> Path:
    """Make a file with ffmpeg, as a camera or a careless program might."""
    command = [ffmpeg(), "-hide_banner", "-loglevel", "error", "-y", *arguments, str(target)]
    subprocess.run(command, check=True, timeout=60)
    return target


def pictures(size: str = "160x90", seconds: float = 2, rate: int = 30) -> list[str]:
    return ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}"]


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what cameras made."""
    return tmp_path_factory.mktemp("camera")


@pytest.fixture(scope="module")
def telephone(shots: Path) -> Path:
    """A clip as a telephone makes it: held upright, in HDR, at a changing rate, with place, day and device."""
    chapters = shots / "chapters.txt"
    chapters.write_text(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=Secret street\n")
    light = "setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc"
    lying = made(
        shots / "lying.mov",
        *pictures(),
        *STEREO,
        *["-vf", f"select='not(between(n,10,14)+between(n,20,23)+between(n,40,41))',format=yuv420p10le,{light}"],
        *["-fps_mode", "vfr", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"],
        *["-timecode", "01:00:00:00"],
    )
    return made(
        shots / "Holiday at Secret.MOV",
        *["-display_rotation", "90", "-i", str(lying), "-f", "ffmetadata", "-i", str(chapters)],
        *["-map", "0:v", "-map", "0:a", "-map_chapters", "1", "-c", "copy", "-movflags", "use_metadata_tags"],
        *["-metadata", "location=+52.0907+005.1214/", "-metadata", "make=Secret", "-metadata", "model=Secret 12"],
        *["-metadata", "creation_time=2026-05-01T10:00:00Z", "-metadata", "title=Secret", "-timecode", "01:00:00:00"],
        *["-metadata", "com.apple.quicktime.location.ISO6709=+52.0907+005.1214/"],
    )


@pytest.fixture(scope="module")
def taken(telephone: Path, shots: Path) -> camera.Taken:
    """What came of that clip."""
    return camera.ingest(telephone, shots / "taken")


def test_the_clip_of_a_telephone_does_tell_where_it_was_made(telephone: Path) -> None:
    """Else the next tests would prove nothing."""
    data = telephone.read_bytes()
    assert all(each in data for each in (b"+52.0907", b"Secret 12"))
    assert {"moov/udta/loci: a place", "moov/mvhd: a date"} <= set(boxes.read(data).remains)


def test_nothing_of_place_day_device_or_person_comes_through(taken: camera.Taken, shots: Path) -> None:
    assert taken.facts is not None
    data = (shots / "taken" / "film.mp4").read_bytes()
    assert boxes.read(data).remains == ()
    assert boxes.jpeg_remains((shots / "taken" / "film.jpg").read_bytes()) == ()
    for path in (shots / "taken").iterdir():
        assert [each for each in SECRETS if each in path.read_bytes()] == []
    said = subprocess.run([ffmpeg(), "-hide_banner", "-i", str(shots / "taken" / "film.mp4")], capture_output=True)
    assert not any(word in said.stderr for word in (b"creation_time", b"location", b"timecode", b"Chapter", b"Data:"))


def test_it_is_told_what_was_found_but_never_what_it_said(taken: camera.Taken) -> None:
    found = {each.code: each for each in taken.problems}
    assert set(found) == {"V055", "V056", "V057", "V058"}
    for kind in ("where it was filmed", "when", "device", "chapters", "track of data"):
        assert kind in found["V058"].message
    assert all(each.place.file == "Holiday at Secret.MOV" and each.remedy for each in found.values())
    assert "90 degrees" in found["V057"].message
    assert not any(secret.decode() in found["V058"].message for secret in SECRETS)


def test_the_film_is_as_films_are_delivered(taken: camera.Taken, shots: Path) -> None:
    made_ = boxes.read((shots / "taken" / "film.mp4").read_bytes())
    assert list(camera.recipe_faults(made_)) == []
    assert made_.picture is not None
    assert (made_.picture.width, made_.picture.height, made_.picture.profile) == (90, 160, 77)
    assert made_.picture.steps == ((50, made_.picture.scale // 25),)
    assert taken.facts is not None
    assert taken.facts.seconds == pytest.approx(2, abs=0.1)
    assert lock.read_lock(shots / "taken") == taken.facts
    said = subprocess.run([ffmpeg(), "-hide_banner", "-i", str(shots / "taken" / "film.mp4")], capture_output=True)
    assert b"yuv420p(tv, bt709" in said.stderr
    assert b"48000 Hz, mono" in said.stderr


def test_sound_lands_at_the_loudness_of_all_films(taken: camera.Taken, shots: Path) -> None:
    command = [
        ffmpeg(),
        "-hide_banner",
        "-i",
        str(shots / "taken" / "film.mp4"),
        "-af",
        camera.MEASURE,
        "-f",
        "null",
        "-",
    ]
    heard = camera.loudness(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    assert heard is not None
    assert float(heard["input_i"]) == pytest.approx(-16, abs=1.5)


def test_a_film_without_anything_to_hear_gets_no_track_of_sound(shots: Path) -> None:
    quiet = made(
        shots / "quiet.mp4",
        *pictures(seconds=1, rate=25),
        *["-f", "lavfi", "-i", "anullsrc=d=1", "-c:v", "libx264", "-preset", "ultrafast", "-shortest"],
    )
    done = camera.ingest(quiet, shots / "quiet")
    assert [each.code for each in done.problems] == []
    read = boxes.read((shots / "quiet" / "film.mp4").read_bytes())
    assert (read.has_sound, read.picture and read.picture.steps) == (False, ((25, 512),))


# --- what is refused ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def refused(shots: Path) -> dict[str, Path]:
    """Files that cannot become films, by what is wrong with them."""
    x264 = ["-c:v", "libx264", "-preset", "ultrafast"]
    whole = made(shots / "whole.mp4", *pictures(seconds=2), *x264)
    fast = made(shots / "fast.mp4", *pictures(seconds=2), *x264, "-bf", "0", "-movflags", "+faststart")
    files = {
        "empty": shots / "empty.mp4",
        "no film": shots / "letter.mp4",
        "cut before its list": shots / "cut.mp4",
        "cut after its list": shots / "cut-fast.mp4",
        "addresses": shots / "list.mov",
        "sound alone": made(shots / "voice.m4a", *STEREO, "-c:a", "aac"),
        "8K": made(shots / "large.mp4", *pictures("7680x4320", 0.04, 25), *x264),
        "locked": made(
            shots / "locked.mp4",
            *pictures(seconds=1),
            *[*x264, "-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb"],
            *["-encryption_kid", "a7e61c373e219033c21091fa607bf3b8"],
        ),
    }
    files["empty"].write_bytes(b"")
    files["addresses"].write_text("#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n")
    files["no film"].write_text("Dear all, this is not a film.")
    files["cut before its list"].write_bytes(whole.read_bytes()[: len(whole.read_bytes()) // 2])
    files["cut after its list"].write_bytes(fast.read_bytes()[: len(fast.read_bytes()) // 2])
    return files


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("empty", "V050"),
        ("no film", "V050"),
        ("addresses", "V050"),
        ("cut before its list", "V051"),
        ("cut after its list", "V051"),
        ("sound alone", "V052"),
        ("8K", "V053"),
        ("locked", "V054"),
    ],
)
def test_what_cannot_become_a_film_is_refused_by_name_and_the_old_film_stays(
    kind: str, code: str, refused: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"old film")
    done = camera.ingest(refused[kind], tmp_path)
    assert done.facts is None
    assert code in [each.code for each in done.problems if each.severity == "error"]
    assert done.problems[-1].place.file == refused[kind].name
    assert str(refused[kind].parent) not in done.problems[-1].message
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("film.mp4", b"old film")]


def test_sound_that_misses_its_loudness_is_told(
    taken: camera.Taken, shots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "TARGET_LUFS", -30.0)
    assert [each.code for each in camera._loud(shots / "taken" / "film.mp4", Place(file="a.mp4"))] == ["V059"]


# --- ffmpeg that is not there -------------------------------------------------------------------


def program(folder: Path, version: str, abilities: str) -> Path:
    path = folder / "ffmpeg"
    path.write_text(
        f'#!/bin/sh\ncase "$2" in\n-version) echo "ffmpeg version {version}";;\n*) echo "{abilities}";;\nesac\n'
    )
    path.chmod(0o755)
    return path


EVERYTHING = "\n".join(f" ... {name} x" for name in (*camera.FILTERS, *camera.ENCODERS))


@pytest.mark.parametrize(
    ("version", "abilities", "said"),
    [
        ("4.4.2", EVERYTHING, "Taking in a film from a camera needs ffmpeg 5 or newer, and this is 4"),
        ("7.1", EVERYTHING.replace("loudnorm", "other"), "Taking in a film from a camera needs loudnorm"),
        ("N-117-gabc", EVERYTHING.replace("libx264", "other"), "needs libx264"),
    ],
)
def test_an_ffmpeg_that_is_too_old_or_lacks_something_is_told_with_what_it_is_wanted_for(
    version: str, abilities: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program(tmp_path, version, abilities)))
    with pytest.raises(OutsideMissing, match=said) as raised:
        camera.ingest(tmp_path / "any.mov", tmp_path)
    assert "pip install" in raised.value.remedy


def test_without_ffmpeg_the_command_says_what_it_is_wanted_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/no/such/ffmpeg")
    (tmp_path / "course.yaml").touch()
    with pytest.raises(SystemExit) as ended:
        main(["film", "ingest", "a.mov", "--course", str(tmp_path)])
    assert ended.value.code == OUTSIDE
    assert "Taking in a film from a camera needs ffmpeg" in capsys.readouterr().err


# --- a build trusts no film ---------------------------------------------------------------------


def inside(data: bytes, path: str, more: bytes) -> bytes:
    """Return an MP4 with ``more`` at the end of a box, and the place of its one picture moved along."""
    names = path.split("/")
    ends, start, end = [], 0, len(data)
    for name in names:
        while data[start + 4 : start + 8].decode("latin-1") != name:
            start += int.from_bytes(data[start : start + 4], "big")
        ends.append(start)
        end = start + int.from_bytes(data[start : start + 4], "big")
        start += 8
    changed = bytearray(data[:end] + more + data[end:])
    for at in ends:
        changed[at : at + 4] = (int.from_bytes(changed[at : at + 4], "big") + len(more)).to_bytes(4, "big")
    at = changed.index(b"stco") + 12
    if end <= int.from_bytes(changed[at : at + 4], "big"):
        changed[at : at + 4] = (int.from_bytes(changed[at : at + 4], "big") + len(more)).to_bytes(4, "big")
    return bytes(changed)


def with_bytes(at: int, data: bytes) -> bytes:
    return STAND_IN[:at] + data + STAND_IN[at + len(data) :]


def dated(kind: bytes) -> bytes:
    return with_bytes(STAND_IN.index(kind) + 8, b"\xe6\x1a\x2a\x20")


PLACE = box("\xa9xyz", b"\0\x12\x15\xc7+52.0907+005.1214/")
TELLING = {
    "a place": inside(STAND_IN, "moov", box("udta", PLACE)),
    "a place in a track": inside(STAND_IN, "moov/trak", box("udta", PLACE)),
    "a place as tags": inside(STAND_IN, "moov", box("meta", bytes(4), box("keys", bytes(8)))),
    "a box of its own": STAND_IN + box("uuid", bytes(16), b"a camera"),
    "words in free room": STAND_IN + box("free", b"a camera"),
    "a day": dated(b"mvhd"),
    "a day in a track": dated(b"tkhd"),
    "a day in its media": dated(b"mdhd"),
    "a name of a device": STAND_IN.replace(b"VideoHandler", b"SecretCamera"),
    "a track of data": STAND_IN.replace(b"vide", b"meta"),
    "bytes between pictures": inside(STAND_IN, "mdat", b"hidden words"),
    "words in the pictures": STAND_IN.replace(b"\0\0\0\2\x65\x88", b"\0\0\0\2\x06\x05"),
    "an address": STAND_IN.replace(b"url \0\0\0\1", b"url \0\0\0\0"),
    "a rotation": STAND_IN.replace(b"\0\1\0\0" + bytes(12), bytes(4) + b"\0\1\0\0" + bytes(8), 1),
    "a name of an encoder": with_bytes(STAND_IN.index(b"avc1") + 46, b"\x06Secret"),
}


@pytest.mark.parametrize("kind", TELLING)
def test_a_film_that_tells_anything_is_seen_through(kind: str) -> None:
    assert TELLING[kind] != STAND_IN
    assert boxes.read(STAND_IN).remains == ()
    assert len(boxes.read(TELLING[kind]).remains) >= 1


def test_a_build_refuses_a_film_that_tells_where_it_was_made(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course(overlay=Path(__file__).parent / "courses" / "told")
    home = folder / "stories" / "window"
    for name, data in (("film.mp4", TELLING["a place"]), ("film.jpg", b"\xff\xd8\xff\xe1\0\x08Exif\0\0\xff\xd9")):
        shutil.copy(home / name, tmp_path / name)
        (home / name).write_bytes(data)
        built = pipeline.build(folder, resources.assets(), tmp_path / "out", formats=("scorm12",))
        assert built.artifacts == ()
        assert ("V060", f"course/stories/window/{name}") in [(each.code, each.place.file) for each in built.problems]
        shutil.copy(tmp_path / name, home / name)
    for name, data in (("film.jpg", PICTURE[:-2]), ("film.mp4", STAND_IN[:-40])):
        (home / name).write_bytes(data)
        found = [str(each) for each in pipeline.examine(folder, resources.assets()).problems if each.code == "V061"]
        assert any(f"{name} of “window” cannot be read" in each for each in found)


@pytest.mark.parametrize("length", range(0, len(STAND_IN), 37))
def test_a_film_that_breaks_off_anywhere_is_told_and_nothing_falls_over(length: int) -> None:
    with pytest.raises(boxes.Unreadable):
        boxes.read(STAND_IN[:length])


@settings(max_examples=100)
@given(st.integers(0, len(STAND_IN) - 4), st.binary(min_size=1, max_size=4))
def test_no_change_of_bytes_makes_the_reader_fall_over(at: int, data: bytes) -> None:
    with suppress(boxes.Unreadable):
        boxes.read(with_bytes(at, data))


# --- a filmed story -----------------------------------------------------------------------------

SRT = "1\n00:00:00,100 --> 00:00:01,000\nI took the bus.\n\n2\n00:00:01,080 --> 00:00:02,000\n<i>Nobody asked.</i>\n"


def test_a_film_and_its_captions_begin_a_story_and_a_course_plays_it(
    taken: camera.Taken, shots: Path, make_course: MakeCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_course(overlay=Path(__file__).parent / "courses" / "told")
    home = folder / "stories" / "window"
    srt = folder.parent / "a.srt"
    srt.write_text(SRT.replace("01,080", "01,300"))
    for name in ("film.mp4", "film.jpg", "film.lock"):
        shutil.copy(shots / "taken" / name, home / name)
    story = (home / "story.yaml").read_text()
    times = story.replace("scenes:", "filmed: {seconds: 2}\nscenes:").replace("    art: window-day\n", "    at: 0\n")
    record = (home / "record.yaml").read_text()
    (home / "record.yaml").write_text(record.replace("form: animated", "form: acted"))
    (home / "story.yaml").write_text(times.replace("    signals:", "    times: [[0.1, 1.2], [1.3, 2.0]]\n    signals:"))
    found = pipeline.examine(folder, resources.assets())
    assert [each.code for each in found.problems if each.severity == "error"] == ["V013", "V018"]
    assert found.timelines["window"].duration_s == 2
    with pytest.raises(SystemExit) as ended:
        main(["film", "captions", str(srt), "--story", "window", "--course", str(folder)])
    assert ended.value.code == FAULTY  # 0.7 s is too short to be seen
    srt.write_text(SRT)
    with pytest.raises(SystemExit) as ended:
        main(["film", "captions", str(srt), "--story", "window", "--course", str(folder)])
    assert ended.value.code == FINE
    assert capsys.readouterr().out.splitlines()[-6:] == [
        *["    lines:", '      - "I took the bus."', '      - "Nobody asked."'],
        *["    times:", "      - [0.1, 1]", "      - [1.08, 2]"],
    ]


def test_captions_of_another_language_become_translations_line_by_line(make_course: MakeCourse, tmp_path: Path) -> None:
    here = Path(__file__).parent
    folder = make_course(overlay=(here / "courses" / "told", here / "rules" / "S014" / "course"))
    path = folder / "stories" / "window" / "story.yaml"
    path.write_text(path.read_text().replace("times: [[1, 3]]", "times: [[1, 3], [3.2, 5]]"))
    give_films(folder)
    head = folder / "course.yaml"
    head.write_text(head.read_text().replace("languages: [en]", "languages: [en, nl]"))
    catalogues.export_catalogue(folder, "nl")
    srt = tmp_path / "nl.srt"
    for captions, status in (("Ik sliep niet.|Ik keek naar buiten.", FINE), ("Ik sliep niet.", FAULTY)):
        blocks = (
            f"{n}\n00:00:0{2 * n},000 --> 00:00:0{2 * n + 1},900\n{t}\n" for n, t in enumerate(captions.split("|"), 1)
        )
        srt.write_text("\n".join(blocks))
        with pytest.raises(SystemExit) as ended:
            main(["film", "captions", str(srt), "--story", "window", "--lang", "nl", "--course", str(folder)])
        assert ended.value.code == status
    courses = pipeline.examine(folder, resources.assets()).courses
    assert courses
    assert courses["nl"].stories[0].scenes[0].lines == ("Ik sliep niet.", "Ik keek naar buiten.")
    story, _ = intake.filmed_story(folder, "window") or (None, "")
    assert story
    assert [each.code for each in intake.translated(folder, story, [], "nl", "nl.srt")] == ["V029"]
    srt.write_text("\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nWort.\n" for n in (1, 2)))
    cues, _ = intake.caption_lines(srt, "de", None)
    (missing,) = intake.translated(folder, story, cues, "de", "de.srt")
    assert (missing.code, "translate export de" in missing.remedy) == ("T001", True)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("V062", lambda home: (home / "film.lock").unlink()),
        ("V062", lambda home: (home / "film.mp4").write_bytes(STAND_IN + box("free"))),
        ("V063", lambda home: lock.read_lock(home)),
    ],
)
def test_only_a_film_that_was_taken_in_and_fits_its_story_is_shown(
    code: str, change: object, make_course: MakeCourse, tmp_path: Path
) -> None:
    rule = Path(__file__).parent / "rules" / "S014" / "course"
    folder = make_course(overlay=(Path(__file__).parent / "courses" / "told", rule))
    path = folder / "stories" / "window" / "story.yaml"
    path.write_text(path.read_text().replace("times: [[1, 3]]", "times: [[1, 3], [3.2, 5]]"))
    give_films(folder)
    assert [each.code for each in pipeline.examine(folder, resources.assets()).problems if each.code[0] == "V"] == []
    if code == "V063":
        path.write_text(path.read_text().replace("seconds: 12", "seconds: 20"))
    change(path.parent)  # type: ignore[operator]
    assert code in [each.code for each in pipeline.examine(folder, resources.assets()).problems]
    drawn = make.draw(folder, resources.assets(), ["window"], kind="draft", told=lambda *_: None)
    assert [each.code for each in drawn if each.severity == "error"] == ["V064"]


def test_the_film_of_a_drawn_story_is_never_put_aside(telephone: Path, make_course: MakeCourse) -> None:
    folder = make_course(overlay=Path(__file__).parent / "courses" / "told")
    arrived = intake.take_in(folder, telephone, story="window", language="en")
    assert ([each.code for each in arrived.problems], arrived.taken.facts) == (["V065"], None)
    assert (folder / "stories" / "window" / "film.mp4").read_bytes() == STAND_IN


def test_a_name_with_a_colon_is_a_name_and_no_address(
    telephone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "12:30.mov").symlink_to(telephone)
    monkeypatch.chdir(tmp_path)
    arrived = intake.take_in(tmp_path / "course", Path("12:30.mov"), language="en")
    assert arrived.taken.facts, arrived.problems
    assert arrived.story == "film-12-30"


def test_a_file_that_is_dropped_in_begins_a_story_of_its_own(
    telephone: Path, taken: camera.Taken, make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert taken.facts is not None

    def ingested(_: Path, home: Path) -> camera.Taken:
        home.mkdir(parents=True)
        return replace(taken, problems=())

    monkeypatch.setattr(camera, "ingest", ingested)
    folder = make_course()
    srt = folder / "a.srt"
    srt.write_text(SRT)
    arrived = intake.take_in(folder, telephone, srt=srt, language="en")
    assert (arrived.story, arrived.is_new) == ("holiday-at-secret", True)
    codes = [each.code for each in pipeline.examine(folder, resources.assets()).problems if each.severity == "error"]
    assert set(codes) == {"L009"}  # what is empty asks to be written
