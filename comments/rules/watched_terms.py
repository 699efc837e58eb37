from ipaddress import ip_address, ip_network

from django.utils.translation import gettext as _

from comments.markdown import host_of, links_of
from comments.models import WatchedTerm
from comments.moderation import Finding, Span, Verdict
from comments.text import fold, without_tags

VERDICTS = {WatchedTerm.Effect.HOLD: Verdict.HOLD, WatchedTerm.Effect.SPAM: Verdict.SPAM}
SPANS_KEPT = 5


def watched_terms(submission):
    """The strictest effect of all terms that match; every match is evidence."""
    searched = _Searched(submission)
    matches = [
        (term, spans)
        for term in WatchedTerm.objects.in_force()
        if (spans := MATCHERS[term.match](term.pattern, searched))
    ]
    if not matches:
        return None
    verdict = max(VERDICTS[term.effect] for term, _spans in matches)
    named = ", ".join(f"“{term.pattern}”" for term, _spans in matches)
    return Finding(
        "watched_terms",
        verdict,
        _("Watched terms: %(terms)s") % {"terms": named},
        tuple(span for _term, spans in matches for span in spans)[:SPANS_KEPT],
    )


class _Searched:
    """A submission's fields, each folded once."""

    def __init__(self, submission):
        self.submission = submission
        self.originals = {
            "author_name": submission.author_name,
            "author_email": submission.author_email,
            "author_url": submission.author_url,
            "body": submission.body,
            "user_agent": submission.user_agent,
            "ip_address": submission.ip_address or "",
        }
        self.folded = {field: fold(text) for field, text in self.originals.items()}
        bare = without_tags(submission.body)
        # A word split by markup: found, though its place in the text can't be shown.
        self.bare_body = fold(bare) if bare != submission.body else None

    def hosts(self):
        addresses = [*links_of(self.submission.body_html), self.submission.author_url]
        mail_host = self.submission.author_email.rpartition("@")[2].lower()
        return [host for host in (*map(host_of, addresses), mail_host) if host]


def _occurrences(wanted, searched, is_match):
    for field, folded in searched.folded.items():
        start = folded.text.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            if is_match(folded.text, start, end):
                original = folded.span(start, end)
                yield Span(field, *original, searched.originals[field][slice(*original)])
            start = folded.text.find(wanted, end)
    if searched.bare_body is not None:
        text = searched.bare_body.text
        start = text.find(wanted)
        if start >= 0 and is_match(text, start, start + len(wanted)):
            yield Span("body", 0, 0, wanted)


def _anywhere(pattern, searched):
    wanted = fold(pattern.strip()).text
    return list(_occurrences(wanted, searched, lambda *_place: True)) if wanted else []


def _whole_word(pattern, searched):
    wanted = fold(pattern.strip()).text
    return list(_occurrences(wanted, searched, _stands_alone)) if wanted else []


def _stands_alone(text, start, end):
    """Scunthorpe is safe: no letter or digit may touch a letter or digit of the term."""
    before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after


def _mail_address(pattern, searched):
    address = searched.originals["author_email"]
    if address and address.casefold() == pattern.strip().casefold():
        return [Span("author_email", 0, len(address), address)]
    return []


def _domain(pattern, searched):
    wanted = _as_looked_up(pattern.strip().lower().removeprefix("www.").strip("."))
    return [
        Span("hosts", 0, 0, host)
        for host in searched.hosts()
        if f".{_as_looked_up(host)}".endswith(f".{wanted}")
    ]


def _as_looked_up(host):
    """In the letters of the DNS: links carry "xn--...", people type "münchen.example"."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _network(pattern, searched):
    address = searched.originals["ip_address"]
    if address and ip_address(address) in ip_network(pattern, strict=False):
        return [Span("ip_address", 0, len(address), address)]
    return []


MATCHERS = {
    WatchedTerm.Match.WORD: _whole_word,
    WatchedTerm.Match.SUBSTRING: _anywhere,
    WatchedTerm.Match.ADDRESS: _mail_address,
    WatchedTerm.Match.DOMAIN: _domain,
    WatchedTerm.Match.NETWORK: _network,
}
