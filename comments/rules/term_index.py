"""Which of many watched terms a submission can match at all, told without trying each."""

from collections import defaultdict
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from comments.models import WatchedTerm
from comments.rules.term_matchers import (
    MATCHERS,
    key_of_address,
    key_of_host,
    readings_of_host,
)
from comments.text import fold, fold_as_drawn, has_marks

GRAM = 3  # letters
FEW = 40  # words: so many are tried faster than a text is cut into grams
Match = WatchedTerm.Match
WORDS = {Match.WORD, Match.SUBSTRING}


class Watched(NamedTuple):
    """A term, as far as a rule needs it."""

    pk: int | None
    pattern: str
    match: str
    effect: str


class TermIndex:
    """Terms filed under what a text must have for them to match; then those few are tried.

    The time it takes grows with the text and hardly with the number of terms.
    """

    def __init__(self, terms):
        self._filed = {kind: defaultdict(list) for kind in ("typed", "drawn", *Match.values)}
        terms = list(terms)
        words = [term for term in terms if term.match in WORDS]
        self._few = words if len(words) <= FEW else []
        for term in terms:
            if term not in self._few:
                for kind, key in _places_of(term):
                    self._filed[kind][key].append(term)
        self._sizes = {len(key) for kind in ("typed", "drawn") for key in self._filed[kind]}
        self._prefixes = {place[:2] for place in self._filed[Match.NETWORK]}

    def found_in(self, searched):
        """[(term, its spans)] of those that match, by pattern."""
        possible = {*self._few, *self._possible(searched)}
        found = [(term, MATCHERS[term.match](term.pattern, searched)) for term in possible]
        return sorted((one for one in found if one[1]), key=lambda one: one[0][1::-1])

    def _possible(self, searched):
        cut = _Cut(self._sizes)
        for kind, keys in (
            ("typed", lambda: cut.grams_of(searched.typed)),
            ("drawn", lambda: cut.grams_of(searched.drawn)),
            (Match.ADDRESS, lambda: [key_of_address(searched.originals["author_email"])]),
            (Match.HOST, lambda: _names_of(searched.linked_hosts)),
            (Match.DOMAIN, lambda: _domains_of(searched.hosts)),
            (Match.NETWORK, lambda: self._networks_of(searched.originals["ip_address"])),
        ):
            filed = self._filed[kind]
            for key in filed and filed.keys() & set(keys()):
                yield from filed[key]

    def _networks_of(self, address):
        if not address:
            return []
        address = ip_address(address)
        return [
            (version, prefix, int(address) >> (address.max_prefixlen - prefix))
            for version, prefix in self._prefixes
            if version == address.version
        ]


def _places_of(term):
    """(kind, key): where a term is filed."""
    if term.match in WORDS:
        wanted = fold(term.pattern.strip()).text
        yield "typed", wanted[:GRAM]
        if not has_marks(wanted):
            yield "drawn", fold_as_drawn(wanted).text[:GRAM]
    elif term.match == Match.ADDRESS:
        yield term.match, key_of_address(term.pattern)
    elif term.match == Match.NETWORK:
        network = ip_network(term.pattern, strict=False)
        bits = int(network.network_address) >> (network.max_prefixlen - network.prefixlen)
        yield term.match, (network.version, network.prefixlen, bits)
    else:
        for host in key_of_host(term.pattern):
            yield term.match, host


class _Cut:
    """Texts cut into grams, each text once: most are drawn as they are typed."""

    def __init__(self, sizes):
        self._sizes, self._done = sizes, {}

    def grams_of(self, folded):
        fields, bodies_as_read = folded
        texts = (*(field.text for field in fields.values()), *bodies_as_read)
        return set().union(*map(self._of_one, texts))

    def _of_one(self, text):
        if text not in self._done:
            self._done[text] = {
                text[at : at + size] for size in self._sizes for at in range(len(text) - size + 1)
            }
        return self._done[text]


def _names_of(hosts):
    return {name for host in hosts for name in readings_of_host(host.removeprefix("www."))}


def _domains_of(hosts):
    """Each host and whatever it is below."""
    found = set()
    for host in hosts:
        for reading in readings_of_host(host):
            labels = reading.split(".")
            found.update(".".join(labels[at:]) for at in range(len(labels)))
    return found
