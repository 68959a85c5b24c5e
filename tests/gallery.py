"""The gallery of components on disk, for tests that look at its pages."""

from __future__ import annotations

from pathlib import Path

from seemenow.preview import gallery

from .conftest import ROOT


def written(folder: Path, language: str) -> list[Path]:
    """Write the gallery in one language into ``folder``; return its pages."""
    for name, content in gallery.pages(ROOT / "assets", language).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return sorted(folder.glob("*.html"))
