"""Many at one press: each as it was seen, counted, said, and taken back by one."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from comments.desk import batches
from comments.desk import selection as selections
from comments.models import Batch, Comment, Decision, Notification, Subscription, Tally
from comments.models.text_columns import values_of_text
from tests.desk.pressing import (
    SCRIPT,
    address,
    at_the_desk,
    last,
    notice,
    press,
    seen,
    select,
    select_all,
    undo_last,
)
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def desk(moderator):
    return at_the_desk(moderator)


@pytest.fixture
def worked_off(django_capture_on_commit_callbacks):
    """What is enqueued in it is done at its end, as the worker does it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def waiting(number=1, **overrides):
    return [make_comment(status="pending", **overrides) for _number in range(number)]


def statuses(comments):
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def test_the_chosen_rows_are_decided_and_no_others(desk):
    chosen, other = waiting(3), waiting()

    response = select(desk, "spam", *chosen)

    assert response.status_code == 303
    assert statuses(chosen + other) == ["spam", "spam", "spam", "pending"]
    assert notice(desk)["text"] == "3 filed as spam."


def test_it_is_one_batch_and_each_has_its_decision(desk, moderator):
    chosen = waiting(2)

    select(desk, "remove", *chosen, reason="A campaign.")

    batch = Batch.objects.get()
    assert (batch.by, batch.decided, batch.missed, batch.is_finished) == (moderator, 2, 0, True)
    told = {(one.via, one.reason, one.tells_author) for one in batch.decisions.all()}
    assert told == {("desk", "A campaign.", False)}


def test_what_changed_since_it_was_seen_is_left_and_counted(desk):
    decided, changed, kept, gone = waiting(4)
    Comment.objects.get(pk=decided.pk).approve(by=make_moderator())
    Comment.objects.get(pk=changed.pk).revise([], at=timezone.now(), **values_of_text("Other."))
    Comment.objects.get(pk=gone.pk).withdraw()

    select(desk, "spam", decided, changed, kept, gone)

    assert statuses([decided, changed, kept]) == ["approved", "pending", "spam"]
    assert notice(desk)["text"].startswith("1 filed as spam. 3 were left as they are")


def test_the_summary_names_those_that_were_left(desk):
    kept, decided = (
        make_comment(status="pending"),
        make_comment(status="pending", author_name="Ida"),
    )
    Comment.objects.get(pk=decided.pk).approve(by=make_moderator())
    select(desk, "spam", kept, decided)

    page = desk.get(notice(desk)["more"]).content.decode()

    assert f'href="/moderation/{decided.pk}/"' in page
    assert f'href="/moderation/{kept.pk}/"' not in page


def test_all_that_match_are_taken_but_nothing_that_came_or_changed_later(desk):
    post = make_post()
    here, elsewhere = waiting(2, post=post), waiting()
    upto = selections.bound(here[-1].pk + 1)
    later = waiting(2, post=post)
    soon = timezone.now() + timedelta(seconds=5)
    Comment.objects.get(pk=here[0].pk).revise([], at=soon, **values_of_text("Other."))

    select_all(desk, "spam", view="waiting", post=post.pk, upto=upto)

    assert statuses(here) == ["pending", "spam"]
    assert statuses(elsewhere) == ["pending"]
    assert statuses(later[1:]) == ["pending"]


def test_what_others_moved_into_the_view_later_is_left_and_counted(desk, moderator):
    post = make_post()
    seen_there, back, approved = waiting(3, post=post)
    Comment.objects.get(pk=back.pk).approve(by=make_moderator())
    upto = f"{approved.pk}:{int(timezone.now().timestamp())}"
    soon = timezone.now() + timedelta(seconds=5)
    Comment.objects.get(pk=back.pk).restore(by=make_moderator(), at=soon)
    Comment.objects.get(pk=approved.pk).approve(by=make_moderator(), at=soon)

    select_all(desk, "spam", view="waiting", upto=upto)
    told = notice(desk)["text"]
    select_all(desk, "remove", view="approved", upto=upto)

    assert statuses([seen_there, back, approved]) == ["spam", "pending", "approved"]
    assert told.startswith("1 filed as spam. 1 was left as it is")


