"""Rows of tables of actors, mandates and relations: what the cells of a line say, or which cell is at fault.

Cells hold several values parted by |. The columns are those of `starter/directory` (docs/reference/tables.md).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import regex

from passerelle.core.reading.model import ACTOR_KINDS
from passerelle.core.text.folding import fold

ACTORS = frozenset({"id", "kind"})
MANDATES = frozenset({"person", "office_en", "organisation"})
RELATIONS = frozenset({"actor", "kind", "other"})
RELATION_KINDS = ("part_of", "successor_of", "subsidiary_of", "member_of")

_KEY = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = regex.compile(r"[A-Z]{2}")
_LANGUAGE = regex.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_DATE = regex.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_SITE = regex.compile(r"https?://[^\s<>\"']+")
_PERIOD = regex.compile(r"(?P<since>[\d-]*)\.\.(?P<until>[\d-]*)")
_IDENTIFIERS = {
    "ror": regex.compile(r"(?:https://ror\.org/)?(0[a-z0-9]{6}\d{2})"),
    "wikidata": regex.compile(r"(Q[1-9]\d{0,11})"),
    "lei": regex.compile(r"([A-Z0-9]{18}\d{2})"),
    "orcid": regex.compile(r"(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])"),
    "iso3166": _COUNTRY,
    "iso3166_2": regex.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}"),
}
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]")
LONGEST = {"name": 300, "city": 120, "website": 500, "source": 500, "office": 200, "key": 250}


class Fault(Exception):  # noqa: N818 - an answer about a line
    """A line that says nothing usable: `code` names the fault, `details` the column and value."""

    def __init__(self, code: str, **details: str) -> None:
        self.code, self.details = code, {name: value[:80] for name, value in details.items()}
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class DatedName:
    """One name: `language` "" is every language; `since` and `until` are ISO 8601, as precise as known, or ""."""

    text: str
    language: str = ""
    kind: str = "alias"
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor of a table; `identifiers` maps schemes to values, `parents` are keys it is part of."""

    key: str
    kind: str
    country: str = ""
    city: str = ""
    names: tuple[DatedName, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    website: str = ""
    source: str = ""

    @property
    def label(self) -> str:
        """Return the name to sort by: the English label, or the first there is."""
        ranked = sorted(self.names, key=lambda one: (one.kind != "label", one.language not in ("en", "")))
        return ranked[0].text if ranked else self.key

    def joined(self, other: "ActorRow") -> "ActorRow":
        """Return this row with what another of the same actor adds."""
        return replace(
            self,
            country=self.country or other.country,
            city=self.city or other.city,
            names=tuple(dict.fromkeys((*self.names, *other.names))),
            identifiers={**other.identifiers, **self.identifiers},
            parents=tuple(dict.fromkeys((*self.parents, *other.parents))),
            website=self.website or other.website,
            source=self.source or other.source,
        )


@dataclass(frozen=True, slots=True)
class MandateRow:
    """Who holds which office in which organisation, from when to when; `names` are the person's."""

    person: str
    names: tuple[DatedName, ...]
    offices: Mapping[str, str]
    organisation: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """How one actor stands to another, both by key."""

    actor: str
    kind: str
    other: str
    since: str
    until: str
    source: str


Row = ActorRow | MandateRow | RelationRow


def row_of(cells: Mapping[str, str | None]) -> Row:
    """Return what a line says, by its columns; raise Fault where it says nothing usable."""
    given = {name: (value or "").strip() for name, value in cells.items() if isinstance(name, str)}
    if given.keys() >= MANDATES:
        return _mandate(given)
    if given.keys() >= RELATIONS and "id" not in given:
        return _relation(given)
    if given.keys() >= ACTORS:
        return _actor(given)
    raise Fault("columns")


def _actor(given: Mapping[str, str]) -> ActorRow:
    if given["kind"] not in ACTOR_KINDS:
        raise Fault("kind", value=given["kind"])
    country = given.get("country", "")
    if country and not _COUNTRY.fullmatch(country):
        raise Fault("country", value=country)
    names = tuple(dict.fromkeys(_names(given)))
    if not names:
        raise Fault("no_name", value=given["id"])
    website = given.get("website", "")
    if website and not (_SITE.fullmatch(website) and len(website) <= LONGEST["website"]):
        raise Fault("website", value=website)
    return ActorRow(
        _key(given["id"], "id"),
        given["kind"],
        country,
        _short(given.get("city", ""), "city"),
        names,
        _identifiers(given),
        tuple(_key(parent, "part_of") for parent in _split(given.get("part_of", ""))),
        website,
        _short(given.get("source", ""), "source"),
    )


def _mandate(given: Mapping[str, str]) -> MandateRow:
    person = _key(given["person"], "person")
    names = tuple(
        dict.fromkeys(
            DatedName(_name(text), language, "alias" if at else "label")
            for language in ("en", "fr", "vi")
            for at, text in enumerate(_split(given.get(f"person_{language}", "")))
        )
    )
    offices = {lang: _short(given.get(f"office_{lang}", ""), "office") for lang in ("en", "fr", "vi")}
    if not offices["en"]:
        raise Fault("no_office", value=person)
    return MandateRow(
        person, names, offices, _key(given["organisation"], "organisation"),
        _date(given.get("since", "")), _date(given.get("until", "")), _short(given.get("source", ""), "source"),
    )  # fmt: skip


def _relation(given: Mapping[str, str]) -> RelationRow:
    if given["kind"] not in RELATION_KINDS:
        raise Fault("relation", value=given["kind"])
    actor, other = _key(given["actor"], "actor"), _key(given["other"], "other")
    if actor == other:
        raise Fault("itself", value=actor)
    since, until = _date(given.get("since", "")), _date(given.get("until", ""))
    return RelationRow(actor, given["kind"], other, since, until, _short(given.get("source", ""), "source"))


def _names(given: Mapping[str, str]) -> Iterator[DatedName]:
    for column, language in (("en", "en"), ("fr", "fr"), ("vi", "vi"), ("names", "")):
        for at, text in enumerate(_split(given.get(column, ""))):
            yield DatedName(_name(text), language, "alias" if at else "label")
    for text in _split(given.get("acronyms", "")):
        yield DatedName(_name(text), "", "acronym")
    labelled: set[str] = set()
    for text in _split(given.get("other", "")):
        language, name = _tongue(text, "other")
        yield DatedName(_name(name), language, "alias" if language in labelled else "label")
        labelled.add(language)
    for text in _split(given.get("former", "")):
        language, name = _tongue(text, "former")
        head, _colon, tail = name.rpartition(":")
        period = _PERIOD.fullmatch(tail.strip())
        if head and period:
            since, until = _date(period["since"]), _date(period["until"])
            yield DatedName(_name(head), language, "former", since, until)
        else:
            yield DatedName(_name(name), language, "former")


def _tongue(text: str, column: str) -> tuple[str, str]:
    language, colon, name = text.partition(":")
    if not colon or not _LANGUAGE.fullmatch(language.strip()):
        raise Fault("language", column=column, value=text)
    return language.strip(), name


def _identifiers(given: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for scheme, form in _IDENTIFIERS.items():
        if value := given.get(scheme, ""):
            match = form.fullmatch(value)
            if not match:
                raise Fault("identifier", column=scheme, value=value)
            found[scheme] = match[match.lastindex or 0]
    return found


def _key(text: str, column: str) -> str:
    if not _KEY.fullmatch(text) or len(text) > LONGEST["key"]:
        raise Fault("key", column=column, value=text)
    return text


def _name(text: str) -> str:
    name = text.strip()
    if len(name) > LONGEST["name"] or _UNSEEN.search(name) or not fold(name).strip():
        raise Fault("name", value=name)
    return name


def _short(text: str, column: str) -> str:
    if len(text) > LONGEST[column]:
        raise Fault("long", column=column, value=text)
    return text


def _date(text: str) -> str:
    if text and not _DATE.fullmatch(text):
        raise Fault("date", value=text)
    return text


def _split(cell: str) -> Iterable[str]:
    return (part.strip() for part in cell.split("|") if part.strip())
