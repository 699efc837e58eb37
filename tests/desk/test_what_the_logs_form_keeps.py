"""The log's form keeps what is asked for, whoever left and whatever rule is no more."""

import pytest

from comments.moderation import Via
from tests.desk.log_book import LOG, waiting
from tests.factories import make_comment, make_moderator, make_user

pytestmark = pytest.mark.django_db


def offered(page, name):
    return dict(page.context["filters"][name])


def former():
    person = make_moderator(username="formerly")
    waiting().approve(by=person)
    person.is_staff = False
    person.save()
    return person


def test_who_left_is_still_asked_for_when_days_are_added(desk):
    person = former()

    page = desk.get(LOG, {"by": person.pk})

    assert f'<option value="{person.pk}" selected' in page.content.decode()


def test_who_left_can_be_chosen_among_those_who_decided(desk, moderator):
    person, author = former(), make_user()
    own = make_comment(user=author)
    own.decisions.create(
        revision=1, became="removed", by=author, via=Via.AUTHOR, at=own.submitted_at
    )

    people = offered(desk.get(LOG), "people")

    assert {person.pk, moderator.pk} <= set(people)
    assert author.pk not in people  # who took back their own words decided about nobody's


def test_a_rule_that_is_no_more_is_still_asked_for(desk):
    page = desk.get(LOG, {"rule": "akismet"})

    assert 'value="akismet" selected' in page.content.decode()
    assert offered(page, "rules")["akismet"] == "Akismet"


def test_an_author_who_took_back_their_own_words_is_still_asked_for(desk):
    author = make_user()
    own = make_comment(user=author)
    own.decisions.create(
        revision=1, became="removed", by=author, via=Via.AUTHOR, at=own.submitted_at
    )

    assert author.pk in offered(desk.get(LOG, {"by": author.pk}), "people")


def test_nobody_is_named_who_is_not_in_the_log(desk):
    for somebody in (999_999_999, make_user().pk):
        page = desk.get(LOG, {"by": somebody})

        assert page.status_code == 200
        assert somebody not in offered(page, "people")
