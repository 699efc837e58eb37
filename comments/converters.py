from django.urls import register_converter

from posts.converters import UnicodeSlug


class RowId:
    """A number that every database can look up."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


register_converter(UnicodeSlug, "post_slug")
register_converter(RowId, "row_id")
