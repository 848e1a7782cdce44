"""Rows of a spreadsheet of commitments: what each says, what is wrong with it and how to mend that, what to ask."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows as rows_of
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import (
    COMMITMENT,
    address_of,
    currency_of,
    money_of,
    needed_day,
    one_of,
    quantity_of,
    text_of,
)
from passerelle.apps.ledger.labels import fault_said, refusal_said
from passerelle.apps.ledger.models import Agreement, TakenPromise
from passerelle.apps.ledger.queries.ledger import visible_agreements
from passerelle.apps.ledger.tables.cells import contradictions, figures, is_currency, listed
from passerelle.apps.ledger.tables.parties import actors_named
from passerelle.apps.ledger.tables.questions import (
    Asking,
    Question,
    Waiting,
    actors_like,
    amounts_in,
    below_nothing,
    plain,
    quantities_in,
    titles_like,
)
from passerelle.apps.library.units import unit_written
from passerelle.core.commitments import life
from passerelle.core.commitments.days import surely_before
from passerelle.core.commitments.life import NOWHERE
from passerelle.core.commitments.refusals import refusal_of
from passerelle.core.commitments.stages import CONDITIONS, STAGES
from passerelle.core.text.folding import fold

Row = tuple[int, Mapping[str, str]]
_AS_WRITTEN = ("title", "kind", "person", "deliverable", "outcome", "authority", "deadline", "note")
_CALLED = ("title", "owner", "counterpart", "agreement", "promised")


@dataclass(frozen=True, slots=True)
class Promised:
    """A row that can be taken: its number, its key, the values of a commitment, and the step it shows, if any.

    `row` is a digest of all that it says.
    """

    number: int
    key: str
    row: str
    values: dict[str, Any]
    step: str = ""
    on: str = ""
    text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, in the reader's language: which field, and what to do about it."""

    number: int
    field: str
    words: str


@dataclass(slots=True)
class Checked:
    """Rows that can be taken, that were before, that wait for answers, and what is wrong with the others."""

    good: list[Promised] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def check_promises(
    given: Sequence[Row], *, user: User, answers: Mapping[str, str], language: str, today: date
) -> Checked:
    """Say of each row (its number, values by field) whether it can become a commitment of the person's organisation.

    `answers` are to the questions of an earlier check. Nothing is written, nobody is made.
    """
    checking = _Checking(given, user, answers, language, today)
    checked = Checked()
    met: dict[str, Mapping[str, str]] = {}
    taken = dict(
        TakenPromise.objects.filter(organisation=user.organisation_id, key__in=[_key(row) for _n, row in given])
        .values_list("key", "row")
    )  # fmt: skip
    for number, row in given:
        key = _key(row)
        if taken.get(key, _said(row)) not in ("", _said(row)):
            words = _(
                "This promise was taken in before, and here it says something else: change it in the ledger."
            )
            checked.faults.append(RowFault(number, "title", words))
        elif key in taken or (key in met and met[key] == row):
            checked.known.append(number)
        elif key in met:
            words = fault_said("again", {"value": row.get("title", "")[:80]})
            checked.faults.append(RowFault(number, "title", words))
        else:
            met[key] = row
            checking.add(checked, number, key, row)
    checked.questions = checking.asking.questions
    return checked


