"""Where the data of scormkit lies: schemas and rules.

A wheel carries them in ``scormkit/_data``; an editable install reads the checkout.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def folder(name: str, *, package: Path = _HERE) -> Path:
    """Return the folder ``xsd`` or ``requirements``. ``package`` is the folder of scormkit itself."""
    carried = package / "_data" / name
    return carried if carried.is_dir() else package.parent / name
