"""Erasing: of one reader nothing is left in any table; what others said keeps its place."""

import json
from urllib.parse import quote

import pytest
from django.db import connection

from comments.models import (
    Comment,
    ConfirmedAddress,
    Decision,
    Flag,
    Notification,
    SignedName,
    Subscription,
    Tally,
)
from comments.readers.erasing import erase
from comments.tokens import PROOF_COOKIE
from tests.comments.mailed_links import links_to, proved, send
from tests.comments.scene import browser, discuss, last_comment, watch
from tests.factories import (
    make_comment,
    make_moderator,
    make_post,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db

EMAIL = "Quill.Feather@Example.org"
NAME = "Quilla Featherstone"
WEBSITE = "https://quillfeather.example/me"
NETWORK = "203.0.113.77"
BROWSER = "Featherfox/7"
WORDS = "The plumage sings at dawn"
WHO = ("quill", "feather", "203.0.113.77")  # whatever the case
ADDRESS = EMAIL.lower()


def everything_stored():
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        dump = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            dump += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(dump).lower()


def hers(**fields):
    return make_comment(
        **{
            "author_name": NAME,
            "author_email": EMAIL,
            "author_url": WEBSITE,
            "ip_address": NETWORK,
            "user_agent": BROWSER,
            "body": WORDS,
            "is_confirmed": True,
            "submission_key": f"key-{Comment.objects.count()}",
            **fields,
        }
    )


def erases(client=None, words="keep"):
    return send(client or proved(EMAIL), "/my-replies/erase/", words=words)


@pytest.fixture
def life():
    """All that one reader leaves behind, by the site's own ways where there are such."""
    discuss(flood_seconds=0)
    watch("plumage")
    moderator, post = make_moderator(), make_post()
    reader = browser()
    who = {"name": NAME, "email": EMAIL, "url": WEBSITE, "ip": NETWORK, "save_my_name": "on"}
    post_reply(reader, post, body=WORDS, notify="on", confirm="on", **who)
    posted = last_comment()
    posted.approve(by=moderator, reason=f"{NAME} is fine.")
    answer = make_comment(parent=posted, author_name="Bob", body="Bob’s answer.")
    Flag.objects.create(comment=posted, revision=1, reader_key="x", reason=f"{NAME} is rude.")
    for status in ("pending", "spam", "removed"):
        hers(post=post, status=status, body=f"{WORDS}, {status}")
    hers(is_confirmed=False, author_email=EMAIL.upper())
    hers(user=make_user())
    proved(EMAIL, reader)
    ConfirmedAddress.objects.get().sign_as(NAME)
    Subscription.objects.follow(EMAIL, post=post, is_confirmed=True)
    Subscription.objects.follow(EMAIL, is_confirmed=False)
    Notification.objects.owe("reply", EMAIL, comment=answer)
    Notification.objects.owe("my_replies", EMAIL, network=NETWORK)
    return reader, posted, answer


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


def test_kept_words_are_signed_anonymous(life):
    reader, posted, _answer = life

    erases(reader)

    page = browser().get(posted.post.get_absolute_url()).content.decode()
    assert WORDS in page
    assert "Anonymous" in page
    assert NAME not in page


def test_replies_keep_their_place_under_a_tombstone(life):
    reader, posted, answer = life

    erases(reader, words="remove")

    page = browser().get(posted.post.get_absolute_url()).content.decode()
    assert WORDS not in page
    assert "tombstone" in page
    assert answer.body in page
    answer.refresh_from_db()
    assert answer.parent_id == posted.pk


@pytest.mark.parametrize("words", ["keep", "remove"])
def test_what_is_counted_is_right_afterwards(life, words):
    reader, posted, _answer = life

    erases(reader, words=words)

    for tally in Tally.objects.all():
        approved = Comment.objects.approved().filter(post=tally.post)
        assert tally.replies == approved.count()
        assert tally.threads == Comment.objects.listed().filter(post=tally.post).count()
    root = Comment.objects.get(pk=posted.pk)
    assert (root.is_listed, root.live_replies) == (True, 1)


@pytest.mark.parametrize("words", ["keep", "remove"])
def test_decisions_keep_who_decided_what_and_no_personal_text(life, words):
    reader, posted, _answer = life
    before = list(posted.decisions.values_list("pk", "was", "became", "by", "at"))

    erases(reader, words=words)

    after = list(posted.decisions.values_list("pk", "was", "became", "by", "at"))
    assert after[: len(before)] == before
    assert set(Decision.objects.filter(comment=posted).values_list("reason", flat=True)) == {""}
    assert not Flag.objects.exclude(reason="").exists()
    assert Flag.objects.count() == 1


def test_taking_words_away_is_its_authors_decision(life):
    reader, posted, _answer = life

    erases(reader, words="remove")

    decision = posted.decisions.last()
    assert (decision.became, decision.by, decision.via) == ("removed", None, "author")


def test_findings_keep_rule_and_verdict_alone(life):
    reader, posted, _answer = life
    rules = [finding["rule"] for finding in Comment.objects.get(pk=posted.pk).findings]

    erases(reader)

    findings = Comment.objects.get(pk=posted.pk).findings
    assert "watched_terms" in rules
    assert [finding["rule"] for finding in findings] == rules
    assert all((f["reason"], f["evidence"]) == ("", []) for f in findings)


def test_moderators_can_still_read_the_page_of_such_a_comment(life):
    reader, posted, _answer = life

    erases(reader)

    page = browser(make_moderator()).get(f"/admin/comments/comment/{posted.pk}/change/")
    assert page.status_code == 200


def test_no_mail_goes_out_any_more(life):
    reader, posted, answer = life
    Notification.objects.owe("reply", "bob@example.org", comment=posted)
    Notification.objects.owe("reply", "bob@example.org", comment=answer)

    erases(reader, words="remove")

    assert list(Notification.objects.values_list("comment", flat=True)) == [answer.pk]
    assert links_to(EMAIL) == []
    assert not Subscription.objects.exists()


def test_what_was_asked_to_be_mailed_about_kept_words_is_mailed(life):
    reader, posted, _answer = life
    Notification.objects.owe("reply", "bob@example.org", comment=posted)

    erases(reader)

    assert Notification.objects.get().email == "bob@example.org"


@pytest.mark.parametrize("verb", ["approve", "restore", "mark_as_spam"])
def test_nothing_brings_erased_words_back_as_an_empty_comment(life, verb):
    reader, posted, _answer = life
    erases(reader, words="remove")
    comment = Comment.objects.get(pk=posted.pk)

    assert not getattr(comment, verb)(by=make_moderator())

    comment.refresh_from_db()
    assert comment.status == "removed"


def test_nor_does_whoever_had_it_before_their_eyes(life):
    reader, _posted, _answer = life
    seen = Comment.objects.get(body=f"{WORDS}, pending")
    erases(reader, words="remove")

    assert not seen.approve(by=make_moderator())

    assert not Comment.objects.approved().filter(pk=seen.pk).exists()


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


def test_an_address_in_another_alphabet_is_found_however_it_was_typed(client):
    post_reply(client, make_post(), email="Ann@MÜLLER.example", name=NAME)

    send(proved("ann@müller.example"), "/my-replies/erase/", words="keep")

    assert last_comment().author_name == ""
    assert "müller" not in everything_stored()


def test_a_name_that_was_protected_is_anybodys_again():
    discuss(holds_first_time=False)
    hers()
    reader = proved(EMAIL)
    assert SignedName.objects.get().name == NAME

    erases(reader)
    post_reply(browser(), make_post(), name=NAME, email="bob@example.org")

    assert not SignedName.objects.exists()
    assert last_comment().status == "approved"


def test_who_moderates_what_was_erased_meanwhile_brings_no_name_back():
    """They have it loaded with its name; the address may have been confirmed anew."""
    seen = hers(status="pending")
    erases()
    ConfirmedAddress.confirm(EMAIL)

    assert seen.approve(by=make_moderator())

    assert seen.author_name == NAME
    assert not SignedName.objects.exists()


def test_an_address_that_only_ends_alike_is_another():
    other = hers(author_email="not.quill.feather@example.org")

    erases()

    other.refresh_from_db()
    assert other.author_name == NAME


def test_the_browser_forgets():
    reader = proved(EMAIL)
    reader.cookies["reader"] = quote(json.dumps({"name": NAME, "email": EMAIL, "url": ""}))

    response = erases(reader)

    assert response.cookies[PROOF_COOKIE]["max-age"] == 0
    assert response.cookies["reader"]["max-age"] == 0


def test_the_saved_name_of_somebody_else_stays():
    reader = proved(EMAIL)
    reader.cookies["reader"] = quote(json.dumps({"name": "Bob", "email": "bob@example.org"}))

    assert "reader" not in erases(reader).cookies


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


def test_the_page_asks_before_it_does_anything():
    hers(), hers()
    reader = proved(EMAIL)

    page = reader.get("/my-replies/erase/").content.decode()

    assert "2 replies" in page
    assert "Keep my words, signed Anonymous" in page
    assert Comment.objects.filter(author_name=NAME).count() == 2


@pytest.mark.parametrize("words", ["", "all", "\0"])
def test_without_a_choice_nothing_is_erased(words):
    hers()

    response = erases(words=words)

    assert response.status_code == 422
    assert "Nothing was erased" in response.content.decode()
    assert Comment.objects.get().author_name == NAME


def test_what_was_posted_may_be_said_again_by_anybody():
    discuss(flood_seconds=0)
    post, reader = make_post(), proved(EMAIL)
    form = {"name": NAME, "email": EMAIL, "body": WORDS, "ip": NETWORK}
    post_reply(reader, post, **form)
    erases(reader, words="remove")

    response = post_reply(browser(), post, **form)

    assert response.status_code == 303
    assert last_comment().body == WORDS


def test_markup_in_a_name_is_erased_like_any_other():
    hers(author_name="<svg onload=alert(1)>")

    erases()

    assert "svg" not in everything_stored()


# Reports of their own ------------------------------------------------------------------------


def test_what_she_wrote_with_her_own_reports_is_erased():
    comment, reader = make_comment(), proved(EMAIL)
    send(reader, f"/comments/{comment.pk}/report/", kind="spam", reason=f"{NAME}: {WORDS}")
    before = Flag.objects.get()

    erases(reader)

    [flag] = Flag.objects.all()
    assert (flag.comment, flag.kind, flag.reason) == (comment, "spam", "")
    assert before.reader_key not in everything_stored()
    assert before.network_key not in everything_stored()


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


# How much, and how often ---------------------------------------------------------------------


def test_queries_do_not_grow_with_what_was_said_in_one_thread(django_assert_max_num_queries):
    discuss(flags_to_hold=0)
    post = make_post()
    root = make_comment(post=post)
    for _time in range(60):
        hers(parent=root, findings=[{"rule": "links", "verdict": "HOLD", "reason": "x"}])

    with django_assert_max_num_queries(60):
        erase(ConfirmedAddress.confirm(EMAIL), removes_words=True)

    assert Decision.objects.filter(became="removed", via="author").count() == 60
    assert Tally.objects.get(post=post).replies == 1
    root.refresh_from_db()
    assert root.live_replies == 0


def test_one_network_erases_five_times_a_day():
    """Floods and links are counted from rows: erasing begins each count anew."""
    statuses = [erases().status_code for _time in range(5)]
    comment = hers()

    refused = erases()

    assert statuses == [200] * 5
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Nothing was erased" in refused.content.decode()
    comment.refresh_from_db()
    assert comment.author_name == NAME
    assert (
        send(proved(EMAIL), "/my-replies/erase/", ip="192.0.2.8", words="keep").status_code == 200
    )


if connection.vendor == "sqlite":  # PostgreSQL's VACUUM sees to it there

    def test_what_is_erased_is_overwritten():
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_earlier_texts_notes_and_hits_of_terms_go_too():
    comment = make_comment(author_email=ADDRESS, body="What they said first.")
    comment.keep_earlier_text(by=None, at=comment.submitted_at)
    comment.notes.create(by=make_moderator(), text="A private opinion.")
    comment.term_hits.create(term=watch("plumage"))

    erase(ConfirmedAddress.confirm(ADDRESS), removes_words=False)

    for left in (comment.earlier_texts, comment.notes, comment.term_hits):
        assert not left.exists()
