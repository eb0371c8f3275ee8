"""``claimx rules``: list, show, write, test, lint, explain and measure rules."""

from __future__ import annotations

import click

from claimx.cli.rules.coverage import coverage
from claimx.cli.rules.explain import explain
from claimx.cli.rules.lint import lint
from claimx.cli.rules.listing import list_
from claimx.cli.rules.new import new
from claimx.cli.rules.show import show
from claimx.cli.rules.testing import test


@click.group("rules")
def command() -> None:
    """List, show, write, test, lint, explain and measure the rules.

    \b
    claimx rules new attribution kutip-nama --rules mine/   begin a rule of your own
    claimx rules test --rules mine/                         do all examples still hold?
    claimx rules explain artikel.txt:12 --rules mine/       why (not) this record?
    """


command.add_command(list_)
command.add_command(show)
command.add_command(new)
command.add_command(test)
command.add_command(lint)
command.add_command(explain)
command.add_command(coverage)
