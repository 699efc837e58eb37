"""Known is who holds the proof of an address under which something was approved."""

import pytest

from comments.models import ConfirmedAddress
from tests.comments.mailed_links import links_to, press, send
from tests.comments.scene import browser, discuss, last_comment, proved
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db

ANN = "ann@example.org"


def replies_as_ann(client, **form):
    post_reply(client, make_post(), **{"name": "Ann", "email": ANN, **form})
    return last_comment()


@pytest.fixture
def approved():
    return make_comment(author_name="Ann", author_email=ANN)


def test_with_the_proof_and_an_approved_reply_the_next_is_published_at_once(approved):
    reply = replies_as_ann(proved(ANN))

    assert reply.status == "approved"
    assert reply.is_confirmed


def test_however_the_address_is_typed(approved):
    assert replies_as_ann(proved(ANN), email=" ANN@Example.ORG ").status == "approved"


def test_the_same_name_and_address_typed_elsewhere_is_held(approved):
    proved(ANN)

    reply = replies_as_ann(browser())

    assert reply.status == "pending"
    assert not reply.is_confirmed


def test_the_proof_alone_waits_for_the_first_approval():
    reader = proved(ANN)

    assert replies_as_ann(reader).status == "pending"

    discuss(flood_seconds=0)
    last_comment().approve(by=make_moderator())
    assert replies_as_ann(reader).status == "approved"


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_was_not_approved_makes_nobody_known(status):
    make_comment(author_email=ANN, status=status)

    assert replies_as_ann(proved(ANN)).status == "pending"


def test_the_proof_of_another_address_helps_nobody(approved):
    make_comment(author_email="bob@example.org")

    reply = replies_as_ann(proved("bob@example.org"))

    assert reply.status == "pending"
    assert not reply.is_confirmed


@pytest.mark.parametrize("alias", ["ann+1@example.org", "a.nn@example.org"])
def test_an_alias_is_another_address(approved, alias):
    reader = proved(alias)

    assert replies_as_ann(reader, email=alias).status == "pending"
    assert replies_as_ann(browser(), email=alias, ip="192.0.2.99").status == "pending"


def test_a_browser_that_forgot_the_address_is_nobodys(approved):
    reader = proved(ANN)

    send(reader, "/my-replies/leave/")

    assert replies_as_ann(reader).status == "pending"


def test_every_browser_forgets_at_once(approved):
    here, elsewhere = proved(ANN), proved(ANN)

    send(here, "/my-replies/leave/", all="1")

    assert replies_as_ann(elsewhere).status == "pending"


def test_an_erased_address_is_known_no_more(approved):
    reader, elsewhere = proved(ANN), proved(ANN)

    send(reader, "/my-replies/erase/", words="keep")

    assert replies_as_ann(elsewhere).status == "pending"
    assert not ConfirmedAddress.objects.exists()


def test_nor_does_a_later_owner_inherit_the_proof(approved):
    elsewhere = proved(ANN)
    send(proved(ANN), "/my-replies/erase/", words="keep")
    make_comment(author_email="bob@example.org")
    ConfirmedAddress.confirm("bob@example.org")

    reply = replies_as_ann(elsewhere, email="bob@example.org", name="Bob")

    assert reply.status == "pending"


def test_the_whole_way_from_a_first_reply_to_one_that_appears_at_once():
    discuss(flood_seconds=0)
    reader = browser()
    replies_as_ann(reader, confirm="on")
    first = last_comment()
    press(reader, links_to(ANN)[0])
    first.refresh_from_db()
    first.approve(by=make_moderator())

    assert replies_as_ann(reader).status == "approved"


def test_the_page_of_the_form_knows_whose_browser_it_is():
    ConfirmedAddress.confirm(ANN).sign_as("Ann")
    post = make_post()

    page = proved(ANN).get(f"/posts/{post.slug}/reply/").content.decode()

    assert f'value="{ANN}"' in page
    assert 'value="Ann"' in page


def test_the_page_of_the_post_does_not():
    post = make_post()
    reader = proved(ANN)

    assert reader.get(post.get_absolute_url()).content == (
        browser().get(post.get_absolute_url()).content
    )
