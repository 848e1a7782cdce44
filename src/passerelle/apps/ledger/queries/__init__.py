"""What people ask the ledger, for what they may see."""