class _Checking:
    """What rows are checked against: the directory, the agreements, the answers."""

    def __init__(
        self, given: Sequence[Row], user: User, answers: Mapping[str, str], language: str, today: date
    ) -> None:
        self.user, self.today, self.asking = user, today, Asking(answers)
        names = {row[side] for _n, row in given for side in ("owner", "counterpart") if row.get(side)}
        self.actors = actors_named(names)
        self.chosen: dict[str, Actor] = {}
        self.alike = actors_like(sorted(names - self.actors.keys()), user, language)
        own = rows_of(user, "ledger.write", visible_agreements(user))
        self.agreements = own.in_bulk() if any(row.get("agreement") for _n, row in given) else {}
        self.titles: dict[str, set[int]] = defaultdict(set)
        for pk, one in self.agreements.items():
            for called in (one.title, one.reference):
                if called:
                    self.titles[fold(called)].add(pk)

    def add(self, checked: Checked, number: int, key: str, row: Mapping[str, str]) -> None:
        """Check one row and put it where it belongs."""
        values: dict[str, Any] = {}
        shown: dict[str, str] = {}
        faults, waits = [], False
        for check in (
            *(partial(self._plain, name) for name in _AS_WRITTEN), self._technologies, partial(self._actor, "owner"),
            partial(self._actor, "counterpart"), self._agreement, self._promised, self._budget, self._quantity,
        ):  # fmt: skip
            try:
                values |= check(number, row, values)
            except Waiting:
                waits = True
            except InvalidEntry as invalid:
                faults.append(RowFault(number, invalid.field, str(invalid)))
        try:
            shown = self._step(row, values)
        except InvalidEntry as invalid:
            faults.append(RowFault(number, invalid.field, str(invalid)))
        faults += [RowFault(number, fault.field, str(fault)) for fault in contradictions(values, self.today)]
        checked.faults += faults
        if waits and not faults:
            checked.waiting.append(number)
        elif not faults:
            checked.good.append(Promised(number, key, _said(row), values, **shown))

    def _plain(self, name: str, number: int, row: Mapping[str, str], values: dict) -> dict[str, Any]:
        given = row.get(name, "")
        if name == "kind" and given:
            return {name: listed(name, given, COMMITMENT["kind"])}
        return {name: COMMITMENT[name](name, given)}

    def _technologies(self, number: int, row: Mapping[str, str], values: dict) -> dict[str, Any]:
        given = row.get("technologies", "")
        parts = [part.strip() for part in given.split("|" if "|" in given else ";") if part.strip()]
        found = [
            listed("technologies", part, lambda name, one: COMMITMENT[name](name, [one])[0]) for part in parts
        ]
        return {"technologies": list(dict.fromkeys(found))}

    def _actor(self, side: str, number: int, row: Mapping[str, str], values: dict) -> dict[str, Any]:
        name = row.get(side, "")
        if not name or name in self.actors:
            return {side: self.actors.get(name)}
        answer = self.asking.answer("actor", name, (number, side), lambda: self.alike[name])
        if answer and answer not in self.chosen:
            self.chosen[answer] = Actor.objects.get(pk=int(answer))
        return {side: self.chosen[answer] if answer else None}

    def _agreement(self, number: int, row: Mapping[str, str], values: dict) -> dict[str, Any]:
        title = row.get("agreement", "")
        found = self.titles.get(fold(title), set())
        if not title or len(found) == 1:
            return {"agreement": self.agreements[min(found)] if found and title else None}
        answer = self.asking.answer(
            "agreement", title, (number, "agreement"), partial(self._like, title, found)
        )
        return {"agreement": self.agreements[int(answer)] if answer else None}

    def _like(self, title: str, same: set[int]) -> tuple[tuple[str, str], ...]:
        called = {
            pk: f"{one.title} ({one.signed or one.reference or pk})" for pk, one in self.agreements.items()
        }
        if same:
            return tuple((str(pk), called[pk]) for pk in sorted(same))
        return titles_like(title, called)

    def _promised(self, number: int, row: Mapping[str, str], values: dict) -> dict[str, Any]:
        if not row.get("promised") and row.get("agreement") and "agreement" not in values:
            raise Waiting  # it may be the day of the agreement that is asked about
        agreement: Agreement | None = values.get("agreement")
        return {
            "promised": needed_day("promised", row.get("promised") or (agreement.signed if agreement else ""))
        }

    def _budget(self, number: int, row: Mapping[str, str], values: dict) -> dict[str, Any]:
        written, currency = row.get("budget_amount", ""), row.get("budget_currency", "")
        if below_nothing(written):
            money_of("budget_amount", "-1")  # which says why not
        number_said = plain(written)
        text = written if currency.casefold() in written.casefold() else f"{written} {currency}"
        unclear = bool(written) and (number_said is None or bool(currency and not is_currency(currency)))
        if unclear and (options := amounts_in(text)):
            answer = self.asking.answer("amount", text, (number, "budget_amount"), lambda: options)
            amount, _space, currency = (answer or " ").partition(" ")
            return {"budget_amount": Decimal(amount) if amount else None, "budget_currency": currency}
        return {
            "budget_amount": money_of("budget_amount", figures(written)),
            "budget_currency": currency_of("budget_currency", currency),
        }

    def _quantity(self, number: int, row: Mapping[str, str], values: dict) -> dict[str, Any]:
        written, unit = (
            row.get("quantity_value", ""),
            text_of(40)("quantity_unit", row.get("quantity_unit", "")),
        )
        number_said = plain(written)
        clear = number_said is not None or below_nothing(written)
        if written and not clear and (options := quantities_in(written, unit)):
            place, text = (number, "quantity_value"), f"{written} {unit}".strip()
            answer = self.asking.answer("quantity", text, place, lambda: options)
            value, _space, unit = (answer or " ").partition(" ")
            return {"quantity_value": float(value) if value else None, "quantity_unit": unit_written(unit)}
        number = quantity_of("quantity_value", figures(written))
        return {"quantity_value": number, "quantity_unit": unit_written(unit)}

    def _step(self, row: Mapping[str, str], values: dict[str, Any]) -> dict[str, str]:
        """Return the step that a row shows, if core accepts it; its source is the evidence."""
        to, source = row.get("stage", ""), row.get("source", "")
        if not to:
            return {}
        listed("stage", to, one_of(lambda: STAGES + CONDITIONS))
        on = needed_day("stage_on", row.get("stage_on", ""))
        if not source:
            raise InvalidEntry("source", "required", _("Say where this stands: a web address or words."))
        is_address = source.casefold().startswith(("http://", "https://"))
        address = address_of("source", source) if is_address else ""
        text = text_of(2000)("source", source) if not is_address else values.get("title", "")
        known = self.today.isoformat()
        evidence = life.Evidence("row", "document", to, on, known, "", False)
        step = life.Step(to, on, known, str(self.user.pk), ("row",), None)
        if refusal := refusal_of(step, NOWHERE, [evidence], kind=values.get("kind", "")):
            raise InvalidEntry("stage", refusal.code, refusal_said(refusal))
        if (promised := values.get("promised")) and surely_before(on, promised):
            words = _("“%(value)s” is before the day of the promise.") % {"value": on}
            raise InvalidEntry("stage_on", "before_promise", words)
        return {"step": to, "on": on, "text": text, "address": address}


def _key(row: Mapping[str, str]) -> str:
    return _digest([fold(row.get(name, "")) for name in _CALLED])


def _said(row: Mapping[str, str]) -> str:
    return _digest(sorted((name, value) for name, value in row.items() if value))


def _digest(parts: list[Any]) -> str:
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
