"""What changed since the mail is shown, and not decided on by its link."""

import re
from functools import partial

import pytest

from comments.models import Comment, Decision
from comments.models.text_columns import values_of_text
from tests.at_once import at_once
from tests.comments.scene import browser
from tests.desk.waiting import buttons, link_for, press, state
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db


INSERTED = re.compile("<ins>(.*?)</ins>")


def test_what_a_colleague_decided_stands_and_is_shown(link, reply):
    colleague = make_moderator(first_name="Ben", last_name="Bell")
    assert reply.mark_as_spam(by=colleague)
    before = state(reply)

    looked = browser().get(link)
    answers = [
        press(browser(), link, verb, reason="Mine.")
        for verb in ("approve", "spam", "remove", "undo")
    ]

    assert looked.status_code == 200
    assert buttons(looked) == []
    for answer in answers:
        assert answer.status_code == 409
        assert "Ben Bell filed it as spam." in answer.text
    assert "Mine." in answers[2].text  # no words are lost
    assert state(reply) == before


def test_a_text_that_changed_is_not_decided_on_and_the_difference_is_shown(link, reply):
    assert reply.rewrite(
        by=make_moderator(), values=values_of_text("Held, and hardly worth reading.")
    )
    before = state(reply)

    looked = browser().get(link)
    answers = [press(browser(), link, verb) for verb in ("approve", "spam", "remove", "undo")]

    for answer in [looked, *answers]:
        assert "hardly" in "".join(INSERTED.findall(answer.text))
        assert buttons(answer) == []
    assert looked.status_code == 200
    assert {answer.status_code for answer in answers} == {409}
    assert state(reply) == before


def test_nobody_takes_back_by_a_link_what_they_decided_elsewhere(link, moderator, reply):
    reply.approve(by=moderator)

    answer = press(browser(), link, "undo")

    assert answer.status_code == 409
    reply.refresh_from_db()
    assert reply.status == "approved"


def test_words_that_their_author_had_erased_can_only_be_removed(link, reply):
    Comment.objects.filter(pk=reply.pk).update(body="", body_html="")

    assert press(browser(), link, "approve").status_code == 409
    assert buttons(browser().get(link)) == ["remove"]
    assert press(browser(), link, "remove").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_links_pressed_at_once_one_decides():
    people = [make_moderator(), make_moderator()]
    reply = make_comment(status="pending")
    links = [link_for(person, reply) for person in people]

    def decide(link, verb):
        return press(browser(), link, verb).status_code

    answers = at_once(partial(decide, links[0], "approve"), partial(decide, links[1], "spam"))

    assert sorted(answers) == [200, 409]
    assert Decision.objects.filter(comment=reply).count() == 1
