"""``python -m seemenow`` is the command ``seemenow``."""

from .cli import main

main()
