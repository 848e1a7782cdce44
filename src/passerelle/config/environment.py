"""What the environment says, with defaults for one laptop."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """Return the folder of everything this installation keeps (PASSERELLE_HOME)."""
    folder = Path(os.environ.get("PASSERELLE_HOME") or ROOT / "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """Return PASSERELLE_SECRET_KEY, or a key made once for this installation and readable by its owner only."""
    if given := os.environ.get("PASSERELLE_SECRET_KEY"):
        return given
    kept = folder / "secret.key"
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return kept.read_text(encoding="utf-8")


def database(folder: Path) -> str:
    """Return DATABASE_URL, or that of a file of this installation, made readable by its owner only."""
    if given := os.environ.get("DATABASE_URL"):
        return given
    file = folder / "passerelle.sqlite3"
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))  # its journals take over the permissions
    return f"sqlite:///{file}"


def names(variable: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list."""
    return [part.strip() for part in os.environ.get(variable, default).split(",") if part.strip()]


def number(variable: str, default: int) -> int:
    """Return a whole number; say which variable is wrong when it is none."""
    given = os.environ.get(variable)
    if not given:
        return default
    try:
        return int(given)
    except ValueError:
        raise SystemExit(f"{variable} must be a whole number, not {given!r}.") from None


def switch(variable: str, default: bool = False) -> bool:
    """Return whether a variable is switched on (yes, true, 1, on)."""
    given = os.environ.get(variable, "").strip().lower()
    return given in {"yes", "true", "1", "on"} if given else default


def choice(variable: str, choices: tuple[str, ...]) -> str:
    """Return one of some words, the first unless another is given; say which variable is wrong when it is none."""
    given = os.environ.get(variable, "").strip().lower() or choices[0]
    if given not in choices:
        raise SystemExit(f"{variable} must be one of {', '.join(choices)}, not {given!r}.")
    return given


def address(variable: str) -> str:
    """Return a web address without the slash at its end, or ""; say which variable is wrong when it is none."""
    given = os.environ.get(variable, "").strip().rstrip("/")
    if given and not (given.startswith(("https://", "http://")) and urlsplit(given).netloc):
        raise SystemExit(f"{variable} must begin with https:// or http://, not {given!r}.")
    return given
