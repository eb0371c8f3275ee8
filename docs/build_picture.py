"""Run commands over an article of the corpus and draw what they print: ``docs/images/terminal.svg``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURE = Path(__file__).with_name("images") / "terminal.svg"
COMMANDS = (
    "sed -n 13,15p corpus/articles/kompas-01.txt",
    (
        "claimx extract corpus/articles/kompas-01.txt | jq -s '.[1:3][] | {type, said: .content.text,\n"
        "    by: .speaker.name, role: .speaker.role, of: .speaker.affiliation, on: .date.iso}'"
    ),
    "claimx rules explain corpus/articles/kompas-01.txt:13",
)


def run(command: str) -> str:
    """Return what the command prints to a terminal of 100 columns, with its colours."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "FORCE_COLOR": "1",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
    environment.pop("NO_COLOR", None)
    colour = command.replace("jq ", "jq --color-output ")
    return subprocess.run(
        colour, shell=True, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def main() -> None:
    """Write the picture."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=100, file=nowhere, force_terminal=True)
        for command in COMMANDS:
            console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
            console.print(Text.from_ansi(run(command)), end="\n\n")
    drawing = console.export_svg(title="claimx", unique_id="claimx")
    # The font would come from the network; the reader's own monospace does as well.
    drawing = re.sub(r"\s*@font-face \{.*?\}", "", drawing, flags=re.DOTALL)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(drawing.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
