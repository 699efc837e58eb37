"""Whatever is refused, and why: the form comes back with every word as it was typed."""

import pytest

from comments.models import Comment, DiscussionSettings
from tests.comments.reading import Form
from tests.comments.scene import discuss
from tests.factories import make_comment, make_post, post_reply

pytestmark = pytest.mark.django_db

LONG = ("🎲 “Zitat” <b>&amp;</b> é e\u0301 日本 \u202e\u200b 'x' `y` \\ %41 +\t|" * 200)[
    :4990
] + "end."
TEXTS = {
    "long": LONG,
    "leading lines": "\n\n\n  Text after empty lines.\n\n",
    "one leading line": "\nText.",
    "quotes": """ "double" 'single' &quot;entity&quot; &#39; &lt;b&gt; """,
    "end of the field": "Before </textarea><script>alert(1)</script><textarea> after",
    "markup": "<!-- comment --> <![CDATA[x]]> </form></body> &nbsp; &",
    "template": "{{ form }} {% url 'x' %} {# x #}",
    "lines": "one\ntwo\n\nthree\n",
}


def typed(text, post, parent):
    return {
        "body": text,
        "name": "  Anné <b>“O'Neill”</b> \u202e & Co ",
        "email": " ann+tag@example.org ",
        "url": "example.org/?a=1&b=\"'",
        "is_answer": "on",
        "save_my_name": "on",
        "to": parent.pk,
        "subject": "",
        "nonce": "n0nce-&\"'",
    }


def as_sent(form):
    """A browser sends line ends as CR LF."""
    return {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in form.items()
    }


def is_all_there(response, form, target):
    shown = Form(response)
    assert shown.found
    kept = {name: value.replace("\r\n", "\n") for name, value in shown.values.items()}
    texts = {name: form[name] for name in ("body", "name", "email", "url", "nonce")}
    assert {name: kept[name] for name in texts} == texts
    assert kept["to"] == str(target)
    assert shown.ticked == {"is_answer", "save_my_name"}
    return True


@pytest.fixture
def scene():
    post = make_post()
    return post, make_comment(post=post)


@pytest.mark.parametrize("text", TEXTS)
def test_after_a_mistake(client, scene, text):
    post, parent = scene
    form = typed(TEXTS[text], post, parent) | {"email": "no address"}

    response = post_reply(client, post, **as_sent(form))

    assert response.status_code == 422
    assert is_all_there(response, form, parent.pk)


@pytest.mark.parametrize("text", TEXTS)
def test_after_a_cross_site_refusal(client, scene, text):
    post, parent = scene
    form = typed(TEXTS[text], post, parent)

    response = post_reply(client, post, headers={"Sec-Fetch-Site": "cross-site"}, **as_sent(form))

    assert response.status_code == 403
    assert is_all_there(response, form, parent.pk)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("closing", ["by switch", "by age", "account needed"])
def test_after_the_post_was_closed(client, scene, closing):
    post, parent = scene
    form = typed(LONG, post, parent)
    if closing == "by switch":
        post.accepts_comments = False
        post.save()
    elif closing == "by age":
        discuss(closes_old_posts=True, closes_after_days=0)
    else:
        discuss(requires_account=True)

    response = post_reply(client, post, **as_sent(form))

    assert response.status_code == 403
    assert is_all_there(response, form, parent.pk)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", TEXTS)
def test_after_a_duplicate(client, scene, text):
    post, parent = scene
    form = typed(TEXTS[text], post, parent)
    discuss(flood_seconds=0)
    first = post_reply(client, post, **as_sent(form))

    response = post_reply(client, post, **as_sent(form) | {"nonce": "another"})

    assert first.status_code == 303
    assert response.status_code == 409
    assert is_all_there(response, form | {"nonce": "another"}, parent.pk)


@pytest.mark.parametrize("text", TEXTS)
def test_after_posting_too_quickly(client, scene, text):
    post, parent = scene
    form = typed(TEXTS[text], post, parent)
    post_reply(client, post, ip="192.0.2.1")

    response = post_reply(client, post, ip="192.0.2.1", **as_sent(form))

    assert response.status_code == 429
    assert is_all_there(response, form, parent.pk)


def test_after_the_parent_was_removed_all_but_the_target(client, scene):
    post, _parent = scene
    gone = make_comment(post=post, status="removed")
    form = typed(LONG, post, gone)

    response = post_reply(client, post, **as_sent(form))

    assert response.status_code == 403
    assert is_all_there(response, form, "")


def test_every_mistake_at_once_is_told_by_its_field_and_nothing_is_lost(client):
    form = {
        "body": "x" * (DiscussionSettings.current().text_max_length + 1),
        "name": "n" * 101,
        "email": "no address",
        "url": "javascript:x",
    }

    response = post_reply(client, make_post(), **form)

    shown = Form(response)
    assert response.status_code == 422
    assert sorted(shown.errors) == ["body", "email", "name", "url"]
    assert {name: shown.values[name] for name in form} == form
    assert not shown.ticked


def test_the_form_as_it_came_back_can_be_sent_once_mended(client, scene):
    post, parent = scene
    form = typed(LONG, post, parent) | {"email": "no address"}
    shown = Form(post_reply(client, post, **as_sent(form)))

    mended = shown.values | {"email": "ann@example.org"} | dict.fromkeys(shown.ticked, "on")
    response = post_reply(client, post, **as_sent(mended))

    assert response.status_code == 303
    comment = Comment.objects.latest("pk")
    assert comment.parent == parent
    assert comment.is_answer
    assert comment.body.endswith("end.")


def test_pages_that_come_back_are_stored_by_nobody(client, scene):
    post, _parent = scene

    response = post_reply(client, post, body="")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
