"""Which hosts a text seems to name. Pure: text in, hosts out; each text is gone through once."""

import re
import unicodedata
from functools import lru_cache
from ipaddress import ip_address

from comments.text import INVISIBLE_LETTERS

LETTERS = re.compile(r"(?:[^\W_]|[.-])+")
PATH = re.compile(r"(?::\d*)?[/?#]")
AUTHORITY = re.compile(r"[/\\]*([^/?#\\]*)")
FULL_STOPS = str.maketrans("。ꓸ", "..")  # an ideographic one counts in addresses; one looks so


def hosts_named_in(text):
    """Yield what a reader may take for the host of a link in `text`, lower-case, as drawn.

    That is a host anywhere in a word, but not in the path that follows one: "a.test/notes.html".
    """
    for word in dict.fromkeys("".join(map(_read, text)).split()):  # one said again is free
        before, scheme, rest = word.partition("://")
        yield from _hosts_in(before)
        if scheme:
            authority = AUTHORITY.match(rest)[1]
            yield from _hosts_in(authority)
            host = authority.rpartition("@")[2].partition(":")[0].strip(".")
            if host and host.isalnum():  # http://localhost
                yield host


def is_at_or_below(host, domain):
    return f".{host}".endswith(f".{domain}")


def _hosts_in(word):
    for letters in LETTERS.finditer(word):
        host = _host(letters.group())
        if host:
            yield host
            if PATH.match(word, letters.end()):
                return


def _host(letters):
    """`letters` without what can't be of a host at its ends, or "" when it is none."""
    labels = letters.lstrip(".-").split(".")
    if _is_address(letters.strip(".")):
        return letters.strip(".")
    while labels and not _is_top_level(labels[-1]):
        labels.pop()  # a full stop, a number, a file's page
    return ".".join(labels) if len(labels) > 1 else ""


def _is_top_level(label):
    letters = label.replace("-", "")
    return len(letters) > 1 and (letters.isalpha() or label.startswith("xn--"))


def _is_address(letters):
    try:
        return bool(ip_address(letters))
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def _read(typed):
    letters = unicodedata.normalize("NFKC", typed).lower().translate(FULL_STOPS)
    return "".join(
        c
        for c in letters
        if unicodedata.category(c)[0] != "M"
        and unicodedata.category(c) != "Cf"
        and c not in INVISIBLE_LETTERS
    )
