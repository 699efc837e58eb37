"""What a moderator should know before a term counts: it may catch a great many."""

from ipaddress import ip_network

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from comments.models import WatchedTerm
from comments.rules.term_matchers import key_of_address, key_of_host
from comments.watching.providers import MAIL_PROVIDERS

Match = WatchedTerm.Match
WIDEST = {4: 16, 6: 32}  # bits of a range that one abuser may have


def caution(term):
    """A sentence, or "" where there is nothing to be said."""
    if term.match == Match.NETWORK:
        return _of_network(ip_network(term.pattern, strict=False))
    if term.match == Match.ADDRESS:
        return _of_address(term.pattern)
    if term.match == Match.DOMAIN:
        return _of_domain(key_of_host(term.pattern))
    return ""


def _of_network(network):
    if network.prefixlen < WIDEST[network.version]:
        return _("This is a very large range: whole providers and their customers are in it.")
    if not network.is_global and any(map(_is_near(network), settings.TRUSTED_PROXIES)):
        return _("This is where the site’s own proxy stands: everybody may come from there.")
    if network.is_loopback:
        return _(
            "This is this machine itself: if a proxy isn’t set up, everybody comes from there."
        )
    return ""


def _is_near(network):
    def holds(proxy):
        proxy = ip_network(proxy, strict=False)
        return proxy.version == network.version and proxy.overlaps(network)

    return holds


def _of_address(email):
    wanted = key_of_address(email)
    staff = User.objects.filter(is_staff=True, is_active=True).exclude(email="")
    if any(key_of_address(one) == wanted for one in staff.values_list("email", flat=True)):
        return _(
            "This is the address of somebody who signs in here. What they post signed in is never "
            "held; what others type this address into is held already."
        )
    return ""


def _of_domain(domains):
    if domains & MAIL_PROVIDERS:
        return _("This is a large mail provider: a great many people write from there.")
    if any("." not in domain for domain in domains):
        return _("This is a whole top-level domain.")
    return ""
