"""Views of the ledger, one module a screen."""
