"""Each request has an id: in each line of the log about it, and in its answer.

It is given in the WSGI layer, before anything that may answer: a kept page is answered there.
"""

import re
import secrets
from contextvars import ContextVar
from functools import lru_cache
from ipaddress import ip_address, ip_network

from django.conf import settings

from comments.client import unmapped

HEADER = "X-Request-ID"
# As proxies make them: hexadecimal digits or a UUID. Nothing that could end a line of a log.
SANE = re.compile(r"[A-Za-z0-9-]{8,64}")
OUTSIDE = "-"  # of any request: a command, a worker

_current = ContextVar("request_id", default=OUTSIDE)


def current():
    """The id of the request that is being answered here, or "-"."""
    return _current.get()


def begin(environ):
    """Give this request its id: what a configured proxy says it is, or a new one."""
    said = environ.get("HTTP_X_REQUEST_ID", "")
    is_taken = SANE.fullmatch(said) and _is_proxy(
        environ.get("REMOTE_ADDR", ""), tuple(settings.TRUSTED_PROXIES)
    )
    request_id = said if is_taken else secrets.token_hex(16)
    _current.set(request_id)
    return request_id


def with_request_id(application):
    """The WSGI application, its answers carrying the id of the request that they answer."""

    def identified(environ, start_response):
        request_id = begin(environ)

        def start(status, headers, exc_info=None):
            return start_response(status, [*headers, (HEADER, request_id)], exc_info)

        # The id stays until this thread's next request: the server's access log comes after this.
        return application(environ, start)

    return identified


@lru_cache(maxsize=1024)
def _is_proxy(peer, proxies):
    try:
        address = ip_address(peer)
    except ValueError:  # a Unix socket has none
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in unmapped(ip_network(proxy, strict=False)) for proxy in proxies)
