"""Signing in and out, language and own account."""
