"""The starter pack: compact tables of facts and the sample dossier, each with its source."""

from passerelle.starter.countries import country_codes, country_names
from passerelle.starter.names import gazetteer, known_names

__all__ = ["country_codes", "country_names", "gazetteer", "known_names"]
