"""Correspondence: what leaves the desk for the people it serves – calendars and reports."""
