class UnicodeSlug:
    """Django's `slug` has no reverse for "führung" or "日本"; this one has."""

    regex = r"[-\w]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Year:
    """A year that dates can have in every time zone."""

    regex = r"[0-9]{4}"

    def to_python(self, value):
        year = int(value)
        if not 1 < year < 9999:
            raise ValueError
        return year

    def to_url(self, value):
        return f"{value:04d}"


class Month:
    regex = r"1[0-2]|0?[1-9]"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)
