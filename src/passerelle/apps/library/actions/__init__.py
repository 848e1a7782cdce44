"""Everything that changes the library: one function, one transaction, one audit event."""
