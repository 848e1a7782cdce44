"""Screens of meetings and visits: the list, one with its decisions and minutes, and its file before and after."""
