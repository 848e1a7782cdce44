"""Views of the library, one module a screen."""
