"""No bytes make a 500: thousands of made-up requests over every route, method, query and field.

PostgreSQL refuses what SQLite stores (NUL above all), so this runs on both.
"""

from urllib.parse import quote, urlencode

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Comment
from tests.comments.scene import discuss
from tests.factories import make_comment, make_page, make_post, make_staff

REQUESTS = 180  # for each of the groups below, of which there are more than four
HOSTILE = [
    "", " ", "0", "-1", "1", "2", "1e20", "²", "٣", "99999999999999999999", "true", "null", "%00",
    "\0", "a\0b", "\ud800", "\x1b[0m", "\r\nX: y", "💥" * 40, "ü", "日本", "\u202eabc", "../../etc",
    "'", '"><script>', "{{ 7 }}", "%", "_", "\\", "[" * 400, "://" * 200, "a" * 9000,
    "javascript:alert(1)", "http://[", "http://a b", "https://example.org", "a@b", "a@example.org",
]  # fmt: skip
FIELDS = [
    "body", "name", "email", "url", "is_answer", "save_my_name", "subject", "to", "nonce", "q",
    "page", "mine", "order", "show", "thread", "mailed", "withdrawn", "answer", "status", "parent",
    "action", "_selected_action", "seen", "e", "o",
    "p", "all", "rule", "status__exact", "post__id__exact", "post", "csrfmiddlewaretoken",
    "select_across", "index", "CHANGE_FORM-action", "reason", "CHANGE_FORM-reason", "kind",
    "revision", "written", "reported", "code", "proof", "session", "next",
]  # fmt: skip
METHODS = ["GET", "GET", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
CONTENT_TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain",
    "",
    "\xff",
]
FETCH_SITES = ["same-origin"] * 5 + ["cross-site", "none", "\xff"]
HEADERS = {
    "HTTP_SEC_FETCH_SITE": FETCH_SITES,
    "HTTP_ORIGIN": ["http://testserver", "null", "http://[", "\xff"],
    "HTTP_X_FORWARDED_FOR": ["1.2.3.4", "999.1.1.1", "::1, x", "\xff"],
    "REMOTE_ADDR": ["192.0.2.1", "::1", "", "not an address", "fe80::1%eth0"],
    "HTTP_COOKIE": ["reader=%7B", "reader=%22x%22", "own=1.x.y", "own=\xff", "sessionid=x"],
    "HTTP_USER_AGENT": ["x" * 3000, "\xff\x00", "'"],
    "HTTP_ACCEPT_LANGUAGE": ["xx", "*", "de;q=x"],
}

text = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
pairs = st.lists(st.tuples(st.sampled_from(FIELDS), text), max_size=8)


