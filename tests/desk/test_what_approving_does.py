"""Whom the desk says an approval will mail is whom it then mails, whatever came before.

A longer look: `SITUATIONS=5000 pytest tests/desk/test_what_approving_does.py`.
"""

import os

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comments.desk import batches, effects
from comments.desk.deciding import decide
from comments.models import Batch, Comment, Notification, StaffPreferences, Subscription
from comments.moderation import Via
from tests.desk.waiting import later, sweep
from tests.factories import make_author, make_comment, make_moderator, make_post, make_user

pytestmark = pytest.mark.django_db

SITUATIONS = int(os.environ.get("SITUATIONS", "40"))
PEOPLE = ["rita", "pia", "ana", "mo", "one", "two"]
# Who is who: Ana wrote the post, Mo moderates, and so does Ana.
AUTHORS = ["guest", "nameless", "reader", "as_ana", "ana", "mo"]
PARENTS = ["none", "pia", "rita", "ana"]

person = st.sampled_from(PEOPLE)
MOVES = st.one_of(
    st.tuples(
        st.just("follow"), person, st.sampled_from(["comment", "parent", "post", "post"]),
        st.sampled_from([True, True, False]),
    ),
    st.tuples(st.just("stop"), person),
    st.tuples(st.just("wish"), st.booleans()),
    st.tuples(st.just("account"), st.sampled_from(["active", "inactive", "without"])),
    st.tuples(
        st.just("approve"), st.sampled_from(["mo", "mo", "ana"]), st.booleans(),
        st.sampled_from(["undo", "undo", "restore", "remove", "mark_as_spam"]),
    ),
    st.tuples(st.just("send")),
)  # fmt: skip
SITUATION = st.tuples(
    st.sampled_from(AUTHORS), st.sampled_from(PARENTS), st.lists(MOVES, max_size=10),
    st.sampled_from(["mo", "mo", "ana"]), st.booleans(),
)  # fmt: skip

ASKED = [("follow", "rita", "comment", True), ("wish", True)]
APPROVED_BEFORE = [*ASKED, ("approve", "mo", False, "remove")]
WRITER_FOLLOWS = [("wish", True), ("follow", "ana", "post", True)]
TOLD_AS_WRITER = [("wish", True), ("approve", "mo", False, "restore"), *WRITER_FOLLOWS]


class Site:
    """A reply that waits, and whoever may be told of it."""

    def __init__(self):
        author = make_author(
            display_name="Ana Editor", user=make_moderator(email="Ana@example.org")
        )
        self.post = make_post(author=author)
        self.users = {
            "ana": author.user,
            "mo": make_moderator(email="mo@example.org"),
            "rita": make_user(email="rita@example.org"),
        }

    def begin(self, author, parent):
        user = self.users.get({"reader": "rita"}.get(author, author))
        email = {"nameless": "", "as_ana": "ana@Example.org"}.get(author, "Rita@example.org")
        self.parent = parent = None if parent == "none" else make_comment(
            post=self.post, author_name=parent.title(), author_email=f"{parent}@example.org"
        )  # fmt: skip
        comment = make_comment(
            post=self.post, parent=parent, status="pending", user=user,
            author_email=user.email if user else email, author_name="Rita" if email else "",
        )  # fmt: skip
        self.pk = comment.pk

    @property
    def comment(self):
        """As a page of the desk reads it."""
        about = "post__author__user__moderation_preferences"
        return Comment.objects.select_related(about, "user", "parent").get(pk=self.pk)

    @property
    def mails(self):
        return Notification.objects.filter(comment=self.pk)

    def follow(self, who, what, is_confirmed):
        about = {"comment": self.comment, "parent": self.parent, "post": self.post}[what]
        if about is not None:
            kind = "post" if what == "post" else "comment"
            Subscription.objects.follow(
                f"{who}@example.org", is_confirmed=is_confirmed, **{kind: about}
            )

    def stop(self, who):
        Subscription.objects.stop_all(f"{who}@example.org")

    def wish(self, hears_of_replies):
        StaffPreferences.objects.update_or_create(
            user=self.users["ana"], defaults={"hears_of_replies": hears_of_replies}
        )

    def account(self, state):
        ana = self.users["ana"]
        ana.is_active, ana.email = state != "inactive", "" if state == "without" else ana.email
        ana.save()

    def send(self):
        self.mails.update(sent_at=timezone.now())

    def approve(self, by, is_batch, then):
        """And out of sight again: it can be approved anew."""
        self.check(by, is_batch)
        comment, by = self.comment, self.users[by]
        if then == "undo":
            assert comment.take_back(comment.last_decision(), by=by, via=Via.DESK)
        else:
            assert getattr(comment, then)(by=by, via=Via.DESK)

    def check(self, by, is_batch):
        """An account that ended decides nothing: then it is Mo."""
        by = self.users[by] if self.users[by].is_active else self.users["mo"]
        comment = self.comment
        foretold = foretold_of(comment, by)
        before = set(self.mails.values_list("pk", flat=True))
        if is_batch:
            seen = [[comment.pk, comment.status, comment.revision]]
            batches.work_off(
                Batch.objects.create(verb="approve", by=by, selection=seen, total=len(seen))
            )
        else:
            decide(comment, "approve", by=by, seen=(comment.status, comment.revision))
        assert self.comment.status == "approved"
        assert foretold == said_of(self.mails.exclude(pk__in=before), comment)


