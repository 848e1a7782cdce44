"""Views of the events, one module a screen."""
