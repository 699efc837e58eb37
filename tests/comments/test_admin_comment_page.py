"""One comment's page in the admin: as readers will see it, why it is held, its thread."""

import pytest

from tests.comments.desk import LIST, page_of
from tests.comments.reading import Elements
from tests.comments.scene import browser, discuss, last_comment, watch
from tests.factories import (
    make_comment,
    make_moderator,
    make_post,
    post_reply,
)

pytestmark = pytest.mark.django_db

HOSTILE = """"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ x }}"""


def test_it_shows_the_text_as_readers_will_see_it(desk):
    comment = make_comment(status="pending", body="An *idea*: <b>raw</b> [x](https://a.test/)")

    page = desk.get(page_of(comment)).content.decode()

    assert comment.body_html in page


def test_it_shows_the_findings_with_their_evidence(desk):
    watch("casino")
    post_reply(browser(), make_post(), body="A CASINO near you")

    page = Elements(desk.get(page_of(last_comment())).content.decode())

    assert "Watched terms: “casino”" in page.text
    assert "CASINO" in page.text


def test_it_shows_the_thread_and_the_decisions(desk, moderator):
    root = make_comment(author_name="Rudi Root")
    comment = make_comment(parent=root, status="pending")
    make_comment(parent=comment, author_name="Lea Leaf", status="spam")
    make_comment(post=root.post, author_name="Otto Other")
    comment.approve(by=moderator, reason="A good point.")

    page = Elements(desk.get(page_of(comment)).content.decode())

    assert "Rudi Root" in page.text
    assert "Lea Leaf" in page.text
    assert "Otto Other" not in page.text
    assert "A good point." in page.text
    assert "mona" in page.text
    links = [link.get("href") for link in page.named("a")]
    assert f"/posts/{root.post.slug}/reply/?to={comment.pk}#reply" in links


def test_of_a_long_thread_it_shows_what_stands_close_by(desk):
    root = make_comment(author_name="Rudi Root")
    replies = [make_comment(parent=root, author_name=f"Number {number}.") for number in range(40)]

    page = Elements(desk.get(page_of(replies[20])).content.decode())

    assert all(name in page.text for name in ("Rudi Root", "Number 19.", "Number 21."))
    assert "Number 0." not in page.text
    assert "14 more in this thread" in page.text


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_is_not_public_has_no_link_to_reply(desk, status):
    comment = make_comment(status=status)

    page = Elements(desk.get(page_of(comment)).content.decode())

    assert not [link for link in page.named("a") if "/reply/" in link.get("href", "")]


@pytest.mark.parametrize("address", ["list", "page"])
def test_hostile_text_is_text_on_every_screen(desk, address):
    watch("alert", match="substring")
    discuss(links_limit=1)
    post = make_post(title=HOSTILE)
    parent = make_comment(post=post, author_name=HOSTILE[:100], body=HOSTILE)
    comment = make_comment(
        status="pending", parent=parent, author_name=HOSTILE[:100], body=HOSTILE,
        author_url="http://x.test/?'onmouseover='alert(1)'\"><script>", user_agent=HOSTILE,
        author_email='"><script>alert(1)</script>@x.test',
        findings=[
            {"rule": HOSTILE, "verdict": HOSTILE, "reason": HOSTILE,
             "evidence": [{"field": HOSTILE, "start": 0, "end": 3, "text": HOSTILE}]},
        ],
    )  # fmt: skip
    comment.approve(by=make_moderator(username="x"), reason=HOSTILE)
    comment.restore(by=make_moderator(username="y"))

    response = desk.get(LIST if address == "list" else page_of(comment))

    elements = Elements(response.content.decode())
    assert HOSTILE in elements.text
    assert "alert(1)" not in "".join(str(found) for found in elements.named("script"))
    assert "x" not in [image["src"] for image in elements.named("img")]
    assert not [
        found for _tag, found in elements.all if any(name.startswith("on") for name in found)
    ]
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    "findings",
    [{}, "", "text", [], [{}], [None], [1], ["text"], [[]], [{"reason": None}],
     [{"evidence": None}],
     [{"evidence": []}], [{"evidence": [{}]}], [{"evidence": ["x", 1, None]}],
      [{"evidence": "text"}],
     {"rule": "links"}],
    ids=str,
)  # fmt: skip
def test_findings_of_odd_shape_are_no_server_errors(desk, findings):
    comment = make_comment(status="pending", findings=findings)

    assert desk.get(LIST).status_code == 200
    assert desk.get(LIST, {"rule": "links"}).status_code == 200
    assert desk.get(page_of(comment)).status_code == 200


def test_the_admin_obeys_the_same_policy_for_scripts_as_every_page(desk):
    response = desk.get(LIST)

    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    for script in Elements(response.content.decode()).named("script"):
        assert "src" in script or script.get("type") == "application/json"


@pytest.mark.parametrize("number", ["0", "999999", "-1", "abc", "9" * 30, "_00", "1_2F"])
def test_a_comment_that_there_is_not_has_no_page(desk, number):
    assert desk.get(f"{LIST}{number}/change/").status_code in {302, 404}
