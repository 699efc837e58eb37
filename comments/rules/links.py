import re

from django.utils.translation import gettext as _

from comments.markdown import MAX_ADDRESSES, host_of, links_of
from comments.moderation import Finding, Span, Verdict
from comments.text import shortened

ANCHOR = re.compile(r"<a\b[^<>]*>", re.I)
HREF = re.compile(r"""\bhref\s*=\s*["']?\s*(https?:)?""", re.I)
HOSTS_NAMED = 5
HOST_MAX_LENGTH, REASON_MAX_LENGTH = 60, 300  # characters shown


def links(submission):
    """Held when the number of links reaches the limit; the author's own website is not counted."""
    limit = submission.policy.links_limit
    if not limit:
        return None
    addresses = links_of(submission.body_html)
    count = len(addresses) + _empty_anchors(submission.body)
    typed = submission.body.count("://")
    if typed > MAX_ADDRESSES:  # so many that the page makes no links of them
        count = max(count, typed)
    if count < limit:
        return None
    hosts = list(dict.fromkeys(host for address in addresses if (host := host_of(address))))
    named = ", ".join(shortened(host, HOST_MAX_LENGTH) for host in hosts[:HOSTS_NAMED])
    named += " …" if len(hosts) > HOSTS_NAMED else ""
    reason = _("Links: %(count)d, limit %(limit)d") % {"count": count, "limit": limit}
    return Finding(
        "links",
        Verdict.HOLD,
        shortened(f"{reason}: {named}" if named else reason, REASON_MAX_LENGTH),
        tuple(_spans(submission.body, addresses)),
    )


def _empty_anchors(body):
    """Anchors typed as HTML whose address is none: spam software's templates, half filled in.

    In two steps, each linear: one expression for both takes seconds on thousands of "<a href=".
    """
    found = (HREF.search(tag) for tag in ANCHOR.findall(body))
    return sum(href is not None and not href[1] for href in found)


def _spans(body, addresses):
    position = 0
    for address in addresses:
        start = body.find(address, position)
        if start >= 0:
            position = start + len(address)
            yield Span("body", start, position, address)