def test_what_they_moved_into_the_view_themselves_they_know_of(desk, moderator):
    comments = waiting(2)
    upto = f"{comments[1].pk}:{int(timezone.now().timestamp())}"
    soon = timezone.now() + timedelta(seconds=5)
    Comment.objects.get(pk=comments[0].pk).mark_as_spam(by=moderator, at=soon)
    Comment.objects.get(pk=comments[0].pk).restore(by=moderator, at=soon)

    select_all(desk, "spam", view="waiting", upto=upto)

    assert statuses(comments) == ["spam", "spam"]


def test_what_is_reported_later_is_left(desk):
    earlier, later = make_comment(), make_comment()
    soon = timezone.now() + timedelta(seconds=5)
    for comment, at in ((earlier, earlier.submitted_at), (later, soon)):
        comment.flags.create(revision=1, reader_key="a", at=at)
        comment.count_open_flags()

    select_all(desk, "remove", view="reported", upto=selections.bound(later.pk))

    assert statuses([earlier, later]) == ["removed", "approved"]


def test_all_in_a_view_means_that_view(desk):
    spam, pending = make_comment(status="spam"), make_comment(status="pending")

    select_all(desk, "restore", view="spam", upto=str(pending.pk))

    assert statuses([spam, pending]) == ["pending", "pending"]
    assert last(pending) is None


def test_a_group_is_decided_by_one_key_and_undone_by_one(desk):
    text = "Buy our wonderful cheap watches today, friend, they are the best"
    alike, other = waiting(4, body=text), waiting()
    form = {"verb": "spam", "like": alike[0].pk, "by": "text", "upto": other[0].pk}

    desk.post(address("start_batch"), form)
    decided = statuses(alike + other)
    undo_last(desk)

    assert decided == ["spam"] * 4 + ["pending"]
    assert statuses(alike + other) == ["pending"] * 5
    assert Batch.objects.first().about == "The same text"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"chosen": ["x"]},
        {"chosen": ["1:pending"]},
        {"chosen": ["1:gone:1"]},
        {"chosen": ["9" * 30 + ":pending:1"]},
        {"all": "1"},
        {"all": "1", "upto": "x"},
        {"all": "1", "upto": "1:x"},
        {"all": "1", "upto": "5:" + "9" * 11 + "0"},
        {"all": "1", "upto": "5", "view": "\0"},
        {"all": "1", "upto": "5", "post": "x"},
        {"like": "x", "by": "text", "upto": "5"},
        {"like": "1", "by": "body", "upto": "5"},
        {"verb": "undo", "chosen": []},
        {"verb": "keep"},
        {"verb": ""},
        {"reason": "x" * 501},
    ],
    ids=lambda form: repr(form)[:40],
)
@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
def test_a_form_that_nobody_was_given_decides_nothing(desk, form, headers):
    waiting()
    form = {"verb": "spam", **form}

    response = desk.post(address("start_batch"), form, headers=headers)

    assert response.status_code in {200, 303, 422}
    assert not Decision.objects.exists()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("number", [1_000, 10_000, 60_000])
@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
def test_a_selection_without_end_is_refused_in_words_before_it_is_read(desk, number, headers):
    chosen = [f"{pk}:pending:1" for pk in range(1, number + 1)]
    form = {"verb": "spam", "chosen": chosen}

    response = desk.post(address("start_batch"), form, headers=headers)

    assert response.status_code == 413
    assert 'id="notice"' in response.text
    assert "more than the desk takes at once: nothing was done" in response.text
    assert not Batch.objects.exists()


def test_a_decision_is_not_lost_for_an_address_without_end(desk):
    comment = waiting()[0]

    response = press(desk, comment, "spam", headers={"X-Desk": "?" + "a&" * 2000})

    assert response.status_code == 200
    assert statuses([comment]) == ["spam"]


def test_more_than_a_batch_takes_is_said(desk, monkeypatch):
    monkeypatch.setattr(selections, "MOST", 3)
    comments = waiting(5)

    select_all(desk, "spam", upto=str(comments[-1].pk))

    assert statuses(comments) == ["spam"] * 3 + ["pending"] * 2
    assert "more than 3 match" in Batch.objects.get().about


def test_an_editor_decides_on_their_own_posts_alone():
    editor = make_editor()
    mine = make_comment(status="pending", post=make_post(author=make_author(user=editor)))
    theirs = make_comment(status="pending")
    desk = at_the_desk(editor)

    select(desk, "spam", mine, theirs)
    select_all(desk, "remove", upto=str(theirs.pk))

    assert statuses([mine, theirs]) == ["spam", "pending"]


