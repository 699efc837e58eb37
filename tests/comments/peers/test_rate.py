"""How much one reader may post, and what a form needs."""

import pytest

from comments.models import Comment
from tests.comments.peers.ledger import carries
from tests.comments.scene import browser, discuss, last_comment, long_ago
from tests.factories import make_post, post_reply

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@carries("rate-001")
@pytest.mark.parametrize(
    "policy",
    [{"hourly_replies": 2}, {"post_replies": 2}, {"site_replies": 2}],
)
def test_the_third_is_one_too_many_where_two_are_allowed(policy):
    discuss(flood_seconds=0, **policy)
    post = make_post()
    for _one in range(2):
        assert post_reply(browser(), post, ip=HERE).status_code == 303

    answer = post_reply(browser(), post, ip=HERE, body="The third one.")

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert b"The third one." in answer.content


@carries("rate-002")
def test_another_network_is_another_reader():
    discuss(flood_seconds=60, hourly_replies=1)
    post = make_post()
    post_reply(browser(), post, ip=HERE)

    assert post_reply(browser(), post, ip=HERE).status_code == 429
    assert post_reply(browser(), post, ip=ELSEWHERE).status_code == 303


@carries("rate-003")
def test_later_one_may_post_again():
    discuss(flood_seconds=60)
    post = make_post()
    post_reply(browser(), post, ip=HERE)
    long_ago(last_comment(), seconds=61)

    assert post_reply(browser(), post, ip=HERE).status_code == 303


@carries("rate-004", "rate-005")
def test_one_may_say_much_and_answer_oneself():
    discuss(holds_first_time=False, flood_seconds=0)
    post, reader = make_post(), browser()

    roots = [post_reply(reader, post, ip=HERE).status_code for _one in range(4)]
    to_oneself = post_reply(reader, post, ip=HERE, to=last_comment().pk)

    assert [*roots, to_oneself.status_code] == [303] * 5


@carries("rate-006", "rate-007")
@pytest.mark.parametrize("field", ["email", "name"])
def test_what_is_required_is_asked_for_and_what_is_not_may_be_left_empty(field):
    discuss(flood_seconds=0)
    answer = post_reply(browser(), make_post(), **{field: ""}, body="My words.")

    assert answer.status_code == 422
    assert b"My words." in answer.content
    assert not Comment.objects.exists()
    discuss(flood_seconds=0, requires_name_and_email=False)
    assert post_reply(browser(), make_post(), **{field: ""}).status_code == 303
