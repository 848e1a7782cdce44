"""Activities of IATI: from records to rows, and from the ledger to records."""
