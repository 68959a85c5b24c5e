"""The documentation as a site in dist/docs: every page of docs/, and reference pages made from the code: ``make docs``.

The reference is never kept in git, so it cannot grow stale: commands come from Click's help, problems from the
catalogue, the format from the model.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.anchors import anchors_plugin
from seemenow import __version__, explain
from seemenow.authoring import schema
from seemenow.cli import commands

from .conftest import ROOT

DOCS = ROOT / "docs"
OUT = ROOT / "dist" / "docs"
LOOK = DOCS / "site"
# What no group names stands in the last one.
GROUPS: Mapping[str, Sequence[str]] = {
    "Begin": ("index", "tutorial", "tutorial-nl"),
    "Write": ("authoring", "first-try", "content", "films", "format", "chat", "reviewing", "design"),
    "Give out": ("administrators", "themes", "ci", "report", "scale", "tracking", "verify", "accessibility"),
    "Build on it": ("architecture", "driving", "performance", "design-review", "contributing", "changelog"),
    "Reference": ("reference/commands", "reference/problems", "reference/format"),
}
# Pages that stand elsewhere in the repository.
ELSEWHERE = {"index": "README.md", "contributing": "CONTRIBUTING.md", "changelog": "CHANGELOG.md"}


@dataclass(frozen=True, kw_only=True)
class Page:
    """``name``: its file in the site, without the suffix. ``source``: where its links start from."""

    name: str
    markdown: str
    source: Path

    @property
    def title(self) -> str:
        found = re.search(r"^# (.+)$", self.markdown, re.MULTILINE)
        assert found, f"{self.name} has no title"
        return found[1].replace("`", "")

    @property
    def language(self) -> str:
        return "nl" if self.name.endswith("-nl") else "en"


def write(out: Path = OUT) -> list[Path]:
    """Write the site anew and return its pages. Raises ValueError for a link that leads nowhere."""
    every = pages()
    if out.exists():
        shutil.rmtree(out)
    known = {page.source: page.name for page in every}
    out.mkdir(parents=True)
    templates = Environment(loader=FileSystemLoader(LOOK), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    titles = {page.name: page.title for page in every}
    files = []
    for page in every:
        up = "../" * page.name.count("/")
        file = out / f"{page.name}.html"
        file.parent.mkdir(exist_ok=True)
        body, heads = rendered(page, known, out)
        text = templates.get_template("page.html").render(
            page=page, body=body, heads=heads, groups=groups(), titles=titles, up=up, version=__version__
        )
        file.write_text(text, encoding="utf-8")
        files.append(file)
    shutil.copy(LOOK / "site.css", out)
    return files


def groups() -> dict[str, list[str]]:
    """Return the names of all pages by group."""
    named = {name for names in GROUPS.values() for name in names}
    others = sorted(path.stem for path in DOCS.glob("*.md") if path.stem not in named)
    found = {group: list(names) for group, names in GROUPS.items()}
    return {**found, "More": others} if others else found


def pages() -> list[Page]:
    """Return every page of the site, in the order of its groups."""
    made = {"reference/commands": commands_page, "reference/problems": problems_page, "reference/format": format_page}
    found = []
    for name in (name for names in groups().values() for name in names):
        source = ROOT / ELSEWHERE[name] if name in ELSEWHERE else DOCS / f"{name}.md"
        text = made[name]() if name in made else source.read_text(encoding="utf-8")
        found.append(Page(name=name, markdown=text, source=source))
    return found


def rendered(page: Page, known: Mapping[Path, str], out: Path) -> tuple[Markup, list[tuple[str, str]]]:
    """Return a page as HTML, with its links made to fit the site, and its headings with their anchors."""
    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    reader.use(anchors_plugin, max_level=3, slug_func=_anchor)
    tokens = reader.parse(page.markdown)
    for token in _flat(tokens):
        for key in ("href", "src"):
            if key in token.attrs:
                token.attrs[key] = _target(page, str(token.attrs[key]), known, out)
    heads = [
        (str(token.attrs["id"]), tokens[at + 1].content.replace("`", ""))
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]
    text = reader.renderer.render(tokens, reader.options, {})
    # Wide tables and long lines scroll by themselves; whoever uses a keyboard must be able to reach them.
    text = text.replace("<table>", '<div class="wide" tabindex="0" role="group"><table>').replace(
        "</table>", "</table></div>"
    )
    return Markup(text.replace("<pre>", '<pre tabindex="0">')), heads


def commands_page() -> str:
    """Return what every command prints about itself."""
    lines = ["# Commands", "", "What `seemenow COMMAND --help` says, for every command.", ""]
    for path, command in told_commands():
        context = click.Context(command, info_name=" ".join(path), terminal_width=100, max_content_width=100)
        lines += [f"## `{' '.join(path)}`", "", "```", command.get_help(context), "```", ""]
    return "\n".join(lines)


def problems_page() -> str:
    """Return every problem with its remedy and its examples, by letter."""
    groups = {
        "A": "Advice on plain language",
        "L": "Reading files",
        "C": "Course and pages",
        "Q": "Questions",
        "G": "Guidance and figures",
        "S": "Stories and words",
        "T": "Translations",
        "R": "Reviews, releases and kits",
        "K": "The automatic chat",
        "H": "Themes",
        "M": "Remarks of reviewers",
        "I": "Import and export of questions",
        "B": "Building",
        "F": "Fleets",
        "D": "Reports",
        "V": "Films and captions",
        "P": "Finished packages",
    }
    known = explain.explainable()
    letters = dict.fromkeys([*groups, *sorted({code[0] for code in known})])
    lines = ["# Problems", "", "What `seemenow explain CODE` says, for every code.", ""]
    for letter in letters:
        codes = sorted(code for code in known if code[0] == letter)
        if codes:
            lines += [f"## {letter}: {groups.get(letter, 'Others')}", ""]
        for code in codes:
            head, _, rest = known[code].partition("\n")
            severity = head.removeprefix(code).strip()
            lines += [f"### {code}", "", f"*{severity}*", "", "```", _outdented(rest), "```", ""]
    return "\n".join(lines)


def format_page() -> str:
    """Return every key of every file of a course."""
    lines = [
        "# Every key, by file",
        "",
        "Made from the model that reads the files. What the keys are for is told in [the course format](../format.md).",
        "",
    ]
    for name, (place, _) in schema.KINDS.items():
        whole = schema.schema(name)
        lines += [f"## `{place}`", "", *_table(whole)]
        for part, each in whole["definitions"].items():
            lines += [f"**{part}** {_cell(each.get('description', ''))}", "", *_table(each)]
    return "\n".join(lines)


def _table(each: Mapping[str, Any]) -> list[str]:
    rows = [
        f"| `{key}` | {'yes' if key in each.get('required', ()) else 'optional'} | {_value(value)} |"
        for key, value in each["properties"].items()
    ]
    return ["| Key | Needed | Value |", "| --- | --- | --- |", *rows, ""]


def _value(value: Mapping[str, Any]) -> str:
    """Return in words what a key may hold."""
    if "anyOf" in value:
        return f"{_value(value['anyOf'][0])}, or empty"
    if "$ref" in value:
        return value["$ref"].rpartition("/")[2]
    if "enum" in value:
        return ", ".join(f"`{each}`" for each in value["enum"])
    if value["type"] == "array":
        count = f" of {value['minItems']}" if "minItems" in value else ""
        return f"a list{count}: {_value(value['items'])}"
    simple = {"integer": "a whole number", "number": "a number", "boolean": "`true` or `false`"}
    if isinstance(value["type"], str) and value["type"] in simple:
        return simple[value["type"]]
    if "description" in value:
        return "a date such as `2026-11-22`"
    return "an id" if value["type"] == "string" else "words" if "boolean" not in value["type"] else "a word"


def told_commands(
    command: click.Command = commands, path: tuple[str, ...] = ("seemenow",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, each in sorted(command.commands.items()):
            yield from told_commands(each, (*path, name))


def _target(page: Page, link: str, known: Mapping[Path, str], out: Path) -> str:
    """Return where a link of a page leads in the site; pictures and files of the repository are put into it."""
    path, hash_, anchor = link.partition("#")
    if not path or re.match(r"[a-z]+:", path):
        return link
    target = (page.source.parent / path).resolve()
    up = "../" * page.name.count("/")
    if target in known:
        return f"{up}{known[target]}.html{hash_}{anchor}"
    if not target.exists():
        raise ValueError(f"{page.source.relative_to(ROOT)} leads to {link}, which there is not")
    inside = target.relative_to(ROOT)
    if target.is_dir():
        # What a folder holds is in the repository; the site shows how it begins.
        files = sorted(each.name for each in target.iterdir() if not each.name.startswith("."))
        copy = out / "files" / f"{inside}.txt"
        content = ("\n".join([f"{inside}/", *(f"  {name}" for name in files)]) + "\n").encode()
    else:
        copy = out / "files" / inside
        copy = copy if copy.suffix else copy.with_suffix(".txt")
        content = target.read_bytes()
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    return f"{up}{copy.relative_to(out).as_posix()}"


def _anchor(title: str) -> str:
    """Return the anchor of a heading, as GitHub makes it, but never with a digit in front."""
    words = re.sub(r"[^\w\- ]", "", title.strip().lower().replace(" ", "-"))
    return words if words[:1].isalpha() else f"step-{words}"


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or ())


def _outdented(text: str) -> str:
    return "\n".join(line.removeprefix("  ") for line in text.strip("\n").splitlines())


def _cell(text: str) -> str:
    return html.escape(text, quote=False).replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    print(f"{len(write())} pages in {OUT.relative_to(ROOT)}")
