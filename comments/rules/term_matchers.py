"""Where a watched term stands in what was submitted: a pattern and the fields in, spans out."""

import html
from functools import cached_property
from ipaddress import ip_address, ip_network
from itertools import islice

from comments.addresses import mailbox
from comments.hosts import is_at_or_below
from comments.markdown import host_of, links_of
from comments.models import WatchedTerm
from comments.moderation import Span
from comments.text import fold, fold_as_drawn, folded_address, has_marks, without_tags

SPANS_KEPT = 5
HOST_MAX_LENGTH = 253  # what the DNS holds


class Searched:
    """The fields of a submission or a comment, each folded once, and the body as it is read."""

    def __init__(self, subject):
        self.subject = subject
        self.originals = {
            "author_name": subject.author_name,
            "author_email": subject.author_email,
            "author_url": subject.author_url,
            "body": subject.body,
            "user_agent": subject.user_agent,
            "ip_address": subject.ip_address or "",
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
        body = self.subject.body
        shown = html.unescape(without_tags(self.subject.body_html)).replace("\\", "")
        return [text for text in (without_tags(body), shown) if text != body]

    @cached_property
    def linked_hosts(self):
        addresses = [*links_of(self.subject.body_html), self.subject.author_url]
        return [host for host in map(host_of, addresses) if host]

    @cached_property
    def hosts(self):
        mail_host = self.subject.author_email.rpartition("@")[2].lower()
        return [*self.linked_hosts, *filter(None, [mail_host])]


def key_of_host(pattern):
    """A watched host or domain, in the letters of the DNS."""
    return readings_of_host(pattern.strip().lower().removeprefix("www.").strip("."))


def readings_of_host(host):
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


def key_of_address(email):
    """One for every spelling that may well reach one person: case, dots and "+tags" undone."""
    return mailbox(folded_address(email))


def _as_punycode(label):
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


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
    if address and key_of_address(address) == key_of_address(pattern):
        return [Span("author_email", 0, len(address), address)]
    return []


def _domain(pattern, searched):
    wanted = key_of_host(pattern)
    return [
        Span("hosts", 0, 0, host)
        for host in searched.hosts
        if any(
            is_at_or_below(reading, domain)
            for reading in readings_of_host(host)
            for domain in wanted
        )
    ]


def _host(pattern, searched):
    wanted = key_of_host(pattern)
    return [
        Span("hosts", 0, 0, host)
        for host in searched.linked_hosts
        if readings_of_host(host.removeprefix("www.")) & wanted
    ]


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
