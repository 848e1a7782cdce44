"""The whole product, started as a newcomer starts it: server, worker, starter pack, one address and one password."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.crash


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(tmp_path):
    """Start `passerelle serve` in an own home: serve(port) → (process, what it printed until it was open)."""
    running: list[subprocess.Popen] = []
    environment = {k: v for k, v in os.environ.items() if k not in {"PASSERELLE_HOME", "LC_ALL"}}
    environment |= {
        "PASSERELLE_HOME": str(tmp_path / "home"),
        "LANG": "en_GB.UTF-8",
        "PASSERELLE_MODELS": "no",
    }

    def start(port: int, until: str = "Ctrl-C", seconds: float = 120):
        log = tmp_path / f"log-{len(running)}"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "passerelle.cli", "serve", "--port", str(port)],
                stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=tmp_path,
            )  # fmt: skip
        running.append(process)
        deadline = time.monotonic() + seconds
        while until not in log.read_text() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.2)
        return process, log.read_text()

    yield start
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def children(process: subprocess.Popen) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_first_run_opens_the_desk_and_a_second_one_loses_nothing(serve):
    port = free_port()
    process, said = serve(port)
    assert f"http://127.0.0.1:{port}" in said, said
    assert re.search(r"Password: [0-9a-f-]{19}", said)
    assert "18/18" in said
    with urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=10) as page:
        text = page.read().decode()
        assert "Passerelle" in text
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    sheet = re.search(r'href="(/static/frame/desk[^"]*css)"', text).group(1)
    with urlopen(f"http://127.0.0.1:{port}{sheet}", timeout=10) as answer:
        assert answer.status == 200
    with pytest.raises(HTTPError) as missing:
        urlopen(f"http://127.0.0.1:{port}/static/nothing.css", timeout=10)
    assert "Traceback" not in missing.value.read().decode()

    second, complaint = serve(port, until="in use")
    assert f"PORT={port + 1}" in complaint
    assert second.wait(30) == 1

    pids = children(process)
    assert len(pids) == 2
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert not any(alive(pid) for pid in pids)

    started = time.monotonic()
    process, said = serve(port)
    assert "Password:" not in said
    assert f"http://127.0.0.1:{port}" in said, said
    assert time.monotonic() - started < 60
