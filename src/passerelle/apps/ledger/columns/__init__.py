"""The ledger in memory: a list of a hundred thousand commitments is counted in milliseconds, thousands of activities
are added up.

A process keeps commitments as columns and activities as entries, and reads only what was changed since. They are
never changed in place: a page that is being made keeps what it began with.
"""

from passerelle.apps.ledger.columns.activity_keeping import Activities, activities
from passerelle.apps.ledger.columns.entries import Entry
from passerelle.apps.ledger.columns.keeping import columns, forget
from passerelle.apps.ledger.columns.lines import BETWEEN, Asked, Lines, Pattern, lines
from passerelle.apps.ledger.columns.shapes import Columns, Ints, States, Truths

__all__ = [
    "BETWEEN", "Activities", "Asked", "Columns", "Entry", "Ints", "Lines", "Pattern", "States", "Truths",
    "activities", "columns", "forget", "lines",
]  # fmt: skip
