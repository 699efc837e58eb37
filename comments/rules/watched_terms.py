import html
from functools import cached_property
from ipaddress import ip_address, ip_network
from itertools import islice

from django.utils.translation import gettext as _

from comments.markdown import host_of, links_of
from comments.models import WatchedTerm
from comments.moderation import Finding, Span, Verdict
from comments.text import fold, fold_as_drawn, has_marks, shortened, without_tags

VERDICTS = {WatchedTerm.Effect.HOLD: Verdict.HOLD, WatchedTerm.Effect.SPAM: Verdict.SPAM}
SPANS_KEPT = 5
TERMS_NAMED, REASON_MAX_LENGTH = 10, 300
HOST_MAX_LENGTH = 253  # what the DNS holds


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
    verdict = max(VERDICTS[term.effect] for term, _where in matches)
    named = ", ".join(f"“{term.pattern}”" for term, _where in matches[:TERMS_NAMED])
    named += " …" if len(matches) > TERMS_NAMED else ""
    return Finding(
        "watched_terms",
        verdict,
        shortened(_("Watched terms: %(terms)s") % {"terms": named}, REASON_MAX_LENGTH),
        tuple(span for _term, spans in matches for span in spans)[:SPANS_KEPT],
        terms=tuple(term.pk for term, _spans in matches),
    )


class _Searched:
    """A submission's fields, each folded once, and the body as it is read on the page."""

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

    @cached_property
    def typed(self):
        return self._folded_by(fold)

    @cached_property
    def drawn(self):
        return self._folded_by(fold_as_drawn)

    def _folded_by(self, folding):
        fields = {field: folding(text) for field, text in self.originals.items()}
        return fields, [folding(text).text for text in self._bodies_as_read]

    @cached_property
    def _bodies_as_read(self):
        """A word split by markup: found, though its place in the text can't be shown."""
        body = self.submission.body
        shown = html.unescape(without_tags(self.submission.body_html)).replace("\\", "")
        return [text for text in (without_tags(body), shown) if text != body]

    def linked_hosts(self):
        addresses = [*links_of(self.submission.body_html), self.submission.author_url]
        return [host for host in map(host_of, addresses) if host]

    def hosts(self):
        mail_host = self.submission.author_email.rpartition("@")[2].lower()
        return [*self.linked_hosts(), *filter(None, [mail_host])]


def _anywhere(pattern, searched):
    return _occurrences(pattern, searched, lambda *_place: True)


def _whole_word(pattern, searched):
    return _occurrences(pattern, searched, _stands_alone)


def _occurrences(pattern, searched, is_match):
    wanted = fold(pattern.strip()).text
    if not wanted:
        return []
    spans = list(_spans(wanted, searched, searched.typed, is_match))
    # Only then by its looks, and no term that has accents: "schön" is not "schon".
    if not spans and not has_marks(wanted):
        drawn = fold_as_drawn(wanted).text
        spans = list(_spans(drawn, searched, searched.drawn, is_match)) if drawn else []
    return spans


def _spans(wanted, searched, folded, is_match):
    fields, bodies_as_read = folded
    is_in_body = False
    for field, text in fields.items():
        for place in islice(_places(wanted, text.text, is_match), SPANS_KEPT):
            start, end = text.span(*place)
            is_in_body = is_in_body or field == "body"
            yield Span(field, start, end, searched.originals[field][start:end])
    if not is_in_body and any(
        any(True for _place in _places(wanted, text, is_match)) for text in bodies_as_read
    ):
        yield Span("body", 0, 0, wanted)


def _places(wanted, text, is_match):
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if is_match(text, start, end):
            yield start, end
        start = text.find(wanted, end)


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
    wanted = _readings(pattern.strip().lower().removeprefix("www.").strip("."))
    return [
        Span("hosts", 0, 0, host)
        for host in searched.hosts()
        if any(
            f".{reading}".endswith(f".{domain}") for reading in _readings(host) for domain in wanted
        )
    ]


def _host(pattern, searched):
    wanted = _readings(pattern.strip().lower().removeprefix("www.").strip("."))
    return [
        Span("hosts", 0, 0, host)
        for host in searched.linked_hosts()
        if _readings(host.removeprefix("www.")) & wanted
    ]


def _readings(host):
    """A host in the letters of the DNS, as the rules of 2003 and those of 2008 have it.

    Links carry "xn--...", people type "münchen.example"; "straße" was "strasse" in 2003.
    """
    host = host.rstrip(".")
    if host.isascii() or len(host) > HOST_MAX_LENGTH:
        return {host}
    try:
        return {host.encode("idna").decode("ascii"), ".".join(map(_as_punycode, host.split(".")))}
    except UnicodeError:
        return {host}


def _as_punycode(label):
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def _network(pattern, searched):
    address = searched.originals["ip_address"]
    if address and ip_address(address) in ip_network(pattern, strict=False):
        return [Span("ip_address", 0, len(address), address)]
    return []


MATCHERS = {
    WatchedTerm.Match.WORD: _whole_word,
    WatchedTerm.Match.SUBSTRING: _anywhere,
    WatchedTerm.Match.ADDRESS: _mail_address,
    WatchedTerm.Match.HOST: _host,
    WatchedTerm.Match.DOMAIN: _domain,
    WatchedTerm.Match.NETWORK: _network,
}
