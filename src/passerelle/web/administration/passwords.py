"""Passwords that are made here, shown once and never kept in words."""

import secrets

# Without the letters and digits that are mistaken for one another on paper (0 o, 1 i l).
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _SIZE = 4, 5


def new_password() -> str:
    """Return a password of four groups of five characters (99 bits), easy to read out on the telephone."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_SIZE)) for _ in range(_GROUPS))
