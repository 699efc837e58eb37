"""An e-mail address has one spelling here, and its mailbox is counted however it is spelt."""

import pytest

from comments.addresses import in_dns_letters, in_own_letters, mailbox
from comments.models import Comment, ConfirmedAddress, Notification, Subscription
from comments.text import folded_address
from tests.comments.mailed_links import send
from tests.comments.reading import Form
from tests.comments.scene import browser, discuss, last_comment, proved
from tests.factories import make_comment, make_post, make_staff, post_reply

# One domain, as mail programs and Python see it.
SPELLINGS = [
    "victim@ｅxample.org", "victim@eｘample.org", "victim@exａmple.org", "victim@example.ｏrg",
    "victim@ⓔxample.org", "victim@exam\u00adple.org", "victim@exam\u200dple.org",
    "victim@example。org", "victim@ＥＸＡＭＰＬＥ.ORG", "VICTIM@Example.org", "victim@𝐞xample.org",
]  # fmt: skip
# What people with many addresses have in one mailbox.
ALIASES = ["victim@example.org", "v.i.c.t.i.m@example.org", "Victim+news@example.org",
           "vic.tim+a+b@example.org", "victim+@example.org", "victim+2026@example.org"]  # fmt: skip


def ask(email, number):
    return send(browser(), "/my-replies/", email=email, subject="", ip=f"192.0.2.{number}")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ann@müller.example", "ann@xn--mller-kva.example"),
        ("ann@MU\u0308LLER.example", "ann@xn--mller-kva.example"),
        ("ann@почта.рф", "ann@xn--80a1acny.xn--p1ai"),
        ("ann@例え.テスト", "ann@xn--r8jz45g.xn--zckzah"),
        ("ann@كتاب.example", "ann@xn--mgbce3h.example"),
        # Not "strasse", nor "ωμεγασ": these are other people's domains.
        ("ann@straße.example", "ann@xn--strae-oqa.example"),
        ("ann@STRAẞE.example", "ann@xn--strae-oqa.example"),
        ("ann@straße\u00ad.example", "ann@xn--strae-oqa.example"),
        ("ann@example.org", "ann@example.org"),
        ("Ann@Example.org", "Ann@Example.org"),
        ("ann", "ann"),
        ("", ""),
    ],
    ids=ascii,
)
def test_a_domain_is_written_in_the_letters_of_dns(typed, written):
    assert in_dns_letters(typed) == written


@pytest.mark.parametrize(
    "typed", [f"a@{'é' * 64}.example", f"a@{'ß' * 64}.example", "a@a\u06ddß.org"],
    ids=ascii,
)  # fmt: skip
def test_what_can_be_no_domain_is_said_to_be_none(typed):
    with pytest.raises(ValueError):  # noqa: PT011 (of many kinds)
        in_dns_letters(typed)
    assert folded_address(typed) == typed


@pytest.mark.parametrize(
    "email", ["ann@müller.example", "ann@почта.рф", "ann@straße.example", "ann@example.org", "ann"]
)
def test_and_back_again(email):
    assert in_own_letters(in_dns_letters(email)) == email


@pytest.mark.parametrize("email", ["ann@xn--\u00e9.org", "ann@xn--99999999.org"])
def test_what_is_no_such_domain_stays_as_it_is(email):
    assert in_own_letters(email) == email


@pytest.mark.parametrize("spelling", [*SPELLINGS, *ALIASES], ids=ascii)
def test_spellings_and_aliases_count_as_one_mailbox(spelling):
    assert mailbox(folded_address(spelling)) == "victim@example.org"


@pytest.mark.parametrize(
    ("email", "counts_as"),
    [("+a@example.org", "+a@example.org"), ("", ""), ("ann", "ann"), ("a@b@c", "a@b@c")],
)
def test_where_nothing_would_be_left_to_count_by_it_counts_as_itself(email, counts_as):
    assert mailbox(email) == counts_as


@pytest.mark.django_db
@pytest.mark.parametrize("addresses", [SPELLINGS, ALIASES], ids=["spellings", "aliases"])
def test_one_mailbox_gets_five_links_a_day_however_it_is_spelt(addresses):
    statuses = {ask(email, number).status_code for number, email in enumerate(addresses)}

    assert statuses == {200}
    assert Notification.objects.count() == 5


@pytest.mark.django_db
def test_aliases_are_counted_as_one_and_stay_different_readers():
    ask("ann+notes@example.org", 1)
    make_comment(author_email="ann@example.org", is_confirmed=True)

    assert Notification.objects.get().email == "ann+notes@example.org"
    assert not ConfirmedAddress.confirm("ann+notes@example.org").is_known
    assert ConfirmedAddress.confirm("ann@example.org").is_known


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Ann@MÜLLER.example", "ann@xn--mller-kva.example"])
def test_whichever_way_it_is_typed_it_is_one_reader(typed):
    discuss(flood_seconds=0)
    make_comment(author_email="ann@xn--mller-kva.example", author_name="Ann", is_confirmed=True)
    reader = proved("ann@müller.example")

    post_reply(reader, make_post(), email=typed, name="Ann")
    send(reader, "/follow/", email=typed, follows="site", subject="")

    assert (last_comment().status, last_comment().is_confirmed) == ("approved", True)
    assert Subscription.objects.confirmed().get().email == "ann@xn--mller-kva.example"
    assert ConfirmedAddress.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kept", ["mona@müller.example", "Mona@xn--mller-kva.example"])
@pytest.mark.parametrize("typed", ["mona@müller.example", "mona@xn--mller-kva.example"])
def test_the_address_of_staff_is_held_in_either_spelling(kept, typed):
    make_staff(email=kept)

    post_reply(browser(), make_post(), email=typed)

    assert "borrowed_address" in [finding["rule"] for finding in last_comment().findings]


NO_MAIL_GOES_THERE = [
    '"ann"@example.org', '"\\ann"@example.org', '"a,b"@example.org', "ann@[127.0.0.1]",
    "ann@[IPv6:::1]", "root@localhost", "root@LOCALHOST", "ann@example", "ann@müller",
    "vıctim@example.org", "vİctim@example.org", "ſam@example.org", "\u212aim@example.org",
    "=?utf-8?q?ann?=@example.org", f"ann@{'é' * 64}.example", "ann@é..example",
    "ann@evil＠example.org", "ann@a℀b.org", "é@example.org", "ann@exa_mple.org",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("email", NO_MAIL_GOES_THERE, ids=ascii)
def test_where_no_mail_can_go_the_form_says_so(email):
    answers = [
        post_reply(browser(), make_post(), email=email),
        send(browser(), "/follow/", email=email, follows="site", subject=""),
        send(browser(), "/my-replies/", email=email, subject=""),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert Form(answers[0]).errors == ["email"]
    assert not Comment.objects.exists()
    assert not Notification.objects.exists()


@pytest.mark.django_db
def test_a_domain_that_cannot_be_is_told_kindly(client):
    answer = send(client, "/my-replies/", email=f"ann@{'é' * 64}.example", subject="")

    assert "There is no mail domain like the part behind the @." in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "email",
    ["o'hara@example.org", "ann+notes@example.co.uk", "a.b-c_d@sub.example.museum", "{a}|b@x.org",
     "ann@xn--80a1acny.xn--p1ai", "ann@почта.рф", "日@example.org".replace("日", "nichi")],
)  # fmt: skip
def test_where_mail_can_go_it_is_taken(email):
    assert post_reply(browser(), make_post(), email=email).status_code == 303
