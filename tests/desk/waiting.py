"""What waits, as readers bring it about; who moderates, as they wish to be mailed; the sweep."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command

from comments.models import Comment, Decision, Notification, StaffPreferences
from comments.text import folded_address
from comments.tokens import sign_decision
from tests.comments.mailroom import mail_server
from tests.comments.reading import Elements
from tests.comments.scene import last_comment
from tests.factories import (
    SAME_ORIGIN,
    make_author,
    make_editor,
    make_moderator,
    make_post,
    post_reply,
)
from tests.mail_server import text_of


def wishing(user=None, **wishes):
    """A moderator (or `user`) with these preferences."""
    user = user or make_moderator()
    StaffPreferences.objects.update_or_create(user=user, defaults=wishes)
    return user


def quiet_post(**overrides):
    """Its author is mailed nothing."""
    return make_post(author=make_author(user=make_editor(email="")), **overrides)


def waits(client, post=None, *, ago=timedelta(minutes=1), **form):
    """A guest's reply that the rules hold; then `ago` goes by."""
    response = post_reply(client, post or quiet_post(), **form)
    assert response.status_code == 303, response.content.decode()
    reply = last_comment()
    assert reply.status == "pending"
    later(seconds=ago.total_seconds())
    reply.refresh_from_db()
    return reply


def later(**passed):
    """As if that much time had gone by since everything that is stored."""
    passed = timedelta(**passed)
    for model, fields in (
        (Comment, ["submitted_at"]),
        (Decision, ["at"]),
        (Notification, ["created_at", "next_attempt_at", "sent_at", "given_up_at"]),
        (StaffPreferences, ["told_at"]),
    ):
        for row in model.objects.all():
            values = {name: getattr(row, name) for name in fields}
            moved = {name: at - passed for name, at in values.items() if at is not None}
            model.objects.filter(pk=row.pk).update(**moved)


def sweep():
    """One sweep; everything that arrived by it, in order."""
    with mail_server() as server:
        call_command("send_owed_mail", stdout=StringIO())
        return list(server.messages)


def link_for(user, comment, revision=None):
    email = folded_address(user.email)
    return f"/decide/{sign_decision(user.pk, email, comment.pk, revision or comment.revision)}/"


def links_in(message):
    words = text_of(message).split()
    return [word.removeprefix("http://testserver") for word in words if "/decide/" in word]


def press(client, link, verb, *, headers=SAME_ORIGIN, **form):
    return client.post(link, {"verb": verb, **form}, headers=dict(headers))


def told():
    """Whom one sweep mails."""
    return [message.rcpt for message in sweep()]


def buttons(page):
    """What can be pressed on a page that a link led to."""
    return [one.get("value") for one in Elements(page.content.decode()).named("button")]


def state(reply):
    """What nothing but a decision changes."""
    return (
        Comment.objects.values_list("status", "revision").get(pk=reply.pk),
        Decision.objects.count(),
        Notification.objects.count(),
    )
