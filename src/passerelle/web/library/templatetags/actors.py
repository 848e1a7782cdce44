"""Actors of a claim, each with a way to its page."""

from collections.abc import Iterable, Mapping

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.simple_tag
def linked_actors(actors: Iterable[tuple[str, str]], addresses: Mapping[str, str]) -> str:
    """Write the names of actors (id in the document, name); those that the directory knows lead to their page."""
    written = [
        format_html('<a href="{}">{}</a>', reverse("directory:actor", args=[addresses[one]]), name)
        if one in addresses
        else name
        for one, name in actors
    ]
    return format_html_join(", ", "{}", ((one,) for one in written))
