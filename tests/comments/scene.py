"""What a test is given: settings, watched terms, browsers, what was said and when."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from comments.models import Comment, ConfirmedAddress, DiscussionSettings, WatchedTerm
from comments.tokens import PROOF_COOKIE, sign_proof
from tests.factories import make_comment


def discuss(**settings):
    """The discussion settings, with WordPress's defaults but for these."""
    return DiscussionSettings.objects.update_or_create(
        pk=DiscussionSettings.ONLY, defaults=settings
    )[0]


def watch(pattern, match="word", effect="hold", **overrides):
    return WatchedTerm.objects.create(pattern=pattern, match=match, effect=effect, **overrides)


def browser(user=None):
    """Another browser, with cookies of its own, signed in as `user`."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def proved(email, client=None):
    """A browser whose reader has confirmed `email`."""
    client = client or browser()
    client.cookies[PROOF_COOKIE] = sign_proof(ConfirmedAddress.confirm(email).pk)
    return client


def said(seconds_ago, **fields):
    """A comment that was submitted so many seconds ago."""
    return make_comment(submitted_at=timezone.now() - timedelta(seconds=seconds_ago), **fields)


def just_said(status="pending", **fields):
    return said(0, status=status, **fields)


def long_ago(comment, **ago):
    """As if `comment` had been submitted that long ago: `long_ago(comment, minutes=16)`."""
    Comment.objects.filter(pk=comment.pk).update(submitted_at=timezone.now() - timedelta(**ago))
    comment.refresh_from_db()
    return comment


def last_comment():
    return Comment.objects.latest("pk")


def now(comment):
    """`comment` as it is stored by now."""
    return Comment.objects.get(pk=comment.pk)


def rules(comment):
    """The names of the rules that hold it, or held it last."""
    return [finding["rule"] for finding in now(comment).findings]
