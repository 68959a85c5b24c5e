"""Writes the drawings of the films: ``python assets/art/kit/draw.py [NAME…]``, all of them when none is named."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import classroom
import corridor
import last_stop
import out_of_reach
import schoolyard
import talk
import window
from drawing import Drawing

ART = Path(__file__).parent.parent

SCENES: dict[str, Callable[[], Drawing]] = {
    "busstop-dawn": last_stop.bus_stop_dawn,
    "busstop-rain": last_stop.bus_stop_rain,
    "caretaker-hatch": last_stop.caretaker_hatch,
    "careteam-village": last_stop.care_team_village,
    "classroom-above": classroom.draw,
    "corridor": corridor.draw,
    "kitchen-plate": last_stop.kitchen_plate,
    "schoolyard": schoolyard.draw,
    "sports-fence": last_stop.sports_fence,
    "sports-net": last_stop.sports_net,
    "talk": talk.draw,
    "window-day": window.draw_day,
    "window-night": window.draw_night,
    **out_of_reach.SCENES,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the drawings of the films as layered SVG.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"of {', '.join(SCENES)}; all when none is named")
    parser.add_argument("--into", type=Path, default=ART, help="folder to write to [default: assets/art]")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in SCENES]
    if unknown:
        parser.error(f"there is no scene {', '.join(unknown)}; there are {', '.join(SCENES)}")
    for name in asked.names or SCENES:
        (asked.into / f"{name}.svg").write_text(SCENES[name]().svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
