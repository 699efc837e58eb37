"""A reader reports a reply: one flag each, for moderators; nobody learns who it was."""

import pytest

from comments.models import Comment, Flag
from tests.comments.afterwards import author_of, prover_of, report
from tests.comments.reading import Form
from tests.comments.scene import browser, discuss
from tests.factories import SAME_ORIGIN, make_comment, make_moderator, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(body="What is *there*.")


def address_of(comment):
    return f"/comments/{comment.pk}/report/"


def test_looking_at_the_page_reports_nothing(client, comment):
    page = client.get(address_of(comment))

    assert page.status_code == 200
    assert comment.body_html in page.content.decode()
    assert not Flag.objects.exists()


def test_a_reason_is_kept_for_the_moderators(client, comment):
    response = report(client, comment, kind="private", reason="That is my address.")

    flag = Flag.objects.get()
    assert response.status_code == 200
    assert "Thank you" in response.content.decode()
    assert (flag.comment, flag.revision, flag.kind, flag.reason) == (
        comment, 1, "private", "That is my address."
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["unkind", "spam", "off_topic", "private", "other"])
def test_each_of_the_reasons_will_do_without_words(client, comment, kind):
    report(client, comment, kind=kind)

    assert (Flag.objects.get().kind, Flag.objects.get().reason) == (kind, "")


@pytest.mark.parametrize(
    "form", [{"kind": ""}, {"kind": "nonsense"}, {"kind": "\0"}, {"reason": "x" * 501}], ids=str
)
def test_what_cannot_be_kept_is_told_with_every_word(client, comment, form):
    response = report(client, comment, **{"reason": "My words.", **form})

    assert response.status_code == 422
    assert Form(response, "report").values["reason"] == form.get("reason", "My words.")
    assert not Flag.objects.exists()


def test_of_one_reader_it_is_one_report(client, comment):
    first = report(client, comment, kind="spam", reason="First.")
    again = report(client, comment, kind="unkind", reason="Second.")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    flag = Flag.objects.get()
    assert (flag.kind, flag.reason) == ("unkind", "Second.")  # what they said last


def test_a_second_one_without_words_takes_none_away(client, comment):
    report(client, comment, kind="spam", reason="First.")

    report(client, comment, kind="private")

    assert (Flag.objects.get().kind, Flag.objects.get().reason) == ("private", "First.")


def test_what_a_moderator_has_decided_on_stays_what_they_had_before_them(client, comment):
    report(client, comment, kind="spam", reason="First.")
    comment.keep(by=make_moderator())

    report(client, comment, kind="unkind", reason="Second.")

    assert (Flag.objects.get().kind, Flag.objects.get().reason) == ("spam", "First.")
    assert not Flag.objects.open().exists()


def test_of_an_older_text_nothing_is_put_into_a_report_of_the_newer(client, comment):
    Comment.objects.update(revision=2)
    report(client, comment, reason="Of the second text.")

    report(client, comment, revision="1", reason="Of the first.")

    assert (Flag.objects.get().revision, Flag.objects.get().reason) == (2, "Of the second text.")


def by_account():
    account = make_user()
    return lambda: browser(account)


def by_proof():
    return lambda: prover_of("ann@example.org")


def by_browser():
    return browser


@pytest.mark.parametrize(("who", "networks"), [(by_account, 2), (by_proof, 2), (by_browser, 1)])
def test_one_reader_is_known_again(comment, who, networks):
    """By account or proof wherever they are; by browser and network else."""
    somebody = who()

    report(somebody(), comment, ip="192.0.2.1")
    report(somebody(), comment, ip="192.0.2.1" if networks == 1 else "192.0.2.2")

    assert Flag.objects.count() == 1


def test_two_readers_of_one_network_are_two(comment):
    for agent in ("One browser", "Another"):
        report(browser(), comment, headers=SAME_ORIGIN | {"User-Agent": agent})

    assert Flag.objects.count() == 2
    assert len(set(Flag.objects.values_list("network_key", flat=True))) == 1


