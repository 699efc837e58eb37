"""What a request asks for, as far as kept pages are concerned. Pure."""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

LONGEST = 500  # characters of a path or a query
# What other sites add to a link and no page of ours looks at: a post shared there is shared often.
SAY_NOTHING = {
    "fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "ref_src", "utm_campaign", "utm_content",
    "utm_id", "utm_medium", "utm_source", "utm_term",
}  # fmt: skip
# Of a request, all that a page for everybody may depend on. Besides: what the server says itself.
SHAPES_PAGES = {"PATH_INFO", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL"}


class Asked(NamedTuple):
    scheme: str
    host: str
    path: str
    query: tuple  # of pairs, in order of their names


class Gate(NamedTuple):
    """Which requests a kept page may answer; what it isn't asked for goes to Django."""

    hosts: frozenset  # as they stand in a Host header
    cookies: tuple  # names of those that make a page somebody's own
    secure_header: tuple | None = None  # Django's SECURE_PROXY_SSL_HEADER

    def asked(self, environ):
        """None for what is past kept pages."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        host = environ.get("HTTP_HOST", "").lower()
        if host not in self.hosts or self._is_somebodys_own(environ.get("HTTP_COOKIE", "")):
            return None
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if "HTTP_AUTHORIZATION" in environ or len(path) > LONGEST or len(query) > LONGEST:
            return None
        pairs = _pairs(query) if query else ()
        return None if pairs is None else Asked(self._scheme(environ), host, path, pairs)

    def _is_somebodys_own(self, cookies):
        return bool(cookies) and any(f"{name}=" in cookies for name in self.cookies)

    def _scheme(self, environ):
        if self.secure_header is None:
            return environ["wsgi.url_scheme"]
        header, secure = self.secure_header
        said = environ.get(header, "").split(",")[0].strip()
        return "https" if said == secure else "http" if said else environ["wsgi.url_scheme"]


def for_everybody(environ, asked):
    """The same request from nobody in particular: what a page is made for."""
    return {
        **{
            name: value
            for name, value in environ.items()
            if name in SHAPES_PAGES or not name.isupper()
        },
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": urlencode(asked.query),
        "wsgi.url_scheme": asked.scheme,
    }


def _pairs(query):
    """None for what says something twice, or in a way of its own: nobody keeps all such pages."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, max_num_fields=20)
    except ValueError:
        return None
    told = sorted(pair for pair in pairs if pair[0] not in SAY_NOTHING)
    return tuple(told) if len({name for name, _value in told}) == len(told) else None
