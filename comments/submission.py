"""From a filled-in form to a stored comment: judged once, stored once, however often it is sent."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from comments import surges
from comments.client import network_of
from comments.markdown import render_comment
from comments.models import Comment, ConfirmedAddress, DiscussionSettings, Tally
from comments.models.comment import USER_AGENT_MAX_LENGTH
from comments.moderation import Finding, Status, Verdict
from comments.rules import judge, refusal
from comments.text import clean_name, folded_address
from posts.models import Post

TYPED_NAME_KEPT = 300  # characters
SAME_SUBMISSION_FOR = timedelta(minutes=15)
# What a submission shares with the comment that it became.
FIELDS_OF_A_COMMENT = (
    "post", "parent", "body", "author_name", "author_email", "author_url", "is_answer", "user",
    "ip_address", "user_agent",
)  # fmt: skip
DEEPEST = 32_767  # what the column holds; below it nobody counts
# By hand: it is asked before every reply, and there is nearly never one.
BY_KEY = "SELECT id FROM comments_comment WHERE submission_key = %s"


class Refused(Exception):
    """The reader can mend it; `finding` says how."""

    def __init__(self, finding):
        super().__init__(finding.rule)
        self.finding = finding


@dataclass(kw_only=True)
class Submission:
    """The act of posting a comment, before judgement. Fields are cleaned and within bounds."""

    post: Post
    body: str
    author_name: str = ""
    author_email: str = ""
    author_url: str = ""
    parent: Comment | None = None
    is_answer: bool = False
    user: User | None = None
    address: ConfirmedAddress | None = None  # what this browser holds a proof of
    comment: Comment | None = None  # what it would change: an earlier one, judged anew
    typed_name: str = ""  # as it came, invisible letters and all
    ip_address: str | None = None
    user_agent: str = ""
    honeypot: str = ""
    nonce: str = ""
    submitted_at: datetime = field(default_factory=timezone.now)
    policy: DiscussionSettings = field(default_factory=DiscussionSettings.current)
    then: Callable | None = None  # called with the comment where it is stored, in one transaction

    @classmethod
    def of_comment(cls, comment, **changed):
        """A stored comment as its author would submit it now, with `changed` fields: to judge anew.

        `address` is what this browser proves today; what the row says of it is no proof.
        """
        as_stored = {field: getattr(comment, field) for field in FIELDS_OF_A_COMMENT}
        as_stored |= {"comment": comment, "honeypot": _honeypot_of(comment)}
        return cls(**as_stored | changed)

    def __post_init__(self):
        # As much of it as a look-alike needs: what is cut out of a name can be of any length.
        self.typed_name = (self.typed_name or self.author_name)[:TYPED_NAME_KEPT]
        self.author_name = clean_name(self.author_name)
        self.user_agent = self.user_agent.replace("\0", "")[:USER_AGENT_MAX_LENGTH]

    @property
    def is_by_staff(self):
        return self.user is not None and self.user.is_active and self.user.is_staff

    @property
    def is_confirmed(self):
        """Whether its e-mail address is the one that this browser has proved."""
        return self.address is not None and folded_address(self.author_email) == self.address.email

    @cached_property
    def network(self):
        return network_of(self.ip_address)

    @cached_property
    def body_html(self):
        return render_comment(self.body)

    @cached_property
    def key(self):
        """The same for the same form sent again, by whatever means; another for anything else."""
        return _hmac(
            "submission", *self._place, self.author_name, self.author_email, self.body,
            self.network, self.user_agent, self.user.pk if self.user else None, self.nonce,
        )  # fmt: skip

    @cached_property
    def fingerprint(self):
        """The same for what counts as said twice."""
        return _hmac(
            "fingerprint", *self._place, self.author_name.casefold(), self.body.strip().casefold()
        )

    @property
    def _place(self):
        return self.post.pk, self.parent.pk if self.parent else None


def submit(submission):
    """Judge and store a submission; returns the comment, or raises Refused.

    The same submission within 15 minutes gives the same comment again. Judging stays outside the
    transaction: a writer holds the database only for its inserts.
    """
    earlier = _earlier(submission)
    if earlier is not None:
        return earlier
    try:
        _refuse_or_pass(submission)
        findings = judge(submission)
        with transaction.atomic():
            _one_at_a_time(submission)
            _refuse_or_pass(submission)  # again: what eight tabs sent at once was judged at once
            if _has_lost_its_address(submission):
                submission.address = None
                findings = judge(submission)
            comment = _store(submission, findings)
            if submission.then:
                submission.then(comment)
            surges.watch_after(comment, submission.policy)
            return comment
    except (Refused, IntegrityError):
        # Perhaps because of its own twin, stored meanwhile.
        earlier = _earlier(submission)
        if earlier is None:
            raise
        return earlier


def _refuse_or_pass(submission):
    finding = refusal(submission)
    if finding is not None:
        raise Refused(finding)


def _one_at_a_time(submission):
    """One writer per reader: SQLite has one writer in all, PostgreSQL has to be told."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            reader = submission.network or submission.author_email
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [reader])


