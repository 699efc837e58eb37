import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join

from posts import discs

register = template.Library()

COMPOUND = re.compile(r"((?<!\S)\S{1,9}[-‐]\S{1,9}(?!\S))")


@register.filter
def unbroken(title):
    """Keep short hyphenated compounds on one line: "self-taught" falls apart in large type."""
    parts = COMPOUND.split(str(title))
    if len(parts) == 1:
        return conditional_escape(title)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="unbroken">{}</span>', part) if index % 2 else part,)
            for index, part in enumerate(parts)
        ),
    )


@register.filter
def disc(name):
    """The disc of a person, as the thread draws it."""
    return format_html(
        '<span class="av h{}" aria-hidden="true">{}</span>', discs.hue(name), discs.initials(name)
    )
