"""Moderating in the admin: what waits, why it waits, who wrote it, and four decisions."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, Decision
from tests.comments.reading import Elements
from tests.comments.scene import browser, discuss, last_comment, watch
from tests.factories import (
    make_author,
    make_comment,
    make_moderator,
    make_post,
    make_staff,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"
HOSTILE = """"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ x }}"""


@pytest.fixture
def moderator():
    return make_moderator(username="mona")


@pytest.fixture
def desk(moderator):
    return browser(moderator)


def page_of(comment):
    return f"{LIST}{comment.pk}/change/"


def rows(response):
    return [comment.pk for comment in response.context["cl"].result_list]


def seen(comment):
    return f"{comment.pk}:{comment.status}:{comment.revision}"


def decide(client, action, *comments, saw=None, **data):
    """As the list's form sends it: the action, the ticked rows, and what was seen of each."""
    form = {
        "action": action,
        "_selected_action": [comment.pk for comment in comments],
        "seen": [seen(comment) for comment in comments] if saw is None else saw,
        **data,
    }
    return client.post(LIST + "?status=all", form)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# The list ----------------------------------------------------------------------------------------


def test_it_opens_on_what_waits_oldest_first(desk):
    now = timezone.now()
    new, old, middle = (
        make_comment(status="pending", submitted_at=now - timedelta(hours=hours))
        for hours in (1, 9, 5)
    )
    for status in ("approved", "spam", "removed"):
        make_comment(status=status)

    assert rows(desk.get(LIST)) == [old.pk, middle.pk, new.pk]


@pytest.mark.parametrize("status", ["pending", "approved", "spam", "removed"])
def test_it_can_be_filtered_by_status(desk, status):
    comments = {
        made: make_comment(status=made) for made in ("pending", "approved", "spam", "removed")
    }

    assert rows(desk.get(LIST, {"status": status})) == [comments[status].pk]
    assert len(rows(desk.get(LIST, {"status": "all"}))) == 4


def test_it_says_why_a_reply_is_held_with_rule_limit_and_hosts(desk):
    watch("casino")
    post_reply(browser(), make_post(), body="https://a.test https://b.test https://a.test casino")

    page = Elements(desk.get(LIST).content.decode())

    assert "Links: 3, limit 2: a.test, b.test" in page.text
    assert "Watched terms: “casino”" in page.text
    assert "The author is not known yet." in page.text


def test_it_can_be_filtered_by_rule(desk):
    post_reply(browser(), make_post(), body="https://a.test https://b.test")
    links = last_comment()
    post_reply(browser(), make_post(), subject="filled")
    honeypot = last_comment()

    assert rows(desk.get(LIST, {"rule": "links"})) == [links.pk]
    assert rows(desk.get(LIST, {"rule": "honeypot"})) == [honeypot.pk]
    assert set(rows(desk.get(LIST, {"rule": "first_time"}))) == {links.pk, honeypot.pk}
    assert rows(desk.get(LIST, {"rule": "watched_terms"})) == []


def test_every_rule_that_holds_can_be_filtered_by():
    from comments.admin.filters import RULES
    from comments.rules import SPARING_STAFF

    assert set(RULES) == {rule.__name__ for rule in SPARING_STAFF} - {"flood"}


def test_it_can_be_filtered_by_post(desk):
    comment, _other = make_comment(status="pending"), make_comment(status="pending")

    assert rows(desk.get(LIST, {"post__id__exact": comment.post_id})) == [comment.pk]


@pytest.mark.parametrize("query", ["needle", "NEEDLE", "needle heap"])
@pytest.mark.parametrize("field", ["body", "author_name", "author_email"])
def test_it_can_be_searched(desk, field, query):
    values = {
        "body": "A needle in a heap.",
        "author_name": "Needle Heap",
        "author_email": "needle@heap.test",
    }
    comment = make_comment(status="pending", **{field: values[field]})
    make_comment(status="pending")

    assert rows(desk.get(LIST, {"q": query})) == [comment.pk]


def test_it_can_be_searched_by_network_address(desk):
    comment = make_comment(status="pending", ip_address="192.0.2.77")
    make_comment(status="pending", ip_address="2001:db8::1")

    assert rows(desk.get(LIST, {"q": "192.0.2.77"})) == [comment.pk]


@pytest.mark.parametrize(
    "query",
    [{"status": "nonsense"}, {"status": "\0"}, {"rule": "nonsense"}, {"rule": "\0"},
     {"rule": '"%_'},
     {"q": "\0"}, {"q": "x" * 3000}, {"q": "'\"%_\\"}, {"p": "abc"}, {"p": "99999999999999999999"},
     {"o": "99.-1.x"}, {"post__id__exact": "abc"}, {"post__id__exact": "9" * 40}, {"all": ""},
     {"body__contains": "x"}, {"e": "1"}, {"post__author__user__password__startswith": "x"}],
    ids=str,
)  # fmt: skip
def test_odd_queries_are_no_server_errors(desk, query):
    make_comment(status="pending")

    assert desk.get(LIST, query).status_code < 500


