"""Films: what is drawn, what is encoded, and when a film must be made again.

Never a hash of an MP4: encoders differ from machine to machine. Frames are compared by their mean difference.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from seemenow import pipeline
from seemenow.cli import FINE, main
from seemenow.film import art, drawing, frames, lock, motion, studio
from seemenow.film.encode import DRAFT, FINAL, arguments, encode
from seemenow.film.timeline import FPS, LEAD_IN, plan, to_seconds
from seemenow.film.weather import phone_glow
from seemenow.load import load
from seemenow.model import Camera, Located, Scene, Story, Text
from seemenow.outside import OutsideMissing, ffmpeg, need

from .conftest import PICTURE, ROOT, STAND_IN, TESTS, MakeCourse

ART = ROOT / "assets" / "art"
STORIES = ROOT / "course" / "stories"
SMALL = replace(FINAL, width=320, height=180, preset="ultrafast")

NIGHT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720">
  <defs><linearGradient id="sky" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="720">
    <stop offset="0" stop-color="#101030"/><stop offset="1" stop-color="#404080"/></linearGradient></defs>
  <g id="back" data-depth="0"><rect x="-480" y="-480" width="2240" height="1680" fill="url(#sky)"/>
    <circle cx="200" cy="80" r="30" fill="#ddddff"/></g>
  <g id="lamp" data-depth="1" data-motion="breathe 640 400 0.02 4"><circle cx="640" cy="360" r="90" fill="#ffcc66"/></g>
  <g id="rain" data-depth="1" data-effect="rain"><rect x="0" y="0" width="1280" height="500" fill="#ffffff"/></g>
</svg>"""
DAY = NIGHT.replace("#101030", "#a0d0f0").replace("#404080", "#f0e0c0").replace("#ffcc66", "#208080")


def storyboard(**changes: object) -> Story:
    """Return a story of two short scenes; ``changes`` go to the first scene."""
    first = Scene(
        id=Located("one"),
        title=Text("-"),
        art=Located("night"),
        describe=Text("-"),
        lines=(Text("A lamp."),),
        effects=(Located("rain"),),
    )
    return Story(
        id=Located("test"),
        **{name: Text("-") for name in ("title", "content_note", "disclosure", "summary", "closing")},
        scenes=(
            replace(first, **changes),  # type: ignore[arg-type]
            replace(first, id=Located("two"), art=Located("day"), effects=()),
        ),
    )


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    folder = tmp_path / "art"
    folder.mkdir()
    (folder / "night.svg").write_text(NIGHT, encoding="utf-8")
    (folder / "day.svg").write_text(DAY, encoding="utf-8")
    return folder


def drawn(story: Story, folder: Path, width: int = 320, height: int = 180) -> frames.Film:
    return frames.Film(story, plan([story]), folder, width=width, height=height)


def luminance(pixels: frames.Pixels) -> float:
    """Return the mean brightness of a frame from 0 to 1."""
    blue, green, red = (float(pixels[:, :, channel].mean()) for channel in range(3))
    return (0.0722 * blue + 0.7152 * green + 0.2126 * red) / 255


def difference(one: frames.Pixels, other: frames.Pixels) -> float:
    """Return how much two frames differ: the mean of all colours, of 255."""
    return float(np.abs(one[:, :, :3].astype(np.int16) - other[:, :, :3]).mean())


