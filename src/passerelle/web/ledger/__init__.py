"""The ledger's room: what was promised, how far it has come, and about what nothing is heard."""
