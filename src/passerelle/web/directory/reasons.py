"""Why somebody may be somebody: the rules of recognising and linking, in the words of the screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.web.frame.templatetags.desk import country_name

# Rule → what it says when it speaks for, and when it speaks against.
_SAYS: dict[str, tuple[str | Promise, str | Promise]] = {
    "decided_before": (_("a person decided so for this name"), ""),
    "same_key": (_("the reader knows this actor"), ""),
    "same_name": (_("the same name, letter for letter"), ""),
    "same_letters": (_("the same letters, accents aside"), ""),
    "office": (_("held this office on that day"), ""),
    "other_country": ("", _("belongs to another country")),
    "short_name": ("", _("only a shortened name is the same")),
    "shared_name": ("", _("others carry this name too")),
    "name": (_("a name that resembles it"), _("the names resemble each other little")),
    "rest": (_("nothing else stands in the name"), _("other words stand in the name")),
    "position": (_("where the name stands"), _("where the name stands")),
    "written": (_("how the name is written"), _("how the name is written")),
    "namesakes": (_("few carry this name"), _("others carry this name too")),
    "place": (_("the place agrees"), _("the place does not agree")),
    "standing": (_("an actor well known"), _("an actor little known")),
    "rivals": (_("nobody else comes as close"), _("others come as close")),
    "family": (
        _("its parent or a part of it is named too"),
        _("a part of it, or its parent, is meant instead"),
    ),
    "doubtful": ("", _("not sure enough to be decided without you")),
}
# Rules whose detail a person can read: a written name, a place, an office.
_TELLING = {"same_name", "same_letters", "office", "short_name", "name", "place"}


@dataclass(frozen=True, slots=True)
class Said:
    """One reason on the screen: what it says, about which words, and whether it speaks for or against."""

    text: str
    detail: str
    speaks_for: bool

    @property
    def mark(self) -> str:
        return "+" if self.speaks_for else "−"

    @property
    def side(self) -> str:
        """The mark in words, for those who hear the page."""
        return str(pgettext("reason", "for:") if self.speaks_for else pgettext("reason", "against:"))


def reasons_said(reasons: Iterable[Mapping[str, Any]]) -> list[Said]:
    """Return reasons as a mention keeps them (rule, weight, detail) in the words of the screen, in their order.

    A rule without words here is passed over: codes tell a person nothing.
    """
    found = []
    for reason in reasons:
        weight = reason.get("weight", 0.0)
        rule, detail = reason["rule"], str(reason.get("detail", ""))
        text = str(_SAYS.get(rule, ("", ""))[0 if weight > 0 else 1])
        if not text:
            continue
        if rule == "other_country":
            detail = country_name(detail)
        elif rule not in _TELLING:
            detail = ""
        found.append(Said(text, detail, weight > 0))
    return found
