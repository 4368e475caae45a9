"""The command kpi-xl: the same jobs from a terminal.

Knows which commands there are. Does not know what any of them does.
"""

from __future__ import annotations

import typer

from kpi_xl.cli.actions import actions
from kpi_xl.cli.actuals import actuals
from kpi_xl.cli.ahead import ahead
from kpi_xl.cli.check import check
from kpi_xl.cli.doctor import doctor
from kpi_xl.cli.install import install, uninstall
from kpi_xl.cli.merge import merge
from kpi_xl.cli.new import demo, new
from kpi_xl.cli.plan import plan
from kpi_xl.cli.replan import replan
from kpi_xl.cli.restore import restore
from kpi_xl.cli.review import review
from kpi_xl.cli.run import run
from kpi_xl.cli.solve import solve
from kpi_xl.cli.talk import speak_any_script
from kpi_xl.cli.trace import trace

COMMANDS = (demo, new, check, solve, plan, actuals, review, replan, actions, ahead, merge, restore, trace, install, uninstall, doctor, run)

app = typer.Typer(
    help="What would every KPI have to become to reach the goal? / 目標から逆算して、各KPIが何になるべきかを求めます。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run the command."""
    speak_any_script()
    app()


if __name__ == "__main__":
    main()
