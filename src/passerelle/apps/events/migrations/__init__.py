"""Migrations of the events."""
