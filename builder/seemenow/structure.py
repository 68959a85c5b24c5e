"""Turn YAML into the values of the model, and say of everything that does not fit where and why.

The model's dataclasses are the schema: field names are keys, types say what is possible. ``id`` of an
entry becomes part of the context under which its texts are translated.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from keyword import iskeyword
from typing import Any, Literal, TypeVar, cast

import yaml
from scormkit.problems import Place, Problem, has_errors
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .catalogue import problem
from .mending import Loader, to_blame
from .model import Located, Text

ID = re.compile(r"[a-z][a-z0-9-]{0,31}")
Kind = TypeVar("Kind")
INVISIBLE = "there is an invisible character that YAML does not allow; type the line again"
# What the YAML reader says, in an author's words.
PLAINLY = {
    **dict.fromkeys(
        ("mapping values are not allowed in this context", "mapping values are not allowed here"),
        "a colon stands where none can stand; put the words around it in quotation marks",
    ),
    **dict.fromkeys(
        ("found character that cannot start any token", "found a tab character that violates indentation"),
        "a tab, or a sign such as @ or %, begins the words; indent with blanks, and put the words in quotation marks",
    ),
    **dict.fromkeys(
        ("did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>"),
        "this line does not fit under those above it; compare its indentation, and look for a quotation mark too many",
    ),
    "could not find expected ':'": "a key has no colon after it",
    "did not find expected ',' or ']'": "a list in [ ] is not closed, or a comma is missing",
    "did not find expected ',' or '}'": "keys in { } are not closed, or a comma is missing",
    "found unexpected end of stream": "a quotation mark or a bracket is opened and never closed",
    "found unexpected document indicator": "three hyphens or points begin another document",
    "but found another document": "three hyphens or points begin another document",
    "block sequence entries are not allowed in this context": "a hyphen stands where no list can begin; "
    "put the list on lines of its own",
    **dict.fromkeys(("control characters are not allowed", "special characters are not allowed"), INVISIBLE),
    **dict.fromkeys(
        (
            "found undefined alias",
            "did not find expected alphabetic or numeric character",
            "found duplicate anchor",
        ),
        "words begin with * or &; put them in quotation marks",
    ),
    "found unknown escape character": "a backslash in quotation marks stands before a letter that means nothing; "
    "use single quotation marks",
    "found undefined tag handle": "words begin with !; put them in quotation marks",
}
# Words that begin with these lose the first of them, and YAML says nothing.
SWALLOWING = {"&": PLAINLY["found undefined alias"], "!": PLAINLY["found undefined tag handle"]}
CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029]")
ESCAPED = "a backslash in quotation marks makes an invisible sign of the letter after it; use single quotation marks"
# Blanks of word processors and web pages: they look like blanks and are none for YAML.
COPIED_BLANK = re.compile("[\\u00a0\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff]")
REMARK_OF_WORDS = re.compile(r"\s+(#\S.*)")
CURLY = "typographic quotation marks hold nothing together here; use straight ones"
CURLY_QUOTE = re.compile(r"(?:[:,\[{-]\s+|[\[{])[“”„‘’«»]")
# Words that stand whole between quotation marks that YAML does not know.
CURLY_QUOTED = re.compile(r"[“”„‘‚«»][^“”„‘‚«»]*[“”’‘«»]")
KEY_OF_ENTRY = re.compile(r"\s*- [a-z_]+:\s")
ADDED = ("place", "places")  # what the reader adds to an entry


class Unreadable(Exception):
    """A value could not be read; its problems are noted already."""


def compose(text: str, file: str, problems: list[Problem], *, first_line: int = 1) -> Node | None:
    """Return the YAML nodes of ``text``, or None after noting why not."""
    try:
        return yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is damaged"
        line, column = (mark.line, mark.column) if mark else (_unreadable_line(text, error), 0)
        begun = getattr(error, "context_mark", None)
        copied = _copied_blank(text, line)
        blamed = to_blame(text, line, begun.line if begun else line) if mark and copied is None else copied or line
        if blamed != line:
            line, column = blamed, 0
        place = Place(file=file, line=line + first_line, column=column + 1)
        said = CURLY if CURLY_QUOTE.search(text.split("\n")[line]) else PLAINLY.get(str(reason), reason)
        if copied is not None:
            said = INVISIBLE
        problems.append(problem("L003", place, reason=said))
        return None


def _copied_blank(text: str, line: int) -> int | None:
    """Return the line, this one or one above it, whose blanks are none for YAML; None if plain ones would not help."""
    if not _is_readable(COPIED_BLANK.sub(" ", text)):
        return None
    lines = text.split("\n")
    found = [at for at, words in enumerate(lines[: line + 1]) if COPIED_BLANK.search(words)]
    alone = [
        at for at in found if _is_readable("\n".join([*lines[:at], COPIED_BLANK.sub(" ", lines[at]), *lines[at + 1 :]]))
    ]
    return max(alone or found, default=None)


def _is_readable(text: str) -> bool:
    try:
        yaml.compose(text, Loader=Loader)
    except yaml.YAMLError:
        return False
    return True


def _unreadable_line(text: str, error: yaml.YAMLError) -> int:
    """Return the line of a character that YAML does not allow."""
    position = getattr(error, "position", 0)
    return text.count("\n", 0, position)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reading:
    """What it takes to read one file. ``broken`` collects ids of entries that could not be read whole.

    ``text``: what the file says, to find a key that was taken for words, and words that were taken for something else.
    """

    file: str
    problems: list[Problem]
    broken: set[str]
    first_line: int = 1
    text: str = ""

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(file=self.file, line=mark.line + self.first_line, column=mark.column + 1)

    def note(self, code: str, node: Node, **values: object) -> Unreadable:
        """Write a problem down and return the exception that ends the reading of this value."""
        self.problems.append(problem(code, self.place(node), **values))
        return Unreadable()

    def read(self, node: Node, wanted: type[Kind], context: str, key: str = "") -> Kind:
        """Return ``node`` as ``wanted``. Raises Unreadable after noting all that is wrong inside."""
        return cast(Kind, self._value(node, wanted, context, key))

    def entries(
        self,
        node: Node | None,
        keys: Mapping[str, Any],
        context: str,
        *,
        optional: Iterable[str] = (),
        missing: Mapping[str, str] = {},
    ) -> dict[str, Any]:
        """Return a mapping whose values have the types in ``keys``; entries that cannot be read are left out.

        ``missing``: the code of a missing key, where it has one of its own.
        """
        if not isinstance(node, MappingNode):
            if node is None:
                self.problems.append(
                    problem("L009", Place(file=self.file, line=1, column=1), key=self.file, wanted=_names(keys))
                )
            else:
                self.note("L007", node, key=self.file, wanted="a list of keys with values", found=_describe(node))
            return {}
        found: dict[str, Any] = {}
        present: dict[str, Node] = {}
        first: dict[str, Node] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            if key in present:
                self.note("L004", key_node, key=key, other=self.place(first[key]))
            elif key not in keys:
                self.note("L005", key_node, key=key, near=near(key, keys), known=_names(keys))
            else:
                present[key], first[key] = value, key_node
        for key, wanted in keys.items():
            if key in present:
                with suppress(Unreadable):
                    found[key] = self._value(present[key], wanted, f"{context}/{key}", key)
            elif key not in optional:
                code = missing.get(key, "L006")
                place = self._after(node, list(keys), key)
                self.problems.append(problem(code, place, key=key, id=id_in(node) or "", wanted=_wanted(wanted)))
        return found

    def _after(self, node: MappingNode, order: list[str], key: str) -> Place:
        """Return where a missing key belongs: after the one that stands before it in the order of the format."""
        lines = self.lines
        folded = [value for _, value in node.value if isinstance(value, ScalarNode) and value.style in ("|", ">")]
        # The key itself became words, or what stood under it did.
        for written in (re.compile(rf"\s*{key}:"), KEY_OF_ENTRY):
            for value in folded:
                swallowed = range(value.start_mark.line + 1, min(_last_line(value) + 1, len(lines)))
                for line in (at for at in swallowed if written.match(lines[at])):
                    return dataclasses.replace(self.place(node), line=line + self.first_line)
        # For whom something is stands last in a file, and first in what each kind of thing has in common.
        before = [each for each in order[: order.index(key)] if each not in ("for", "not_for")]
        present = [(name, value) for name, value in node.value if name.value in before]
        if not present:
            return self.place(node)
        name, value = max(present, key=lambda pair: before.index(pair[0].value))
        return dataclasses.replace(self.place(name), line=_last_line(value) + self.first_line)

    def _value(self, node: Node, wanted: Any, context: str, key: str) -> Any:
        origin = typing.get_origin(wanted)
        if origin in (types.UnionType, typing.Union):
            (inner,) = [each for each in typing.get_args(wanted) if each is not type(None)]
            return self._value(node, inner, context, key)
        if origin is tuple:
            return self._sequence(node, typing.get_args(wanted), context, key)
        if dataclasses.is_dataclass(wanted):
            return self._entry(node, cast(type, wanted), context)
        if not isinstance(node, ScalarNode):
            raise self.note("L007", node, key=key, wanted=_wanted(wanted), found=_describe(node))
        if origin is Literal:
            return self._choice(node, [str(each) for each in typing.get_args(wanted)], key)
        return self._scalar(node, wanted, context, key)

    def _sequence(self, node: Node, arguments: tuple[Any, ...], context: str, key: str) -> tuple[Any, ...]:
        fixed = None if arguments[-1] is Ellipsis else len(arguments)
        wanted = f"a list of {fixed} numbers" if fixed else "a list"
        if not isinstance(node, SequenceNode) or (fixed and len(node.value) != fixed):
            raise self.note("L007", node, key=key, wanted=wanted, found=_describe(node))
        values, whole = [], True
        for index, each in enumerate(node.value, 1):
            # Words in a list share the list's context: they keep their translations when one is put in between.
            inner = context if isinstance(each, ScalarNode) else f"{context}/{id_in(each) or index}"
            try:
                values.append(self._value(each, arguments[0], inner, key))
            except Unreadable:
                whole = False
        if fixed and not whole:
            raise Unreadable
        return tuple(values)

    def _entry(self, node: Node, wanted: type, context: str) -> Any:
        fields = {as_key(field.name): field for field in dataclasses.fields(wanted) if field.name not in ADDED}
        optional = {name for name, field in fields.items() if has_default(field)}
        hints = type_hints(wanted)
        if not isinstance(node, MappingNode):
            raise self.note(
                "L007", node, key=context, wanted=f"keys with values: {_names(fields)}", found=_describe(node)
            )
        before = len(self.problems)
        keys = {key: hints[field.name] for key, field in fields.items()}
        codes: Mapping[str, str] = getattr(wanted, "MISSING", {})
        needed: frozenset[str] = getattr(wanted, "NEEDED", frozenset())
        values = self.entries(node, keys, context, optional=optional - needed, missing=codes)
        identity = id_in(node)
        if has_errors(self.problems[before:]):
            if "id" in fields:
                self.broken.add(identity or self.file.partition("/")[2])
            if any(name not in values for name in set(fields) - optional):
                raise Unreadable
        given = {field.name: values[key] for key, field in fields.items() if key in values}
        if "place" in hints:
            given["place"] = self.place(node)
        if "places" in hints:
            given["places"] = {str(key.value): self.place(key) for key, _ in node.value}
        return wanted(**given)

    def _choice(self, node: ScalarNode, known: list[str], key: str) -> str:
        if node.value not in known:
            raise self.note(
                "L008", node, key=key, value=node.value, near=near(node.value, known), known=", ".join(known)
            )
        return str(node.value)

    def _scalar(self, node: ScalarNode, wanted: Any, context: str, key: str) -> Any:
        tag = node.tag.rpartition(":")[2]
        value = node.value.strip()
        if not value and wanted in (int, float, bool, date):
            raise self.note("L009", node, key=key, wanted=_wanted(wanted))
        if wanted in (int, float) and tag in ({"int"} if wanted is int else {"int", "float"}):
            with suppress(ValueError):  # YAML also takes 20:26 and 0x1f for numbers
                return wanted(value)
        if wanted is bool and tag == "bool":
            return value.lower() in {"true", "yes", "on"}
        if wanted is date:
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise self.note("L007", node, key=key, wanted=_wanted(date), found=f'"{value}"') from None
        if isinstance(wanted, type) and issubclass(wanted, str):
            return self._words(node, wanted, context, key, value, tag)
        raise self.note("L007", node, key=key, wanted=_wanted(wanted), found=f'"{value}"')

    def _words(self, node: ScalarNode, wanted: type, context: str, key: str, value: str, tag: str) -> Any:
        for sign in SWALLOWING:
            if self._rest(node.start_mark).startswith(sign):
                raise self.note("L003", node, reason=SWALLOWING[sign])
        if not value:
            raise self.note("L009", node, key=key, wanted=_wanted(wanted))
        if CONTROL.search(value):  # no package could hold it
            raise self.note("L003", node, reason=ESCAPED)
        if key == "id" and not ID.fullmatch(value):
            raise self.note("L010", node, value=value)
        if issubclass(wanted, Text):
            if tag in {"bool", "null"}:
                raise self.note("L007", node, key=key, wanted="words, in quotation marks", found=f'"{value}"')
            if not node.style and CURLY_QUOTED.fullmatch(value):
                self.note("L011", node, value=value, words=value[1:-1].strip())
            if not node.style and (remark := REMARK_OF_WORDS.match(self._rest(node.end_mark))):
                column = node.end_mark.column + remark.start(1) + 1
                place = Place(file=self.file, line=node.end_mark.line + self.first_line, column=column)
                self.problems.append(problem("L012", place, words=remark[1]))
            return wanted(value, self.place(node), context)
        return Located(value, self.place(node))

    def _rest(self, mark: Any) -> str:
        """Return what the line says from here on; nothing when nobody gave the text."""
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""


def _last_line(node: Node) -> int:
    """Return the last line of a value, from 0; the mark of the reader stands where the next thing begins."""
    while isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    is_folded = isinstance(node, ScalarNode) and node.style in ("|", ">")
    return max(node.start_mark.line, node.end_mark.line - is_folded)


def near(value: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "x"? `` for the nearest known word, or nothing."""
    matches = get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f'Did you mean "{matches[0]}"? ' if matches else ""


