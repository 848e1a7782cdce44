"""Accounts, organisations and the audit trail."""
