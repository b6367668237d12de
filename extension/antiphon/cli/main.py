"""Entry point of the `antiphon` command: parses the words, runs the command, says errors in one sentence."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from antiphon.cli.problem import Problem

COMMANDS = ("demo", "render", "import", "export", "invite", "ledger", "doctor")


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; each command's module adds its own words."""
    top = argparse.ArgumentParser(
        prog="antiphon",
        description="Compose together, live: one shared score and synthesis graph, heard by all.",
    )
    top.add_argument("--version", action="version", version=f"antiphon {version('antiphon')}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = import_module(f"antiphon.cli.{name}_command")
        command = commands.add_parser(name, help=module.HELP, description=module.DESCRIPTION)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        words: the command line without the program's name; the process's own by default.

    Returns:
        The exit code: 0, 1 for a problem (said in one sentence on stderr), 130 when interrupted.
    """
    arguments = parser().parse_args(words)
    try:
        return int(arguments.run(arguments) or 0)
    except Problem as problem:
        print(f"antiphon {arguments.command}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
