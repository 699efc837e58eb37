"""What is owed, since when, and what was given up: moderators see it, and may try again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from comments.models import Notification, Subscription
from tests.comments.desk import told
from tests.comments.mailroom import follow, mail_server, owe, owe_reply
from tests.comments.scene import browser
from tests.factories import make_comment, make_editor, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/notification/"
FOLLOWERS = "/admin/comments/subscription/"


@pytest.fixture
def admin():
    return browser(make_user(is_staff=True, is_superuser=True))


def emails(response):
    return [one.email for one in response.context["cl"].result_list]


def try_again(client, *notifications):
    selected = [one.pk for one in notifications]
    return client.post(LIST, {"action": "try_again", "_selected_action": selected})


def test_the_line_on_top_says_how_much_and_since_when(desk):
    for number in range(12):
        owe_reply(f"reader{number}@example.org")
    Notification.objects.filter(email="reader3@example.org").update(
        created_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    )
    for number in (10, 11):
        Notification.objects.get(email=f"reader{number}@example.org").give_up(ValueError("no"))

    page = desk.get(LIST).content.decode()

    assert "10 owed, the oldest since 2 January 2026, 03:04, 2 given up." in page


def test_nothing_owed_is_said_too(desk):
    assert "Nothing is owed." in desk.get(LIST).content.decode()


def test_each_state_can_be_asked_for(desk):
    for state in ("owed", "sent", "given_up"):
        owe_reply(f"{state}@example.org")
    Notification.objects.get(email="sent@example.org").mark_sent()
    Notification.objects.get(email="given_up@example.org").give_up(OSError("the <b>why</b>"))
    owe("my_replies", "dropped@example.org").drop()

    for state in ("owed", "sent", "given_up", "dropped"):
        assert emails(desk.get(LIST, {"state": state})) == [f"{state}@example.org"]
    assert len(emails(desk.get(LIST, {"state": "of mind"}))) == 4
    assert "the &lt;b&gt;why&lt;/b&gt;" in desk.get(LIST).content.decode()


def test_what_it_is_about_is_named_whatever_it_is(desk):
    owed = owe_reply(author_name="<i>Ann</i>", body="Because.")
    owe("new_post", "b@example.org", post=owed.comment.post, subscription=follow("b@example.org"))
    owe("confirm", "c@example.org", subscription=follow("c@example.org", post=owed.comment.post))
    owe("my_replies", "d@example.org")

    page = desk.get(LIST).content.decode()

    assert f"/admin/comments/comment/{owed.comment_id}/change/" in page
    assert "&lt;i&gt;Ann&lt;/i&gt;: Because." in page
    assert page.count(owed.comment.post.title) == 2


def test_a_list_of_many_costs_as_many_queries_as_one_of_few(desk, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(100) as counted:
            desk.get(LIST)
        return len(counted)

    owe_reply()
    queries()  # what is asked once and remembered
    few = queries()
    for number in range(20):
        owe_reply(f"reader{number}@example.org")

    assert queries() == few


def test_nothing_on_its_page_can_be_changed(desk):
    owed = owe_reply()

    page = desk.get(f"{LIST}{owed.pk}/change/")
    posted = desk.post(f"{LIST}{owed.pk}/change/", {"email": "evil@example.org"})

    assert page.status_code == 200
    assert "rita@example.org" in page.content.decode()
    assert 'name="email"' not in page.content.decode()
    assert posted.status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403
    assert Notification.objects.get().email == "rita@example.org"


def test_given_up_it_is_tried_again_at_once(desk, django_capture_on_commit_callbacks):
    owed = owe_reply()
    owed.give_up(ValueError("550"))

    with mail_server() as server, django_capture_on_commit_callbacks(execute=True):
        response = try_again(desk, owed)

    assert told(response) == ["1 mail is tried again."]
    assert [message.rcpt for message in server.messages] == ["rita@example.org"]
    assert Notification.objects.get().sent_at


def test_what_waits_after_an_error_needs_not_wait(desk):
    owed = owe_reply()
    owed.claim()
    owed.put_off(OSError("451"))
    assert not Notification.objects.due().exists()

    try_again(desk, owed)

    assert Notification.objects.due().exists()
    assert Notification.objects.get().attempts == 0


def test_what_is_sent_or_being_sent_is_left_alone(desk):
    sent, being_sent = owe_reply("a@example.org"), owe_reply("b@example.org")
    sent.mark_sent()
    being_sent.claim()

    response = try_again(desk, sent, being_sent)

    assert told(response) == ["None of these waits after an error: they are sent, or on their way."]
    assert not Notification.objects.due().exists()


def test_editors_and_readers_have_no_business_here():
    owed = owe_reply()
    owed.give_up(ValueError("550"))
    client = browser(make_editor())

    assert client.get(LIST).status_code == 403
    assert client.get(FOLLOWERS).status_code == 403
    assert try_again(client, owed).status_code == 403
    assert browser().get(LIST).status_code == 302


def test_who_may_only_look_is_offered_no_action(moderator):
    from django.contrib.auth.models import Permission

    watcher = make_user(is_staff=True)
    watcher.user_permissions.add(Permission.objects.get(codename="view_notification"))
    owed = owe_reply()
    owed.give_up(ValueError("550"))
    client = browser(watcher)

    assert "Try again" not in client.get(LIST).content.decode()
    try_again(client, owed)

    assert Notification.objects.get().given_up_at


@pytest.mark.parametrize("selected", ["\0", "9" * 30, "x", "-1", "ü"])
def test_odd_selections_do_nothing(desk, selected):
    response = desk.post(LIST, {"action": "try_again", "_selected_action": selected})

    assert response.status_code < 400


def test_admins_may_see_who_follows_what_and_end_it(admin, desk):
    owed = owe_reply()
    owe("confirm", subscription=owed.subscription)
    follow("paul@example.org")

    assert desk.get(FOLLOWERS).status_code == 403
    assert sorted(emails(admin.get(FOLLOWERS))) == ["paul@example.org", "rita@example.org"]

    response = admin.post(
        FOLLOWERS,
        {"action": "delete_selected", "_selected_action": owed.subscription_id, "post": "yes"},
    )

    assert response.status_code == 302
    assert [one.email for one in Subscription.objects.all()] == ["paul@example.org"]
    assert [one.kind for one in Notification.objects.all()] == ["confirm"]


def test_one_subscription_can_be_ended_on_its_page_and_not_changed(admin):
    subscription = follow("rita@example.org", comment=make_comment())
    page = f"{FOLLOWERS}{subscription.pk}"

    assert admin.get(f"{page}/change/").status_code == 200
    assert admin.post(f"{page}/change/", {"email": "x@example.org"}).status_code == 403
    assert admin.get(f"{FOLLOWERS}add/").status_code == 403
    assert admin.post(f"{page}/delete/", {"post": "yes"}).status_code == 302

    assert not Subscription.objects.exists()


def test_oldest_owed_counts_only_what_is_still_owed(desk):
    old = owe_reply("a@example.org")
    Notification.objects.update(created_at=timezone.now() - timedelta(days=400))
    old.mark_sent()
    owe_reply("b@example.org")

    assert f"1 owed, since {timezone.now():%-d %B %Y}" in desk.get(LIST).content.decode()
