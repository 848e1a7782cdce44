"""Optional parts of the desk that this machine lacks, and what their absence means."""

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from passerelle.engine import missing_models
from passerelle.sources.recognition import PROGRAM
from passerelle.web.frame.templatetags.desk import language_name


@dataclass(frozen=True, slots=True)
class Missing:
    """A part, what goes without it, and the command that brings it."""

    name: str
    meaning: str
    remedy: str


def missing_parts() -> list[Missing]:
    """Return the optional parts that are not there, in the language of the screen."""
    parts = []
    if languages := _languages_without_model():
        parts.append(
            Missing(
                _("Language models: %(languages)s") % {"languages": languages},
                _(
                    "Texts in these languages are read by rules and lists of names alone:"
                    " people and organisations that no list knows are missed more often."
                ),
                "make run MODELS=yes",
            )
        )
    if not shutil.which(PROGRAM):
        parts.append(
            Missing(
                _("Recognition of scanned pages (tesseract)"),
                _("Scanned PDF files and images are refused; everything else is read."),
                "apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-vie tesseract-ocr-eng",
            )
        )
    return parts


def _languages_without_model() -> str:
    """Return the languages whose models were asked for and are not there; who did not ask misses nothing."""
    if not settings.MODELS:
        return ""
    return ", ".join(language_name(language) for language in missing_models())
