"""passerelle serve: prepare this installation, then run the server and its worker until Ctrl-C."""

import argparse
import errno
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from passerelle.cli.terminal import language, open_desk

STOP_SECONDS = 20


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))


def run(options: argparse.Namespace) -> int:
    open_desk()
    from django.utils.translation import gettext as _
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    if not _free(options.host, options.port):
        console.print(
            _(
                "Port %(port)d of %(host)s is in use. Stop what uses it, or choose another: PORT=%(other)d make run"
            )
            % {"port": options.port, "host": options.host, "other": options.port + 1}
        )
        return 1
    password = _prepare(console)
    children = [
        subprocess.Popen(command, start_new_session=True) for command in _commands(options.host, options.port)
    ]
    # From here on a signal means: stop the children, then go.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: sys.exit(0))
    try:
        address = f"http://{options.host}:{options.port}"
        if not _answers(address, children):
            console.print(_("The server did not start; its message stands above."))
            return 1
        console.print()
        console.print(_("Passerelle is open at %(address)s") % {"address": address}, style="bold")
        if password:
            console.print(_("User name: %(name)s") % {"name": "administrator"})
            console.print(_("Password: %(password)s") % {"password": password}, style="bold")
            console.print(_("Note it now: it is not shown again. You can change it under “My account”."))
        else:
            console.print(_("Sign in as before. A forgotten password: passerelle password USER"))
        console.print(_("Ctrl-C stops the server and its worker."))
        return _wait(children)
    finally:
        _stop(children)


def _prepare(console) -> str | None:
    """Bring database, static files, first account and starter pack up to date; return a new password, if any."""
    from django.core.management import call_command
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.actions import create_organisation, create_user
    from passerelle.apps.accounts.queries import first_administrator
    from passerelle.apps.directory.actions.starter import load_directory
    from passerelle.apps.ledger.actions.starter import load_ledger
    from passerelle.apps.ledger.actions.starter_programmes import load_programmes

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    password = None
    if first_administrator() is None:
        password = "-".join(secrets.token_hex(2) for _part in range(4))
        organisation = create_organisation(
            os.environ.get("PASSERELLE_ORGANISATION") or _("My organisation"), actor=None
        )
        create_user(
            "administrator",
            password=password,
            organisation=organisation,
            role="administrator",
            language=language(),
            actor=None,
        )
    load_directory(actor=None)
    _read_dossier(console)
    load_ledger(actor=first_administrator())
    load_programmes(actor=first_administrator())
    return password


def _read_dossier(console) -> None:
    from django.utils.translation import gettext as _
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from passerelle.apps.accounts.queries import first_administrator
    from passerelle.apps.library.actions.starter import load_starter

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=False) as progress:
        task = None

        def show(done: int, total: int) -> None:
            nonlocal task
            if task is None:
                task = progress.add_task(_("Reading the sample dossier"), total=total)
            progress.update(task, completed=done)

        load_starter(actor=first_administrator(), progress=show)


def _commands(host: str, port: int) -> list[list[str]]:
    server = [
        sys.executable, "-m", "gunicorn", "passerelle.config.wsgi:application", "--bind", f"{host}:{port}",
        "--worker-class", "gthread", "--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--threads", "4",
        "--worker-tmp-dir", _fast_folder(), "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    return [server, [sys.executable, "-m", "passerelle.cli", "worker"]]


def _fast_folder() -> str:
    """Gunicorn's workers touch a file every second: in memory where there is a place for it."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp"  # noqa: S108 - a folder for heartbeats only


def _free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno not in {errno.EADDRINUSE, errno.EACCES}
    return True


def _answers(address: str, children: list[subprocess.Popen]) -> bool:
    """Wait until the server answers, for at most a minute, or until a child has died."""
    for _attempt in range(300):
        if any(child.poll() is not None for child in children):
            return False
        try:
            with urlopen(f"{address}/sign-in/", timeout=5) as answer:  # noqa: S310 - our own server
                return answer.status == 200
        except OSError:
            time.sleep(0.2)
    return False


def _wait(children: list[subprocess.Popen]) -> int:
    """Sleep until one of the children ends; the other is stopped by the caller."""
    while True:
        for child in children:
            if child.poll() is not None:
                return child.returncode or 1
        time.sleep(0.5)


def _stop(children: list[subprocess.Popen]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
