"""The ledger: what was agreed, what was promised, and what is known to have become of it."""
