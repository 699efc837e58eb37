"""A moderator mends a text: as readers' texts are rendered, bound to what was seen, undone."""

import pytest
from django.utils import timezone

from comments.markdown import render_comment
from comments.models import Comment, EarlierText
from comments.models.text_columns import values_of_text
from tests.comments.scene import discuss
from tests.desk.pressing import SCRIPT, address, last, notice, seen, undo
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ![p](https://example.org/p.png) "
    '[a](javascript:alert(1)) [b](https://example.org/"onmouseover="alert(1)) <b id=content>c</b>'
)


@pytest.fixture
def comment():
    return make_comment(status="pending", body="As its author wrote it.")


def edit(desk, comment, body, *, saw=None, headers=None, **form):
    form = {"body": body, "seen": saw or seen(comment), **form}
    return desk.post(address("edit", comment.pk), form, headers=headers)


def test_the_form_holds_the_text_and_what_was_seen(desk, comment):
    page = desk.get(address("edit", comment.pk)).content.decode()

    assert "As its author wrote it.</textarea>" in page
    assert 'name="seen" value="pending:1"' in page


def test_the_text_is_stored_and_the_decision_recorded(desk, moderator, comment):
    response = edit(desk, comment, "As a *moderator* would.")

    assert response.status_code == 303
    comment.refresh_from_db()
    assert comment.body == "As a *moderator* would."
    assert comment.body_html == render_comment(comment.body)
    assert (comment.status, comment.revision, comment.edited_at is None) == ("pending", 2, False)
    assert (last(comment).is_edit, last(comment).by) == (True, moderator)
    assert EarlierText.objects.get().body == "As its author wrote it."


def test_what_its_author_said_of_themselves_stays_theirs(desk, comment):
    edit(desk, comment, "Mended.", author_name="Mallory", author_url='https://x.test/"onload="x')

    now = Comment.objects.get(pk=comment.pk)
    assert (now.author_name, now.author_url) == (comment.author_name, comment.author_url)


def test_readers_see_that_it_was_edited(desk, client):
    comment = make_comment()

    edit(desk, comment, "Mended.")

    page = client.get(comment.post.get_absolute_url()).content.decode()
    assert "Mended." in page
    assert "edited" in page


def test_hostile_text_is_as_harmless_as_from_a_reader(desk):
    comment = make_comment()

    edit(desk, comment, HOSTILE)

    markup = Comment.objects.get(pk=comment.pk).body_html
    assert markup == render_comment(HOSTILE)
    for sign in ("<script", "<img", 'href="javascript', "<b", '"onmouseover'):
        assert sign not in markup
    assert markup.count("<a ") == markup.count('rel="nofollow ugc noopener"')


def test_the_preview_shows_the_bytes_that_are_published_then(desk, comment):
    body = "Some *words*, and https://example.org\n\n- a list"

    page = edit(desk, comment, body, preview="1").content.decode()
    unchanged = Comment.objects.get(pk=comment.pk).body
    edit(desk, comment, body)

    assert unchanged == "As its author wrote it."
    assert Comment.objects.get(pk=comment.pk).body_html in page


@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
def test_a_text_changed_meanwhile_is_not_overwritten(desk, comment, headers):
    Comment.objects.get(pk=comment.pk).revise(
        [], at=timezone.now(), **values_of_text("As its author mended it.")
    )

    response = edit(desk, comment, "My <words>.", headers=headers)

    assert response.status_code == 409
    page = response.content.decode()
    assert "put in: </span>mended</ins>" in page
    assert "My &lt;words&gt;.</textarea>" in page
    assert 'name="seen" value="pending:2"' in page
    assert Comment.objects.get(pk=comment.pk).body == "As its author mended it."


def test_a_decision_meanwhile_is_shown_first(desk, comment):
    Comment.objects.get(pk=comment.pk).mark_as_spam(by=make_moderator())

    response = edit(desk, comment, "Mended.")

    assert response.status_code == 409
    assert "filed it as spam" in response.content.decode()


@pytest.mark.parametrize("body", ["", " \n ", "\u200b", "x" * 101], ids=repr)
def test_a_text_out_of_bounds_is_refused_and_kept(desk, comment, body):
    discuss(text_max_length=100)

    response = edit(desk, comment, body)

    assert response.status_code == 422
    assert Comment.objects.get(pk=comment.pk).body == "As its author wrote it."


@pytest.mark.parametrize("saw", ["x", "pending", "pending:0x1", "1:1"])
def test_a_forged_form_stores_nothing_and_keeps_the_words(desk, comment, saw):
    response = edit(desk, comment, "My words.", saw=saw)

    assert response.status_code == 422
    assert "My words.</textarea>" in response.content.decode()
    assert Comment.objects.get(pk=comment.pk).revision == 1


def test_saved_twice_it_is_one_edit(desk, comment):
    edit(desk, comment, "Mended.", saw="pending:1")
    response = edit(desk, comment, "Mended.", saw="pending:1")

    assert response.status_code == 303
    assert comment.decisions.count() == 1


def test_undo_brings_the_earlier_text_back(desk, comment):
    edit(desk, comment, "Mended.")

    undo(desk, last(comment))

    comment.refresh_from_db()
    assert comment.body == "As its author wrote it."
    assert "you edited it" in notice(desk)["text"]


def test_undo_of_an_edit_that_its_author_has_edited_since_is_refused(desk, comment):
    edit(desk, comment, "Mended.")
    Comment.objects.get(pk=comment.pk).revise(
        [], at=timezone.now(), **values_of_text("Their own, again.")
    )

    undo(desk, last_edit(comment))

    assert Comment.objects.get(pk=comment.pk).body == "Their own, again."
    assert "Not taken back" in notice(desk)["text"]


def last_edit(comment):
    return comment.decisions.get(is_edit=True)


def test_of_one_that_is_gone_the_words_come_back(desk, comment):
    Comment.objects.get(pk=comment.pk).withdraw()

    response = edit(desk, comment, "My words.")

    assert response.status_code == 404
    assert "My words." in response.content.decode()
