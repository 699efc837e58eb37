"""What readers put into the small fields, and what of it a page shows."""

from xml.etree.ElementTree import fromstring

import pytest

from comments.forms.reply import ReplyForm
from comments.models import Comment
from tests.comments.peers.ledger import carries
from tests.comments.peers.parsed import SCHEMES, scheme_of
from tests.comments.peers.test_sanitize import HOSTILE
from tests.comments.reading import Elements
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_comment, make_post, post_reply, reply_form

pytestmark = pytest.mark.django_db

BREAKING_OUT = "http://x.com/?'onmouseover='alert(document.domain)'x='"
WEBSITES = {
    "field.website_valid-001": ("example.tld", True),
    "field.website_valid-002": ("http://example.tld", True),
    "field.website_valid-003": ("https://example.tld", True),
    "field.website_valid-004": ("https://exämple.tld", True),
    "field.website_valid-005": ("https://example.tld:1337/", True),
    "field.website_valid-006": ("https://example.tld:1337/foobar?p=1#isso-thread", True),
    "field.website_valid-007": ("ftp://example.tld/", False),
    "field.website_valid-008": ("tel:+1234567890", False),
    "field.website_valid-009": ("+1234567890", False),
    "field.website_valid-010": ("spam", False),
    "field.website_valid-011": ("javascript:alert(1)", False),
    "field.website_valid-012": ("data:text/html,<script>alert(1)</script>", False),
    "field.website_valid-013": ("//evil.example", True),  # with the scheme that it lacks
    "field.website_valid-014": ("http://", False),
    "field.website_valid-015": (f"http://{'a' * 300}.com", False),
    # Where a peer keeps these, in part or escaped, we say that they are no address of a website.
    "field.url-001": ("javascript:alert(document.domain)//", False),
    "field.url-002": ("<script>alert()</script>", False),
    "field.url-003": ("<a href=javascript:alert(document.domain)//>xxx</a>", False),
    "field.url-004": ("/p/2021/03/23/prep-747/#remark42__comment-1b36", False),
}
TITLES = {
    "field.post_title-001": "<script>alert()</script>something",
    "field.post_title-002": '<a href="https://example.com">test</a>',
    "field.post_title-003": "https://example.com/blah",
}


@pytest.fixture(autouse=True)
def _open_house():
    discuss(
        holds_first_time=False,
        flood_seconds=0,
        post_replies=0,
        site_replies=0,
        links_limit=0,
        threads_per_page=100,
    )


def pages_of(post):
    """Every page of a post's threads, as anybody reads them."""
    shown, page = [], browser().get(f"/posts/{post.slug}/")
    while page.status_code == 200:
        shown.append(page.content.decode())
        page = browser().get(f"/posts/{post.slug}/?page={len(shown) + 1}")
    return shown


def signs_of(markup):
    """What a page holds that could do something: elements, and attributes with a script in them."""
    elements = Elements(markup).all
    active = sorted(
        tag for tag, _a in elements if tag in {"script", "iframe", "img", "object", "style"}
    )
    scripted = [
        (tag, name, value)
        for tag, attributes in elements
        for name, value in attributes.items()
        if name.startswith("on")
        or name in {"srcdoc", "style", "formaction"}
        or (
            name in {"href", "src"}
            and ":" in (value or "").split("/")[0]
            and scheme_of(value) not in SCHEMES
        )
    ]
    return active, scripted


@carries(WEBSITES)
@pytest.mark.parametrize("fact", WEBSITES)
def test_a_website_is_an_address_of_the_web(fact):
    typed, is_one = WEBSITES[fact]

    response = post_reply(browser(), make_post(), url=typed)

    assert response.status_code == (303 if is_one else 422)
    assert Comment.objects.exists() is is_one
    if is_one:
        assert last_comment().author_url.endswith(typed)
        assert scheme_of(last_comment().author_url) in {"http", "https"}


@carries("field.website-001")
def test_a_website_stays_within_its_attribute():
    post = make_post()

    assert post_reply(browser(), post, url=BREAKING_OUT).status_code == 303

    page = browser().get(f"/posts/{post.slug}/").content.decode()
    (link,) = [a for a in Elements(page).named("a") if a["href"].startswith("http://x.com/")]
    assert link == {"href": last_comment().author_url, "rel": "nofollow ugc noopener"}
    assert (
        "'" not in page[page.index("http://x.com/") : page.index('"', page.index("http://x.com/"))]
    )


@carries("field.author-001")
def test_a_name_is_text():
    post = make_post()
    post_reply(browser(), post, name="<script>alert(1)</script>")

    page = browser().get(f"/posts/{post.slug}/").content.decode()

    assert last_comment().author_name == "alert(1)"
    assert "<script>alert" not in page
    assert "<bdi>alert(1)</bdi>" in page


def test_hostile_names_do_nothing_on_the_page():
    post, plain = make_post(), make_post()
    make_comment(post=plain, author_url="https://a.test/")
    for number, case in enumerate(HOSTILE.values()):
        typed = case["typed"]
        answer = post_reply(browser(), post, name=typed[:100], body=f"Number {number}.")
        assert answer.status_code in {303, 422}
    assert Comment.objects.filter(post=post).count() > 200

    usual = signs_of(pages_of(plain)[0])
    pages = pages_of(post)
    assert len(pages) > 2
    for page in pages:
        assert signs_of(page) == usual
        assert "Number" in page


def test_of_hostile_websites_and_addresses_only_real_ones_are_taken():
    form = {"post": make_post(), "policy": discuss()}
    typed = [case["typed"] for case in HOSTILE.values()]

    for hostile in [*typed, *(f"javascript:{text}" for text in typed)]:
        filled = ReplyForm(reply_form(url=hostile, email=hostile), **form)
        if "url" not in filled.errors:
            assert scheme_of(filled.cleaned_data["url"]) in {"", "http", "https"}
        if "email" not in filled.errors:
            assert "<" not in filled.cleaned_data["email"]


@carries(TITLES)
@pytest.mark.parametrize("fact", TITLES)
def test_a_title_is_text_wherever_it_stands(fact):
    post = make_post(title=TITLES[fact], slug="titled")
    usual = signs_of(browser().get(f"/posts/{make_post().slug}/").content.decode())
    make_comment(post=post)

    page = browser().get("/posts/titled/").content.decode()

    assert TITLES[fact] in " ".join(Elements(page).text.split())
    assert signs_of(page) == usual
    for feed in ("/feed/", "/posts/titled/comments/feed/"):
        response = browser().get(feed)
        assert response.status_code == 200
        assert TITLES[fact] in "".join(fromstring(response.content).itertext())
