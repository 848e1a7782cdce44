"""The languages we read: one folder of data each, no code.

To add a language, add a folder named by its ISO 639-1 code with the same tables as the others.
"""

from passerelle.core.languages.tables import LANGUAGES, table

__all__ = ["LANGUAGES", "table"]
