"""What changes the ledger: agreements, commitments, evidence, steps, proposals, silence."""
