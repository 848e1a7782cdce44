"""Names that people give to actors, checked; and keys made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex
from django.utils.translation import gettext_lazy as _

from passerelle.apps.directory.actions.refusals import InvalidActor
from passerelle.apps.directory.models import Actor, Name, NameKind
from passerelle.core.naming.slugs import slug
from passerelle.core.text.folding import fold

_LONGEST = 300
_LANGUAGE = regex.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_DATE = regex.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]")


@dataclass(frozen=True, slots=True)
class NewName:
    """A name to be given: `language` "" is every language; dates are ISO 8601, as precise as known, or ""."""

    text: str
    language: str = ""
    kind: str = NameKind.LABEL
    since: str = ""
    until: str = ""


def is_date(text: str) -> bool:
    """Say whether a text is a date in ISO 8601: a year, a month or a day."""
    return bool(_DATE.fullmatch(text))


def checked_names(names: Sequence[NewName]) -> list[NewName]:
    """Return the names without white space around them; raise InvalidActor for the first that is none."""
    if not names:
        raise InvalidActor("names", "required", _("Give at least one name."))
    return [_checked(name) for name in names]


def _checked(name: NewName) -> NewName:
    text = name.text.strip()
    if not text or not fold(text).strip() or _UNSEEN.search(text):
        raise InvalidActor("text", "no_name", _("This is no name."))
    if len(text) > _LONGEST:
        raise InvalidActor("text", "too_long", _("A name has at most 300 characters."))
    if name.language and not _LANGUAGE.fullmatch(name.language):
        raise InvalidActor("language", "unknown", _("Give the language by its code: fr, vi, en, ja."))
    if name.kind not in NameKind.values:
        raise InvalidActor("kind", "unknown", _("Say what kind of name it is."))
    for field, day in (("since", name.since), ("until", name.until)):
        if day and not is_date(day):
            raise InvalidActor(field, "date", _("Give the date as 2025, 2025-05 or 2025-05-13."))
    return NewName(text, name.language, name.kind, name.since, name.until)


def write_names(to: Actor, names: Iterable[NewName], source: str = "") -> list[Name]:
    """Write those names that the actor does not have yet."""
    there = set(to.names.values_list("text", "language", "kind"))
    fresh = [
        Name(
            actor=to, text=name.text, folded=fold(name.text)[:400], language=name.language, kind=name.kind,
            since=name.since, until=name.until, source=source[:500],
        )
        for name in dict.fromkeys(names)
        if (name.text, name.language, str(name.kind)) not in there
    ]  # fmt: skip
    return Name.objects.bulk_create(fresh)


def free_key(name: str) -> str:
    """Return a key made of a name that no actor has."""
    wanted = slug(name)[:200].strip("-")
    if wanted.startswith("candidate-"):
        wanted = f"the-{wanted}"
    taken = set(Actor.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    number = 1
    while (key := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return key
