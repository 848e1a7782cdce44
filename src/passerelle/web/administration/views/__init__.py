"""Views of the administration, one module a screen."""
