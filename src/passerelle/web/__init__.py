"""Screens, one folder a room."""
