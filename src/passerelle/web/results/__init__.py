"""Screens of results and money: activities, figures, rates of exchange, boards."""
