"""Run a command with DATABASE_URL leading to a throw-away PostgreSQL cluster on a Unix socket.

    with_postgresql.py COMMAND [ARG ...]

The cluster lies in a temporary folder, listens on no network address and is removed at the end.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote


def binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if not found:
        sys.exit("PostgreSQL's server is not installed. On Debian: apt-get install postgresql")
    return found[-1].parent


def main() -> int:
    tools = binaries()
    folder = Path(tempfile.mkdtemp(prefix="passerelle-pg-"))
    # The server refuses to run as root: give the folder to Debian's own user for it.
    owner = "postgres" if os.geteuid() == 0 else None
    if owner:
        os.chown(folder, pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid)

    def run(*command: object) -> None:
        subprocess.run(
            [str(part) for part in command], check=True, user=owner, stdout=subprocess.DEVNULL, cwd=folder
        )

    # A cluster that is thrown away need not survive a power cut. Tests take back what they wrote, so the vacuum
    # would find their tables empty and say so to the planner, at a moment of its own: no desk is ever so.
    options = (
        f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
        " -c autovacuum=off"
    )
    try:
        run(
            tools / "initdb",
            "--pgdata",
            folder / "data",
            "--username",
            "desk",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
        )
        run(
            tools / "pg_ctl",
            "--pgdata",
            folder / "data",
            "--log",
            folder / "log",
            "--wait",
            "--options",
            options,
            "start",
        )
        run(tools / "createdb", "--host", folder, "--username", "desk", "passerelle")
        address = f"postgresql://desk@{quote(str(folder), safe='')}/passerelle"
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False
        ).returncode
    finally:
        subprocess.run(
            [tools / "pg_ctl", "--pgdata", folder / "data", "--mode", "immediate", "stop"],
            user=owner, stdout=subprocess.DEVNULL, check=False, cwd=folder,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
