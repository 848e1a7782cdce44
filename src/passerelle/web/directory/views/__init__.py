"""Views of the directory, one module a screen."""
