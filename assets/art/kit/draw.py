"""Writes the drawings of the films: ``python assets/art/kit/draw.py [NAME…]``, all of them when none is named."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import classroom
import corridor
import first_one_in
import green_fingers
import last_stop
import my_own_words
import one_light_on
import out_of_reach
import schoolyard
import talk
import window
from drawing import Drawing

ART = Path(__file__).parent.parent

SCENES: dict[str, Callable[[], Drawing]] = {
    "bikeshed-boy": one_light_on.bike_shed_boy,
    "bikeshed-friend": green_fingers.bike_shed_friend,
    "busstop-dawn": last_stop.bus_stop_dawn,
    "busstop-rain": last_stop.bus_stop_rain,
    "canteen-pockets": green_fingers.canteen_pockets,
    "caretaker-hatch": last_stop.caretaker_hatch,
    "careteam-evening": one_light_on.care_team_evening,
    "careteam-village": last_stop.care_team_village,
    "circle-monday": green_fingers.circle_monday,
    "classroom-above": classroom.draw,
    "corridor": corridor.draw,
    "desk-pictures": green_fingers.desk_pictures,
    "garden-brother": green_fingers.garden_brother,
    "greenhouse-dry": green_fingers.greenhouse_dry,
    "greenhouse-sun": green_fingers.greenhouse_sun,
    "kitchen-plate": last_stop.kitchen_plate,
    "schoolyard": schoolyard.draw,
    "sports-fence": last_stop.sports_fence,
    "sports-net": last_stop.sports_net,
    "talk": talk.draw,
    "window-day": window.draw_day,
    "window-night": window.draw_night,
    **first_one_in.SCENES,
    **my_own_words.SCENES,
    **out_of_reach.SCENES,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the drawings of the films as layered SVG.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"of {', '.join(SCENES)}; all when none is named")
    parser.add_argument("--into", type=Path, default=ART, help="folder to write to [default: assets/art]")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in SCENES]
    if unknown:
        parser.error(f"there is no scene {', '.join(unknown)}; there are {', '.join(sorted(SCENES))}")
    for name in asked.names or SCENES:
        (asked.into / f"{name}.svg").write_text(SCENES[name]().svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
