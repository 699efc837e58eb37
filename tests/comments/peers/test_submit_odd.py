"""Posts that no form of ours sends: other methods, types, targets and addresses."""

import json

import pytest
from django.test import Client

from comments.models import Comment
from tests.comments.peers.ledger import carries
from tests.comments.reading import Form
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import SAME_ORIGIN, make_comment, make_post, post_reply, reply_form

pytestmark = pytest.mark.django_db

# A post is named by the address that is posted to, and by nothing in the form.
NOWHERE = {
    "submit.django-002": "/posts//reply/",
    "submit.django-003": "/posts/Nobody expects/reply/",
    "submit.django-004": "/posts/app.article'\"()&%<acx><ScRiPt >prompt(998230)</ScRiPt>/reply/",
    "submit.django-005": "/posts/reply/",
    "submit.django-006": "/posts/14/reply/",
    "submit.django-007": "/posts/\ufffd/reply/",
    "submit.django-008": "/posts/cookies/reply/",
}
JSON = {
    "submit.types-001": {},
    "submit.types-002": {"text": "...", "body": "...", "parent": "xxx", "to": "xxx"},
    "submit.types-003": {"text": True, "author": 3.14, "body": True, "name": 3.14},
    "submit.types-004": {"text": "", "body": ""},
    "submit.types-005": {"text": "\n\n\n", "body": "\n\n\n"},
    "submit.types-006": {"text": "...", "body": "...", "email": "*" * 254},
    "submit.types-007": {"text": "...", "body": "...", "email": "*" * 1000},
}
NEXT = {
    "submit.django-012": "http://badserver/somewhere/else/",
    "submit.django-013": "/somewhere/else/?foo=bar",
}
ADDRESSES = {
    "submit.django-014": ("2a02::223:6cff:fe8a:2e8a", "2a02::223:6cff:fe8a:2e8a"),
    "submit.django-015": ("::ffff:18.52.18.52", "18.52.18.52"),
    "submit.django-016": ("", None),
}


@carries("submit.django-001")
def test_asking_for_the_form_shows_it_and_posts_nothing():
    post = make_post()

    response = browser().get(f"/posts/{post.slug}/reply/", reply_form(body="Not posted."))

    assert response.status_code == 200
    assert Form(response).found
    assert browser().put(f"/posts/{post.slug}/reply/").status_code == 405
    assert not Comment.objects.exists()


@carries(NOWHERE)
@pytest.mark.parametrize("fact", NOWHERE)
def test_what_no_post_is_called_takes_no_reply(fact):
    make_post(slug="app.article")
    body = reply_form(content_type="posts.post", object_pk="1", body="<b>Whose</b> is this?")

    response = Client().post(NOWHERE[fact], body, headers=SAME_ORIGIN)

    assert response.status_code in {404, 405}
    assert not Comment.objects.exists()
    assert b"<ScRiPt" not in response.content
    assert b"<b>Whose" not in response.content


@carries("submit.django-009", "submit.django-010")
def test_a_form_never_expires_and_carries_no_seal():
    post = make_post()
    form = Form(browser().get(f"/posts/{post.slug}/"))
    old = {"timestamp": "1122334455", "security_hash": "tampered"}

    response = post_reply(browser(), post, **{**form.values, **reply_form(), **old})

    assert response.status_code == 303
    assert not {"timestamp", "security_hash", "csrfmiddlewaretoken"} & set(form.values)


@carries("submit.django-011")
def test_a_filled_honeypot_holds_and_says_nothing():
    discuss(holds_first_time=False)

    response = post_reply(browser(), make_post(), subject="I am a robot")

    assert response.status_code == 303
    assert last_comment().status == "pending"
    assert [finding["rule"] for finding in last_comment().findings] == ["honeypot"]


@carries(NEXT)
@pytest.mark.parametrize("fact", NEXT)
def test_one_comes_back_to_the_post_and_to_nowhere_else(fact):
    post = make_post()

    response = post_reply(browser(), post, next=NEXT[fact])

    assert response.status_code == 303
    assert response["Location"].startswith(f"/posts/{post.slug}/?mine=")
    assert "else" not in response["Location"]


@carries(ADDRESSES)
@pytest.mark.parametrize("fact", ADDRESSES)
def test_a_network_address_is_stored_in_one_spelling(fact):
    remote, stored = ADDRESSES[fact]
    post = make_post()

    response = Client().post(
        f"/posts/{post.slug}/reply/", reply_form(), headers=SAME_ORIGIN, REMOTE_ADDR=remote
    )

    assert response.status_code == 303
    assert last_comment().ip_address == stored


@carries("submit.django-017")
def test_the_same_form_sent_twice_is_one_comment():
    post, reader, form = make_post(), browser(), reply_form()

    answers = [post_reply(reader, post, ip="192.0.2.1", **form) for _again in range(2)]

    assert Comment.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]


@carries(JSON)
@pytest.mark.parametrize("fact", JSON)
def test_what_is_no_form_is_no_reply(fact):
    post = make_post()

    response = Client().post(
        f"/posts/{post.slug}/reply/",
        json.dumps(JSON[fact]),
        content_type="application/json",
        headers=SAME_ORIGIN,
    )

    assert response.status_code == 422
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        ("submit.types-002", 403),
        ("submit.types-003", 303),  # a form holds text only: by "3.14", who says "True"
        ("submit.types-004", 422),
        ("submit.types-005", 422),
        ("submit.types-006", 422),
        ("submit.types-007", 422),
    ],
)
def test_the_same_in_a_form(fact, status):
    fields = {field: str(value) for field, value in JSON[fact].items()}

    response = post_reply(browser(), make_post(), **fields)

    assert response.status_code == status
    assert Comment.objects.exists() is (status == 303)


@carries("image-001", "image-002")
@pytest.mark.parametrize(
    ("called", "content"),
    [
        ("bomb.gif", b"GIF89a\xff\xff\xff\xff\x80\x00\x00\x00"),
        ("page.png", b"<html><script>alert(1)</script>"),
    ],
)
def test_a_file_sent_along_is_dropped(called, content, tmp_path):
    post = make_post()
    (tmp_path / called).write_bytes(content)

    with (tmp_path / called).open("rb") as file:
        response = post_reply(browser(), post, picture=file)

    assert response.status_code == 303
    assert "alert" not in last_comment().body_html
    with (tmp_path / called).open("rb") as file:
        assert post_reply(browser(), post, body=file).status_code == 422
    assert not [f for f in Comment._meta.get_fields() if f.get_internal_type() == "FileField"]
    assert make_comment().body_html.count("<img") == 0
