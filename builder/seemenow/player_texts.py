"""The player's own words in one language: buttons, labels and messages, apart from the course's texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polib
import yaml
from babel import Locale, UnknownLocaleError

Words = str | dict[str, str]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class PlayerTexts:
    """``words`` by key; a plural is a mapping from a CLDR plural category (one, other …) to words.

    ``sections`` has the keys of each section of texts.yaml: who needs them.
    """

    language: str
    words: Mapping[str, Words]
    sections: Mapping[str, Sequence[str]]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of ``key`` with ``{placeholders}`` filled in; ``n`` chooses the plural."""
        words = self.words[key]
        if isinstance(words, dict):
            category = locale_of(self.language).plural_form(float(str(values["n"])))
            words = words.get(category, words["other"])
        return words.format(**values)

    def spoken(self, said: Callable[[str], str]) -> PlayerTexts:
        """Return these texts with ``said`` done to each."""

        def other(words: Words) -> Words:
            return said(words) if isinstance(words, str) else {form: said(each) for form, each in words.items()}

        return replace(self, words={key: other(words) for key, words in self.words.items()})

    def section(self, *names: str) -> dict[str, Words]:
        return {key: self.words[key] for name in names for key in self.sections[name]}


def locale_of(language: str) -> Locale:
    """Return how a language writes dates and plurals; English where nobody has described it."""
    try:
        return Locale.parse(language, sep="-")
    except UnknownLocaleError:
        return Locale("en")


def catalogue_of(folder: Path, language: str) -> Path | None:
    """Return the catalogue of the player's words in a language; of nl for nl-BE."""
    paths = (folder / "locale" / f"{code}.po" for code in (language, language.partition("-")[0]))
    return next((path for path in paths if path.is_file()), None)


def read(folder: Path, language: str) -> PlayerTexts:
    """Return the texts of ``folder/texts.yaml`` in ``language``, from ``folder/locale/<language>.po``.

    A text without translation stays English; tests see to it that our own catalogues are whole.
    """
    document: dict[str, dict[str, Any]] = yaml.load((folder / "texts.yaml").read_bytes(), Loader=Loader)
    source: dict[str, Words] = {key: words for section in document.values() for key, words in section.items()}
    catalogue = catalogue_of(folder, language)
    words = source
    if catalogue:
        entries = {entry.msgctxt: entry for entry in polib.pofile(str(catalogue), encoding="utf-8")}
        words = {key: _translated(each, entries.get(key), language) for key, each in source.items()}
    sections = {name: tuple(section) for name, section in document.items()}
    return PlayerTexts(language=language, words=words, sections=sections)


def _translated(words: Words, entry: polib.POEntry | None, language: str) -> Words:
    if entry is None:
        return words
    if isinstance(words, str):
        return entry.msgstr or words
    # gettext numbers its plural forms in the order of CLDR's categories, `other` last.
    categories = [
        name for name in ("zero", "one", "two", "few", "many") if name in locale_of(language).plural_form.rules
    ]
    return dict(zip([*categories, "other"], (entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)), strict=True))
