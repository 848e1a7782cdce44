"""passerelle catalogues: compile the message catalogues that have changed."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """It takes no options."""


def run(options: argparse.Namespace) -> int:
    from passerelle.config.catalogues import compile_catalogues

    compile_catalogues()
    return 0