def routes(patterns, prefix=""):
    """Every route as (route, converters), the admin's left to a group of its own."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.pattern.converters
        elif not route.startswith("admin"):
            yield from routes(pattern.url_patterns, route)


ROUTES = sorted({route for route, _converters in routes(get_resolver().url_patterns)})


@st.composite
def paths(draw, among):
    path = draw(st.sampled_from(among))
    while "<" in path:
        before, _open, rest = path.partition("<")
        _converter, _close, after = rest.partition(">")
        value = draw(st.one_of(st.sampled_from(["1", "2", "a-post", "2026", "11", "tag"]), text))
        path = f"{before}{quote(value.encode('utf-8', 'surrogatepass'), safe='')}{after}"
    return "/" + path


def encoded(values):
    return urlencode([(k, v.encode("utf-8", "surrogatepass")) for k, v in values])


def ask(client, draw_from, path):
    query, form, method, content_type, headers, raw = draw_from
    body = raw or encoded(form).encode()
    return client.generic(
        method, path, body, content_type=content_type, QUERY_STRING=encoded(query), **headers
    )


requests = st.tuples(
    pairs,
    pairs,
    st.sampled_from(METHODS),
    st.sampled_from([*CONTENT_TYPES[:1] * 6, *CONTENT_TYPES]),
    st.fixed_dictionaries(
        {},
        optional={name: st.sampled_from(values) for name, values in HEADERS.items()},
    ),
    st.one_of(st.just(b""), st.just(b""), st.binary(max_size=60)),
)
many = settings(
    max_examples=REQUESTS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def people(db):
    """A site with something at every address, and a client for each kind of person."""
    post = make_post(slug="a-post", tags=["tag"])
    make_post(slug="closed", accepts_comments=False)
    make_page(slug="about")
    make_comment(post=post)
    waiting = make_comment(post=post, status="pending")
    reader, staff = Client(raise_request_exception=False), Client(raise_request_exception=False)
    signed = TimestampSigner(salt=f"comments.own:{post.pk}", sep=".").sign(str(waiting.pk))
    reader.cookies["own"] = signed
    staff.force_login(make_staff(is_superuser=True))
    return {"reader": reader, "staff": staff}


@pytest.mark.parametrize("who", ["reader", "staff"])
@pytest.mark.parametrize("part", [0, 1])
def test_no_request_to_a_public_route_is_a_500(people, who, part):
    @many
    @given(path=paths(ROUTES[part::2]), request=requests)
    def run(path, request):
        assert ask(people[who], request, path).status_code < 500

    run()


def test_no_reply_form_whatever_is_in_it_is_a_500(people):
    """Most random requests miss the form; these all reach it."""
    form_fields = st.fixed_dictionaries(
        {
            "body": text,
            "name": st.one_of(st.just("Ann"), text),
            "email": st.one_of(st.just("ann@example.org"), text),
        },
        optional=dict.fromkeys(("url", "to", "nonce", "subject", "is_answer"), text),
    )

    @many
    @given(form=form_fields, address=st.integers(1, 2**32 - 2))
    def run(form, address):
        octets = ".".join(str(byte) for byte in address.to_bytes(4))
        answer = people["reader"].generic(
            "POST",
            "/posts/a-post/reply/",
            encoded(form.items()),
            content_type="application/x-www-form-urlencoded",
            HTTP_SEC_FETCH_SITE="same-origin",
            REMOTE_ADDR=octets,
        )
        assert answer.status_code in {303, 403, 409, 422, 429}

    run()


@pytest.mark.parametrize("what", ["edit", "withdraw", "report"])
def test_no_form_about_a_comment_that_is_there_is_a_500(people, what):
    """The author's own and everybody's: most random requests miss those too."""
    public, waiting = Comment.objects.order_by("pk")
    address = {
        "edit": f"/posts/a-post/replies/{waiting.pk}/edit/",
        "withdraw": f"/posts/a-post/replies/{waiting.pk}/withdraw/",
        "report": f"/comments/{public.pk}/report/",
    }[what]
    Comment.objects.update(submitted_at=timezone.now())
    discuss(flags_to_hold=0)  # so that what is reported stays there
    make_comment(parent=waiting, status="spam")  # so it can't be withdrawn, and is met each time
    fields = st.fixed_dictionaries(
        {"body": text, "kind": st.one_of(st.just("spam"), text)},
        optional=dict.fromkeys(("seen", "is_answer", "reason", "revision", "written"), text),
    )

    @settings(many, max_examples=100)
    @given(form=fields, address_of_network=st.integers(1, 2**32 - 2))
    def run(form, address_of_network):
        octets = ".".join(str(byte) for byte in address_of_network.to_bytes(4))
        answer = people["reader"].generic(
            "POST", address, encoded(form.items()),
            content_type="application/x-www-form-urlencoded",
            HTTP_SEC_FETCH_SITE="same-origin", REMOTE_ADDR=octets,
        )  # fmt: skip
        assert answer.status_code in {200, 303, 403, 409, 422, 429}

    run()


@pytest.mark.parametrize("page", ["comments/comment", "posts/post", "comments/watchedterm"])
def test_no_query_or_form_of_an_admin_list_is_a_500(people, page):
    @settings(many, max_examples=60)
    @given(query=pairs, form=pairs)
    def run(query, form):
        for ask_with in (people["staff"].get, people["staff"].post):
            answer = ask_with(f"/admin/{page}/", QUERY_STRING=encoded(query))
            assert answer.status_code < 500
        answer = people["staff"].generic(
            "POST",
            f"/admin/{page}/",
            encoded(form),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code < 500

    run()
