"""A reader reports a reply, for moderators; of one text that is one report."""

import pytest

from comments.models import Comment, Flag
from tests.comments.afterwards import report, report_page_of
from tests.comments.reading import Form
from tests.comments.scene import browser
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


def test_looking_at_the_page_reports_nothing(client, comment):
    page = client.get(report_page_of(comment))

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


def test_of_a_text_that_has_changed_they_may_report_again(client, comment):
    report(client, comment, reason="Of the first text.")
    Comment.objects.update(revision=2)

    report(client, comment, kind="spam", reason="Of the second.")

    flag = Flag.objects.get()
    assert (flag.revision, flag.kind, flag.reason) == (2, "spam", "Of the second.")


def test_a_report_is_about_the_text_that_was_read(client, comment):
    form = Form(client.get(report_page_of(comment)), "report").values
    Comment.objects.update(revision=2)

    report(client, comment, revision=form["revision"])

    assert Flag.objects.get().revision == 1
    assert not Flag.objects.on(Comment.objects.get()).exists()


@pytest.mark.parametrize(("revision", "kept"), [("999", 1), ("", 1)])
def test_no_report_is_about_a_text_to_come(client, comment, revision, kept):
    report(client, comment, revision=revision)

    assert Flag.objects.get().revision == kept


def test_staff_may_report_too(comment):
    assert report(browser(make_moderator()), comment).status_code == 200
    assert Flag.objects.count() == 1


def test_there_is_no_next_to_be_sent_to(client, comment):
    response = report(client, comment, next="https://evil.test/")

    assert "evil.test" not in response.content.decode()
    assert "Location" not in response.headers


@pytest.mark.parametrize("send", ["get", "post"])
def test_no_one_keeps_these_pages_or_finds_them(client, comment, send):
    response = client.get(report_page_of(comment)) if send == "get" else report(client, comment)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
