"""Effects drawn by rule instead of by hand: rain, dust in the light, steam, the light of a phone.

Each is a pure function of the time and of a name, from which its chance comes: the same film every time.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import skia

from .motion import smooth

RAIN_COLOUR = 0xFFC9D8FF
DUST_COLOUR = 0xFFFFF1D6
STEAM_COLOUR = 0xFFFFFAF0


@dataclass(frozen=True, kw_only=True)
class Area:
    """Where an effect is drawn, in units of the picture."""

    left: float
    top: float
    width: float
    height: float

    @property
    def rect(self) -> skia.Rect:
        return skia.Rect.MakeXYWH(self.left, self.top, self.width, self.height)


def rain(canvas: skia.Canvas, area: Area, seconds: float, name: str) -> None:
    """Fine slanting rain, with drops on the glass of which a few run down."""
    chance = random.Random(name)
    canvas.save()
    canvas.clipRect(area.rect)
    for _ in range(150):
        near = chance.random()
        x, start = chance.uniform(0, area.width * 1.1), chance.random()
        length, speed = 18 + 34 * near, 420 + 420 * near
        reach = area.height + length
        y = (start * reach + speed * seconds) % reach - length
        paint = _paint(RAIN_COLOUR, 0.07 + 0.16 * near)
        paint.setStrokeWidth(0.8 + 0.9 * near)
        top = skia.Point(area.left + x - 0.09 * y, area.top + y)
        canvas.drawLine(top, skia.Point(top.x() - 0.09 * length, top.y() + length), paint)
    for number in range(90):
        x, y, size = chance.uniform(0, area.width), chance.uniform(0, area.height), chance.uniform(0.8, 2.6)
        runs = number % 9 == 0
        if runs:
            y = (y + (seconds * chance.uniform(9, 26))) % area.height
        canvas.drawCircle(area.left + x, area.top + y, size, _paint(RAIN_COLOUR, 0.10 + 0.18 * chance.random()))
        if runs:
            trail = _paint(RAIN_COLOUR, 0.07)
            trail.setStrokeWidth(size)
            foot = skia.Point(area.left + x, area.top + y)
            canvas.drawLine(foot, skia.Point(foot.x(), max(area.top, foot.y() - 60)), trail)
    canvas.restore()


def dust(canvas: skia.Canvas, area: Area, seconds: float, name: str) -> None:
    """Motes that hang in a beam of light, each coming and going."""
    chance = random.Random(name)
    for _ in range(46):
        x, y, size = chance.random(), chance.random(), chance.uniform(0.7, 2.3)
        phase, period = chance.random(), chance.uniform(6, 12)
        x = (x + seconds * chance.uniform(-0.006, 0.010)) % 1
        y = (y - seconds * chance.uniform(0.002, 0.010)) % 1
        edge = math.sin(math.pi * x) * math.sin(math.pi * y)
        shine = edge * (0.5 + 0.5 * math.sin(2 * math.pi * (seconds / period + phase)))
        at_x, at_y = area.left + x * area.width, area.top + y * area.height
        canvas.drawCircle(at_x, at_y, size, _paint(DUST_COLOUR, 0.55 * shine))


def steam(canvas: skia.Canvas, area: Area, seconds: float, name: str) -> None:
    """Two wisps that rise and curl away."""
    chance = random.Random(name)
    for wisp in range(2):
        phase = chance.random() + wisp * 0.5
        path = skia.Path()
        for step in range(13):
            part = step / 12
            swing = math.sin(2 * math.pi * (part * 1.1 - seconds / 4.6 + phase)) * area.width * 0.30 * part
            x = area.left + area.width * (0.42 + 0.16 * wisp) + swing
            y = area.top + area.height * (1 - part)
            path.moveTo(x, y) if step == 0 else path.lineTo(x, y)
        paint = _paint(STEAM_COLOUR, 1)
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(area.width * 0.17)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, area.width * 0.09))
        alpha = int(255 * (0.15 + 0.05 * math.sin(2 * math.pi * (seconds / 5.2 + phase))))
        clear, full = STEAM_COLOUR & 0xFFFFFF, (alpha << 24) | (STEAM_COLOUR & 0xFFFFFF)
        paint.setShader(
            skia.GradientShader.MakeLinear(
                [skia.Point(0, area.top), skia.Point(0, area.top + area.height)], [clear, full, clear], [0.0, 0.7, 1.0]
            )
        )
        canvas.drawPath(path, paint)


def phone_glow(seconds: float) -> float:
    """Return how bright a phone is that lights up for every message: once in 4.4 s, never a flash."""
    at = (seconds - 0.9) % 4.4
    lit = smooth(at / 0.5) - smooth((at - 2.6) / 1.2)
    return 0.6 + 0.4 * lit


def _paint(colour: int, opacity: float) -> skia.Paint:
    paint = skia.Paint(AntiAlias=True)
    paint.setColor(colour)
    paint.setAlphaf(max(0.0, min(1.0, opacity)))
    return paint
