import re

# Whoever has such a token may do what it was mailed for, for days: a log is read by many.
TOKEN = re.compile(r"(/(?:confirm|decide|unsubscribe|reset)/).+", re.IGNORECASE | re.DOTALL)


class NameTheRequest:
    """Puts method and path before a message. Never the query or the form: they hold addresses."""

    def filter(self, record):
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        record.request_line = f"{request.method} {shown(path)} " if path else ""
        if path and isinstance(record.args, tuple):  # Django's own messages end in the path
            record.args = tuple(
                without_token(one) if isinstance(one, str) else one for one in record.args
            )
        return True


def shown(path):
    """On one line, and without what would open a mailed link."""
    return without_token(ascii(path)[1:-1])


def without_token(path):
    return TOKEN.sub(r"\1…", path)
