"""The look and the own contact of one school or organisation, put over a course and over its style.

A theme names few colours; the others follow from them. Every pair of colours that the style sheets use
(assets/player/contrast.json) must reach WCAG AA, in light and in dark; a colour that does not is refused with the
nearest of the same hue that does.
"""

from __future__ import annotations

import colorsys
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import ClassVar

from scormkit.problems import NOWHERE, Place, Problem

from ..catalogue import problem
from ..check import wording
from ..check.course import contact_faults, title_faults
from ..model import Contact, Course, Directive, Located, Source, Text

OWN = "own"
# WCAG 2.2, 1.4.3 and 1.4.11.
WANTED = {"text": 4.5, "label": 4.5, "shape": 3.0}
COLOUR = re.compile(r"#?((?:[0-9a-f]{3}){1,2})", re.IGNORECASE)
# What a theme calls a colour, and the token of assets/player/tokens.css that it sets.
TOKENS = {
    "accent": "teal",
    "accent_strong": "teal-strong",
    "accent_soft": "teal-soft",
    "on_accent": "on-teal",
    "page": "day",
    "paper": "paper",
    "ink": "ink",
    "ink_soft": "ink-soft",
    "header": "night",
    "header_ink": "night-ink",
    "header_soft": "night-soft",
}
# Tokens that follow from another unless the theme gives them.
FOLLOWS = {
    **dict.fromkeys(("teal-strong", "teal-soft", "on-teal"), "teal"),
    **dict.fromkeys(("night-raised", "night-line"), "night"),
}
# The night is also the light of stories and films, which no brand changes: these are set for the header alone.
HEADER = ("night", "night-raised", "night-line", "night-ink", "night-soft")