def _has_lost_its_address(submission):
    """Erased since the proof was read: then it is posted as by anybody.

    Locked in the order in which erasing locks, so that neither waits for the other.
    """
    if submission.address is None:
        return False
    Tally.hold(submission.post.pk)
    still_there = ConfirmedAddress.objects.select_for_update().filter(pk=submission.address.pk)
    return not still_there.exists()


def _still_counts(earlier, submission):
    """What was removed and is said anew is another reply, and so is what is said again later."""
    is_recent = earlier.submitted_at > submission.submitted_at - SAME_SUBMISSION_FOR
    return is_recent and earlier.status != Status.REMOVED


def _earlier(submission):
    """What the same form brought before. A key past its time is freed: it may be used again."""
    with connection.cursor() as cursor:
        cursor.execute(BY_KEY, [submission.key])
        found = cursor.fetchone()
    earlier = found and Comment.objects.filter(pk=found[0], submission_key=submission.key).first()
    if earlier is None or _still_counts(earlier, submission):
        return earlier
    Comment.objects.filter(pk=earlier.pk, submission_key=submission.key).update(submission_key=None)
    return None


def _store(submission, findings):
    parent = submission.parent
    comment = Comment(
        post=submission.post,
        parent=parent,
        thread_id=(parent.thread_id or parent.pk) if parent else None,
        depth=min(parent.depth + 1, DEEPEST) if parent else 0,
        author_name=submission.author_name,
        author_email=submission.author_email,
        author_url=submission.author_url,
        user=submission.user,
        is_confirmed=submission.is_confirmed,
        body=submission.body,
        body_html=submission.body_html,
        is_answer=submission.is_answer and bool(submission.post.question),
        submitted_at=submission.submitted_at,
        ip_address=submission.ip_address,
        network=submission.network,
        user_agent=submission.user_agent,
        submission_key=submission.key,
        fingerprint=submission.fingerprint,
    )
    comment.admit(findings)
    if submission.is_confirmed and (
        comment.status == Status.APPROVED or not submission.address.name
    ):
        submission.address.sign_as(comment.author_name)
    if parent is not None:
        _hang_on(parent)
    return comment


def _hang_on(parent):
    """From here on it can't be withdrawn; the row's lock is what its withdrawing waits for."""
    if not Comment.objects.filter(pk=parent.pk).update(has_replies=True):
        reason = _(
            "What you were replying to was just withdrawn. Your words are below: you can post them "
            "as a reply of their own."
        )
        raise Refused(Finding("parent_gone", Verdict.REFUSE, reason))


def _honeypot_of(comment):
    """What was filled into it: the row keeps that as evidence alone."""
    for finding in comment.findings:
        if finding["rule"] == "honeypot":
            return "".join(span["text"] for span in finding["evidence"])
    return ""


def _hmac(purpose, *parts):
    return salted_hmac(
        f"comments.{purpose}", json.dumps(parts, ensure_ascii=False), algorithm="sha256"
    ).hexdigest()
