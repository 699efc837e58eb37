"""What was found, without whose address it was: for mails, and for pages that no login guards.

Pure. The findings themselves are stored whole, for the desk, until networks are forgotten.
"""

import re
from ipaddress import ip_network

from django.utils.translation import gettext as _

# As the rule quotes the terms that it found; the last may be cut off, and would say half of one.
QUOTED = re.compile(r"“([^”]*)(”|$)")
HIDDEN_FIELDS = {"author_email", "ip_address"}


def findings_of(comment):
    """[(reason, evidence texts)], neither with an e-mail address that is watched nor a network."""
    return [
        (reason_of(comment, finding["reason"]), _evidence(finding)) for finding in comment.findings
    ]


def reason_of(comment, reason):
    """A rule's words; where they quote somebody's address or network, its kind alone."""
    veiled = without_addresses(reason)
    for own, said in ((comment.author_email, _address), (comment.ip_address, _network)):
        veiled = veiled.replace(own, said()) if own else veiled
    return veiled


def without_addresses(reason):
    """The same where whose comment it is isn't known: for the log as a file."""
    return QUOTED.sub(_veiled, reason)


def without_networks(reason):
    """A rule's words without the networks that it quotes: for what is kept after those."""
    return QUOTED.sub(_without_network, reason)


def _evidence(finding):
    return [span["text"] for span in finding["evidence"] if span["field"] not in HIDDEN_FIELDS]


def _address():
    return _("a watched address")


def _network():
    return _("a watched network")


def _veiled(quoted):
    return _address() if "@" in quoted[1] and quoted[2] else _without_network(quoted)


def _without_network(quoted):
    term, closing = quoted.groups()
    if not closing:
        return "…"
    return _network() if _is_network(term) else quoted.group()


def _is_network(term):
    try:
        ip_network(term, strict=False)
    except ValueError:
        return False
    return True