def test_it_costs_the_same_queries_for_one_row_and_for_many(desk):
    post_reply(browser(), make_post())
    desk.get(LIST)
    with CaptureQueriesContext(connection) as for_one:
        desk.get(LIST)
    for _number in range(30):
        make_comment(status="pending")

    with CaptureQueriesContext(connection) as for_many:
        desk.get(LIST)

    assert len(for_many) == len(for_one)


def test_a_row_carries_what_its_moderator_saw(desk):
    comment = make_comment(status="pending")

    fields = Elements(desk.get(LIST).content.decode()).named("input")

    assert seen(comment) in [field.get("value") for field in fields if field.get("name") == "seen"]


# The four decisions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "was", "became"),
    [("approve", "pending", "approved"), ("mark_as_spam", "pending", "spam"),
     ("remove", "approved", "removed"), ("restore", "spam", "pending")],
)  # fmt: skip
def test_an_action_decides_and_says_how_many(desk, moderator, action, was, became):
    comments = [make_comment(status=was) for _time in range(3)]

    response = decide(desk, action, *comments)

    assert told(response) == ["3 comments decided."]
    assert set(Comment.objects.values_list("status", flat=True)) == {became}
    assert [(d.was, d.became, d.by, d.via) for d in Decision.objects.all()] == [
        (was, became, moderator, "admin")
    ] * 3


def test_what_somebody_else_decided_is_left_and_told(desk):
    mine, theirs = make_comment(status="pending"), make_comment(status="pending")
    saw = [seen(mine), seen(theirs)]
    theirs.remove(by=make_moderator())

    response = decide(desk, "approve", mine, theirs, saw=saw)

    assert told(response) == [
        "1 comment decided.",
        "1 comment was left as it is: somebody else had decided it, or its text changed.",
    ]
    theirs.refresh_from_db()
    assert theirs.status == "removed"
    assert theirs.decisions.count() == 1


def test_what_somebody_else_decided_alike_is_told_too(desk):
    comment = make_comment(status="pending")
    saw = [seen(comment)]
    comment.approve(by=make_moderator())

    response = decide(desk, "approve", comment, saw=saw)

    assert told(response)[0].startswith("1 comment was left as it is")
    assert Decision.objects.count() == 1


def test_a_text_that_changed_since_is_left(desk):
    comment = make_comment(status="pending")
    saw = [seen(comment)]
    Comment.objects.filter(pk=comment.pk).update(revision=2, body="Not what was seen.")

    decide(desk, "approve", comment, saw=saw)

    assert Comment.objects.get().status == "pending"


@pytest.mark.parametrize(
    "saw", ["{}:approved:1", "{}:nonsense:1", "{}:pending:99", "{}:pending:0", "{}::1", "{}:\0:1"]
)
def test_a_forged_sight_decides_nothing(desk, saw):
    comment = make_comment(status="pending")

    decide(desk, "mark_as_spam", comment, saw=[saw.format(comment.pk)])

    assert Comment.objects.get().status == "pending"
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "saw", [[], [""], [":"], ["::::"], ["x:y:z"], ["1:pending:²"], ["1:pending:99999999999999"]]
)
def test_malformed_sights_are_no_server_errors(desk, saw):
    comment = make_comment(status="pending")

    assert decide(desk, "approve", comment, saw=saw).status_code == 302


def test_all_that_match_can_be_chosen_at_once(desk):
    for _time in range(3):
        make_comment(status="pending")
    make_comment(status="spam")

    desk.post(LIST, {"action": "approve", "_selected_action": [1], "select_across": "1"})

    assert Comment.objects.filter(status="approved").count() == 3
    assert Comment.objects.filter(status="spam").count() == 1


def test_one_comments_page_decides_too(desk):
    comment = make_comment(status="pending")

    response = desk.post(
        page_of(comment),
        {"CHANGE_FORM-action": "approve", "_selected_action": comment.pk, "seen": seen(comment)},
    )

    assert response.status_code == 302
    assert told(response) == ["1 comment decided."]
    assert Comment.objects.get().status == "approved"


def test_one_comments_page_leaves_what_somebody_else_decided(desk):
    comment = make_comment(status="pending")
    saw = seen(comment)
    comment.remove(by=make_moderator())

    response = desk.post(
        page_of(comment),
        {"CHANGE_FORM-action": "approve", "_selected_action": comment.pk, "seen": saw},
    )

    assert told(response)[0].startswith("1 comment was left as it is")
    assert Comment.objects.get().status == "removed"


# Nothing else decides ----------------------------------------------------------------------------


