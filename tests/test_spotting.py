"""What marks in a film are worth: careful viewers find, and marking by chance or everywhere does not pay."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from click.testing import CliRunner
from seemenow import present, resources
from seemenow.cli import commands
from seemenow.film.score import noticed, told_films
from seemenow.film.spotting import Spot
from seemenow.model import SceneSignal

from .conftest import ROOT

VIEWERS = 3_000
PASS = 0.6
MOST_ACCEPTED = 0.34
"""The part of a film in which a mark may meet a signal: with more, chance finds too much (docs/films.md)."""

Marks = list[float]


@dataclass(frozen=True, kw_only=True)
class Film:
    name: str
    duration_s: float
    spots: tuple[Spot, ...]
    sentences: tuple[float, ...] = ()

    @property
    def accepted(self) -> float:
        """Return the part of the film in which a mark meets some signal."""
        moments = [tenth / 10 for tenth in range(int(self.duration_s * 10))]
        return sum(any(s.start - 0.5 <= at <= s.end + 4 for s in self.spots) for at in moments) / len(moments)


def spot(name: str, start: float) -> Spot:
    shown = SceneSignal(signal=name, line=1, shown="words", why=name)  # type: ignore[arg-type]
    return Spot(id=name, shown=shown, start=start, end=start + 3)


def model(duration_s: float, *starts: float) -> Film:
    signals = tuple(spot(f"s{number}", start) for number, start in enumerate(starts))
    return Film(name=f"{duration_s:g} s, {len(starts)} signals", duration_s=duration_s, spots=signals)


def course_films() -> list[Film]:
    return [
        Film(
            name=str(story.id),
            duration_s=times.duration_s,
            spots=spots,
            sentences=tuple(line.start for scene in times.scenes for line in scene.lines),
        )
        for story, spots, times in told_films(ROOT / "course")
    ]


MODELS = [
    model(90, 8, 28, 50, 70),
    model(90, 8, 14, 50, 70),
    model(105, 8, 28, 50, 85),
    model(115, 8, 28, 50, 70, 95),
    model(120, 8, 14, 50, 56, 95),
]
REAL = course_films()


def every(seconds: float, film: Film, chance: random.Random) -> Marks:
    first = chance.uniform(0, seconds)
    return [first + seconds * n for n in range(int((film.duration_s - first) / seconds) + 1)]


def careful(film: Film, chance: random.Random) -> Marks:
    """85 per cent found, up to two seconds after it has shown, and one mark elsewhere."""
    found = [chance.uniform(each.start, each.end + 2) for each in film.spots if chance.random() < 0.85]
    return [*found, chance.uniform(0, film.duration_s)]


def at_random(film: Film, chance: random.Random) -> Marks:
    return [chance.uniform(0, film.duration_s) for _ in film.spots]


def some_sentences(film: Film, chance: random.Random) -> Marks:
    return chance.sample(film.sentences, min(len(film.spots), len(film.sentences)))


STRATEGIES: dict[str, Callable[[Film, random.Random], Marks]] = {
    "careful": careful,
    "random": at_random,
    "every 6 s": lambda film, chance: every(6, film, chance),
    "every 10 s": lambda film, chance: every(10, film, chance),
    "every 15 s": lambda film, chance: every(15, film, chance),
    "random sentences": some_sentences,
}


def simulated(film: Film) -> dict[str, tuple[float, float]]:
    """Return mean score and share of passes of each strategy, and print them."""
    chance = random.Random(film.name)
    viewers = [play(film, chance) for play in STRATEGIES.values() for _ in range(VIEWERS)]
    scores = [each.score for each in noticed(film.spots, viewers, resources.assets())]
    figures = {}
    for number, name in enumerate(STRATEGIES):
        own = scores[number * VIEWERS : (number + 1) * VIEWERS]
        figures[name] = (sum(own) / VIEWERS, sum(score >= PASS for score in own) / VIEWERS)
    told = "; ".join(f"{name} {mean:.2f} / {passed:.1%}" for name, (mean, passed) in figures.items())
    print(f"\n{film.name}, accepted {film.accepted:.0%}: {told}")
    return figures


@pytest.mark.parametrize("film", [*MODELS, *REAL], ids=lambda film: film.name)
def test_looking_pays_and_chance_does_not(film: Film) -> None:
    figures = simulated(film)
    assert film.accepted <= MOST_ACCEPTED
    assert figures["careful"][0] >= 0.8
    assert figures["random"][0] <= 0.25
    assert figures["random sentences"][0] <= 0.25
    assert figures["every 6 s"][1] <= 0.05
    assert figures["every 10 s"][1] <= 0.05


def score(film: Film, marks: Sequence[float]) -> float:
    return noticed(film.spots, [marks], resources.assets())[0].score


def test_the_command_says_what_the_page_says() -> None:
    film = REAL[0]
    marks = [film.spots[0].start, film.duration_s - 0.5]
    arguments = ["film", "score", film.name, "--course", str(ROOT / "course"), "--marks", ",".join(map(str, marks))]
    told = CliRunner().invoke(commands, [*arguments, "--json"], standalone_mode=False)
    value = json.loads(told.stdout)
    assert value["found"] == [film.spots[0].id]
    assert value["stray"] == 1
    assert value["score"] == pytest.approx(score(film, marks))
    said = present.noticed_text(noticed(film.spots, [marks], resources.assets())[0])
    assert said.startswith(f"{1 / len(film.spots):.2f}: found {film.spots[0].id}; missed ")


@pytest.mark.parametrize("marks", ["nan", "12,inf", "soon"])
def test_what_is_no_moment_is_refused(marks: str) -> None:
    arguments = ["film", "score", REAL[0].name, "--course", str(ROOT / "course"), "--marks", marks]
    told = CliRunner().invoke(commands, arguments)
    assert told.exit_code == 2
    assert f"'{marks}' is not a list of seconds such as 12.4,70" in told.output


def test_film_without_a_word_still_draws() -> None:
    told = CliRunner().invoke(commands, ["film", "--help"], standalone_mode=False)
    assert "score" in told.stdout
    assert "Draw" in CliRunner().invoke(commands, ["film", "one-light-on", "--help"], standalone_mode=False).stdout
