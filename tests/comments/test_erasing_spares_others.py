"""Where one reader is erased, others keep what is theirs."""

import pytest

from comments.models import Flag, Notification, SignedName
from tests.comments.erased_reader import EMAIL, NAME, NETWORK, WORDS, erases, hers
from tests.comments.mailed_links import send
from tests.comments.scene import browser, discuss, last_comment, proved
from tests.factories import make_comment, make_post, post_reply

pytestmark = pytest.mark.django_db


def test_what_was_asked_to_be_mailed_about_kept_words_is_mailed(life):
    reader, posted, _answer = life
    Notification.objects.owe("reply", "bob@example.org", comment=posted)

    erases(reader)

    assert Notification.objects.get().email == "bob@example.org"


def test_other_people_keep_what_is_theirs():
    quoting = make_comment(author_email="bob@example.org", body=f"> {WORDS}\n\nI agree.")
    namesake = make_comment(author_name=NAME, author_email="other@example.org")
    hers()

    erases(words="remove")

    quoting.refresh_from_db()
    namesake.refresh_from_db()
    assert WORDS in quoting.body
    assert namesake.author_name == NAME
    assert quoting.status == namesake.status == "approved"


def test_a_name_that_was_protected_is_anybodys_again():
    discuss(holds_first_time=False)
    hers()
    reader = proved(EMAIL)
    assert SignedName.objects.get().name == NAME

    erases(reader)
    post_reply(browser(), make_post(), name=NAME, email="bob@example.org")

    assert not SignedName.objects.exists()
    assert last_comment().status == "approved"


def test_an_address_that_only_ends_alike_is_another():
    other = hers(author_email="not.quill.feather@example.org")

    erases()

    other.refresh_from_db()
    assert other.author_name == NAME


def test_what_was_posted_may_be_said_again_by_anybody():
    discuss(flood_seconds=0)
    post, reader = make_post(), proved(EMAIL)
    form = {"name": NAME, "email": EMAIL, "body": WORDS, "ip": NETWORK}
    post_reply(reader, post, **form)
    erases(reader, words="remove")

    response = post_reply(browser(), post, **form)

    assert response.status_code == 303
    assert last_comment().body == WORDS


def test_reports_of_others_stay_as_they_are():
    comment = make_comment()
    for reader in (browser(), proved("bob@example.org")):
        send(reader, f"/comments/{comment.pk}/report/", kind="spam", reason="Look at this.")
    before = list(Flag.objects.values())

    erases()

    assert list(Flag.objects.values()) == before


def test_whoever_erases_themselves_between_two_reports_counts_once():
    discuss(flags_to_hold=2)
    comment = make_comment()

    for _time in range(4):
        reader = proved(EMAIL)
        send(reader, f"/comments/{comment.pk}/report/", kind="spam")
        erases(reader)

    assert Flag.objects.count() == 4
    comment.refresh_from_db()
    assert comment.status == "approved"
