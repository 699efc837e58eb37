"""The log as a file: every decision that was asked for, and nothing that a spreadsheet runs."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from comments.desk import log
from comments.desk.spreadsheet import harmless, lines_of
from comments.models import Batch, Comment, Purge, Tally
from comments.moderation import Via
from tests.comments.scene import browser
from tests.factories import make_comment, make_moderator, make_post

EXPORT = "/moderation/log/export/"


def exported(client, **query):
    answer = client.get(EXPORT, query)
    assert answer.status_code == 200
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.django_db
def test_it_is_a_file_with_a_safe_name_and_a_byte_order_mark():
    answer = browser(make_moderator()).get(EXPORT)

    assert answer.streaming
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    day = timezone.localdate().isoformat()
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="moderation-log-{day}.csv"'
    )
    assert b"".join(answer).startswith('\ufeff"When","Who","Action"'.encode())


@pytest.mark.django_db
def test_it_holds_what_the_log_shows_and_no_address_of_a_reader():
    mona = make_moderator(first_name="Mona", last_name="Keller")
    comment = make_comment(
        status="pending", author_name="Ann", author_email="ann@example.org",
        author_url="https://ann.example/", ip_address="192.0.2.77",
        post=make_post(title="On Taste; a “talk”"),
    )  # fmt: skip
    comment.remove(by=mona, via=Via.DESK, reason='Says "never",\nand worse.')
    comment.take_back(comment.decisions.get(), by=mona, via=Via.DESK)
    Purge.objects.create(what="spam", number=412, at=timezone.now() + timedelta(seconds=1))

    purge, undoing, removal = exported(browser(mona))

    assert purge["Action"] == "412 spam replies deleted by the purge"
    assert undoing["Action"] == "Took back: Removed"
    assert removal == {
        "When": removal["When"], "Who": "Mona Keller", "Action": "Removed", "Was": "Waiting",
        "Became": "Removed", "Where": "moderation desk", "Rule": "",
        "Reason": 'Says "never",\nand worse.', "Reply": str(comment.pk), "Revision": "1",
        "Author": "Ann", "Post": "On Taste; a “talk”", "Batch": "",
        "Taken back by": "Mona Keller", "Taken back at": undoing["When"],
    }  # fmt: skip
    said = str([purge, undoing, removal])
    assert not any(private in said for private in ("ann@", "ann.example", "192.0.2.77"))


@pytest.mark.django_db
def test_it_holds_what_the_filters_show_in_full_batches_too(monkeypatch):
    monkeypatch.setattr(log, "ROWS_AT_ONCE", 3)
    mona, theo = make_moderator(), make_moderator()
    comments = [make_comment(status="pending") for _number in range(7)]
    batch = Batch.objects.create(verb="spam", by=mona)
    with transaction.atomic():
        for post in sorted(comment.post_id for comment in comments):
            Tally.hold(post)
        Comment.move_all(comments, "spam", by=mona, via=Via.DESK, batch=batch)
    comments[0].restore(by=theo)

    desk = browser(mona)

    assert [row["Reply"] for row in exported(desk)] == [
        str(comment.pk) for comment in (comments[0], *reversed(comments))
    ]
    assert len(exported(desk, by=theo.pk)) == 1
    assert len(exported(desk, action="spam", batch=batch.pk)) == 7


@pytest.mark.django_db
def test_of_a_search_it_holds_what_lies_beyond_the_first_stretch(monkeypatch):
    monkeypatch.setattr(log, "SEARCHED", 2)
    mona = make_moderator()
    make_comment(status="pending", author_name="rare").remove(by=mona)
    for _number in range(5):
        make_comment(status="pending").approve(by=mona)

    assert [row["Author"] for row in exported(browser(mona), action="remove")] == ["rare"]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "\n=1", "\tx",
        "\rx", " =1", "\u00a0=1", "\u3000=1", "\ufeff=1", "\u200b=1", "\u202e=1", "\x1f=1",
        '"=1', "'=1",
        '" =1', "“=1", "＝1", "＋1", "－1", "＠x", "﹢1", "﹣1", "﹦1", "﹫x",
        "−1", " ＝1", '"\t ＝1',
        "\0=1", "=", "-", "-- Ann",
    ],
)  # fmt: skip
def test_a_cell_that_could_be_run_is_marked_as_text(cell):
    marked = harmless(cell)

    assert marked.startswith("'")
    assert marked.replace("'", "") == cell.replace("'", "").replace("\0", "")


@pytest.mark.parametrize("cell", ["x;=1+1", "x\n=1", "x\t=1", "x\r\n =1", "x;'@y"])
def test_so_is_what_begins_inside_of_a_cell_for_programs_that_cut_there(cell):
    cut = max(cell.rfind(sign) for sign in ";\n\t") + 1

    assert harmless(cell) == f"{cell[:cut]}'{cell[cut:]}"


@pytest.mark.parametrize(
    "cell",
    ["Ann", "a = b", "1", "2026-11-23T10:00:00+00:00", "", " ", "x-y", "(=1)", "日本", "a@b"],
)
def test_everything_else_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_every_field_is_in_quotes_and_reads_back():
    cells = ['say "hi"', "two\nlines", "a,b", 12, "日本 🙂", "=1+1"]

    text = "".join(lines_of(["A", "B", "C", "D", "E", "F"], [cells]))

    [_header, row] = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row == ['say "hi"', "two\nlines", "a,b", "12", "日本 🙂", "'=1+1"]
    assert text.splitlines()[1].startswith('"say ""hi""","two')


@pytest.mark.django_db
def test_it_is_read_some_at_a_time(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(log, "ROWS_AT_ONCE", 4)
    mona = make_moderator()
    for _number in range(10):
        make_comment(status="pending").approve(by=mona)
    answer = browser(mona).get(EXPORT)

    with django_assert_num_queries(6):  # of 4, 4 and 2: which, and what; purges are few
        assert len(list(answer.streaming_content)) == 11
