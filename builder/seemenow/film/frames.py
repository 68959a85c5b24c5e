"""The pictures of a film: a pure function of the frame number.

Layers are kept as vector pictures and replayed for every frame: at this size that is several times faster
than bitmaps. Only layers out of focus are bitmaps, small ones, because their detail is gone anyway.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import skia

from ..model import Camera, Scene, Story
from . import art, weather
from .motion import attitude, smooth
from .timeline import FPS, LEAD_IN, SceneTime, Timeline, to_seconds

Pixels = npt.NDArray[np.uint8]

STILL = Camera(start=(0.0, 0.0, 1.03), end=(0.0, 0.0, 1.08))
"""The movement of a scene that names none: a breath closer."""

FADE_OUT_S = 0.8
BLACK = 0xFF0D0E1A
GRAIN = 6
"""The most that the paper grain veils, of 255. It also keeps dark gradients from showing bands."""

_BLENDS = {
    "screen": skia.BlendMode.kScreen,
    "multiply": skia.BlendMode.kMultiply,
    "soft-light": skia.BlendMode.kSoftLight,
    "overlay": skia.BlendMode.kOverlay,
}
_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)
_REACH = skia.Rect.MakeLTRB(-art.OVERDRAW, -art.OVERDRAW, art.WIDTH + art.OVERDRAW, art.HEIGHT + art.OVERDRAW)


@dataclass(frozen=True, kw_only=True)
class DrawnLayer:
    """A layer made ready: its picture, what of the canvas it covers, and a bitmap if it is out of focus."""

    layer: art.Layer
    picture: skia.Picture
    bounds: skia.Rect
    soft: skia.Image | None


@dataclass(frozen=True, kw_only=True)
class DrawnScene:
    scene: Scene
    time: SceneTime
    layers: tuple[DrawnLayer, ...]

    def draw(self, canvas: skia.Canvas, seconds: float) -> None:
        """Draw the scene ``seconds`` after its start; it goes on moving after its end, under a cross-fade."""
        part = seconds / (self.time.end - self.time.start)
        canvas.clear(BLACK)
        for drawn in self.layers:
            _draw_layer(canvas, drawn, self.scene, seconds, part)


class Film:
    """All frames of a story. Two films of the same story and drawings have the same frames."""

    def __init__(self, story: Story, timeline: Timeline, art_folder: Path, *, width: int, height: int) -> None:
        self.timeline = timeline
        self.width, self.height = width, height
        drawings = {name: _drawn(art_folder, name) for name in dict.fromkeys(str(scene.art) for scene in story.scenes)}
        self._scenes = tuple(
            DrawnScene(
                scene=scene,
                time=time,
                layers=tuple(
                    drawn
                    for drawn in drawings[str(scene.art)]
                    if drawn.layer.effect is None or drawn.layer.effect in scene.effects
                ),
            )
            for scene, time in zip(story.scenes, timeline.scenes, strict=True)
        )
        self._grain = _grain(width, height)

    def frame(self, number: int, fps: int = FPS) -> Pixels:
        """Return frame ``number`` as rows of blue, green, red, alpha."""
        return self.at(number / fps)

    def at(self, seconds: float) -> Pixels:
        pixels = np.zeros((self.height, self.width, 4), np.uint8)
        surface = skia.Surface(pixels, colorType=skia.kBGRA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
        canvas = surface.getCanvas()
        canvas.scale(self.width / art.WIDTH, self.height / art.HEIGHT)
        self._draw(canvas, seconds)
        canvas.resetMatrix()
        canvas.drawImage(self._grain, 0, 0)
        surface.flushAndSubmit()
        return pixels

    def _draw(self, canvas: skia.Canvas, seconds: float) -> None:
        index = max(i for i, drawn in enumerate(self._scenes) if i == 0 or drawn.time.start <= seconds + 1e-6)
        current = self._scenes[index]
        into = seconds - current.time.start
        arrived = smooth(into / to_seconds(LEAD_IN))
        if arrived < 1 and index > 0:
            before = self._scenes[index - 1]
            before.draw(canvas, seconds - before.time.start)
            canvas.saveLayerAlpha(None, round(255 * arrived))
            current.draw(canvas, into)
            canvas.restore()
        else:
            current.draw(canvas, into)
        left = self.timeline.duration_s - seconds
        dark = max(1 - arrived if index == 0 else 0.0, 1 - smooth(left / FADE_OUT_S))
        if dark > 0:
            canvas.drawColor((round(255 * dark) << 24) | (BLACK & 0xFFFFFF))


def encoded(pixels: Pixels, kind: str, quality: int) -> bytes:
    """Return a frame as a picture file: ``kind`` is jpg, webp or png."""
    kinds = {"jpg": skia.kJPEG, "webp": skia.kWEBP, "png": skia.kPNG}
    image = skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=skia.kBGRA_8888_ColorType)
    return bytes(image.encodeToData(kinds[kind], quality))


# --- layers -------------------------------------------------------------------------------------


def _drawn(art_folder: Path, name: str) -> tuple[DrawnLayer, ...]:
    drawing = art.read(art.path_of(art_folder, name).read_bytes(), name)
    return tuple(_drawn_layer(layer) for layer in drawing.layers)


def _drawn_layer(layer: art.Layer) -> DrawnLayer:
    dom = skia.SVGDOM.MakeFromStream(skia.MemoryStream.MakeCopy(layer.svg))
    dom.setContainerSize(skia.Size(_REACH.width(), _REACH.height()))
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(_REACH)
    canvas.translate(_REACH.left(), _REACH.top())
    dom.render(canvas)
    picture = recorder.finishRecordingAsPicture()
    bounds = _bounds(picture)
    if layer.blur:
        bounds.outset(3 * layer.blur, 3 * layer.blur)
    is_soft = not bounds.isEmpty() and (layer.blur or _is_light(layer))
    soft = _out_of_focus(picture, bounds, layer.blur) if is_soft else None
    return DrawnLayer(layer=layer, picture=picture, bounds=bounds, soft=soft)


def _is_light(layer: art.Layer) -> bool:
    """Tell whether a layer is light or shade without an edge, of which a small copy looks the same."""
    fills = re.findall(rb'fill="([^"]+)"', layer.svg)
    return bool(layer.blend) and b"stroke" not in layer.svg and all(fill.startswith(b"url(") for fill in fills)


def _bounds(picture: skia.Picture) -> skia.Rect:
    """Return what a picture covers, found on a small copy: light is added only there."""
    step = 8
    pixels = np.zeros((int(_REACH.height()) // step, int(_REACH.width()) // step, 4), np.uint8)
    canvas = skia.Surface(pixels).getCanvas()
    canvas.scale(1 / step, 1 / step)
    canvas.translate(-_REACH.left(), -_REACH.top())
    canvas.drawPicture(picture)
    rows, columns = np.nonzero(pixels[:, :, 3])
    if not len(rows):
        return skia.Rect.MakeEmpty()
    left, top = _REACH.left() + columns.min() * step, _REACH.top() + rows.min() * step
    right, bottom = _REACH.left() + (columns.max() + 1) * step, _REACH.top() + (rows.max() + 1) * step
    return skia.Rect.MakeLTRB(float(left), float(top), float(right), float(bottom))


def _out_of_focus(picture: skia.Picture, bounds: skia.Rect, blur: float) -> skia.Image:
    shrink = 4
    surface = skia.Surface(math.ceil(bounds.width() / shrink), math.ceil(bounds.height() / shrink))
    canvas = surface.getCanvas()
    canvas.scale(surface.width() / bounds.width(), surface.height() / bounds.height())
    canvas.translate(-bounds.left(), -bounds.top())
    canvas.saveLayer(None, skia.Paint(ImageFilter=skia.ImageFilters.Blur(blur, blur)) if blur else None)
    canvas.drawPicture(picture)
    canvas.restore()
    return surface.makeImageSnapshot()


def _draw_layer(canvas: skia.Canvas, drawn: DrawnLayer, scene: Scene, seconds: float, part: float) -> None:
    layer = drawn.layer
    now = attitude(layer.motions, seconds, part)
    opacity = now.opacity * (weather.phone_glow(seconds) if layer.effect == "phone-glow" else 1.0)
    if opacity <= 0:
        return
    canvas.save()
    _look(canvas, scene.camera or STILL, layer.depth, part)
    canvas.concat(skia.Matrix().setAffine(list(now.matrix)))
    if layer.effect in _BY_RULE:
        bounds = drawn.bounds
        area = weather.Area(left=bounds.left(), top=bounds.top(), width=bounds.width(), height=bounds.height())
        _BY_RULE[layer.effect](canvas, area, seconds, f"{scene.id}/{layer.id}")
    else:
        _lay_down(canvas, drawn, opacity)
    canvas.restore()


_BY_RULE = {"rain": weather.rain, "dust": weather.dust, "steam": weather.steam}


def _lay_down(canvas: skia.Canvas, drawn: DrawnLayer, opacity: float) -> None:
    paint = skia.Paint(Alphaf=opacity)
    if drawn.layer.blend:
        paint.setBlendMode(_BLENDS[drawn.layer.blend])
    if drawn.soft and not drawn.layer.blend:
        canvas.drawImageRect(drawn.soft, drawn.bounds, _SMOOTH, paint)
    elif drawn.soft:  # blending while enlarging takes Skia several times as long as one after the other
        canvas.saveLayer(drawn.bounds, paint)
        canvas.drawImageRect(drawn.soft, drawn.bounds, _SMOOTH)
        canvas.restore()
    elif opacity < 1 or drawn.layer.blend:
        canvas.saveLayer(drawn.bounds, paint)
        canvas.drawPicture(drawn.picture)
        canvas.restore()
    else:
        canvas.drawPicture(drawn.picture)


def _look(canvas: skia.Canvas, camera: Camera, depth: float, part: float) -> None:
    """Set the camera for one depth: what is far moves and grows less."""
    eased = 0.45 * part + 0.55 * smooth(part)
    x, y, scale = (a + (b - a) * eased for a, b in zip(camera.start, camera.end, strict=True))
    grown = scale ** (0.45 + 0.55 * depth)
    canvas.translate(art.WIDTH / 2, art.HEIGHT / 2)
    canvas.scale(grown, grown)
    canvas.translate(-art.WIDTH / 2 - x * depth, -art.HEIGHT / 2 - y * depth)


def _grain(width: int, height: int) -> skia.Image:
    """Return the grain of the paper: mid-grey of changing weight, the same in every film."""
    veil = np.random.default_rng(2026).integers(0, GRAIN + 1, (height, width), np.uint8)
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[:, :, :3] = 128
    pixels[:, :, 3] = veil
    return skia.Image.fromarray(pixels, alphaType=skia.kUnpremul_AlphaType)


def mosaic(pictures: Sequence[Pixels], columns: int, gap: int = 8) -> Pixels:
    """Return pictures of one size as a sheet, row by row, on dark ground."""
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    sheet = np.full((rows * (height + gap) + gap, columns * (width + gap) + gap, 4), (26, 14, 13, 255), np.uint8)
    for index, picture in enumerate(pictures):
        top = gap + index // columns * (height + gap)
        left = gap + index % columns * (width + gap)
        sheet[top : top + height, left : left + width] = picture
    return sheet