FORGED = {
    "status": "approved", "_save": "Save", "form-0-status": "approved", "form-0-id": "1",
    "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "revision": "9", "body": "Changed.",
    "_saveasnew": "1", "is_answer": "on", "author_name": "Changed",
}  # fmt: skip


@pytest.mark.parametrize("where", ["list", "page", "add", "delete"])
def test_status_posted_in_the_admin_changes_nothing(desk, where):
    comment = make_comment(status="pending", body="As it was.")
    addresses = {
        "list": LIST, "page": page_of(comment), "add": f"{LIST}add/",
        "delete": f"{LIST}{comment.pk}/delete/",
    }  # fmt: skip
    before = list(Comment.objects.values())

    response = desk.post(addresses[where], FORGED | ({"post": "yes"} if where == "delete" else {}))

    assert response.status_code in {200, 302, 403}
    assert list(Comment.objects.values()) == before
    assert not Decision.objects.exists()


def test_status_posted_with_the_public_form_changes_nothing(client):
    waiting = make_comment(status="pending")

    post_reply(
        client, waiting.post, status="approved", id=waiting.pk, pk=waiting.pk, action="approve"
    )

    assert set(Comment.objects.values_list("status", flat=True)) == {"pending"}


def test_a_superuser_cannot_edit_or_delete_either():
    root = browser(make_user(is_staff=True, is_superuser=True))
    comment = make_comment(status="pending", body="As it was.")

    root.post(page_of(comment), FORGED)
    root.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})
    root.post(LIST, {"action": "delete_selected", "_selected_action": comment.pk, "post": "yes"})

    assert Comment.objects.get().status == "pending"
    assert Comment.objects.get().body == "As it was."


@pytest.mark.parametrize("make", [make_user, make_staff])
def test_without_the_right_nobody_decides(make):
    comment = make_comment(status="pending")
    client = browser(make())

    assert client.get(LIST).status_code in {302, 403}
    assert client.get(page_of(comment)).status_code in {302, 403}
    decide(client, "approve", comment)

    assert Comment.objects.get().status == "pending"


# Editors -----------------------------------------------------------------------------------------


def test_an_editor_sees_and_decides_on_their_own_posts_only():
    author = make_author()
    mine = make_comment(status="pending", post=make_post(author=author))
    other = make_comment(status="pending", body="Not for you.", author_name="Secret")
    editor = browser(author.user)

    response = editor.get(LIST)
    decide(editor, "approve", mine, other)

    assert rows(response) == [mine.pk]
    assert b"Not for you." not in response.content
    assert other.post.title.encode() not in response.content
    assert editor.get(page_of(other)).status_code == 302
    assert set(Comment.objects.approved()) == {mine}


def test_an_editor_cannot_decide_by_another_comments_page():
    editor = browser(make_author().user)
    other = make_comment(status="pending")

    editor.post(
        page_of(other),
        {"CHANGE_FORM-action": "approve", "_selected_action": other.pk, "seen": seen(other)},
    )

    assert Comment.objects.get().status == "pending"


# One comment's page ------------------------------------------------------------------------------


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


# What else moderators set ------------------------------------------------------------------------


def test_the_settings_are_one_row_and_change_what_happens(desk, client):
    response = desk.get("/admin/comments/discussionsettings/")
    assert response.headers["Location"] == "/admin/comments/discussionsettings/1/change/"

    form = desk.get(response.headers["Location"]).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value is not False}
    desk.post(response.headers["Location"], values | {"links_limit": "1", "holds_first_time": ""})
    post_reply(client, make_post(), body="https://a.test/")

    assert [finding["rule"] for finding in last_comment().findings] == ["links"]


@pytest.mark.parametrize(
    "wrong", [{"text_max_length": "10"}, {"name_max_length": "500"}, {"flood_seconds": "-1"},
              {"closes_after_days": "9999999"}, {"links_limit": "9" * 30}, {"links_limit": ""}],
)  # fmt: skip
def test_settings_out_of_bounds_are_refused(desk, wrong):
    before = discuss()
    address = "/admin/comments/discussionsettings/1/change/"
    form = desk.get(address).context["adminform"].form

    response = desk.post(address, {k: v for k, v in form.initial.items() if v is not False} | wrong)

    assert response.status_code == 200
    before.refresh_from_db()
    assert (before.text_max_length, before.links_limit) == (5000, 2)


def test_a_watched_term_remembers_who_added_it(desk, moderator, client):
    desk.post(
        "/admin/comments/watchedterm/add/",
        {"pattern": " casino ", "match": "word", "effect": "hold", "note": "Ads"},
    )
    post_reply(client, make_post(), body="casino")

    from comments.models import WatchedTerm

    assert WatchedTerm.objects.get().by == moderator
    assert WatchedTerm.objects.get().pattern == "casino"
    assert last_comment().findings[0]["rule"] == "watched_terms"
    assert desk.get("/admin/comments/watchedterm/").status_code == 200
