"""The command line: one module a command."""

from passerelle.cli.frame import main

__all__ = ["main"]
