"""Private notes: for moderators, and for nobody else."""

import json

import pytest

from comments.models import ConfirmedAddress, Note, Notification, Subscription
from comments.models.note import NOTE_MAX_LENGTH
from comments.readers.exporting import everything_under
from tests.desk.pressing import SCRIPT, address, at_the_desk, press
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db
SECRET = "Known from elsewhere <b>as a troll</b>"


def write(desk, comment, text=SECRET, headers=None):
    return desk.post(address("note", comment.pk), {"text": text, "next": ""}, headers=headers)


def test_a_note_is_kept_with_who_wrote_it(desk, moderator):
    comment = make_comment(status="pending")

    response = write(desk, comment)

    assert response["Location"] == f"/moderation/{comment.pk}/"
    assert (Note.objects.get().by, Note.objects.get().text) == (moderator, SECRET)


def test_other_moderators_read_it_escaped(desk):
    comment = make_comment(status="pending")
    write(desk, comment)

    page = at_the_desk(make_moderator()).get(f"/moderation/{comment.pk}/").content.decode()

    assert "Known from elsewhere &lt;b&gt;as a troll&lt;/b&gt;" in page


def test_for_the_script_the_detail_comes_back_with_it(desk):
    comment = make_comment(status="pending")

    page = write(desk, comment, headers=SCRIPT).content.decode()

    assert 'id="detail"' in page
    assert "Known from elsewhere" in page


def test_it_decides_nothing(desk):
    comment = make_comment(status="pending")

    write(desk, comment)

    assert not comment.decisions.exists()


@pytest.mark.parametrize("text", ["", " \n ", "x" * (NOTE_MAX_LENGTH + 1)], ids=len)
def test_one_out_of_bounds_is_refused_and_kept(desk, text):
    comment = make_comment(status="pending")

    response = write(desk, comment, text)

    assert response.status_code == 422
    assert text in response.content.decode()
    assert not Note.objects.exists()


def test_what_no_column_holds_is_cleaned(desk):
    write(desk, make_comment(status="pending"), "a\0b\ud800c".encode("utf-8", "surrogatepass"))

    assert "\0" not in Note.objects.get().text


def test_a_double_click_writes_it_once(desk):
    comment = make_comment(status="pending")

    write(desk, comment)
    write(desk, comment)

    assert Note.objects.count() == 1


def test_no_reader_sees_it_on_any_page(desk, client):
    comment = make_comment()
    write(desk, comment)
    slug = comment.post.slug

    pages = [
        client.get(address).content.decode()
        for address in (
            f"/posts/{slug}/",
            f"/posts/{slug}/reply/?to={comment.pk}",
            f"/posts/{slug}/comments/feed/",
            "/comments/feed/",
            "/feed/",
            "/search/?q=troll",
            f"/comments/{comment.pk}/report/",
        )
    ]

    assert not any("as a troll" in page for page in pages)


def test_its_author_doesnt_find_it_in_what_is_stored_about_them(desk):
    comment = make_comment(author_email="ida@example.org", is_confirmed=True)
    write(desk, comment)

    exported = json.dumps(everything_under(ConfirmedAddress.confirm("ida@example.org")))

    assert "troll" not in exported


def test_no_mail_holds_it(desk, mailoutbox):
    from comments.mail.delivery import deliver_due

    comment = make_comment(status="pending")
    Subscription.objects.follow(comment.author_email, comment=comment, is_confirmed=True)
    write(desk, comment)
    press(desk, comment, "remove", reason="Off topic.", tells_author="on")
    Notification.objects.update(next_attempt_at=comment.submitted_at)

    deliver_due()

    assert len(mailoutbox) == 1
    assert "troll" not in str(mailoutbox[0].message())


def test_an_editor_writes_on_their_own_posts_alone():
    editor = make_editor()
    mine = make_comment(post=make_post(author=make_author(user=editor)))
    desk = at_the_desk(editor)

    answers = [write(desk, one).status_code for one in (mine, make_comment())]

    assert answers == [303, 404]
    assert Note.objects.get().comment == mine
