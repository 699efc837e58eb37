"""What watched terms would have caught lately: the rule's own matchers, on what is stored.

Staff are left out, as the rule leaves them out. Addresses, networks and hosts are looked up by the
database as far as it can tell them; texts are read, newest first, within bounds that are said.
Each reply is read once for all terms that are looked up alike, and the time is that of all of them.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network

from django.db.models import Q
from django.utils import timezone

from comments.client import IPV6_NETWORK_PREFIX
from comments.models import Comment, WatchedTerm
from comments.moderation import Status
from comments.rules.term_index import TermIndex, Watched
from comments.rules.term_matchers import Searched, key_of_host
from comments.text import folded_address

Match = WatchedTerm.Match
PERIOD = timedelta(days=30)
COMMENTS_READ = 5_000
CPU_SECONDS = 2
SHOWN = 50
FATES = (Status.SPAM, Status.REMOVED, Status.PENDING, Status.APPROVED)
FIELDS = (
    "id", "status", "author_name", "author_email", "author_url", "body", "body_html",
    "user_agent", "ip_address", "submitted_at", "post_id",
)  # fmt: skip


@dataclass
class Replay:
    """One term's: how many it would have caught, what became of those, and the newest."""

    term: WatchedTerm
    fates: Counter = field(default_factory=Counter)
    newest: list = field(default_factory=list)
    read: int = 0  # comments
    stopped_at: object = None  # a bound was reached: nothing older was read

    @property
    def caught(self):
        return self.fates.total()

    @property
    def approved(self):
        return self.fates[Status.APPROVED]

    @property
    def by_fate(self):
        """[(status, how many, where on a bar of 100 it begins, its width)], spam first."""
        parts, begins = [], 0
        for status in FATES:
            if number := self.fates[status]:
                width = 100 * number / self.caught
                parts.append((status, number, f"{begins:.2f}", f"{width:.2f}"))
                begins += width
        return parts


def replay(terms, user, *, bounds=(COMMENTS_READ, CPU_SECONDS)):
    """[Replay], one for each term, on the comments of the last days that `user` may moderate."""
    replays = {_watched(number, term): Replay(term) for number, term in enumerate(terms)}
    recent = (
        Comment.objects.may_be_moderated_by(user)
        .filter(submitted_at__gt=timezone.now() - PERIOD)
        .exclude(body="")
        .exclude(user__is_staff=True, user__is_active=True)
        .order_by("-submitted_at", "-id")
        .only(*FIELDS)
    )
    most, seconds = bounds
    passes, began = _passes(replays), time.thread_time()
    for number, (some, condition) in enumerate(passes, 1):
        # To each its part, and what those before it have left of theirs: no pass starves another.
        until = began + seconds * number / len(passes)
        _run(some, recent.filter(condition), replays, most, until)
    return list(replays.values())


def _watched(number, term):
    return Watched(number, term.pattern, term.match, term.effect)


def _run(terms, comments, replays, most, until):
    index = TermIndex(terms)
    stopped_at, count = None, 0
    for count, comment in enumerate(comments[: most + 1].iterator(chunk_size=200), 1):
        if count > most or time.thread_time() > until:
            stopped_at, count = comment.submitted_at, count - 1
            break
        for term, _spans in index.found_in(Searched(comment)):
            replays[term].fates[comment.status] += 1
            if len(replays[term].newest) < SHOWN:
                replays[term].newest.append(comment)
    for term in terms:
        replays[term].read, replays[term].stopped_at = count, stopped_at


def _passes(terms):
    """[(terms, a condition that all they can match fulfil)]."""
    alike = (
        ({Match.ADDRESS, Match.NETWORK}, _is_from),
        ({Match.HOST, Match.DOMAIN}, _leads_to),
        ({Match.WORD, Match.SUBSTRING}, lambda _terms: Q()),  # only reading the texts tells
    )
    passes = [([term for term in terms if term.match in kinds], of) for kinds, of in alike]
    return [(some, condition_of(some)) for some, condition_of in passes if some]


def _is_from(terms):
    condition = Q()
    for term in terms:
        if term.match == Match.NETWORK:
            condition |= _in_network(ip_network(term.pattern, strict=False))
        else:
            host = folded_address(term.pattern).rpartition("@")[2]
            condition |= Q(author_email__iendswith=f"@{host}")
    return condition


def _leads_to(terms):
    condition = Q(body_html__contains="<a ") | ~Q(author_url="")
    domains = [key_of_host(term.pattern) for term in terms if term.match == Match.DOMAIN]
    for domain in set().union(*domains):
        condition |= Q(author_email__iendswith=domain)
    return condition


def _in_network(network):
    """By the indexed column: an IPv4 address, or an IPv6 address's /64."""
    if network.version == 6:
        if network.prefixlen < IPV6_NETWORK_PREFIX:
            return Q(network__contains=":")
        return Q(network=str(network.supernet(new_prefix=IPV6_NETWORK_PREFIX)))
    octets = str(network.network_address).split(".")[: network.prefixlen // 8]
    if len(octets) == 4:
        return Q(network=".".join(octets))
    return Q(network__startswith=".".join([*octets, ""])) if octets else Q(network__contains=".")
