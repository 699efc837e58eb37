"""Erasing: of one reader nothing is left in any table, and no mail goes out to her any more."""

import pytest
from django.db import connection

from comments.models import ConfirmedAddress, Flag, Notification, Subscription
from comments.readers.erasing import erase
from tests.comments.erased_reader import (
    BROWSER,
    EMAIL,
    NAME,
    NETWORK,
    WEBSITE,
    WHO,
    WORDS,
    erases,
    everything_stored,
    hers,
)
from tests.comments.mailed_links import links_to, send
from tests.comments.scene import last_comment, proved, watch
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


def test_there_is_something_to_erase(life):
    stored = everything_stored()

    for trace in (EMAIL, NAME, WEBSITE, NETWORK, BROWSER, WORDS):
        assert trace.lower() in stored


def test_of_who_keeps_their_words_nothing_else_is_left(life):
    reader, posted, _answer = life

    assert erases(reader).status_code == 200

    stored = everything_stored()
    assert [trace for trace in WHO if trace in stored] == []
    assert stored.count(WORDS.lower()) > 1
    posted.refresh_from_db()
    assert (posted.body, posted.status) == (WORDS, "approved")


def test_of_who_takes_their_words_too_nothing_is_left(life):
    reader, _posted, _answer = life

    erases(reader, words="remove")

    stored = everything_stored()
    assert [trace for trace in WHO if trace in stored] == []
    # The term that moderators watch is theirs; her words are gone.
    assert "sings at dawn" not in stored


def test_no_mail_goes_out_any_more(life):
    reader, posted, answer = life
    Notification.objects.owe("reply", "bob@example.org", comment=posted)
    Notification.objects.owe("reply", "bob@example.org", comment=answer)

    erases(reader, words="remove")

    assert list(Notification.objects.values_list("comment", flat=True)) == [answer.pk]
    assert links_to(EMAIL) == []
    assert not Subscription.objects.exists()


def test_an_address_in_another_alphabet_is_found_however_it_was_typed(client):
    post_reply(client, make_post(), email="Ann@MÜLLER.example", name=NAME)

    send(proved("ann@müller.example"), "/my-replies/erase/", words="keep")

    assert last_comment().author_name == ""
    assert "müller" not in everything_stored()


def test_once_more_it_is_as_if_nothing_had_been():
    hers()
    reader, elsewhere = proved(EMAIL), proved(EMAIL)

    erases(reader)
    stored = everything_stored()

    assert erases(reader).headers["Location"] == "/my-replies/"
    assert erases(elsewhere).headers["Location"] == "/my-replies/"
    assert everything_stored() == stored


def test_an_address_without_comments_can_be_erased_too():
    assert erases().status_code == 200
    assert not ConfirmedAddress.objects.exists()


def test_it_is_all_or_nothing(monkeypatch):
    comment = hers()
    address = ConfirmedAddress.confirm(EMAIL)

    def crash(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(ConfirmedAddress, "delete", crash)
    with pytest.raises(RuntimeError):
        erase(address, removes_words=True)

    comment.refresh_from_db()
    assert comment.author_name == NAME
    assert comment.body == WORDS


def test_markup_in_a_name_is_erased_like_any_other():
    hers(author_name="<svg onload=alert(1)>")

    erases()

    assert "svg" not in everything_stored()


def test_what_she_wrote_with_her_own_reports_is_erased():
    comment, reader = make_comment(), proved(EMAIL)
    send(reader, f"/comments/{comment.pk}/report/", kind="spam", reason=f"{NAME}: {WORDS}")
    before = Flag.objects.get()

    erases(reader)

    [flag] = Flag.objects.all()
    assert (flag.comment, flag.kind, flag.reason) == (comment, "spam", "")
    assert before.reader_key not in everything_stored()
    assert before.network_key not in everything_stored()


if connection.vendor == "sqlite":  # PostgreSQL's VACUUM sees to it there

    def test_what_is_erased_is_overwritten():
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_earlier_texts_notes_and_hits_of_terms_go_too():
    comment = make_comment(author_email=EMAIL, body="What they said first.")
    comment.keep_earlier_text(by=None, at=comment.submitted_at)
    comment.notes.create(by=make_moderator(), text="A private opinion.")
    comment.term_hits.create(term=watch("plumage"))

    erase(ConfirmedAddress.confirm(EMAIL), removes_words=False)

    for left in (comment.earlier_texts, comment.notes, comment.term_hits):
        assert not left.exists()
