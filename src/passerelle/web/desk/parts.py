"""Optional parts of the desk that this machine lacks, and what their absence means."""

import shutil
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelle.sources.recognition import PROGRAM


@dataclass(frozen=True, slots=True)
class Missing:
    """A part, what goes without it, and what brings it."""

    name: str | Promise
    meaning: str | Promise
    remedy: str = ""


def missing_parts() -> list[Missing]:
    """Return the optional parts that are not there."""
    if shutil.which(PROGRAM):
        return []
    meaning = _("Scanned PDF files and images are refused; everything else is read.")
    return [Missing(_("Recognition of scanned pages (tesseract)"), meaning, "apt install tesseract-ocr")]
