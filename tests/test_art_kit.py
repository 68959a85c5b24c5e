"""The drawings of the films: the kit beside them draws exactly what is committed, and nothing the films cannot show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from seemenow.film import art

from .conftest import ROOT

ART = ROOT / "assets" / "art"
DRAW = ART / "kit" / "draw.py"

BY_HAND: frozenset[str] = frozenset()
"""Drawings made in Inkscape or the like, which the kit knows nothing of."""
HEAVIEST = 300_000
"""Bytes of a drawing; its shapes are drawn again for each of about 2,700 frames of a film."""
MOST_BLENDS = 5
"""Layers that are blended with all that lies behind them, the dearest to draw."""
KNOWN = tuple(name for name in art.names(ART) if name not in BY_HAND)


def draw(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", str(DRAW), *arguments], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all that the kit draws today."""
    folder = tmp_path_factory.mktemp("art")
    result = draw("--into", str(folder))
    assert (result.returncode, result.stderr) == (0, "")
    return folder


def test_the_kit_draws_every_drawing_not_made_by_hand(drawn: Path) -> None:
    assert art.names(drawn) == KNOWN


@pytest.mark.parametrize("name", KNOWN)
def test_a_drawing_is_exactly_what_the_kit_draws(drawn: Path, name: str) -> None:
    is_same = art.path_of(drawn, name).read_bytes() == art.path_of(ART, name).read_bytes()
    assert is_same, f"draw {name} anew with assets/art/kit/draw.py, look at it, and commit it with its films"


@pytest.mark.parametrize("name", art.names(ART))
def test_a_drawing_holds_only_what_the_film_maker_draws(name: str) -> None:
    path = art.path_of(ART, name)
    assert art.lint(path.read_bytes(), path.name) == ()


@pytest.mark.parametrize("name", art.names(ART))
def test_a_drawing_is_light_enough_for_thousands_of_frames(name: str) -> None:
    data = art.path_of(ART, name).read_bytes()
    assert len(data) <= HEAVIEST
    assert sum(layer.blend is not None for layer in art.read(data, name).layers) <= MOST_BLENDS


def test_only_the_named_drawing_is_written(tmp_path: Path) -> None:
    draw("corridor", "--into", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["corridor.svg"]


def test_an_unknown_name_is_refused_and_the_known_ones_are_told(tmp_path: Path) -> None:
    result = draw("coridor", "--into", str(tmp_path))
    assert result.returncode == 2
    assert "coridor" in result.stderr
    assert ", ".join(KNOWN) in result.stderr
    assert not list(tmp_path.iterdir())
