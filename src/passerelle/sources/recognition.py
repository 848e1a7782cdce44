"""Recognition of printed pages by the tesseract program, in the language of the document."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from passerelle.core.text import detect
from passerelle.sources.limits import Limits
from passerelle.sources.lines import unwrap
from passerelle.sources.model import Refusal

PROGRAM = "tesseract"
MODELS = {"fr": "fra", "vi": "vie", "en": "eng"}
_LEGIBLE = 45.0  # mean confidence of words, 0..100; what is no writing stays well under
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of each page, in the language they were recognised in, by which version of the program."""

    pages: tuple[str, ...]
    language: str
    version: str


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    words: int
    confidence: float


def recognise(
    pages: Sequence[bytes], name: str, limits: Limits, language_hint: str | None = None
) -> Recognised:
    """Recognise the PNG `pages` of the document `name`.

    Without a hint the first page is read with every model at once; its text tells the language, in which all
    are then read: the wrong model costs Vietnamese every seventh letter.
    Raises Refusal `ocr_missing`, `ocr_language_missing`, `ocr_slow`, `ocr_illegible` or `unreadable`.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise Refusal("ocr_missing", name)
    installed = _installed(program)
    language = (
        language_hint if language_hint in MODELS else _language(program, installed, pages, name, limits)
    )
    if MODELS[language] not in installed:
        raise Refusal("ocr_language_missing", name, model=MODELS[language])
    read = [_page(program, page, MODELS[language], name, limits) for page in pages]
    words = sum(page.words for page in read)
    if not words:
        raise Refusal("no_text", name)
    if sum(page.confidence * page.words for page in read) / words < _LEGIBLE:
        raise Refusal("ocr_illegible", name)
    return Recognised(tuple(unwrap(page.text) for page in read), language, _version(program))


def _language(
    program: str, installed: frozenset[str], pages: Sequence[bytes], name: str, limits: Limits
) -> str:
    models = [model for model in MODELS.values() if model in installed]
    if not models:
        raise Refusal("ocr_language_missing", name, model="fra")
    for page in pages:
        text = _page(program, page, "+".join(models), name, limits).text
        if text.strip():
            found = detect(text).language
            return found if found in MODELS else "en"
    return "en"


def _page(program: str, page: bytes, models: str, name: str, limits: Limits) -> _Page:
    command = [program, "stdin", "stdout", "-l", models, "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, no word of the document among the arguments
            command,
            input=page,
            capture_output=True,
            timeout=limits.ocr_seconds_a_page,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal("ocr_slow", name, seconds=int(limits.ocr_seconds_a_page)) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise Refusal("unreadable", name, kind="image", failure="tesseract") from error
    return _words(done.stdout.decode("utf-8", "replace"))


def _words(table: str) -> _Page:
    """Rebuild lines and blocks from tesseract's table of words."""
    lines: dict[tuple[str, ...], list[str]] = {}
    confidence = 0.0
    words = 0
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == _WORD_LEVEL and cells[11].strip():
            lines.setdefault(tuple(cells[1:5]), []).append(cells[11].strip())
            confidence += float(cells[10])
            words += 1
    text, paragraph = [], None
    for key, line in lines.items():
        if paragraph is not None and key[:3] != paragraph:
            text.append("")
        paragraph = key[:3]
        text.append(" ".join(line))
    return _Page("\n".join(text), words, confidence / words if words else 0.0)


@cache
def _installed(program: str) -> frozenset[str]:
    return frozenset(_ask(program, "--list-langs").split())


@cache
def _version(program: str) -> str:
    return _ask(program, "--version").split("\n")[0].removeprefix("tesseract ").strip()


def _ask(program: str, question: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            [program, question], capture_output=True, timeout=20, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", "replace")
