class UnicodeSlug:
    """Django's `slug` has no reverse for "führung" or "日本"; this one has."""

    regex = r"[-\w]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
