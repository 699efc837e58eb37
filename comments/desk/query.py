"""Values in a query string: read strictly, and written as they are read. Pure but for Http404.

Of addresses that nobody would make there is no page.
"""

from datetime import UTC, datetime, timedelta

from django.http import Http404

LONGEST_NUMBER, LONGEST_MOMENT = 18, 16  # digits: of an id; of microseconds up to the year 2286
LONGEST_RULE = 40  # characters
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(query, readers):
    """{name: value} of what a QueryDict says, each name once; `readers` are functions by name."""
    said = {}
    for name, reader in readers.items():
        values = query.getlist(name)
        if len(values) > 1:
            raise Http404
        if values and values[0]:
            said[name] = reader(values[0])
    return said


def is_number(text, longest=LONGEST_NUMBER):
    return text.isascii() and text.isdecimal() and len(text) <= longest


def number_in(text, longest=LONGEST_NUMBER):
    if not is_number(text, longest):
        raise Http404
    return int(text)


def rule_in(text):
    if not (text.isascii() and text.replace("_", "").isalnum() and len(text) <= LONGEST_RULE):
        raise Http404
    return text


def moment_in(text):
    return EPOCH + timedelta(microseconds=number_in(text, LONGEST_MOMENT))


def moment_as(at):
    """In microseconds, exactly: what follows a row must not meet it again."""
    return (at - EPOCH) // timedelta(microseconds=1)


def one_of(known):
    def reader(text):
        if text not in known:
            raise Http404
        return text

    return reader
