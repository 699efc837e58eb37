"""What may be watched for from one comment, as pairs of a way to match and a pattern."""

from ipaddress import ip_address, ip_network
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from comments.client import IPV6_NETWORK_PREFIX, IPV6_SITE_PREFIX
from comments.hosts import is_at_or_below
from comments.markdown import host_of, links_of
from comments.models import Comment, WatchedTerm
from comments.text import folded_address
from comments.watching.words import unusual_words, words_of

Match = WatchedTerm.Match
TEXTS_COMPARED = 300  # the newest approved
HOSTS_SHOWN = 10
IPV4_NEIGHBOURS = 24  # bits
# Below "co.uk" anybody may have a domain: a short name before the letters of a country.
SHORT_LABEL = 3


class Suggestion(NamedTuple):
    """`said`: in a few words, what it would match."""

    match: str
    pattern: str
    said: str = ""

    @property
    def value(self):
        return f"{self.match}:{self.pattern}"


def suggestions_from(comment):
    """{group: [Suggestion]}: words, links, person. Every pattern as it would be stored."""
    return {
        "words": [Suggestion(Match.WORD, word) for word in _words(comment)],
        "links": list(dict.fromkeys(_links(comment))),
        "person": list(_person(comment)),
    }


def block_of(comment, whom):
    """What "block this person" ticks: their address, their network, or both."""
    wanted = {"address": {Match.ADDRESS}, "network": {Match.NETWORK}}.get(
        whom, {Match.ADDRESS, Match.NETWORK}
    )
    narrowest = {}
    for suggestion in _person(comment):
        narrowest.setdefault(suggestion.match, suggestion)
    return [one for match, one in narrowest.items() if match in wanted]


def _words(comment):
    approved = Comment.objects.approved().exclude(pk=comment.pk)
    texts = approved.order_by("-submitted_at", "-id").values_list("body", flat=True)
    usual = {word for text in texts[:TEXTS_COMPARED] for word in words_of(text)}
    return unusual_words(f"{comment.body}\n{comment.author_name}", usual)


def _links(comment):
    addresses = [*links_of(comment.body_html), comment.author_url]
    hosts = dict.fromkeys(host_of(address).removeprefix("www.").strip(".") for address in addresses)
    for host in list(filter(None, hosts))[:HOSTS_SHOWN]:
        yield Suggestion(Match.HOST, host, _("links to exactly this host"))
        for domain in domains_above(host):
            yield Suggestion(Match.DOMAIN, domain, _("this domain and all below it"))


def domains_above(host):
    """The host itself, and the domain that it is a sub-domain of, where that is somebody's."""
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdecimal():
        return []
    is_shared = len(labels[-1]) == 2 and len(labels[-2]) <= SHORT_LABEL
    domain = ".".join(labels[-3:] if is_shared else labels[-2:])
    return [name for name in dict.fromkeys((host, domain)) if is_at_or_below(host, name)]


def _person(comment):
    """The narrowest of a kind first."""
    if comment.author_email:
        email = folded_address(comment.author_email)
        yield Suggestion(Match.ADDRESS, email, _("the address that was typed"))
    if comment.ip_address:
        for prefix, said in _prefixes(ip_address(comment.ip_address)):
            network = ip_network((comment.ip_address, prefix), strict=False)
            yield Suggestion(Match.NETWORK, str(network), said)
    if comment.author_email:
        yield Suggestion(
            Match.DOMAIN, email.rpartition("@")[2], _("everybody with mail there, and links to it")
        )


def _prefixes(address):
    """(bits, whose that is): one reader's network, then the wider one: see comments.client."""
    if address.version == 6:
        return (
            (IPV6_NETWORK_PREFIX, _("the network it came from: one household or server")),
            (IPV6_SITE_PREFIX, _("the wider network: one customer, or a few")),
        )
    return (
        (address.max_prefixlen, _("the network address it came from")),
        (IPV4_NEIGHBOURS, _("its 256 neighbours as well")),
    )