def test_nothing_tells_who_it_was(comment):
    report(prover_of("ann@example.org"), comment, ip="198.51.100.77")

    kept = str(Flag.objects.values().get())
    assert "ann" not in kept
    assert "198.51" not in kept


def test_of_a_text_that_has_changed_they_may_report_again(client, comment):
    report(client, comment, reason="Of the first text.")
    Comment.objects.update(revision=2)

    report(client, comment, kind="spam", reason="Of the second.")

    flag = Flag.objects.get()
    assert (flag.revision, flag.kind, flag.reason) == (2, "spam", "Of the second.")


def test_a_report_is_about_the_text_that_was_read(client, comment):
    form = Form(client.get(address_of(comment)), "report").values
    Comment.objects.update(revision=2)

    report(client, comment, revision=form["revision"])

    assert Flag.objects.get().revision == 1
    assert not Flag.objects.on(Comment.objects.get()).exists()


@pytest.mark.parametrize(("revision", "kept"), [("999", 1), ("", 1)])
def test_no_report_is_about_a_text_to_come(client, comment, revision, kept):
    report(client, comment, revision=revision)

    assert Flag.objects.get().revision == kept


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_is_not_public_can_be_reported_by_nobody(status):
    comment = make_comment(status=status)

    for client in (browser(), author_of(comment), browser(make_moderator())):
        theirs, none = client.get(address_of(comment)), client.get("/comments/99999/report/")
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert theirs.content == none.content
        assert report(client, comment).status_code == 404
    assert not Flag.objects.exists()


def test_nor_what_stands_on_a_post_that_was_withdrawn(client, comment):
    comment.post.withdraw()

    assert report(client, comment).status_code == 404


def test_words_about_what_is_gone_are_given_back(client, comment):
    comment.remove(by=make_moderator())

    there, nowhere = report(client, comment, reason="It says my name."), client.post(
        "/comments/99999/report/", {"reason": "It says my name."}, headers=SAME_ORIGIN
    )  # fmt: skip

    assert there.status_code == 404
    assert "It says my name." in there.content.decode()
    assert there.content == nowhere.content


def test_what_was_taken_down_a_moment_ago_is_not_reported_either(client, comment):
    from comments.readers import reporting

    comment.remove(by=make_moderator())
    stale = Comment(pk=comment.pk, post=comment.post, status="approved")

    reported = reporting.report(
        stale, revision=1, reader="r", network="192.0.2.1", kind="spam", reason=""
    )

    assert reported is False
    assert not Flag.objects.exists()


def test_from_another_site_nothing_is_reported(client, comment):
    headers = {"Sec-Fetch-Site": "cross-site"}

    response = report(client, comment, headers=headers, reason="Whose words?")

    assert response.status_code == 403
    assert Form(response, "report").values["reason"] == "Whose words?"
    assert not Flag.objects.exists()


def test_one_network_reports_ten_times_in_an_hour(client):
    post = make_post()
    comments = [make_comment(post=post) for _time in range(11)]

    answers = [report(client, comment, reason="Why.") for comment in comments]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert 0 < int(answers[10].headers["Retry-After"]) <= 3600
    assert Form(answers[10], "report").values["reason"] == "Why."
    assert Flag.objects.count() == 10
    assert report(client, comments[10], ip="192.0.2.2").status_code == 200


def test_staff_may_report_too(comment):
    assert report(browser(make_moderator()), comment).status_code == 200
    assert Flag.objects.count() == 1


def test_there_is_no_next_to_be_sent_to(client, comment):
    response = report(client, comment, next="https://evil.test/")

    assert "evil.test" not in response.content.decode()
    assert "Location" not in response.headers


@pytest.mark.parametrize("send", ["get", "post"])
def test_no_one_keeps_these_pages_or_finds_them(client, comment, send):
    response = client.get(address_of(comment)) if send == "get" else report(client, comment)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_nobody_but_moderators_sees_that_it_was_reported(client, comment):
    discuss(flags_to_hold=0)
    page = f"/posts/{comment.post.slug}/"
    before = client.get(page).content

    report(browser(), comment, reason="Quillfeather")

    assert client.get(page).content == before
    assert "Quillfeather" not in client.get(address_of(comment)).content.decode()
