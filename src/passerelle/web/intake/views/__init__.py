"""Views of what comes in, one module a screen."""