# On the worker ------------------------------------------------------------------------------------


@pytest.fixture
def _small(monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    monkeypatch.setattr(batches, "CHUNK", 2)


@pytest.mark.usefixtures("_small")
def test_many_are_left_to_the_worker_and_the_page_shows_how_far_it_is(desk):
    comments = waiting(5)

    response = select(desk, "spam", *comments)
    page = desk.get(response["Location"]).content.decode()

    assert statuses(comments) == ["pending"] * 5
    assert '<progress max="5" value="0"' in page
    assert '<meta http-equiv="refresh"' in page


@pytest.mark.usefixtures("_small")
def test_the_worker_decides_them_chunk_by_chunk(desk, worked_off):
    comments = waiting(5)

    with worked_off():
        select(desk, "spam", *comments)

    assert statuses(comments) == ["spam"] * 5
    assert Batch.objects.get().decided == 5


@pytest.mark.usefixtures("_small")
def test_a_worker_that_died_is_gone_on_from_where_it_was(desk, monkeypatch):
    comments = waiting(5)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()
    batches._next_chunk(batch)  # and here it is killed

    batches.work_off(batch)

    assert statuses(comments) == ["spam"] * 5
    assert Decision.objects.count() == 5


@pytest.mark.usefixtures("_small")
def test_killed_within_a_chunk_nothing_of_it_is_decided(desk, monkeypatch):
    comments = waiting(5)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()
    monkeypatch.setattr(Batch, "save", killed)

    with pytest.raises(KeyboardInterrupt):
        batches.work_off(batch)

    assert statuses(comments) == ["pending"] * 5
    assert Tally.objects.get(post=comments[0].post).waiting == 1


def killed(*_arguments, **_more):
    raise KeyboardInterrupt


@pytest.mark.usefixtures("_small")
def test_the_sweep_goes_on_with_what_was_left_behind(desk):
    comments = waiting(5)
    select(desk, "spam", *comments)
    Batch.objects.update(created_at=timezone.now() - timedelta(minutes=5))

    call_command("send_owed_mail")

    assert statuses(comments) == ["spam"] * 5


def test_what_could_not_be_locked_is_left_to_the_worker(desk, worked_off, monkeypatch):
    comments, decide = waiting(2), batches._decide

    def in_the_way(*_arguments):
        monkeypatch.setattr(batches, "_decide", decide)
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(batches, "_decide", in_the_way)

    with worked_off():
        response = select(desk, "spam", *comments)

    assert response["Location"] == address("batch", Batch.objects.get().pk)
    assert statuses(comments) == ["spam", "spam"]


@pytest.mark.usefixtures("_small")
def test_continue_does_it_while_the_worker_sleeps(desk):
    comments = waiting(5)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()

    desk.post(address("continue_batch", batch.pk))

    assert statuses(comments) == ["spam"] * 5


@pytest.mark.usefixtures("_small")
def test_who_loses_the_right_meanwhile_decides_no_more(desk, moderator):
    comments = waiting(5)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()
    batches._next_chunk(batch)
    moderator.groups.clear()

    batches.work_off(batch)

    batch.refresh_from_db()
    assert (batch.decided, batch.missed) == (2, 3)
    assert Decision.objects.count() == 2


@pytest.mark.usefixtures("_small")
def test_what_changes_while_it_runs_is_left(desk):
    comments = waiting(5)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()
    batches._next_chunk(batch)
    Comment.objects.get(pk=comments[4].pk).approve(by=make_moderator())

    batches.work_off(batch)

    assert statuses(comments) == ["spam"] * 4 + ["approved"]
    batch.refresh_from_db()
    assert batches.left_over(batch) == [[comments[4].pk, "pending", 1]]


@pytest.mark.usefixtures("_small")
def test_for_the_script_the_page_tells_where_to_ask_again(desk, worked_off):
    comments = waiting(5)
    form = {"verb": "spam", "chosen": [f"{one.pk}:{seen(one)}" for one in comments]}
    begun = desk.post(address("start_batch"), form, headers=SCRIPT).content.decode()
    batch = Batch.objects.get()
    place = address("batch", batch.pk)
    batches.work_off(batch)

    done = desk.get(place, headers=SCRIPT).content.decode()

    assert f'data-poll="{place}"' in begun
    assert "data-poll" not in done
    assert "5 filed as spam" in done


# Undone by one ------------------------------------------------------------------------------------


def test_undo_takes_all_of_it_back_with_the_counts(desk):
    post = make_post()
    comments = [*waiting(2, post=post), make_comment(status="approved", post=post)]
    select(desk, "spam", *comments)

    desk.post(notice(desk)["undo"])

    assert statuses(comments) == ["pending", "pending", "approved"]
    tally = Tally.objects.get(post=post)
    assert (tally.waiting, tally.spam, tally.replies) == (2, 0, 1)
    assert notice(desk)["text"] == "3 taken back."


def test_what_somebody_touched_since_stands_and_is_named(desk):
    kept, decided, changed = waiting(3)
    select(desk, "spam", kept, decided, changed)
    Comment.objects.get(pk=decided.pk).approve(by=make_moderator())
    Comment.objects.get(pk=changed.pk).revise([], at=timezone.now(), **values_of_text("Other."))

    desk.post(address("undo_batch", Batch.objects.get().pk))

    assert statuses([kept, decided, changed]) == ["pending", "approved", "spam"]
    assert notice(desk)["text"].startswith("1 taken back. 2 were left as they are")
    page = desk.get(notice(desk)["more"]).content.decode()
    assert f'href="/moderation/{decided.pk}/"' in page


def test_pressed_twice_it_is_undone_once(desk):
    comments = waiting(2)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()

    desk.post(address("undo_batch", batch.pk))
    response = desk.post(address("undo_batch", batch.pk))

    assert response.status_code == 303
    assert Decision.objects.count() == 4


def test_one_of_it_taken_back_before_is_not_taken_back_again(desk):
    first, second = waiting(2)
    select(desk, "spam", first, second)
    desk.post(address("undo", last(first).pk))
    press(desk, first, "approve", saw="pending:1")

    desk.post(address("undo_batch", Batch.objects.first().pk))

    assert statuses([first, second]) == ["approved", "pending"]


def test_mails_of_a_batch_are_taken_back_and_those_that_left_are_named(desk):
    comments = waiting(3)
    for comment in comments:
        Subscription.objects.follow(comment.author_email, comment=comment, is_confirmed=True)
    select(desk, "approve", *comments)
    Notification.objects.filter(comment=comments[0]).update(sent_at=timezone.now())

    undo_last(desk)

    assert Notification.objects.get().comment == comments[0]
    assert notice(desk)["mails_gone"].startswith("1 mail had left already")


def test_reports_that_were_decided_on_are_open_again(desk):
    comment = make_comment()
    comment.flags.create(revision=1, reader_key="a")
    comment.count_open_flags()
    select(desk, "remove", comment)

    undo_last(desk)

    comment.refresh_from_db()
    assert (comment.status, comment.open_flags) == ("approved", 1)


@pytest.mark.usefixtures("_small")
def test_one_that_runs_is_stopped_by_its_undoing(desk, worked_off):
    comments = waiting(5)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()
    batches._next_chunk(batch)

    with worked_off():
        desk.post(address("undo_batch", batch.pk))
    batches.work_off(batch)

    assert statuses(comments) == ["pending"] * 5
    assert Decision.objects.count() == 4


@pytest.mark.usefixtures("_small")
def test_a_large_one_is_undone_by_the_worker(desk, worked_off):
    comments = waiting(5)
    with worked_off():
        select(desk, "spam", *comments)

    with worked_off():
        response = undo_last(desk)

    undoing = Batch.objects.get(verb="undo")
    assert response["Location"] == address("batch", undoing.pk)
    assert statuses(comments) == ["pending"] * 5
    assert undoing.decided == 5


def test_an_editor_sees_and_undoes_only_their_own_batches(desk):
    comments = waiting(2)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()
    editor = at_the_desk(make_editor())

    answers = [
        editor.get(address("batch", batch.pk)).status_code,
        editor.post(address("undo_batch", batch.pk)).status_code,
        editor.post(address("continue_batch", batch.pk)).status_code,
    ]

    assert answers == [404, 404, 404]
    assert statuses(comments) == ["spam", "spam"]
