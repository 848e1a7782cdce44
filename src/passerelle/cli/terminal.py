"""The terminal a command speaks to: its language, and opening the desk's applications for it."""

import os

from passerelle.core.languages import LANGUAGES


def language() -> str:
    """Return the language of the terminal (LC_ALL, LC_MESSAGES, LANG), English when it is none of ours."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(variable, "")[:2].lower()
        if code:
            return code if code in LANGUAGES else "en"
    return "en"


def models_wanted() -> bool:
    """Return whether optional language models take part: PASSERELLE_MODELS=yes lets them in."""
    return os.environ.get("PASSERELLE_MODELS", "no").strip().lower() in {"yes", "true", "1", "on"}


def open_desk() -> None:
    """Load the settings and applications, with messages in the language of the terminal."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
    import django
    from django.utils.translation import activate

    from passerelle.cli.catalogues import compile_catalogues

    compile_catalogues()
    django.setup()
    activate(language())
