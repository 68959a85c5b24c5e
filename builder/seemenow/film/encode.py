"""Frames into an MP4, through ffmpeg. Written aside and moved: a broken-off render leaves the old film."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ..outside import OutsideMissing


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How a film is delivered. ``held``: for how many frames each drawing stays."""

    width: int
    height: int
    fps: int
    crf: int
    preset: str
    held: int = 1


# Measured on three scenes of "The last stop": veryfast gives VMAF 93.2 at CRF 22, 2.9 MB a minute, 91.7 at 24;
# medium gives 92.9 at CRF 26 (2.2 MB) in more than twice the time. Six films have to fit into 40 MB.
# Drawn on twos, as drawn films are: slow movement looks the same, and drawing takes half the time.
FINAL = Recipe(width=1280, height=720, fps=25, crf=23, preset="veryfast", held=2)
DRAFT = Recipe(width=640, height=360, fps=12, crf=28, preset="ultrafast")

KEYFRAME_S = 2
"""A player seeks to keyframes; with one in 2 s it is there within a sixth of a second."""

RECIPE: dict[str, object] = {**asdict(FINAL), "keyframe_s": KEYFRAME_S}
"""What goes into a film's fingerprint: another recipe is another film."""


def arguments(recipe: Recipe, target: Path, keyframes_s: Sequence[float]) -> list[str]:
    """Return ffmpeg's arguments for a silent film of raw frames on standard input.

    ``keyframes_s``: where scenes start. There is no audio track, so that players show no dead volume control.
    """
    return [
        *["-hide_banner", "-loglevel", "error", "-y"],
        *["-f", "rawvideo", "-pix_fmt", "bgra", "-s", f"{recipe.width}x{recipe.height}", "-r", str(recipe.fps)],
        *["-i", "-", "-an"],
        # Say openly how RGB became YUV, or players guess and colours shift.
        *["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"],
        *["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
        *["-c:v", "libx264", "-profile:v", "main", "-preset", recipe.preset, "-crf", str(recipe.crf)],
        # aq-mode 3 spends bits on dark areas: without it the night shows bands.
        *["-tune", "animation", "-x264-params", "aq-mode=3:threads=4", "-pix_fmt", "yuv420p"],
        *["-g", str(recipe.fps * KEYFRAME_S)],
        *["-force_key_frames", ",".join(f"{second:.3f}" for second in [0, *keyframes_s])],
        *["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"],
        *["-movflags", "+faststart", "-f", "mp4", str(target)],
    ]


def encode(
    frames: Iterable[memoryview | bytes], recipe: Recipe, target: Path, ffmpeg: str, keyframes_s: Sequence[float]
) -> None:
    """Write the frames as a film. Whatever goes wrong on the way, ``target`` is whole: the old one or the new."""
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=target.parent) as aside:
        partial = Path(aside) / target.name
        _pipe([ffmpeg, *arguments(recipe, partial, keyframes_s)], frames)
        partial.replace(target)


def _pipe(command: Sequence[str], frames: Iterable[memoryview | bytes]) -> None:
    """Feed ffmpeg; it stays silent until it fails, and then its own words are told."""
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=said)
        except OSError as fault:
            raise OutsideMissing(f"ffmpeg does not start: {fault}.", "Run `pip install imageio-ffmpeg`.") from fault
        assert process.stdin is not None
        try:
            # When ffmpeg gives up, the pipe breaks; its exit status below tells why.
            with suppress(BrokenPipeError):
                for frame in frames:
                    process.stdin.write(frame)
        except BaseException:
            process.kill()
            raise
        finally:
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.wait()
        if process.returncode != 0:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise OutsideMissing(
                f"ffmpeg could not make the film: {words.rstrip('.')}.",
                "Look whether the disk is full; else run `pip install --upgrade imageio-ffmpeg` (x264 is needed).",
            )
