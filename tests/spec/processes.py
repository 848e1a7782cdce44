"""Processes that a test starts on its own database: a command, killed at a moment or let run to its end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import connection

PATIENCE = 240.0  # seconds: only a failure waits so long


def own_environment(**more: str) -> dict[str, str]:
    """The environment of a process that is to use this test's database."""
    name = connection.settings_dict["NAME"]
    address = (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    )
    return os.environ | {"DATABASE_URL": address, "LC_ALL": "en_GB.UTF-8"} | more


def start(*command: str, **more: str) -> subprocess.Popen:
    """Start a command of ours."""
    return subprocess.Popen(
        [sys.executable, "-m", "passerelle.cli", *command],
        env=own_environment(**more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def kill_when(process: subprocess.Popen, reached: Callable[[], bool], moment: float) -> None:
    """Kill a process a moment after something was reached, wherever it then is."""
    deadline = time.monotonic() + PATIENCE
    try:
        while not reached():
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < deadline, "it does not get on"
            time.sleep(0.005)
        time.sleep(moment)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL, "it was done before it was killed"
