"""Two readings side by side as the terminal prints them, in its language. The desk must be open."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.table import Table
from rich.text import Text

from passerelle.apps.library.labels import ATTRIBUTES, STATUSES, TYPES
from passerelle.apps.library.written_values import headline, shown_name, written_value
from passerelle.cli.storing import terminal
from passerelle.core.reading.comparison import Changed, Comparison
from passerelle.core.reading.model import Claim, Reading

FATES = ("gained", "lost", "changed", "same")


class Printer:
    """Prints one comparison after another, and counts them all."""

    def __init__(self, readers: tuple[tuple[str, str], tuple[str, str]]) -> None:
        self.readers = " → ".join(f"{name}@{version}" for name, version in readers)
        self.console = terminal()
        self.documents = 0
        self.fates: Counter[tuple[str, str]] = Counter()  # (type of claim, fate)
        self.attributes: Counter[str] = Counter()

    def count(self, side: Comparison) -> None:
        self.documents += 1
        for fate in FATES:
            for found in getattr(side, fate):
                self.fates[_claim(found).type, fate] += 1
        self.attributes.update(change.attribute for pair in side.changed for change in pair.changes)

    def total(self) -> dict[str, Any]:
        """Return all counts, as plain JSON."""
        by_type: dict[str, dict[str, int]] = {}
        for (type_, fate), number in sorted(self.fates.items()):
            by_type.setdefault(type_, {})[fate] = number
        return {
            "documents": self.documents,
            **{fate: self._number(fate) for fate in FATES},
            "types": by_type,
            "attributes": dict(self.attributes.most_common()),
        }

    def document(self, name: str, text: str, before: Reading, after: Reading, side: Comparison) -> None:
        """Print what differs in one document, claim by claim."""
        actors = {actor.id: actor for reading in (before, after) for actor in reading.actors}
        names = {key: shown_name(asdict(actor)) for key, actor in actors.items()}
        self._line(name, "bold")
        if not after.read:
            self._line("  " + _("Not read: this is in a language that the reader does not know."))
            return
        counts = {fate: len(getattr(side, fate)) for fate in FATES}
        self._line(
            "  " + _("gained %(gained)d, lost %(lost)d, changed %(changed)d, the same %(same)d") % counts
        )
        for claim in side.gained:
            self._claim("+", claim, text, names)
        for claim in side.lost:
            self._claim("−", claim, text, names)
        for pair in side.changed:
            self._changed(pair, text, names)
        self._line("")

    def summary(self) -> None:
        """Print the counts of all documents, by type of claim and by attribute."""
        self._line(_("In total, %(readers)s") % {"readers": self.readers}, "bold")
        table = Table(
            _("Type of claim"), _("gained"), _("lost"), _("changed"), pgettext("claims", "the same")
        )
        for column in table.columns[1:]:
            column.justify = "right"
        for type_, label in TYPES.items():
            numbers = [self.fates[type_, fate] for fate in FATES]
            if any(numbers):
                table.add_row(str(label), *map(str, numbers))
        table.add_row(pgettext("claims", "All"), *(str(self._number(fate)) for fate in FATES))
        self.console.print(table)
        if self.attributes:
            changed = Table(_("Attribute"), _("changed"))
            changed.columns[1].justify = "right"
            for name, number in self.attributes.most_common():
                changed.add_row(str(ATTRIBUTES[name]), str(number))
            self.console.print(changed)

    def _number(self, fate: str) -> int:
        return sum(number for (_type, its), number in self.fates.items() if its == fate)

    def _claim(self, sign: str, claim: Claim, text: str, names: dict[str, str]) -> None:
        status = str(STATUSES.get(claim.status, claim.status))
        certain = _percent(min(claim.confidence.values(), default=None))
        self._line(f"  {sign} {_title(claim, names)} · {status}{certain}")
        self._sentence(claim, text)

    def _changed(self, pair: Changed, text: str, names: dict[str, str]) -> None:
        self._line(f"  ~ {_title(pair.after, names)}")
        for change in pair.changes:
            values = {
                "name": ATTRIBUTES[change.attribute],
                "before": written_value(change.attribute, change.before, names) or "–",
                "after": written_value(change.attribute, change.after, names) or "–",
            }
            certain = _percent(pair.after.confidence.get(change.attribute))
            self._line("      " + _("%(name)s: %(before)s → %(after)s") % values + certain)
        self._sentence(pair.after, text)

    def _sentence(self, claim: Claim, text: str) -> None:
        """Print the sentence on one line, the words that state the claim between brackets."""
        parts = (
            text[claim.sentence_start : claim.start],
            f"[{text[claim.start : claim.end]}]",
            text[claim.end : claim.sentence_end],
        )
        self._line("      " + " ".join("".join(parts).split()), "dim")

    def _line(self, line: str, style: str = "") -> None:
        self.console.print(Text(line, style=style), soft_wrap=True)


def _claim(found: Claim | Changed) -> Claim:
    return found if isinstance(found, Claim) else found.after


def _title(claim: Claim, names: dict[str, str]) -> str:
    said = {"type": TYPES[claim.type], "headline": headline(claim, names) or _("Nobody named")}
    return _("%(type)s: %(headline)s") % said


def _percent(confidence: float | None) -> str:
    return "" if confidence is None else " · " + _("%(number)d%%") % {"number": round(confidence * 100)}
