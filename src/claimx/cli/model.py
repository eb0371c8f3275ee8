"""``claimx model``: what NLP models are here, what they are, and how to get Stanza's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from claimx.nlp.catalogue import ModelInfo

_MEGABYTE = 1_000_000


@click.group("model")
def command() -> None:
    """List, describe and install NLP models.

    Every command that reads articles takes one with --model: a spaCy package, a folder, stanza, or
    stanza:DIR. Without it the model that comes with claimx is used.
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines.")
def list_(as_json: bool) -> None:
    r"""List the shipped model, spaCy packages for Indonesian, and Stanza's package.

    \b
    claimx model list
    claimx model list --json | jq -r 'select(.problem == null) | .name'
    """
    from claimx.nlp.catalogue import list_models

    models = list_models()
    if as_json:
        for model in models:
            _echo_json(model, lines=True)
        return
    for model in models:
        option = f"--model {model.option}" if model.option else "(the default)"
        state = model.problem or f"{model.version or '-'}  {model.size / _MEGABYTE:.1f} MB"
        click.echo(f"{model.name:24} {option:20} {state}")


@command.command("info")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def info(name: str | None, as_json: bool) -> None:
    r"""Print name, version, path, licence, components and figures of a model.

    NAME is what --model takes; without it, the shipped model.

    \b
    claimx model info
    claimx model info stanza:models/stanza --json | jq .figures
    """
    from claimx.nlp.catalogue import describe

    model = describe(name)
    if as_json:
        _echo_json(model, lines=False)
        return
    for label, value in _rows(model):
        if value:
            click.echo(f"{label:12}{value}")
    for figure, score in model.figures.items():
        click.echo(f"{'':12}{figure:44} {score:8.2f}")


@command.command("install")
@click.argument("name", type=click.Choice(["stanza"]))
@click.option("--dir", "folder", metavar="DIR", help="A folder (Stanza's usual one).")
def install(name: str, folder: str | None) -> None:
    r"""Fetch Stanza's official package for Indonesian. Needs the extra claimx[stanza].

    \b
    claimx model install stanza
    claimx model install stanza --dir models/ && claimx extract berita/ --model stanza:models/
    """
    from pathlib import Path

    from claimx.nlp.resources import install as fetch
    from claimx.nlp.resources import resources_folder

    target = Path(folder) if folder else resources_folder()
    click.echo(f"fetching the {name} package into {target}", err=True)
    click.echo(f"{fetch(target).name} is in {target}")


def _rows(model: ModelInfo) -> list[tuple[str, str | None]]:
    return [
        ("name", model.name),
        ("version", model.version),
        ("path", model.path),
        ("use", f"--model {model.option}" if model.option else "the default"),
        ("licence", model.licence),
        ("size", f"{model.size / _MEGABYTE:.1f} MB"),
        ("components", ", ".join(model.components)),
        ("sources", ", ".join(model.sources)),
        ("problem", model.problem),
        ("figures", " " if model.figures else None),
    ]


def _echo_json(value: Any, *, lines: bool) -> None:
    import orjson

    indent = 0 if lines else orjson.OPT_INDENT_2
    click.echo(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE | indent), nl=False)
