"""``seemenow chat``: ask the automatic chat, teach it, measure it."""

from __future__ import annotations

from pathlib import Path

import click

from ..spoken import say
from . import FAULTY, FINE
from .options import (
    course_folder,
    course_option,
    json_option,
    own_course,
)


@click.group("chat", short_help="Ask the automatic chat, and measure it")
def chat_group() -> None:
    """Ask the automatic chat of a course, and measure how well it answers. Needs Node, which pip installs along."""


@chat_group.command("ask", short_help="Show what the chat says")
@click.argument("text")
@click.option("--lang", "language", metavar="LANG", default="en", show_default=True, help="The language of TEXT")
@course_option
@json_option
def chat_ask(text: str, language: str, course: Path | None, as_json: bool) -> int:
    """Show what the chat says to TEXT: safety, an answer, "did you mean", or people. Keeps nothing."""
    from .. import present, resources
    from ..chat import use

    replies = use.ask_chat(course_folder(course), resources.assets(), language, [text])
    if replies is None:
        raise click.UsageError(f"There is no chat in {language}, or the course has faults; run seemenow check first.")
    ((reply, words),) = replies
    if as_json:
        values = {
            "kind": reply.kind,
            "id": reply.id,
            "score": reply.score,
            "choices": list(reply.choices),
            "near": reply.near,
        }
        click.echo(present.answer("chat ask", True, **values, text=words))
    else:
        click.echo(f"{reply.kind} {reply.id or ''} ({reply.score})\n{words}".rstrip())
    return FINE


@chat_group.command("learn", short_help="Let the chat learn from its wordings")
@course_option
@json_option
def chat_learn(course: Path | None, as_json: bool) -> int:
    """Let the chat learn anew from chat/words, and keep it in chat/learnt, so that no build needs to do so."""
    from .. import present, resources
    from ..chat import use

    kept = use.teach_chat(own_course(course), resources.assets())
    if kept is None:
        raise click.UsageError("There is no chat, or the course has faults; run seemenow check first.")
    if as_json:
        click.echo(present.answer("chat learn", True, files=[str(each) for each in kept]))
    else:
        click.echo("\n".join(f"{say('word', 'Learnt')}: {each}" for each in kept))
    return FINE


@chat_group.command("evaluate", short_help="Measure the chat with a file of questions")
@click.option(
    "--questions", type=click.Path(path_type=Path, dir_okay=False), help="[default: chat/questions.yaml of the course]"
)
@course_option
@json_option
def chat_evaluate(questions: Path | None, course: Path | None, as_json: bool) -> int:
    """Measure how well the chat answers a file of questions, each with language, text and expected.

    The part kept apart (a third, by the id) is reported by itself. Exit status 1 when a safety case was missed.
    """
    from .. import present, resources
    from ..chat import use
    from ..chat.evaluate import asked

    folder = course_folder(course)
    file = questions or folder / "chat" / "questions.yaml"
    try:
        given = asked(present.document(file))
    except ValueError as error:
        raise click.UsageError(f"{file} cannot be measured with: {error}.") from error
    found = use.measure_chat(folder, resources.assets(), given)
    if found is None:
        raise click.UsageError("The chat does not know a language of these questions, or the course has faults.")
    failed = any(figures["all"]["safety_missed"] for figures in found.values())
    if as_json:
        click.echo(present.answer("chat evaluate", not failed, questions=str(file), languages=found))
    else:
        click.echo("\n".join(present.chat_table(found)))
    return FAULTY if failed else FINE
