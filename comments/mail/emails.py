"""The one way to send a mail: a subject, a text and an HTML template for each kind."""

import email.policy
from email.headerregistry import HeaderRegistry, UnstructuredHeader

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.template.loader import render_to_string

from comments.mail.unlinked import one_line
from posts.models import SiteIdentity

SUBJECT_MAX_LENGTH = 150  # characters


def send(kind, *, to, connection=None, headers, **context):
    """Render the templates of `kind` and hand them to the mail server; raises what it answers.

    `headers` say which mail this is, what it follows, and how it is ended: see `comments.mail.
    letters`. `connection` is an open one that further mails will go through.
    """
    mail = compose(kind, to=to, headers=headers, **context)
    (connection or mailers.default).send_messages([mail])


def compose(kind, *, to, headers, **context):
    context |= {"site": SiteIdentity.current(), "site_url": settings.SITE_URL}
    template = f"comments/mail/{kind}"
    subject = one_line(render_to_string(f"{template}.subject.txt", context), SUBJECT_MAX_LENGTH)
    mail = Mail(
        subject=subject,
        body=render_to_string(f"{template}.txt", context).strip() + "\n",
        to=[to],
        headers={**headers, "Auto-Submitted": "auto-generated"},
    )
    html = render_to_string(f"{template}.html", {**context, "subject": subject})
    mail.attach_alternative(html, "text/html")
    return mail


class Mail(EmailMultiAlternatives):
    def message(self, *, policy=email.policy.default):
        return super().message(policy=policy.clone(header_factory=_headers))


class ForPrograms(UnstructuredHeader):
    """Addresses and ids in "<...>": longer than a line, Python would turn them into encoded words,
    which no program that looks for an address takes for one."""

    def fold(self, *, policy):
        return f"{self.name}: {(policy.linesep + ' ').join(self.split())}{policy.linesep}"


_headers = HeaderRegistry()
for _name in ("references", "in-reply-to", "list-id", "list-unsubscribe", "list-unsubscribe-post"):
    _headers.map_to_type(_name, ForPrograms)
