"""The recipes for GitHub and GitLab do the same, with commands and options that there are."""

from __future__ import annotations

import shlex

import click
import yaml
from seemenow.cli import commands

from .conftest import ROOT


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def recipes() -> tuple[list[str], list[str]]:
    """Return what is typed on GitHub and on GitLab, line by line."""
    github, gitlab = (
        yaml.safe_load((ROOT / "docs" / "ci" / f"{name}.yml").read_text(encoding="utf-8"))
        for name in ("github", "gitlab")
    )
    steps = (step.get("run", "") for step in github["jobs"]["packages"]["steps"])
    script = (lines(each) for each in gitlab["packages"]["script"])
    return [line for step in steps for line in lines(step)], [line for each in script for line in each]


def test_both_recipes_do_the_same() -> None:
    github, gitlab = recipes()
    assert github == gitlab
    assert len(github) > 5


def test_a_recipe_types_only_commands_and_options_that_there_are() -> None:
    typed = [shlex.split(line) for line in recipes()[0] if line.startswith("seemenow ")]
    assert [words[1] for words in typed] == ["check", "build", "verify"]
    for _, verb, *words in typed:
        command = commands.commands[verb]
        parsed = command.make_parser(click.Context(command)).parse_args(list(words))
        assert parsed[0]
