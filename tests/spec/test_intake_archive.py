"""The archive of original bytes."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from passerelle.apps.library import archive


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def test_what_is_kept_comes_back():
    digest = archive.keep("Hà Nội".encode())
    assert archive.open_bytes(digest).decode() == "Hà Nội"


def test_keeping_twice_keeps_one_file_and_leaves_nothing_unfinished():
    digest = archive.keep(b"once")
    path = Path(settings.HOME) / "snapshots" / digest[:2] / digest[2:]
    before = path.stat()
    assert archive.keep(b"once") == digest
    assert path.stat().st_ino == before.st_ino
    assert list(path.parent.iterdir()) == [path]
    assert not list((Path(settings.HOME) / "snapshots" / "unfinished").iterdir())


def test_what_a_killed_process_left_is_removed_a_day_later():
    archive.keep(b"whole")
    old, new = (Path(settings.HOME) / "snapshots" / "unfinished" / name for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"ha")
    os.utime(old, (1, 1))
    archive.forget_unfinished()
    assert not old.exists()
    assert new.exists()
    new.unlink()


def test_altered_bytes_are_noticed():
    digest = archive.keep(b"as it was")
    (Path(settings.HOME) / "snapshots" / digest[:2] / digest[2:]).write_bytes(b"as it is")
    with pytest.raises(archive.Damaged, match="altered"):
        archive.open_bytes(digest)


def test_missing_bytes_are_noticed():
    with pytest.raises(archive.Damaged, match="missing"):
        archive.open_bytes("0" * 64)


@pytest.mark.parametrize("digest", ["", "../../secret.key", "A" * 64])
def test_only_a_digest_opens_a_file(digest):
    with pytest.raises(ValueError, match="SHA-256"):
        archive.open_bytes(digest)
