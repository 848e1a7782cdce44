"""Passerelle, the open technology-diplomacy desk."""

__version__ = "0.1.0"
