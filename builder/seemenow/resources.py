"""Where the builder's own files are: inside an installed wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

INSTALLED = Path(__file__).parent / "_data"
CHECKOUT = Path(__file__).parents[2]


def assets(installed: Path = INSTALLED, checkout: Path = CHECKOUT) -> Path:
    """Return the folder of templates, styles, fonts and bundled scripts."""
    return (installed if installed.is_dir() else checkout) / "assets"


def sample_course(installed: Path = INSTALLED, checkout: Path = CHECKOUT) -> Path:
    """Return the See Me Now course that comes with the builder."""
    return (installed if installed.is_dir() else checkout) / "course"