def foretold_of(comment, by):
    """Whom it says it will mail, the first of its sentences."""
    return effects.of_approving(comment, effects.facts_of(comment), by)[0]


def said_of(mails, comment):
    """The sentence that is true of these rows."""
    kinds = list(mails.values_list("kind", flat=True))
    people = {
        "approved": "its author",
        "reply": comment.parent and f"{comment.parent.author_name}, whom it answers",
        "own_post": "Ana Editor, who wrote the post",
    }
    told = [words for kind, words in people.items() if kind in kinds]
    if followers := kinds.count("new_reply"):
        told.append(f"{followers} follower{'' if followers == 1 else 's'} of the post")
    if not told:
        return "Nobody is mailed."
    most, last = ", ".join(told[:-1]), told[-1]
    return f"Mailed: {most} and {last}." if most else f"Mailed: {last}."


def test_whoever_it_says_is_owed_a_mail_and_nobody_else():
    site = Site()

    @settings(
        max_examples=SITUATIONS,
        deadline=None,
        database=None,
        derandomize="SITUATIONS" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )
    @given(situation=SITUATION)
    @example(situation=("guest", "pia", APPROVED_BEFORE, "mo", False))
    @example(situation=("guest", "pia", WRITER_FOLLOWS, "mo", False))
    @example(situation=("guest", "ana", [*ASKED, ("follow", "ana", "parent", True)], "mo", True))
    @example(situation=("guest", "none", TOLD_AS_WRITER, "mo", False))
    @example(situation=("as_ana", "none", [("wish", True)], "mo", False))
    def run(situation):
        author, parent, moves, by, is_batch = situation
        with transaction.atomic():
            site.begin(author, parent)
            for move, *arguments in moves:
                getattr(site, move)(*arguments)
            site.check(by, is_batch)
            transaction.set_rollback(True)
        site.users["ana"].refresh_from_db()

    run()


def test_where_the_post_is_not_public_it_says_nobody_and_nobody_is_mailed():
    site = Site()
    site.begin("guest", "none")
    for who, what in (("rita", "comment"), ("one", "post")):
        site.follow(who, what, is_confirmed=True)
    site.wish(True)
    site.post.status = "draft"
    site.post.save()

    foretold = foretold_of(site.comment, site.users["mo"])
    site.comment.approve(by=site.users["mo"], via=Via.DESK)
    later(minutes=2)

    assert foretold == "Nobody is mailed."
    assert sweep() == []
