"""Every column of a comment that follows from its text."""

from comments.likeness import likeness_of
from comments.markdown import RENDERER, first_host_of, render_comment

HOST_MAX_LENGTH = 253  # characters: what the column holds, and the DNS


def values_of_text(body, body_html=None):
    """Every column that follows from a text; `body_html` where it was rendered already."""
    body_html = render_comment(body) if body_html is None else body_html
    text = {"body": body, "body_html": body_html, "renderer": RENDERER}
    return text | in_common(body, body_html)


def in_common(body, body_html):
    likeness_a, likeness_b = likeness_of(body)
    host = first_host_of(body_html)[:HOST_MAX_LENGTH]
    return {"likeness_a": likeness_a, "likeness_b": likeness_b, "link_host": host}
