"""Who holds which office when: offices pass from one person to the next, so a day belongs to the question."""

from collections.abc import Collection
from dataclasses import dataclass

from passerelle.apps.directory.editions import edition
from passerelle.apps.directory.models import Mandate
from passerelle.core.naming.offices import office_core
from passerelle.core.text.folding import fold


@dataclass(frozen=True, slots=True)
class Tenure:
    """One mandate, as far as finding its holder goes.

    `offices` are folded, in each language; `cores` are these without the country.
    """

    person: int
    organisation: int
    key: str
    country: str
    offices: tuple[str, ...]
    cores: frozenset[str]
    office: str
    since: str
    until: str

    def covers(self, day: str) -> bool:
        """Say whether a day may lie in it."""
        return covers(self.since, self.until, day)


def covers(since: str, until: str, day: str) -> bool:
    """Say whether a day may lie in a period (ISO 8601, as precise as known); a year is as good as any of its days."""
    late = bool(until and day and _before(until, day))
    return not late and not (since and day and _before(day, since))


_kept: tuple[str, list[Tenure]] | None = None


def tenures() -> list[Tenure]:
    """Return every mandate; a process keeps them as long as the directory stays the same."""
    global _kept
    now = edition()
    if _kept is None or _kept[0] != now:
        _kept = (now, _read())
    return _kept[1]


def holders(office: str, day: str, *, organisation: str = "", country: str = "") -> list[Tenure]:
    """Return who holds an office, named in any language, on a day; of one organisation or country where given."""
    return [
        tenure
        for tenure in offices_called(office, country=country)
        if tenure.covers(day) and (not organisation or tenure.key == organisation)
    ]


def offices_called(office: str, *, country: str = "") -> list[Tenure]:
    """Return the mandates of an office, whenever; where its country is known, it need not be named with it."""
    wanted, core = fold(office.strip()), office_core(office, country) if country else ""
    return [
        tenure
        for tenure in tenures()
        if (not country or tenure.country == country)
        and (wanted in tenure.offices or (core and core in tenure.cores))
    ]


def offices_of(core: str, organisations: Collection[int]) -> list[Tenure]:
    """Return the mandates of an office (see `office_core`) in any of these organisations."""
    return [tenure for tenure in tenures() if tenure.organisation in organisations and core in tenure.cores]


def _read() -> list[Tenure]:
    columns = (
        "person_id", "organisation_id", "organisation__key", "organisation__country", "office", "office_fr",
        "office_vi", "since", "until",
    )  # fmt: skip
    return [
        Tenure(
            person,
            organisation,
            key,
            country,
            tuple(dict.fromkeys(fold(name.strip()) for name in (office, french, vietnamese) if name)),
            frozenset(
                office_core(name, country) for name in (office, french, vietnamese) if name and country
            ),
            office,
            since,
            until,
        )
        for person, organisation, key, country, office, french, vietnamese, since, until in (
            Mandate.objects.order_by("pk").values_list(*columns)
        )
    ]


def _before(one: str, other: str) -> bool:
    """Say whether a date is surely before another: at the precision both have."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]
