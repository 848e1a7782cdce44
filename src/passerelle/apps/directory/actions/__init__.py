"""Everything that changes the directory: one function, one transaction, one audit event."""
