"""A reader reports a comment: one flag each; some of them hold what no moderator has looked at."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from comments.client import site_of
from comments.models import Comment, DiscussionSettings, Flag
from comments.moderation import Finding, Verdict


def reader_key(*, user, address, network, user_agent):
    """The same for one reader, and nothing that tells who: by account, address, or browser."""
    if user is not None:
        return _hmac("user", user.pk)
    if address is not None:
        return key_of_address(address)
    return _hmac("browser", network, user_agent)


def key_of_address(address):
    return _hmac("address", address.pk)


def network_key(network):
    """Nothing for a network that isn't known: such a report is heard, and holds nothing."""
    return _hmac("network", site_of(network)) if network else ""


def report(comment, *, revision, reader, network, kind, reason):
    """Keep a flag about the text that was seen; returns whether there was anything to report.

    It stays one flag for each reader: while it is open, what they say of it last is what counts.
    """
    with transaction.atomic():
        comment.hold_place()  # one report after another: the last must count the others
        comment = Comment.objects.select_related("post", "user").filter(pk=comment.pk).first()
        if comment is None or not comment.is_public:
            return False
        said = {
            "revision": min(revision or comment.revision, comment.revision),
            "network_key": network_key(network),
            "kind": kind,
            "reason": reason,
        }
        flag, is_new = comment.flags.get_or_create(reader_key=reader, defaults=said)
        if not is_new and flag.revision < said["revision"]:
            comment.flags.filter(pk=flag.pk).update(at=timezone.now(), **said)
        elif not is_new:
            # One that a moderator has decided on stays what they had before them.
            same_text = comment.flags.open().filter(pk=flag.pk, revision=said["revision"])
            same_text.update(at=timezone.now(), kind=kind, reason=reason or flag.reason)
        comment.count_open_flags()
        _hold_if_many(comment)
    return True


def _hold_if_many(comment):
    """A crowd can't silence anyone: a moderator's word on this very text stands against any."""
    needed = DiscussionSettings.current().flags_to_hold
    flags = list(Flag.objects.on(comment).values_list("network_key", "kind"))
    networks = {network for network, _kind in flags if network}
    if not needed or len(networks) < needed or _is_beyond_doubt(comment):
        return
    comment.hold(Finding("reports", Verdict.HOLD, _told([kind for _network, kind in flags])))


def _is_beyond_doubt(comment):
    author = comment.user
    is_by_staff = author is not None and author.is_active and author.is_staff
    return is_by_staff or comment.is_picked or comment.was_seen_by_person()


def _told(kinds):
    number = len(kinds)
    by_kind = ", ".join(
        f"{Flag.Kind(kind).label} ({times})" for kind, times in Counter(kinds).most_common()
    )
    text = ngettext("Reported by %(number)d reader: %(kinds)s",
                    "Reported by %(number)d readers: %(kinds)s", number)  # fmt: skip
    return text % {"number": number, "kinds": by_kind}


def _hmac(*parts):
    return salted_hmac("comments.flag", repr(parts), algorithm="sha256").hexdigest()
