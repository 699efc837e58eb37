"""Where a request comes from. Pure but for one setting: the proxies that are believed."""

import re
from functools import lru_cache
from ipaddress import ip_address, ip_network

from django.conf import settings

IPV6_NETWORK_PREFIX = 64  # bits; what one household or server gets, so what one abuser has
IPV6_SITE_PREFIX = 48  # what one person can have who asks for more
IPV4_MAPPED_PREFIX = 96  # bits, of ::ffff:0:0/96
# As some proxies write it: 192.0.2.1:80, [2001:db8::1]:80.
WITH_PORT = re.compile(r"(?:\[([^\[\]]+)\]|([^:\[\]]+)):[0-9]{1,5}")


def address_of(request):
    """The client's network address as text, or None when there is none (a Unix socket).

    `X-Forwarded-For` counts only as far as it was written by configured proxies: it is read from
    the right, and the first address that is no such proxy is the client.
    """
    address = _parse(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address is not None and _is_trusted(address) and hops:
        forwarded = _parse(_without_port(hops.pop().strip()))
        if forwarded is None:
            break
        address = forwarded
    return str(address) if address is not None else None


def network_of(address):
    """The network that an address is counted under: itself for IPv4, its /64 for IPv6."""
    if not address:
        return ""
    parsed = ip_address(address)
    if parsed.version == 4:
        return str(parsed)
    return str(ip_network((parsed, IPV6_NETWORK_PREFIX), strict=False))


def site_of(network):
    """The wider one that a network as above may share with others of one person: IPv6's /48."""
    parsed = ip_network(network)
    return str(parsed.supernet(new_prefix=IPV6_SITE_PREFIX) if parsed.version == 6 else parsed)


def _without_port(hop):
    found = WITH_PORT.fullmatch(hop)
    return found[1] or found[2] if found else hop


def _parse(text):
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if address.version == 6:
        return address.ipv4_mapped or ip_address(int(address))  # without a zone such as %eth0
    return address


def _is_trusted(address):
    return any(address in network for network in _trusted(tuple(settings.TRUSTED_PROXIES)))


@lru_cache
def _trusted(proxies):
    return [unmapped(ip_network(proxy, strict=False)) for proxy in proxies]


def unmapped(network):
    """As clients' addresses are read: ::ffff:10.0.0.1 is 10.0.0.1."""
    mapped = network.version == 6 and network.network_address.ipv4_mapped
    if mapped and network.prefixlen >= IPV4_MAPPED_PREFIX:
        return ip_network((mapped, network.prefixlen - IPV4_MAPPED_PREFIX))
    return network
