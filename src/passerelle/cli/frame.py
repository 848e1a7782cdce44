"""The frame of every command: `passerelle COMMAND …`. A command imports what it works with when it runs."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = (
    "read",
    "refresh",
    "reread",
    "compare",
    "link",
    "directory",
    "agreements",
    "iati",
    "digest",
    "serve",
    "worker",
    "password",
    "catalogues",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 something was refused, 2 not understood."""
    parser = argparse.ArgumentParser(
        prog="passerelle", description="Passerelle, the open technology-diplomacy desk."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = import_module(f"passerelle.cli.{name}")
        summary = (module.__doc__ or "").partition(": ")[2].strip().splitlines()[0]
        command = commands.add_parser(name, help=summary, description=summary)
        module.add(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args(argv)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has left ("| head"); that is no accident, and nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code
