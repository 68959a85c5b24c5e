"""Everybody in the stories: young people and adults, varied in body, skin, hair, clothes and ability."""

from __future__ import annotations

from figure import Who

CAST: dict[str, Who] = {
    "coral": Who(
        skin="#efc3a4", hair="#b4602f", style="braids", top="coat", colour="#e2533f", legs="#666d79", build=1.16
    ),
    "green": Who(
        skin="#6a432f",
        hair="#211a18",
        style="crop",
        top="jumper",
        colour="#57a83a",
        legs="#6b5a49",
        build=1.3,
        apron="#7a5a3e",
        hearing_aid="#e9dcc2",
    ),
    "plum": Who(
        skin="#ecc4a8",
        hair="#c39a5e",
        style="mop",
        top="jumper",
        colour="#8a3f8c",
        legs="#5a6273",
        build=0.88,
        glasses=True,
    ),
    "yellow": Who(
        skin="#a8734f", hair="#1f1a1d", style="bun", top="jacket", colour="#f0b923", legs="#5b616c", inner="#9aa0a6"
    ),
    "blue": Who(
        skin="#d7a77c",
        hair="#1d1b20",
        style="flat",
        top="overalls",
        colour="#2459c4",
        legs="#2459c4",
        inner="#c9c4b8",
        build=0.94,
    ),
    "teal": Who(
        skin="#d6a380", hair="#3a2a24", style="curly", top="hoodie", colour="#1c8f90", legs="#454f62", bag="#2f4f6b"
    ),
    "tall": Who(skin="#c99873", hair="#4b382d", style="mop", top="hoodie", colour="#8d97a0", legs="#6e747f", build=0.9),
    "scarf": Who(
        skin="#c08d70", hair="#8b8398", style="hijab", top="coat", colour="#a3a5a0", legs="#747b88", build=0.92
    ),
    "afro": Who(skin="#5f3b2b", hair="#1f1918", style="afro", top="jacket", colour="#a59f8d", legs="#6b727e"),
    "lilac": Who(
        skin="#e8c3ab", hair="#8a6140", style="bob", top="jumper", colour="#a795b8", legs="#757b89", build=1.08
    ),
    "glasses": Who(
        skin="#e3bda2",
        hair="#6b4a32",
        style="crop",
        top="jacket",
        colour="#98a1ab",
        legs="#6d7480",
        glasses=True,
        build=0.9,
    ),
    "runner": Who(
        skin="#dcae8c",
        hair="#3f2d24",
        style="pony",
        top="tee",
        colour="#9aa6b4",
        legs="#5e6672",
        bottom="shorts",
        blade=True,
    ),
    "big": Who(
        skin="#8a5a44",
        hair="#2c2320",
        style="bun",
        top="tee",
        colour="#9aa6b4",
        legs="#5e6672",
        bottom="shorts",
        build=1.3,
    ),
    "sand": Who(
        skin="#9a6a4a", hair="#211b1b", style="curly", top="jacket", colour="#cdb083", legs="#6a717d", build=0.95
    ),
    "dark": Who(
        skin="#4b2f25", hair="#1a1515", style="crop", top="jumper", colour="#94806f", legs="#686e7a", build=0.92
    ),
    "fair": Who(skin="#efcdb4", hair="#c9a15e", style="long", top="hoodie", colour="#b0a4ae", legs="#747a88"),
    "caretaker": Who(
        skin="#e0b294",
        hair="#9a9792",
        style="bald",
        top="coat",
        colour="#d39a2c",
        legs="#5d5f66",
        build=1.36,
        beard=True,
    ),
    "gardener": Who(
        skin="#a97a56",
        hair="#a9a5a0",
        style="pony",
        top="vest",
        colour="#8e2f48",
        legs="#5d5a55",
        inner="#cfc5b4",
        build=0.88,
    ),
    "music": Who(
        skin="#5d3828", hair="#211a19", style="afro", top="tunic", colour="#149063", legs="#4a4d58", build=1.4
    ),
    "petrol": Who(skin="#bd8a66", hair="#2a6d7c", style="hijab", top="coat", colour="#178a99", legs="#566170"),
    "rust": Who(
        skin="#5b3827",
        hair="#1f1917",
        style="crop",
        top="jacket",
        colour="#c9602a",
        legs="#555a66",
        inner="#e5ddcf",
        beard=True,
        build=1.04,
    ),
    "boss": Who(
        skin="#dfb698",
        hair="#a8a5a3",
        style="curly",
        top="jumper",
        colour="#a39a8e",
        legs="#6b6a6c",
        apron="#86715c",
        build=0.88,
    ),
    "mentor": Who(
        skin="#7d5240",
        hair="#4b4a50",
        style="bun",
        top="jacket",
        colour="#d79c33",
        legs="#5a4a5d",
        bottom="skirt",
        inner="#f3ead9",
        glasses=True,
    ),
    "nurse": Who(
        skin="#e6bfa3", hair="#7a5638", style="pony", top="jacket", colour="#8fa6bd", legs="#666e7c", inner="#dfe4e8"
    ),
    "coordinator": Who(
        skin="#d8ab8a",
        hair="#a7a8a9",
        style="bob",
        top="jumper",
        colour="#93ab94",
        legs="#636a70",
        glasses=True,
        build=1.06,
    ),
    "father": Who(
        skin="#e2b597",
        hair="#7a5a42",
        style="crop",
        top="jumper",
        colour="#8e949c",
        legs="#5d6470",
        beard=True,
        build=1.22,
    ),
    "friend": Who(
        skin="#d9ab8b",
        hair="#5a4434",
        style="crop",
        top="jacket",
        colour="#c3c7ca",
        legs="#67707f",
        inner="#8d939b",
        build=0.96,
    ),
    "relative": Who(
        skin="#e0b797", hair="#6a584a", style="crop", top="coat", colour="#b8afa0", legs="#6a6c72", build=1.08
    ),
    "waiting": Who(skin="#e8c2a8", hair="#8a6a4c", style="bob", top="coat", colour="#cfd0ce", legs="#70747c"),
    "colleague": Who(
        skin="#c79273",
        hair="#3b302b",
        style="bald",
        top="jumper",
        colour="#8096ad",
        legs="#5d6470",
        build=1.3,
        beard=True,
    ),
    "mother": Who(
        skin="#a8734f", hair="#8d6f78", style="hijab", top="coat", colour="#b58f94", legs="#686a74", build=1.08
    ),
    "guest": Who(skin="#e3bda0", hair="#6e5846", style="bun", top="jumper", colour="#93ab94", legs="#636a70"),
    "sister": Who(skin="#ecc4a8", hair="#b08a55", style="pony", top="hoodie", colour="#b59aa2", legs="#70747f"),
    "brother": Who(
        skin="#744a35", hair="#231b19", style="curly", top="jumper", colour="#b9ab72", legs="#6a6f79", build=1.25
    ),
}
"""Who tells a story and who helps have the strong colours, all others dusty ones."""
