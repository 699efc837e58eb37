"""What readers reported, before a moderator: counted, filtered, with reasons; until they look."""

import pytest
from django.utils import timezone

from comments.models import Comment, Decision
from tests.comments.afterwards import report
from tests.comments.desk import LIST, decide, page_of, rows, seen, told
from tests.comments.reading import Elements
from tests.comments.scene import browser, discuss
from tests.factories import make_author, make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db

REPORTED = {"reported": "open", "status": "all"}


@pytest.fixture(autouse=True)
def _nothing_is_held():
    discuss(flags_to_hold=0)


def reported(comment, number=1, **form):
    for reader in range(number):
        report(browser(), comment, ip=f"192.0.2.{reader + 1}", **form)
    return comment


def number_of_reports(client, comment):
    found = client.get(LIST, {"status": "all"}).context["cl"].result_list.get(pk=comment.pk)
    return found.open_flags


def test_the_list_counts_the_open_ones(desk):
    comment, other = reported(make_comment(), 2), make_comment()

    assert number_of_reports(desk, comment) == 2
    assert number_of_reports(desk, other) == 0


def test_the_list_can_be_sorted_by_them(desk):
    few, many, none = reported(make_comment(), 1), reported(make_comment(), 3), make_comment()
    column = desk.get(LIST).context["cl"].list_display.index("reports")

    response = desk.get(LIST, {"status": "all", "o": f"-{column}"})

    assert rows(response) == [many.pk, few.pk, none.pk]


def test_what_was_reported_can_be_filtered_by_whatever_its_status(desk):
    approved = reported(make_comment())
    waiting = reported(make_comment())
    waiting.restore(by=None)
    make_comment(), make_comment(status="pending")

    assert set(rows(desk.get(LIST, REPORTED))) == {approved.pk, waiting.pk}


def test_the_filters_link_leads_there(desk):
    reported(make_comment())

    page = Elements(desk.get(LIST).content.decode())

    [link] = [a["href"] for a in page.named("a") if "reported=open" in a.get("href", "")]
    assert "status=all" in link
    assert len(rows(desk.get(LIST + link))) == 1


@pytest.mark.parametrize("value", ["", "x", "open ", "1' OR '1"])
def test_other_values_filter_nothing(desk, value):
    comment = make_comment(status="pending")

    assert rows(desk.get(LIST, {"reported": value})) == [comment.pk]


def test_a_value_that_no_text_holds_leads_back_to_the_list(desk):
    response = desk.get(LIST, {"reported": "\0"})

    assert response.status_code == 302
    assert "\0" not in response.headers["Location"]


@pytest.mark.parametrize("verb", ["keep", "remove", "mark_as_spam", "restore"])
def test_a_decision_closes_them(desk, verb):
    comment = reported(make_comment())

    decide(desk, verb, comment)

    assert rows(desk.get(LIST, REPORTED)) == []
    assert number_of_reports(desk, comment) == 0


def test_what_a_rule_decided_does_not():
    discuss(flags_to_hold=2)
    comment = reported(make_comment(), 2)
    client = browser(make_moderator())

    assert Comment.objects.get().status == "pending"
    assert rows(client.get(LIST, REPORTED)) == [comment.pk]


def test_a_report_that_comes_later_is_open_again(desk):
    comment = reported(make_comment())
    decide(desk, "keep", comment)

    report(browser(), comment, ip="198.51.100.9")

    assert rows(desk.get(LIST, REPORTED)) == [comment.pk]
    assert number_of_reports(desk, comment) == 1


def test_those_of_an_older_text_are_not_open(desk):
    comment = reported(make_comment())
    comment.revise([], at=timezone.now(), body="Another text.", body_html="<p>Another text.</p>")

    assert rows(desk.get(LIST, REPORTED)) == []
    assert "about revision 1" in desk.get(page_of(comment)).content.decode()


def test_one_comments_page_shows_them_with_their_reasons(desk):
    comment = reported(make_comment(), kind="private", reason="My <b>address</b>.")

    page = desk.get(page_of(comment)).content.decode()

    assert "Private information" in page
    assert "My &lt;b&gt;address&lt;/b&gt;." in page
    assert "not looked at yet" in page


def test_having_been_looked_at_they_say_so(desk):
    comment = reported(make_comment())
    decide(desk, "keep", comment)

    page = desk.get(page_of(comment)).content.decode()

    assert "not looked at yet" not in page
    assert "looked at" in page


def test_what_nobody_reported_says_so(desk):
    assert "Nobody has reported it." in desk.get(page_of(make_comment())).content.decode()


def test_letting_it_stand_changes_nothing_but_that_somebody_looked(desk, moderator):
    comment = reported(make_comment())
    before = Comment.objects.values().get()

    response = decide(desk, "keep", comment)

    assert told(response) == ["1 comment decided."]
    assert Comment.objects.values().get() == before | {"open_flags": 0}
    decision = Decision.objects.get()
    assert (decision.was, decision.became, decision.by) == ("approved", "approved", moderator)


def test_what_changed_or_was_decided_since_it_was_seen_does_not_stand(desk):
    changed, gone = make_comment(), make_comment()
    saw = [seen(changed), seen(gone)]
    Comment.objects.filter(pk=changed.pk).update(revision=2)
    gone.remove(by=make_moderator())

    response = decide(desk, "keep", changed, gone, saw=saw)

    assert told(response)[0].startswith("2 comments were left as they are")
    assert not Decision.objects.filter(became="approved").exists()


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_the_page_says_whether_the_address_was_confirmed(desk, is_confirmed):
    comment = make_comment(is_confirmed=is_confirmed)

    page = desk.get(page_of(comment)).content.decode()

    assert "Address confirmed" in page
    assert f"icon-{'yes' if is_confirmed else 'no'}" in page


def test_an_editor_sees_the_reports_on_their_own_posts_alone():
    author = make_author()
    mine = reported(make_comment(post=make_post(author=author)))
    reported(make_comment())

    assert rows(browser(author.user).get(LIST, REPORTED)) == [mine.pk]


def test_the_list_costs_the_same_however_many_were_reported(desk, django_assert_max_num_queries):
    for _time in range(10):
        reported(make_comment(), 2)

    with django_assert_max_num_queries(14):
        desk.get(LIST, {"status": "all"})
