"""Every component in every example of its ``examples.yaml``, each as one plain page without script.

What the player's script would make of a component (a question that was answered, a banner that is true) an example
says itself: which elements it shows and hides, which attributes it sets and which words it puts in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from .. import player_texts
from ..player_texts import PlayerTexts
from ..render import environment

SCRIPT = "script/gallery.js"  # of the examples that can be tried
STYLE = "style/player.css"  # beside fonts/, so that the style sheet's own addresses hold
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<conditions>(?:\[[a-z-]+(?:=[\w-]+)?\])*)")
CONDITION = re.compile(r"\[([a-z-]+)(?:=([\w-]+))?\]")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Attributes = Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True)
class Example:
    """One state of a component. ``context`` is what its template gets; the rest is what a script would change."""

    component: str
    name: str
    template: str
    context: Mapping[str, Any]
    wrap: str | None
    show: tuple[str, ...]
    hide: tuple[str, ...]
    attributes: Mapping[str, Attributes]
    words: Mapping[str, Mapping[str, Any]]
    is_live: bool

    @property
    def file(self) -> str:
        return f"{self.component}-{re.sub('[^a-z0-9]+', '-', self.name.lower()).strip('-')}.html"


def pages(assets: Path, language: str) -> Mapping[str, bytes]:
    """Return the files of the gallery by name: ``index.html``, a page an example, the style sheet and its fonts.

    The player's own words are in ``language``; the sample content of the examples is English.
    """
    texts = player_texts.read(assets / "player", language)
    templates = environment(assets, texts)
    shown = list(examples(assets))
    common = {"lang": language, "style": STYLE}
    files = {
        example.file: templates.get_template("gallery.html").render(
            example=example,
            body=Markup(_body(example, templates, texts)),
            live=_live(example, texts) if example.is_live else None,
            script=SCRIPT,
            **common,
        )
        for example in shown
    }
    files["index.html"] = templates.get_template("gallery-index.html").render(examples=shown, **common)
    fonts = {f"fonts/{font.name}": font.read_bytes() for font in sorted((assets / "fonts").glob("*.woff2"))}
    dist = {STYLE: "gallery.css", SCRIPT: "gallery.js"}
    made = {name: (assets / "dist" / source).read_bytes() for name, source in dist.items()}
    named = {picture["src"] for example in shown for picture in example.context.get("pictures", {}).values()}
    pictures = {name: (assets / name).read_bytes() for name in sorted(named)}
    return {name: html.encode() for name, html in sorted(files.items())} | made | fonts | pictures


def examples(assets: Path) -> Iterator[Example]:
    """Yield the examples of all components, in the order of folders and files."""
    for file in sorted((assets / "components").glob("*/examples.yaml")):
        document = yaml.load(file.read_bytes(), Loader=Loader)
        for example in document["examples"]:
            yield Example(
                component=file.parent.name,
                name=example["name"],
                template=_template(file.parent.name, document["template"]),
                context=example["context"],
                wrap=document.get("wrap"),
                show=(*document.get("show", ()), *example.get("show", ())),
                hide=tuple(example.get("hide", ())),
                attributes=example.get("set", {}),
                words=example.get("words", {}),
                is_live=example.get("live", False),
            )


def _template(component: str, name: str) -> str:
    """Return the name of a template; a component that is a piece of another one shows itself in that one's."""
    return name if "/" in name else f"{component}/{name}"


def _live(example: Example, texts: PlayerTexts) -> str:
    """Return what the script of the gallery must know to bring an example to life, as JSON."""
    quiz = example.context.get("quiz", {})
    questions = [
        {
            "id": each["id"],
            "type": each["type"],
            "options": [option["id"] for option in each.get("options", ())],
            "right": [f"{option['id']}.{option['fits']}" for option in each["options"]]
            if each["type"] == "matching"
            else each.get("right", []),
            "interaction": each["id"],
            "nothingWrong": False,
        }
        for each in quiz.get("questions", ())
        if each["type"] != "reflection"
    ]
    quizzes = [{"id": quiz["id"], "draw": None, "questions": questions}] if questions else []
    words = texts.section("script", "blocks")
    return json.dumps({"language": texts.language, "texts": words, "quizzes": quizzes})


def _body(example: Example, templates: Any, texts: PlayerTexts) -> str:
    html = templates.get_template(example.template).render(**example.context).strip()
    if example.wrap:
        html = f"<{example.wrap}>\n{html}\n</{example.wrap.split()[0]}>"
    return _Restated(example, texts).of(html)


class _Restated(HTMLParser):
    """Writes HTML again as it was, but for the elements that an example changes."""

    def __init__(self, example: Example, texts: PlayerTexts) -> None:
        super().__init__(convert_charrefs=False)
        self.example = example
        self.texts = texts
        self.out: list[str] = []
        self.path: list[tuple[str, Attributes]] = []
        self.selectors = {*example.show, *example.hide, *example.attributes, *example.words}
        self.met: set[str] = set()

    def of(self, html: str) -> str:
        self.feed(html)
        self.close()
        if self.met != self.selectors:
            missing = sorted(self.selectors - self.met)
            raise ValueError(f"{self.example.file} changes what its template does not have: {missing}")
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.path.append((tag, dict(attrs)))
        here = {at for at in self.selectors if self._is(at)}
        self.met |= here
        self.out.append(self._start(tag, here))
        self.out += [escape(self._words(words)) for at, words in self.example.words.items() if at in here]
        if tag in VOID:
            self.path.pop()

    def handle_endtag(self, tag: str) -> None:
        self.path.pop()
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def _start(self, tag: str, here: set[str]) -> str:
        written = self.get_starttag_text() or ""
        before = self.path[-1][1]
        after = dict(before)
        for at, attributes in self.example.attributes.items():
            after |= attributes if at in here else {}
        if here.intersection(self.example.show):
            after.pop("hidden", None)
        if here.intersection(self.example.hide):
            after["hidden"] = None
        if after == before:
            return written
        pairs = (name if value is None else f'{name}="{escape(value)}"' for name, value in after.items())
        return f"<{' '.join((tag, *pairs))}>"

    def _is(self, selector: str) -> bool:
        """Say whether the element just begun matches ``tag[name=value]``; a space stands for any depth."""
        *outer, last = selector.split()
        path = iter(self.path[:-1])
        return _matches(self.path[-1], last) and all(any(_matches(each, one) for each in path) for one in outer)

    def _words(self, words: Mapping[str, Any]) -> str:
        values = {name: value for name, value in words.items() if name != "text"}
        return self.texts(words["text"], **values)


def _matches(element: tuple[str, Attributes], compound: str) -> bool:
    tag, attributes = element
    parts = COMPOUND.fullmatch(compound)
    if not parts:
        raise ValueError(f"an example selects by {compound!r}; write tag[name=value]")
    return parts["tag"] in (None, tag) and all(
        name in attributes and value in ("", attributes[name]) for name, value in CONDITION.findall(parts["conditions"])
    )
