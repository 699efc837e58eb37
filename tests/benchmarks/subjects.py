"""What is asked of the servers, and what each answers it with."""

import itertools
from typing import NamedTuple
from urllib.parse import urlencode

from tests.benchmarks import load
from tests.benchmarks.prose import word_of_rank
from tests.benchmarks.site_of_any_size import path_of

REPLIES = (10, 200, 10_000)
POSTED_ON, WEIGHED = 100, 100  # the post with so many replies of its own
# No page knows this one, so none is kept.
PAST_THE_CACHE = "?bench=1"
_numbers = itertools.count(1)


class Subject(NamedTuple):
    name: str
    server: str  # "null", "conversation" or "library"
    make: object  # called for the requests of one round
    status: int = 200


def subjects(ports, session):
    """All of them, in the order of the table; `session` is a moderator's cookie."""
    yield Subject("null view, Django’s own middleware", "null", _gets("/null/"))
    for number in REPLIES:
        yield Subject(f"post page, {number:,} replies", "conversation", _gets(path_of(number)))
    tag = _etag(ports["conversation"], path_of(200))
    unchanged = _gets(path_of(200), If_None_Match=tag)
    yield Subject("its 304 (200 replies)", "conversation", unchanged, 304)
    for number in REPLIES:
        past = _gets(path_of(number) + PAST_THE_CACHE)
        yield Subject(f"uncached post page, {number:,} replies", "conversation", past)
    yield Subject("index", "conversation", _gets("/"))
    yield Subject("uncached index of 1,000 posts", "conversation", _gets("/" + PAST_THE_CACHE))
    common, rare = word_of_rank(20), word_of_rank(9_000)
    four = " ".join(map(word_of_rank, (5, 20, 60, 200)))
    for name, query in (
        ("a common word", {"q": common}),
        ("its page 2", {"q": common, "page": 2}),
        ("a rare word", {"q": rare}),
        ("four words", {"q": four}),
    ):
        path = f"/search/?{urlencode(query)}"
        yield Subject(f"search in 20,000 posts: {name}", "library", _gets(path))
    yield Subject("posting a reply", "conversation", _replies, 303)
    desk = _gets("/moderation/", Cookie=f"sessionid={session}")
    yield Subject("the desk’s list", "conversation", desk)


def _gets(path, **headers):
    return lambda: [load.request(path, **load.LIKE_A_BROWSER, **headers)]


def _replies(number=2_000):
    """Each by a reader of its own."""
    return [
        load.request(
            f"{path_of(POSTED_ON)}reply/",
            method="POST",
            body=_form(next(_numbers)),
            Content_Type="application/x-www-form-urlencoded",
            Sec_Fetch_Site="same-origin",
        )
        for _reply in range(number)
    ]


def _form(number):
    return urlencode(
        {
            "body": f"A thought of *some* length, number {number}. " + "It goes on a little. " * 12,
            "name": "Rita Reader",
            "email": f"rita{number}@example.org",
            "url": "",
            "subject": "",
            "to": "",
            "nonce": "",
        }
    ).encode()


def _etag(port, path):
    _status, head, _body = load.ask(port, load.request(path, **load.LIKE_A_BROWSER))
    found = [line for line in head.decode().split("\r\n") if line.lower().startswith("etag:")]
    return found[0].partition(":")[2].strip() if found else '"none"'
