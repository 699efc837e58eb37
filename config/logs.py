"""What a line of the log says, and what it never does: queries, forms, mailed links, addresses."""

import json
import logging
import re
from datetime import UTC, datetime

from config.running import request_id

# Whoever has such a token may do what it was mailed for, for days: a log is read by many.
TOKEN = re.compile(r"(/(?:confirm|decide|unsubscribe|reset)/).+", re.IGNORECASE | re.DOTALL)
# PostgreSQL quotes the row that it refuses: somebody's name, address and words.
QUOTED_ROW = re.compile(
    r"^DETAIL: .*?(?=^\n(?:The above exception|During handling)|\Z)", re.DOTALL | re.MULTILINE
)


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


class Line(logging.Formatter):
    """For people: the request's id, then what happened."""

    def format(self, record):
        record.request_id = request_id.current()
        return super().format(record)

    def formatException(self, exc_info):  # noqa: N802 (the name that logging calls)
        return QUOTED_ROW.sub("DETAIL: …\n", super().formatException(exc_info))

    def __init__(self):
        super().__init__(
            "{asctime} {request_id} {levelname} {name} {request_line}{message}",
            style="{",
            defaults={"request_line": ""},
        )


class JsonLine(Line):
    """For what collects logs: an object a line, whatever a message holds."""

    def format(self, record):
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": request_id.current(),
        }
        said |= getattr(record, "facts", None) or {
            "message": getattr(record, "request_line", "") + record.getMessage()
        }
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said)


def shown(path):
    """On one line, and without what would open a mailed link."""
    return without_token(ascii(path)[1:-1])


def without_token(path):
    return TOKEN.sub(r"\1…", path)
