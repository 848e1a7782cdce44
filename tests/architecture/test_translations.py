"""Every string a person sees exists in French, Vietnamese and English."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_every_message_is_translated():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "messages.py", "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "path",
    sorted(
        p for p in (ROOT / "src").rglob("*") if p.suffix in {".toml", ".tsv", ".csv", ".jsonl", ".txt", ".po"}
    ),
    ids=lambda path: str(path.relative_to(ROOT / "src")),
)
def test_data_is_composed_unicode(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text


def test_templates_hold_no_words_outside_translation_and_no_outside_address():
    import re

    for path in (ROOT / "src").rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href|action)=["']https?://""", text), path
        assert "<script>" not in text, f"{path}: inline script"
        assert " style=" not in text, f"{path}: inline style"
        assert not re.search(r"\son[a-z]+=", text), f"{path}: inline handler"
        bare = re.sub(
            r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>|&\w+;",
            " ",
            text,
            flags=re.S,
        )
        bare = re.sub(r"""[\w-]+=["'][^"']*["']|\bdata-[\w-]+""", " ", bare)
        words = [
            word
            for word in re.findall(r"[A-Za-z]{3,}", bare)
            if word
            not in {
                "Passerelle",
                "TLP",
                "CSV",
                "XLSX",
                "PDF",
                "JSON",
                "Lines",
                "Word",
                "Esc",
                "Enter",
                "RSS",
                "IATI",
                "Atom",
            }
        ]
        assert not words, f"{path}: {words[:8]} are not translated"


def test_translations_go_by_the_names_that_are_looked_for():
    """`tools/messages.py` finds strings by the name of the function: under another name they stay English."""
    import re

    known = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
    for path in (ROOT / "src").rglob("*.py"):
        aliases = set(re.findall(r"\bn?p?gettext(?:_lazy|_noop)? as (\w+)", path.read_text(encoding="utf-8")))
        assert aliases <= known, f"{path}: {aliases - known}"


def test_no_translation_is_a_slip_of_the_hand():
    """A text that stands twice in a translation, and one letter where there was a word, were never meant."""
    from babel.messages.pofile import read_po

    for path in (ROOT / "src").rglob("*.po"):
        with path.open("rb") as file:
            messages = [message for message in read_po(file) if message.id]
        for message in messages:
            said, meant = (
                (text,) if isinstance(text, str) else tuple(text) for text in (message.string, message.id)
            )
            for text in said:
                half = len(text) // 2
                doubled = len(text) > 20 and text[:half].strip() == text[len(text) - half :].strip()
                assert not doubled, f"{path}: {text}"
                assert len(text) > 1 or len(meant[0]) <= 4, f"{path}: {meant[0]} is told as {text}"


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_words_mean_one_thing_in_every_room(language):
    """Django puts all catalogues into one: of two translations of the same words, one would be shown in both rooms."""
    from babel.messages.pofile import read_po

    said: dict[tuple, dict[tuple, str]] = {}
    for path in (ROOT / "src").rglob(f"locale/{language}/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    plural = not isinstance(message.id, str)
                    key = (message.context, message.id[0] if plural else message.id, plural)
                    said.setdefault(key, {})[tuple(message.string) if plural else (message.string,)] = (
                        path.parts[-5]
                    )
    torn = {key: rooms for key, rooms in said.items() if len(rooms) > 1}
    assert not torn, "Say it alike, or give each sense a context (pgettext)."
