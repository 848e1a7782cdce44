"""The columns that a process keeps, read anew as far as something changed since."""

from dataclasses import replace

from passerelle.apps.directory.editions import edition
from passerelle.apps.ledger.columns import activity_keeping
from passerelle.apps.ledger.columns.lines import forget_lines
from passerelle.apps.ledger.columns.reading import read, with_countries
from passerelle.apps.ledger.columns.renewing import renewed
from passerelle.apps.ledger.columns.shapes import Columns
from passerelle.apps.ledger.proofs import proofs_of
from passerelle.apps.ledger.revisions import revision, unsettled
from passerelle.apps.ledger.standings import history_of

_kept: Columns | None = None


def columns(*, history: bool = False, proofs: bool = False) -> Columns:
    """Return the columns as they are now; with `history` those of every day, with `proofs` what evidence there is."""
    global _kept
    number, directory = revision(), edition()
    kept = _kept
    if kept is None or kept.revision > number:
        kept = read(number, directory)
    elif kept.revision < number:
        kept = renewed(kept, number)
    if kept.edition != directory:
        kept = with_countries(kept, directory)
    if history and kept.history is None:
        kept = replace(kept, history=history_of(None))
    if proofs and kept.proofs is None:
        kept = replace(kept, proofs=proofs_of(None))
    if not unsettled():
        _kept = kept
    return kept


def forget() -> None:
    """Drop what is kept: another database is asked from now on."""
    global _kept
    _kept = None
    activity_keeping.forget()
    forget_lines()