def decoded(path: Path, width: int, height: int) -> list[frames.Pixels]:
    """Return the frames of a film as a player would show them."""
    command = [ffmpeg(), "-loglevel", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "bgra", "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return list(np.frombuffer(raw, np.uint8).reshape(-1, height, width, 4))


# --- drawing ------------------------------------------------------------------------------------


def test_a_frame_depends_on_nothing_but_its_number(drawings: Path) -> None:
    one, other = drawn(storyboard(), drawings), drawn(storyboard(), drawings)
    for number in (60, 20, 60):
        assert difference(one.frame(number), other.frame(number)) == 0
    assert difference(one.frame(20), one.frame(60)) > 0


def test_layers_move_with_the_camera_by_their_depth(drawings: Path) -> None:
    """The near lamp leaves its place; the moon behind stays."""
    across = storyboard(camera=Camera(start=(0, 0, 1), end=(240, 0, 1)), effects=())
    film_ = drawn(across, drawings)
    early, late = film_.at(0.9), film_.at(3.2)
    moved = np.abs(early.astype(int) - late)[:, :, :3].max(axis=2) > 40
    assert moved[80:100, 60:200].any()
    assert not moved[:40].any()


def test_an_effect_is_drawn_only_where_the_scene_asks_for_it(drawings: Path) -> None:
    with_rain, without = drawn(storyboard(), drawings), drawn(storyboard(effects=()), drawings)
    assert difference(with_rain.at(2), without.at(2)) > 0.1


def test_a_layer_of_light_in_which_nothing_is_drawn_yet_is_left_out(drawings: Path) -> None:
    empty = NIGHT.replace("</svg>", '<g id="light" data-depth="1" data-blend="screen"></g></svg>')
    assert art.lint(empty.encode(), "night.svg") == ()
    before = drawn(storyboard(), drawings).frame(20)
    (drawings / "night.svg").write_text(empty, encoding="utf-8")
    assert difference(before, drawn(storyboard(), drawings).frame(20)) == 0


def test_scenes_cross_fade_and_the_film_begins_and_ends_dark(drawings: Path) -> None:
    film_ = drawn(storyboard(), drawings)
    cut, fade = film_.timeline.scenes[1].start, to_seconds(LEAD_IN)
    before, middle, after = (luminance(film_.at(at)) for at in (cut - 0.1, cut + fade / 2, cut + fade))
    assert before + 0.1 < middle < after - 0.1
    assert luminance(film_.at(0)) < 0.09
    assert luminance(film_.frame(film_.timeline.frames - 1)) < 0.09


def test_a_phone_lights_up_slowly_and_less_than_once_a_second() -> None:
    light = [phone_glow(number / FPS) for number in range(FPS * 30)]
    assert max(abs(b - a) for a, b in pairwise(light)) < 0.1
    rises = sum(a < 0.75 <= b for a, b in pairwise(light))
    assert 3 <= rises <= 10
    assert min(light) >= 0.4


@pytest.fixture(scope="module")
def told() -> tuple[Story, ...]:
    course = load(ROOT / "course").course
    assert course is not None
    assert course.stories
    return course.stories


def test_the_drawings_of_the_course_are_sound_and_every_scene_can_be_drawn(told: tuple[Story, ...]) -> None:
    for path in ART.glob("*.svg"):
        assert art.lint(path.read_bytes(), path.name) == ()
    for story in told:
        assert list(lock.drawing_problems(story, ART)) == []


def test_no_two_scenes_of_a_story_look_alike_and_none_is_blank(told: tuple[Story, ...]) -> None:
    for story in told:
        film_ = drawn(story, ART, 256, 144)
        pictures = [film_.at((scene.start + scene.end) / 2) for scene in film_.timeline.scenes]
        for picture in pictures:
            assert picture[:, :, :3].std() > 15
        for one, other in combinations(pictures, 2):
            assert difference(one, other) >= 8


def test_light_never_flashes(told: tuple[Story, ...]) -> None:
    """Over each change of scene brightness goes one way, in small steps; a flash goes there and back."""
    for story in told:
        film_ = drawn(story, ART, 128, 72)
        for scene in film_.timeline.scenes:
            light = [luminance(film_.at(max(0.0, scene.start - 0.08) + n * 0.08)) for n in range(11)]
            steps = np.diff(light)
            assert np.abs(steps).max() <= 0.16
            there, back = steps[steps > 0].sum(), -steps[steps < 0].sum()
            assert min(there, back) < 0.02


# --- encoding -----------------------------------------------------------------------------------


def test_the_arguments_say_the_recipe() -> None:
    said = " ".join(arguments(FINAL, Path("film.mp4"), [4.0, 9.52]))
    for part in (
        "-f rawvideo -pix_fmt bgra -s 1280x720 -r 25 -i - -an",
        "-c:v libx264 -profile:v main -preset veryfast -crf 23",
        "-tune animation",
        "-pix_fmt yuv420p -g 50 -force_key_frames 0.000,4.000,9.520",
        "+bitexact",
        "-movflags +faststart -f mp4 film.mp4",
    ):
        assert part in said


def test_two_seconds_become_a_silent_film_that_shows_what_was_drawn(drawings: Path, tmp_path: Path) -> None:
    film_ = drawn(storyboard(), drawings, DRAFT.width, DRAFT.height)
    pictures = [film_.at(3 + number / DRAFT.fps) for number in range(2 * DRAFT.fps)]
    target = tmp_path / "draft.mp4"
    encode((picture.data for picture in pictures), DRAFT, target, ffmpeg(), [1.0])
    assert imageio_ffmpeg.count_frames_and_secs(str(target)) == (24, pytest.approx(2.0, abs=0.05))
    told_ = subprocess.run([ffmpeg(), "-hide_banner", "-i", str(target)], capture_output=True, text=True).stderr
    assert re.search(r"Video: h264 \(Main\).*yuv420p\(tv, bt709", told_)
    assert "Audio" not in told_
    data = target.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    shown = decoded(target, DRAFT.width, DRAFT.height)
    for number in (0, 11, 23):
        assert difference(shown[number], pictures[number]) < 6
    assert difference(shown[0], pictures[23]) > 20


def test_a_film_has_its_poster_and_a_lock_that_tells_the_truth(drawings: Path, tmp_path: Path) -> None:
    home = tmp_path / "story"
    seen: list[tuple[int, int]] = []
    facts = studio.render([storyboard()], drawings, home, recipe=SMALL, progress=lambda *step: seen.append(step))
    assert sorted(path.name for path in home.iterdir()) == ["film.jpg", "film.lock", "film.mp4"]
    assert lock.read_lock(home) == facts
    assert (facts.seconds, facts.width, facts.height) == (8.0, 320, 180)
    assert facts.bytes == (home / "film.mp4").stat().st_size
    assert imageio_ffmpeg.count_frames_and_secs(str(home / "film.mp4")) == (200, pytest.approx(8.0, abs=0.05))
    assert (seen[0], seen[-1], len(seen)) == ((1, 200), (200, 200), 200)
    poster = (home / "film.jpg").read_bytes()
    assert poster.startswith(b"\xff\xd8")
    assert 1_000 < len(poster) <= 60_000
    assert lock.check([storyboard()], drawings, home) == ()


def test_a_draft_leaves_the_film_and_its_lock_alone(drawings: Path, tmp_path: Path) -> None:
    short = replace(storyboard(effects=()), scenes=storyboard(effects=()).scenes[:1])
    facts = drawing.render([short], drawings, tmp_path / "story", draft=True)
    assert [path.name for path in (tmp_path / "story").iterdir()] == ["draft.mp4"]
    assert (facts.width, facts.height) == (640, 360)


def test_a_changed_line_becomes_a_new_film_by_one_command(
    make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_course(overlay=TESTS / "courses" / "told")
    home = folder / "stories" / "window"
    monkeypatch.setattr(drawing, "FINAL", SMALL)

    def state() -> tuple[float, list[str]]:
        found = pipeline.examine(folder, ROOT / "assets")
        return found.timelines["window"].duration_s, [each.code for each in found.problems if each.code[0] == "V"]

    before, codes = state()
    assert codes == []
    board = (home / "story.yaml").read_text(encoding="utf-8")
    (home / "story.yaml").write_text(board.replace("I looked outside.", "I looked outside, and nobody was there."))
    after, codes = state()
    assert (after > before, codes) == (True, ["V042"])
    with pytest.raises(SystemExit) as ended:
        main(["film", "window", "--course", str(folder)])
    assert ended.value.code == FINE
    assert state() == (after, [])
    assert imageio_ffmpeg.count_frames_and_secs(str(home / "film.mp4"))[1] == pytest.approx(after, abs=0.05)
    assert (home / "film.jpg").read_bytes() != PICTURE


class Stop(Exception):
    """Somebody pulls the plug."""


def test_a_render_that_is_broken_off_leaves_the_old_film(drawings: Path, tmp_path: Path) -> None:
    old = {"film.mp4": b"old film", "film.jpg": b"old poster", "film.lock": b"old lock"}
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)

    def plug(done: int, _of: int) -> None:
        if done == 3:
            raise Stop

    with pytest.raises(Stop):
        drawing.render([storyboard()], drawings, tmp_path, draft=False, progress=plug)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == old
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["art"]


@pytest.mark.parametrize("broken", ["/bin/false", "/no/such/ffmpeg"])
def test_without_a_working_ffmpeg_the_old_film_stays_and_a_remedy_is_told(
    broken: str, drawings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", broken)
    (tmp_path / "film.mp4").write_bytes(b"old film")
    with pytest.raises(OutsideMissing, match="ffmpeg") as raised:
        drawing.render([storyboard()], drawings, tmp_path)
    assert "pip install" in raised.value.remedy
    assert (tmp_path / "film.mp4").read_bytes() == b"old film"


def test_a_missing_package_is_named_with_what_to_install() -> None:
    with pytest.raises(OutsideMissing, match="skia_of_another_world") as raised:
        need("skia_of_another_world")
    assert "pip install skia-python" in raised.value.remedy
    assert "libegl1" in raised.value.remedy


def test_a_contact_sheet_shows_each_scene_three_times(drawings: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    drawing.sheet([storyboard()], drawings, tmp_path / "sheet.webp", progress=lambda *step: seen.append(step))
    assert (tmp_path / "sheet.webp").read_bytes()[8:12] == b"WEBP"
    assert seen == [(number, 6) for number in range(1, 7)]


# --- when a film no longer holds ----------------------------------------------------------------

DUTCH = storyboard(lines=(Text("Een lamp."),))


@pytest.mark.parametrize(
    "changed",
    [
        [storyboard(lines=(Text("A light."),)), DUTCH],
        [storyboard(), storyboard(lines=(Text("Een licht."),))],
        [storyboard()],
        [storyboard(effects=()), storyboard(effects=(), lines=DUTCH.scenes[0].lines)],
        [storyboard(camera=Camera(start=(0, 0, 1), end=(0, 0, 1.1))), DUTCH],
        [storyboard(art=Located("day")), DUTCH],
    ],
    ids=["a line", "a translated line", "a language less", "an effect", "the camera", "the drawing of a scene"],
)
def test_what_is_drawn_or_said_changes_the_fingerprint(changed: list[Story], drawings: Path) -> None:
    assert lock.fingerprint(changed, drawings) != lock.fingerprint([storyboard(), DUTCH], drawings)


def test_a_changed_drawing_changes_the_fingerprint(drawings: Path) -> None:
    before = lock.fingerprint([storyboard()], drawings)
    (drawings / "day.svg").write_text(DAY.replace('r="90"', 'r="91"'), encoding="utf-8")
    assert lock.fingerprint([storyboard()], drawings) != before


def test_what_is_only_told_about_the_picture_does_not_ask_for_a_new_film(drawings: Path) -> None:
    other = storyboard(describe=Text("A lamp in the rain."), title=Text("Rain"))
    assert lock.fingerprint([DUTCH, other], drawings) == lock.fingerprint([storyboard(), DUTCH], drawings)


def test_a_film_that_is_missing_stale_or_swapped_is_told(drawings: Path, tmp_path: Path) -> None:
    told_ = [storyboard()]
    assert [p.code for p in lock.check(told_, drawings, tmp_path)] == ["V041"]
    (tmp_path / "film.mp4").write_bytes(STAND_IN)
    (tmp_path / "film.jpg").write_bytes(PICTURE)
    assert [p.code for p in lock.check(told_, drawings, tmp_path)] == ["V041"]
    facts = lock.FilmFacts(
        fingerprint=lock.fingerprint(told_, drawings), seconds=8, width=1280, height=720, bytes=len(STAND_IN)
    )
    (tmp_path / "film.lock").write_text(lock.lock_text(facts), encoding="utf-8")
    assert lock.check(told_, drawings, tmp_path) == ()
    assert [p.code for p in lock.check([DUTCH], drawings, tmp_path)] == ["V042"]
    (tmp_path / "film.mp4").write_bytes(STAND_IN + STAND_IN[:16])
    assert [p.code for p in lock.check(told_, drawings, tmp_path)] == ["V043"]
    (tmp_path / "film.lock").write_text("{}", encoding="utf-8")
    assert [p.code for p in lock.check(told_, drawings, tmp_path)] == ["V041"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('"seconds": 8', "seconds: 8", "V041", 3),
        ('"seconds": 8', '"seconds": "8"', "V041", 1),
        ('"width": 1280', '"width": null', "V041", 1),
        ('"bytes": ', '"bytes": 1', "V043", 6),
    ],
)
def test_a_film_lock_that_is_damaged_is_told_at_its_line(
    old: str, new: str, code: str, line: int, drawings: Path, tmp_path: Path
) -> None:
    home = tmp_path / "course" / "stories" / "rain"
    home.mkdir(parents=True)
    (home / "film.mp4").write_bytes(STAND_IN)
    (home / "film.jpg").write_bytes(PICTURE)
    facts = lock.FilmFacts(
        fingerprint=lock.fingerprint([storyboard()], drawings), seconds=8, width=1280, height=720, bytes=len(STAND_IN)
    )
    (home / "film.lock").write_text(lock.lock_text(facts).replace(old, new), encoding="utf-8")
    (fault,) = lock.check([storyboard()], drawings, home)
    assert (fault.code, fault.place.line) == (code, line)
    assert (fault.place.file or "").endswith("film.lock")


def test_comparing_needs_no_drawing_packages() -> None:
    program = (
        "import sys, pathlib\n"
        "from seemenow.film import lock, drawing\n"
        "from seemenow.load import load\n"
        f"stories = load(pathlib.Path({str(ROOT / 'course')!r})).course.stories\n"
        f"lock.check(stories[:1], pathlib.Path({str(ART)!r}), pathlib.Path('.'))\n"
        "print(sorted({'skia', 'numpy', 'imageio_ffmpeg'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_committed_films_are_whole_and_light(told: tuple[Story, ...]) -> None:
    for story in told:
        home = STORIES / story.id
        facts = json.loads((home / "film.lock").read_text(encoding="utf-8"))
        assert (home / "film.mp4").stat().st_size == facts["bytes"] <= 9_000_000
        assert (home / "film.jpg").stat().st_size <= 60_000


# --- faults of drawings -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("V032", "</svg>", ""),
        ("V032", 'viewBox="0 0 1280 720"', 'viewBox="0 0 640 360"'),
        ("V033", "</svg>", '<text x="1" y="1">No words</text></svg>'),
        ("V033", "<circle", "<use/><circle"),
        ("V034", 'fill="#ffcc66"', 'style="fill:#ffcc66"'),
        ("V034", 'fill="#ffcc66"', 'fill="#ffcc66" filter="blur(2px)"'),
        ("V035", "#ffcc66", "#ffcc66aa"),
        ("V035", "#ffcc66", "orange"),
        ("V036", "url(#sky)", "url(#sea)"),
        ("V037", 'id="lamp"', 'id="back"'),
        ("V037", ' id="lamp"', ""),
        ("V037", 'data-depth="1" data-motion', 'data-depth="3" data-motion'),
        ("V038", "breathe 640 400 0.02 4", "dance 1 2 3"),
        ("V038", "breathe 640 400 0.02 4", "breathe 640 400"),
        ("V038", "breathe 640 400 0.02 4", "pulse 0 1 0.2 0"),
        ("V038", 'data-effect="rain"', 'data-effect="fireworks"'),
        ("V038", 'data-motion="breathe 640 400 0.02 4"', 'data-blend="darker"'),
        ("V038", 'data-motion="breathe 640 400 0.02 4"', 'data-blur="much"'),
    ],
)
def test_what_would_be_drawn_wrongly_is_told(code: str, old: str, new: str) -> None:
    assert NIGHT.count(old) >= 1
    problems = art.lint(NIGHT.replace(old, new, 1).encode(), "night.svg")
    assert [problem.code for problem in problems] == [code]
    assert problems[0].remedy


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("V031", {"art": Located("evening")}),
        ("V039", {"effects": (Located("dust"),)}),
        ("V044", {"camera": Camera(start=(0, 0, 1), end=(900, 0, 1))}),
        ("V044", {"camera": Camera(start=(0, 0, 0.8), end=(0, 0, 1))}),
    ],
)
def test_a_scene_that_cannot_be_drawn_is_told(code: str, changes: dict[str, object], drawings: Path) -> None:
    problems = lock.check([storyboard(**changes)], drawings, drawings)
    assert [problem.code for problem in problems] == [code]


def test_motions_end_where_they_are_told() -> None:
    (drift,) = motion.parse("drift 100 -50 0.2 0.6")
    places = [motion.attitude([drift], 0, part).matrix[4:] for part in (0, 0.2, 0.4, 0.6, 1)]
    assert places == [(0, 0), (0, 0), pytest.approx((50, -25)), (100, -50), (100, -50)]
    (fade,) = motion.parse("fade 1 0 0.5 0.6")
    assert [motion.attitude([fade], 0, part).opacity for part in (0, 0.5, 0.6, 1)] == [1, 1, 0, 0]


def test_every_code_is_tried_here() -> None:
    source = "".join(
        (TESTS / f"test_{name}.py").read_text(encoding="utf-8") for name in ("film", "camera", "narration", "budget")
    )
    assert [code for code in drawing.CODES if f'"{code}"' not in source] == []
