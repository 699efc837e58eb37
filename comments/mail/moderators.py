"""What moderators are owed: a question that can be asked at any time, and is by the sweep.

Never in a reader's request: who posts a reply waits for no moderator's mail.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from comments.mail.queue_news import new_to, settled_at
from comments.mail.staff import moderators, moderators_and_editors
from comments.models import Comment, Notification, StaffPreferences, Surge

Kind, Mail = Notification.Kind, StaffPreferences.Mail
AT_MOST = 10  # mails about one reply each, to one person, in an hour: more become one
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MAY_BE_OWED_FOR = timedelta(days=3)  # longer than a mail is tried


def tell_moderators():
    """Owe each of them what is due by their own choice; returns how many mails."""
    if not Comment.objects.awaiting_moderation().exists():
        return 0
    people = moderators_and_editors()
    had = _had(people)
    is_surge = Surge.objects.current() is not None
    return sum(_tell(one, had.get(one.email, NOTHING), is_surge) for one in people)


def tell_of_surge(surge):
    """Owe every moderator one mail about it; returns how many."""
    with transaction.atomic():
        Surge.objects.select_for_update().get(pk=surge.pk)
        told = Notification.objects.filter(kind=Kind.SURGE, created_at__gte=surge.started_at)
        told = set(told.values_list("email", flat=True))
        people = {one.email: one.user for one in moderators() if one.email not in told}
        Notification.objects.bulk_create(
            Notification(kind=Kind.SURGE, email=email, user=user) for email, user in people.items()
        )
    return len(people)


NOTHING = {"held": 0, "digest_at": None, "is_owed": 0}


def _had(people):
    """By address: how many single mails in this hour, when the last digest, and if one is owed."""
    now = timezone.now()
    lately = Notification.objects.filter(
        email__in=[one.email for one in people], created_at__gt=now - MAY_BE_OWED_FOR
    )
    digests, is_owed = Q(kind=Kind.DIGEST), Q(sent_at=None, given_up_at=None)
    counted = (
        lately.filter(kind__in=[Kind.HELD, Kind.DIGEST])
        .values("email")
        .order_by()
        .annotate(
            held=Count("pk", filter=Q(kind=Kind.HELD, created_at__gt=now - HOUR)),
            digest_at=Max("created_at", filter=digests),
            is_owed=Count("pk", filter=digests & is_owed),
        )
    )
    return {row["email"]: row for row in counted}


def _tell(person, had, is_surge):
    wish = person.preferences.mail
    by_digest, room = _may_have_digest(wish, had), AT_MOST - had["held"]
    wants_each = wish == Mail.IMMEDIATELY and not is_surge
    if not by_digest and not (wants_each and room > 0):
        return 0
    since, upto = person.preferences.told_at, settled_at()
    new = new_to(person.user, since, upto, limit=AT_MOST + 1, of_all=person.moderates_all)
    if not new:
        _looked(person, upto)
        return 0
    if wants_each and len(new) <= room:
        return _owe_each(person, new, upto)
    return _owe_digest(person) if by_digest else 0


def _may_have_digest(wish, had):
    pace = DAY if wish == Mail.DAILY else HOUR
    is_time = had["digest_at"] is None or had["digest_at"] <= timezone.now() - pace
    return is_time and not had["is_owed"]


def _owe_each(person, new, upto):
    owed = [
        Notification(kind=Kind.HELD, email=person.email, user=person.user, comment=comment)
        for comment in new
    ]
    with transaction.atomic():
        if not _takes_turn(person):
            return 0
        _forget_the_former(owed, person)
        Notification.objects.bulk_create(owed, ignore_conflicts=True)  # a mail to them is under way
        StaffPreferences.objects.filter(user=person.user).update(told_at=upto)
    return len(owed)


def _forget_the_former(owed, person):
    """What was mailed, judged, and waits again as another text or by reports, is mailed again."""
    former = Notification.objects.filter(kind=Kind.HELD, email=person.email)
    former = former.filter(comment__in=[one.comment for one in owed])
    former.exclude(sent_at=None, given_up_at=None).delete()


def _owe_digest(person):
    """What it lists, and what they have heard of by it, is known when it leaves."""
    with transaction.atomic():
        had = _had([person]).get(person.email, NOTHING) if _takes_turn(person) else None
        if had is None or not _may_have_digest(person.preferences.mail, had):
            return 0
        Notification.objects.create(kind=Kind.DIGEST, email=person.email, user=person.user)
    return 1


def _takes_turn(person):
    """Of two sweeps at once one tells each person; the other finds what it looked at outdated."""
    StaffPreferences.objects.get_or_create(user=person.user)
    row = StaffPreferences.objects.select_for_update().get(user=person.user)
    return row.told_at == person.preferences.told_at


def _looked(person, upto):
    """Nothing is new up to there: so that no later look goes through it again."""
    since = person.preferences.told_at
    if since is not None and since < upto - HOUR:
        StaffPreferences.objects.filter(user=person.user, told_at=since).update(told_at=upto)
