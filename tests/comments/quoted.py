"""A comment as mails quote it, and what a mail program would make a link of."""

import re

from comments.mail.quoting import quote_of
from comments.mail.unlinked import JOINER
from comments.markdown import render_comment

# What a mail program makes a link of, however it is decorated.
LINKABLE = re.compile(r"[a-z][a-z0-9+.-]*://|\bwww\.\w|\w@\w|\w\.[a-z]|[a-z]:\w|\d\.\d", re.I)


def quoted(markdown, **bounds):
    return quote_of(render_comment(markdown), **bounds)


def seen(text):
    return text.replace(JOINER, "")
