"""The builder finds its own files in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from seemenow import resources

from .conftest import ROOT


def test_a_checkout_is_read_as_it_stands() -> None:
    assert resources.assets() == ROOT / "assets"
    assert resources.sample_course() == ROOT / "course"


def test_what_a_wheel_carries_comes_first(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    assert resources.assets(tmp_path / "_data", ROOT) == tmp_path / "_data" / "assets"
    assert resources.sample_course(tmp_path / "_data", ROOT) == tmp_path / "_data" / "course"
