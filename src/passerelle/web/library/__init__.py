"""Documents and claims: list, search, document, claim, review and export."""
