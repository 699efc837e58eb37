"""A link mailed to an address proves who reads it: asked for, bounded, and redeemed once."""

from datetime import timedelta
from math import ceil

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.addresses import mailbox
from comments.models import Comment, ConfirmedAddress, Notification, Subscription
from comments.moderation import Verdict, Via, strictest
from comments.rules import judge
from comments.submission import Submission
from comments.text import folded_address
from comments.tokens import read_button, read_link

# Anybody can type anybody's address: what we mail to it for that is bounded.
LINKS_PER_MAILBOX = 5  # however its address is written
LINKS_PER_NETWORK = 20
COUNTED_OVER = timedelta(days=1)
PRESSED_TWICE_WITHIN = timedelta(minutes=1)
# Rules that ask who wrote it: a confirmed address may answer all of them.
ABOUT_ITS_AUTHOR = {"first_time", "borrowed_address", "lookalike_name"}


class TextChanged(Exception):
    """The reply was edited, or withdrawn, since the reader saw what the link confirms."""


def ask(email, *, network, comment=None, subscription=None):
    """Owe `email` a link that confirms it, and with it `comment` and `subscription`.

    Beyond the limits nothing is owed, and no answer to the reader may tell.
    """
    kind = Notification.Kind.CONFIRM
    _owe_link(kind, email, network=network, comment=comment, subscription=subscription)


def ask_for_my_replies(email, *, network):
    """Owe `email` a link to its replies; whether there are any is known where it is mailed."""
    _owe_link(Notification.Kind.MY_REPLIES, email, network=network)


def needs_link(comment, said):
    """Whether the author of a new reply ticked what only a link can bring about."""
    wishes = said.get("notify") or said.get("confirm")
    return bool(wishes and comment.author_email) and not _is_proved(comment)


def answer_wishes(comment, said):
    """Do what the author of a new reply ticked: at once, or as soon as they have used a link."""
    email, is_proved = comment.author_email, _is_proved(comment)
    subscription = None
    if said.get("notify") and email:
        subscription = Subscription.objects.follow(email, comment=comment, is_confirmed=is_proved)
    if needs_link(comment, said):
        ask(email, network=comment.network, comment=comment, subscription=subscription)


def wait_of(network):
    """Seconds until this network may ask for a link again; 0 when it may now."""
    asked_at = (
        _counted(network=network).order_by("-created_at").values_list("created_at", flat=True)
    )
    oldest_that_counts = asked_at[LINKS_PER_NETWORK - 1 : LINKS_PER_NETWORK].first()
    if oldest_that_counts is None:
        return 0
    return max(1, ceil((oldest_that_counts + COUNTED_OVER - timezone.now()).total_seconds()))


def link_of(token):
    """The Notification whose link this is, or None for whatever we didn't mail, or long ago."""
    pk = read_link(token)
    if pk is None:
        return None
    about = ("comment__post", "subscription__post", "subscription__comment__post")
    return Notification.objects.links().select_related(*about).filter(pk=pk).first()


def redeem(link):
    """Everything that the link says, once; the ConfirmedAddress, or None when it was used.

    It confirms the reply as `link` has it loaded: TextChanged when that isn't what is stored.
    """
    now = timezone.now()
    with transaction.atomic():
        if link.comment is not None:
            link.comment.hold_place()  # first of all, as whoever moderates does
        # Then in the order in which an address is erased: neither waits for the other.
        list(ConfirmedAddress.objects.select_for_update().filter(email=link.email))
        list(Subscription.objects.filter(pk=link.subscription_id).kept())
        if not Notification.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
            return None
        address = ConfirmedAddress.confirm(link.email)
        if link.comment is not None:
            _confirm_comment(link.comment, address)
        wish = Subscription.objects.filter(pk=link.subscription_id, confirmed_at=None)
        wish.update(confirmed_at=now)
        return address


def was_pressed_twice(link, opened):
    """Whether this is the second click on a button that used the link a moment ago.

    `opened` is what that button's page carried: nobody opens it once the link is used.
    """
    pk, opened_at = read_button(opened)
    if pk != link.pk or link.used_at is None:
        return False
    return opened_at <= link.used_at and timezone.now() - link.used_at < PRESSED_TWICE_WITHIN


def _is_proved(comment):
    """By a browser's proof; staff's addresses were given to them by the site."""
    user = comment.user
    return comment.is_confirmed or (user is not None and user.is_active and user.is_staff)


def _owe_link(kind, email, *, network, **about):
    with transaction.atomic():
        counts_as = mailbox(folded_address(email))
        _one_at_a_time(network, counts_as)
        to_mailbox = _counted(mailbox=counts_as).count()
        if to_mailbox < LINKS_PER_MAILBOX and not wait_of(network):
            asked = {"mailbox": counts_as, "network": network}
            Notification.objects.owe(kind, email, **asked, **about)


def _one_at_a_time(*asked_by):
    """So that links are counted one after another; SQLite has one writer in all.

    The network first: whoever posts a reply holds that already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for key in asked_by:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])


def _counted(**whose):
    since = timezone.now() - COUNTED_OVER
    return Notification.objects.links().filter(created_at__gt=since, **whose)


def _confirm_comment(comment, address):
    """It is its author's own, so what waited only for that may wait no longer."""
    as_seen = Comment.objects.filter(pk=comment.pk, revision=comment.revision)
    if not as_seen.update(is_confirmed=True):
        raise TextChanged
    comment.refresh_from_db(fields=["status", "findings"])
    if comment.author_name:
        address.sign_as(comment.author_name)
    if not _waits_for_its_author_alone(comment):
        return
    findings = judge(Submission.of_comment(comment, address=address))
    as_seen.update(findings=[finding.as_json() for finding in findings])
    deciding = strictest(findings)
    if deciding is None or deciding.verdict == Verdict.APPROVE:
        comment.approve(by=None, via=Via.RULE, reason=_("Its author confirmed the address."))


def _waits_for_its_author_alone(comment):
    """Held by nothing but who they are, or aren't known to be, and by no person."""
    rules = {finding["rule"] for finding in comment.findings}
    is_held_for_that = comment.is_waiting and rules and rules <= ABOUT_ITS_AUTHOR
    return is_held_for_that and not comment.decisions.filter(by__isnull=False).exists()