def as_key(name: str) -> str:
    """Return the YAML key of a field: ``for_`` is written ``for``, and ``place_`` ``place``; both names are taken."""
    return name.rstrip("_")


def as_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by YAML key as values by field."""
    return {f"{key}_" if iskeyword(key) else key: value for key, value in values.items()}


@cache
def type_hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def has_default(field: dataclasses.Field[Any]) -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def id_in(node: Node) -> str | None:
    """Return the id that an entry gives itself, where it is readable."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value in ("id", "signal") and isinstance(value, ScalarNode):
                return str(value.value)
    return None


def _names(keys: Iterable[str]) -> str:
    return ", ".join(keys)


def _describe(node: Node) -> str:
    if isinstance(node, MappingNode):
        return "keys with values"
    if isinstance(node, SequenceNode):
        return f"a list of {len(node.value)}"
    return f'"{node.value}"' if node.value else "empty"


def _wanted(wanted: Any) -> str:
    """Name a type in an author's words."""
    if typing.get_origin(wanted) in (types.UnionType, typing.Union):
        wanted = typing.get_args(wanted)[0]
    if typing.get_origin(wanted) is tuple:
        return "a list"
    if typing.get_origin(wanted) is Literal:
        return "one of " + ", ".join(typing.get_args(wanted))
    if dataclasses.is_dataclass(wanted):
        return "keys with values"
    if isinstance(wanted, type) and issubclass(wanted, Text):
        return "words"
    return {int: "a whole number", float: "a number", bool: "true or false", date: "a date such as 2026-11-22"}.get(
        wanted, "one word"
    )
