"""Proposals made ready for the screen: the sentence, the rule in words, and what accepting writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.ledger import visible_commitments
from passerelle.apps.ledger.queries.proposals import ProposalRow
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.written import written_amount, written_date
from passerelle.web.ledger.said import compared, reasons_said, rule_said


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal on the screen.

    `commitment` is None for a new one, or where its marking hides it; `like` is one that a new one resembles.
    """

    row: ProposalRow
    commitment: Commitment | None
    like: Commitment | None
    offered: list[tuple[str, str]]

    @property
    def proposal(self) -> Any:
        return self.row.proposal

    @property
    def before(self) -> str:
        return self.row.sentence[: self.row.start]

    @property
    def quote(self) -> str:
        return self.row.sentence[self.row.start : self.row.end]

    @property
    def after(self) -> str:
        return self.row.sentence[self.row.end :]

    @property
    def kind(self) -> str | Promise:
        return labels.PROPOSALS.get(self.proposal.kind, self.proposal.kind)

    @property
    def to(self) -> str | Promise:
        """The stage or condition that accepting leads to, "" when it changes nothing."""
        to = "" if self.proposal.kind == "evidence" else self.proposal.to
        return labels.STAGES.get(to) or labels.CONDITIONS.get(to, "") if to else ""

    @property
    def heading(self) -> str:
        return _("%(kind)s: %(to)s") % {"kind": self.kind, "to": self.to} if self.to else str(self.kind)

    @property
    def rule(self) -> str | Promise:
        return rule_said(self.proposal.rule)

    @property
    def compared(self) -> str:
        return compared(self.proposal.detail)

    @property
    def reasons(self) -> list[dict[str, Any]]:
        return reasons_said(self.proposal.detail)

    @property
    def waiting(self) -> bool:
        return bool(self.proposal.state == "waiting")


def cards(user: User, rows: Sequence[ProposalRow], language: str) -> list[Card]:
    """Return proposals as cards, with the commitments that the user may see."""
    about = [(row.proposal.commitment_id or 0, int(row.proposal.detail.get("like", 0))) for row in rows]
    known = visible_commitments(user).in_bulk({pk for pair in about for pk in pair})
    actors = {
        one.pk: one
        for row in rows
        for one in (row.offered.get("owner"), row.offered.get("counterpart"))
        if one
    }
    names = names_shown(user, actors.values(), language)
    return [
        Card(row, known.get(commitment), known.get(like), _offered(row.offered, names))
        for row, (commitment, like) in zip(rows, about, strict=True)
    ]


def _offered(values: dict[str, Any], names: dict[int, str]) -> list[tuple[str, str]]:
    """Return what a new commitment would say, label by label, without what is empty."""
    if not values:
        return []
    said: list[tuple[str, str]] = []
    for name in ("owner", "counterpart"):
        if one := values.get(name):
            said.append((name, names.get(one.pk, "")))
    said.append(("kind", str(labels.KINDS.get(values.get("kind", ""), ""))))
    said.append(("deadline", written_date(values.get("deadline"))))
    if values.get("budget_amount") is not None:
        said.append(
            ("budget_amount", written_amount(float(values["budget_amount"]), values["budget_currency"]))
        )
    if values.get("quantity_value") is not None:
        said.append(("quantity_value", written_amount(values["quantity_value"], values["quantity_unit"])))
    named = [str(TECHNOLOGIES.get(one, one)) for one in values.get("technologies") or ()]
    said.append(("technologies", ", ".join(named)))
    return [(labels.column_named(Commitment, name), text) for name, text in said if text]