Colour = str
Tokens = Mapping[str, Colour]
Key = tuple[str, str]
Given = dict[Key, Colour]
Pairs = Mapping[str, Sequence[Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Colours:
    """The colours that a theme gives in one light, as #rrggbb."""

    accent: Located | None = None
    accent_strong: Located | None = None
    accent_soft: Located | None = None
    on_accent: Located | None = None
    page: Located | None = None
    paper: Located | None = None
    ink: Located | None = None
    ink_soft: Located | None = None
    header: Located | None = None
    header_ink: Located | None = None
    header_soft: Located | None = None


@dataclass(frozen=True, kw_only=True)
class Lights:
    light: Colours = Colours()
    dark: Colours = Colours()


@dataclass(frozen=True, kw_only=True)
class Fonts:
    """Files in WOFF2: one that is variable, or a regular and a bold one."""

    text: tuple[Located, ...] = ()
    head: tuple[Located, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Title:
    """What the course is called here, in one language."""

    language: Located
    title: Text


@dataclass(frozen=True, kw_only=True)
class ContactWords:
    """What the own contact is called in one language."""

    language: Located
    name: Text
    purpose: Text
    hours: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class OwnContact:
    """Whom people of this organisation turn to; with the dates that every contact has."""

    MISSING: ClassVar[Mapping[str, str]] = {"source": "G007"}
    words: tuple[ContactWords, ...]
    source: Source
    expires_on: date
    phone: Located | None = None
    url: Located | None = None
    dialled_on: date | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One brand. ``logo`` and the fonts are files beside the theme's own."""

    id: Located
    name: Located
    titles: tuple[Title, ...] = ()
    logo: Located | None = None
    colours: Lights = Lights()
    fonts: Fonts = Fonts()
    contact: OwnContact | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Brand:
    """A theme with the content of the files that it names, by their names."""

    theme: Theme
    files: Mapping[str, bytes]


def themed(course: Course, theme: Theme, language: str) -> Course:
    """Return an edition under the brand's title, with its own contact wherever it is shown whom to call now."""
    titles = {str(each.language): each.title for each in theme.titles}
    course = replace(course, title=titles.get(language, course.title))
    own = contact_in(theme.contact, language)
    return course if own is None else _with_own(course, own)


def faults(theme: Theme, courses: Mapping[str, Course], assets: Path, today: date) -> Iterator[Problem]:
    """Yield what is wrong with a theme for some courses: H001, H002, H005, S005, what contacts can have."""
    yield from _unreadable(theme)
    yield from _contrast(theme, usual_colours(assets), used_pairs(assets))
    if theme.contact:
        lacking = [each for each in courses if each not in {str(words.language) for words in theme.contact.words}]
        if lacking:
            yield problem("H005", theme.contact.place, languages=", ".join(lacking))
    for language, course in courses.items():
        own = contact_in(theme.contact, language)
        titles = (each.title for each in theme.titles if each.language == language)
        yield from wording.never((theme.name, *titles), wording.read(assets, language))
        if own:
            yield from own_contact_faults(own, language, course, assets, today)
        if any(each.language == language for each in theme.titles):
            yield from title_faults(themed(course, theme, language), language)


def own_contact_faults(own: Contact, language: str, course: Course, assets: Path, today: date) -> Iterator[Problem]:
    """Yield what is wrong with an own contact, as it stands in one language: S005 and what every contact can have."""
    yield from wording.never((own.name, own.purpose, own.hours, own.note), wording.read(assets, language))
    yield from contact_faults(own, course.guidance.fallback, today)


def style(theme: Theme, base: Mapping[str, Tokens]) -> str:
    """Return the style that puts the theme's colours over those of the player; it must come after them."""
    found = palettes(_given(theme), base)
    names = [name for name in base["light"] if any(found[mode].get(name) != base[mode].get(name) for mode in found)]
    if not names:
        return ""
    rules = {mode: _rules({name: tokens[name] for name in names}) for mode, tokens in found.items()}
    return f"{rules['light']}@media (prefers-color-scheme:dark){{{rules['dark']}}}\n"


def usual_colours(assets: Path) -> dict[str, Tokens]:
    """Return the colours of assets/player/tokens.css in light and in dark, by token."""
    css = (assets / "player" / "tokens.css").read_text(encoding="utf-8")
    light, _, dark = css.partition("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text)) for text in (light, dark.partition("@media")[0])]
    return {"light": found[0], "dark": found[0] | found[1]}


def used_pairs(assets: Path) -> Pairs:
    """Return the pairs of tokens that the style sheets put on one another, as [ink, ground] by what they are."""
    pairs: Pairs = json.loads((assets / "player" / "contrast.json").read_bytes())
    return pairs


def palettes(given: Given, base: Mapping[str, Tokens]) -> dict[str, dict[str, Colour]]:
    """Return every token in light and in dark: what is given, what follows from that, and the usual rest."""
    own = {mode: {TOKENS[key]: colour for (each, key), colour in given.items() if each == mode} for mode in base}
    if "teal" in own["light"] and "teal" not in own["dark"]:
        grounds = {**base["dark"], **own["dark"]}
        own["dark"]["teal"] = _nearest(
            own["light"]["teal"],
            lambda colour: min(contrast(colour, grounds[each]) for each in ("day", "paper", "warm")) >= WANTED["text"],
        ) or str(base["dark"]["teal"])
    if "night" in own["light"] and "night" not in own["dark"]:
        own["dark"]["night"] = _mixed(own["light"]["night"], "#000000", 0.35)
    return {mode: {**base[mode], **own[mode], **_following(base[mode], own[mode])} for mode in base}


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


# --- the own contact ---------------------------------------------------------------------------


def contact_in(given: OwnContact | None, language: str) -> Contact | None:
    """Return an own contact in one language, None when it has no words there."""
    words = next((each for each in given.words if each.language == language), None) if given else None
    if given is None or words is None:
        return None
    return Contact(
        id=Located(OWN, given.place),
        name=words.name,
        purpose=words.purpose,
        hours=words.hours,
        note=words.note,
        source=given.source,
        phone=given.phone,
        url=given.url,
        dialled_on=given.dialled_on,
        expires_on=given.expires_on,
        place=given.place,
    )


def _with_own(course: Course, own: Contact) -> Course:
    """Return the course with the contact behind the first of those to call now, on pages and on sheets."""
    guidance = course.guidance
    first = guidance.now[0] if guidance.now else None

    def named(names: tuple[Located, ...]) -> tuple[Located, ...]:
        return (names[0], own.id, *names[1:]) if names and names[0] == first else names

    parts = tuple(
        replace(
            part,
            pages=tuple(
                replace(
                    page,
                    blocks=tuple(
                        replace(block, arguments=named(block.arguments))
                        if isinstance(block, Directive) and block.name == "contacts"
                        else block
                        for block in page.blocks
                    ),
                )
                for page in part.pages
            ),
        )
        for part in course.parts
    )
    sheets = tuple(
        replace(each, contacts=(*each.contacts, own.id)) if each.contacts else each for each in guidance.sheets
    )
    with_own = replace(guidance, contacts=(*guidance.contacts, own), own=(own.id,), sheets=sheets)
    return replace(course, parts=parts, guidance=with_own)


# --- colours -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Failing:
    front: str
    ground: str
    reached: float
    wanted: float
    mode: str


def _colours(theme: Theme) -> dict[Key, Located]:
    both = {"light": theme.colours.light, "dark": theme.colours.dark}
    every = ((mode, key, getattr(colours, key)) for mode, colours in both.items() for key in TOKENS)
    return {(mode, key): value for mode, key, value in every if value is not None}


def _given(theme: Theme) -> Given:
    """Return the colours of a theme that can be read, as #rrggbb, by light and key."""
    return {key: _hex(match[1]) for key, value in _colours(theme).items() if (match := COLOUR.fullmatch(value))}


def _unreadable(theme: Theme) -> Iterator[Problem]:
    for (_, key), value in _colours(theme).items():
        if not COLOUR.fullmatch(value):
            yield problem("H001", value.place, key=key, value=value)


def _contrast(theme: Theme, base: Mapping[str, Tokens], pairs: Pairs) -> Iterator[Problem]:
    """Yield one H002 for each colour that cannot be read on, or under, another: with the pair that is worst."""
    given, places = _given(theme), _colours(theme)
    failing = _failing(given, base, pairs)
    names = {token: key for key, token in TOKENS.items()}
    for key in dict.fromkeys(key for key, _ in failing):
        worst = min((each for blamed, each in failing if blamed == key), key=lambda each: each.reached / each.wanted)
        tokens = palettes(given, base)[worst.mode]
        better = _nearest(given[key], partial(_helps, key, given, base, pairs))
        yield problem(
            "H002",
            places[key].place,
            key=key[1],
            mode=worst.mode,
            front=f"{names.get(worst.front, worst.front)} {tokens[worst.front]}",
            ground=f"{names.get(worst.ground, worst.ground)} {tokens[worst.ground]}",
            reached=f"{worst.reached:.1f}",
            wanted=f"{worst.wanted:g}",
            remedy=f'Write {key[1]}: "{better}", the nearest colour of this hue that can be read everywhere.'
            if better
            else "No lighter or darker colour of this hue helps while the others are as they are: change those, "
            "or take this line away.",
        )


def _failing(given: Given, base: Mapping[str, Tokens], pairs: Pairs) -> list[tuple[Key, _Failing]]:
    """Return the pairs that are too close, each with the given colour that is to blame."""
    found = []
    for mode, tokens in palettes(given, base).items():
        for kind, (front, ground) in ((kind, pair) for kind, each in pairs.items() for pair in each):
            reached = contrast(tokens[front], tokens[ground])
            key = _origin(front, mode, given) or _origin(ground, mode, given)
            if reached < WANTED[kind] and key:
                each = _Failing(front=front, ground=ground, reached=reached, wanted=WANTED[kind], mode=mode)
                found.append((key, each))
    return found


def _helps(key: Key, given: Given, base: Mapping[str, Tokens], pairs: Pairs, colour: Colour) -> bool:
    """Tell whether nothing is too close any more through ``key`` when it is this colour."""
    return all(blamed != key for blamed, _ in _failing({**given, key: colour}, base, pairs))


def _origin(token: str, mode: str, given: Given) -> Key | None:
    """Return the given colour from which a token comes, in its own light or, where that gives none, in the other."""
    keys = {token_: key for key, token_ in TOKENS.items()}
    for each in (token, FOLLOWS.get(token, token)):
        for light in dict.fromkeys((mode, *(["light"] if each in ("teal", "night") else []))):
            if each in keys and (light, keys[each]) in given:
                return light, keys[each]
    return None


def _following(base: Tokens, own: Tokens) -> dict[str, Colour]:
    """Return the tokens that follow from the given ones, but for those that are given themselves."""
    every = {**base, **own}
    found: dict[str, Colour] = {}
    if "teal" in own:
        teal = every["teal"]
        shares = (0.14, 0.1, 0.06, 0.03, 0.0)
        soft = (_mixed(every["paper"], teal, share) for share in shares)
        found["teal-strong"] = _mixed(teal, every["ink"], 0.3)
        found["teal-soft"] = next((each for each in soft if contrast(teal, each) >= WANTED["label"]), every["paper"])
        found["on-teal"] = max(("#ffffff", "#10101c"), key=lambda each: contrast(each, teal))
    if "night" in own:
        found["night-raised"] = _mixed(every["night"], every["night-ink"], 0.1)
        found["night-line"] = _mixed(every["night"], every["night-ink"], 0.3)
    return {name: colour for name, colour in found.items() if name not in own}


def _nearest(colour: Colour, fits: Callable[[Colour], bool]) -> Colour | None:
    """Return the colour of the same hue that fits and is least lighter or darker; None when none fits."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(colour))
    steps = chain.from_iterable((light - step / 255, light + step / 255) for step in range(256))
    every = (_from_parts(colorsys.hls_to_rgb(hue, each, saturation)) for each in steps if 0 <= each <= 1)
    return next(filter(fits, every), None)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return ``one`` with a ``share`` (0..1) of ``other`` in it."""
    return _from_parts([a + (b - a) * share for a, b in zip(_parts(one), _parts(other), strict=True)])


@cache
def _luminance(colour: Colour) -> float:
    parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in _parts(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _hex(digits: str) -> Colour:
    return "#" + (digits if len(digits) == 6 else "".join(each * 2 for each in digits)).lower()


def _parts(colour: Colour) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _from_parts(parts: Sequence[float]) -> Colour:
    return "#" + "".join(f"{round(each * 255):02x}" for each in parts)


def _rules(tokens: Tokens) -> str:
    def block(selector: str, names: list[str]) -> str:
        return f"{selector}{{{';'.join(f'--{name}:{tokens[name]}' for name in names)}}}" if names else ""

    return block(":root", [each for each in tokens if each not in HEADER]) + block(
        ".smn-header", [each for each in tokens if each in HEADER]
    )
