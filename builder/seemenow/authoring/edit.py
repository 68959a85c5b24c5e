"""Put entries into a YAML file as an author would: remarks, order and layout stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


class CannotEdit(Exception):
    """The file is laid out in a way that is not safe to change; the author should add the lines."""


def inserted(text: str, keys: Sequence[str], entry: str, *, before: str | None = None) -> str:
    """Return ``text`` with ``entry``, itself YAML, in the list under ``keys``: before an item, else as the last.

    ``before`` is a scalar item of that list. Raises CannotEdit when the result would not be what was meant.
    """
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    ends = "\r\n" if "\r\n" in body else "\n"
    body = body.replace("\r\n", "\n")
    try:
        node = _at(yaml.compose(body, Loader=yaml.SafeLoader), keys)
        after = _put(body, node, entry.rstrip("\n"), before)
        if _plain(after, keys) != _expected(_plain(body, keys), entry, before):
            raise CannotEdit
    except yaml.YAMLError as error:
        raise CannotEdit from error
    return mark + after.replace("\n", ends)


def _at(node: Node | None, keys: Sequence[str]) -> SequenceNode:
    for key in keys:
        pairs = node.value if isinstance(node, MappingNode) else []
        node = next((value for name, value in pairs if name.value == key), None)
    if not isinstance(node, SequenceNode):
        raise CannotEdit
    return node


def _put(body: str, node: SequenceNode, entry: str, before: str | None) -> str:
    follower = next((each for each in node.value if isinstance(each, ScalarNode) and each.value == before), None)
    if node.flow_style:
        return _put_in_brackets(body, node, entry, follower)
    column = node.start_mark.column
    lines = [f"{' ' * column}{'- ' if not at else '  '}{line}" for at, line in enumerate(entry.split("\n"))]
    block = "\n".join(line.rstrip() for line in lines) + "\n"
    every = body.split("\n")
    at = follower.start_mark.line if follower else _end(every, node, column)
    head = "\n".join(every[:at])
    return f"{head}\n{block}" + "\n".join(every[at:]) if head else block + "\n".join(every[at:])


def _put_in_brackets(body: str, node: SequenceNode, entry: str, follower: Node | None) -> str:
    if "\n" in entry:
        if node.value:
            raise CannotEdit
        # An empty list on the line of its key: its first entry begins a block under it.
        start, end = node.start_mark.index, node.end_mark.index
        line = body.rfind("\n", 0, start) + 1
        indent = " " * (len(body[line:]) - len(body[line:].lstrip(" ")) + 2)
        block = "".join(f"\n{indent}{'- ' if not at else '  '}{each}" for at, each in enumerate(entry.split("\n")))
        return body[:start].rstrip(" ") + block + body[end:]
    if follower:
        return f"{body[: follower.start_mark.index]}{entry}, {body[follower.start_mark.index :]}"
    end = node.value[-1].end_mark.index if node.value else node.start_mark.index + 1
    return f"{body[:end]}{', ' if node.value else ''}{entry}{body[end:]}"


def _end(lines: Sequence[str], node: SequenceNode, column: int) -> int:
    """Return the number of lines up to the end of a list; remarks at its own margin belong to what follows."""
    at = node.end_mark.line + (1 if node.end_mark.column else 0)
    leaf: Node = node
    while isinstance(leaf.value, list) and leaf.value:
        leaf = leaf.value[-1][1] if isinstance(leaf, MappingNode) else leaf.value[-1]
    is_folded = isinstance(leaf, ScalarNode) and leaf.style in ("|", ">")
    while at > 0:
        line = lines[at - 1] if at <= len(lines) else ""
        words = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if words and not (words.startswith("#") and (indent <= column or not is_folded)):
            return at
        at -= 1
    raise CannotEdit


def _plain(text: str, keys: Sequence[str]) -> tuple[object, list[object]]:
    """Return the whole file and the list, without types: every scalar is a string."""
    whole = yaml.load(text, Loader=yaml.BaseLoader)
    found = whole
    for key in keys:
        found = found[key]
    return whole, found


def _expected(before_: tuple[object, list[object]], entry: str, before: str | None) -> tuple[object, list[object]]:
    whole, items = before_
    value = yaml.load(entry, Loader=yaml.BaseLoader)
    at = items.index(before) if before in items else len(items)
    items.insert(at, value)  # the list is a part of `whole`
    return whole, items
