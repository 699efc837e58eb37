"""A page as it was answered once, and how it is answered again. Pure."""

import gzip
import hashlib
from functools import lru_cache

import brotli

# Made once for each change of a page: more would cost its first reader more than it saves others.
BROTLI_QUALITY, GZIP_LEVEL = 5, 8
COMPRESSED_FROM = 500  # bytes
SAID_ANEW = {"content-length", "date", "etag", "vary", "x-request-id"}
SAID_BY_304 = {"cache-control", "vary", "last-modified"}  # with its tag: RFC 9110, 15.4.5
PACKED_BY = {
    "br": lambda plain: brotli.compress(plain, quality=BROTLI_QUALITY),
    "gzip": lambda plain: gzip.compress(plain, GZIP_LEVEL, mtime=0),
    "": lambda plain: plain,
}


class Page:
    """Bytes and headers for everybody. It holds while `ask_version()` gives `version`.

    A page of some size is kept as browsers take it, packed by brotli: a sixth of the memory. It is
    unpacked for those who ask for plain text, and to be packed by gzip, once.

    `now`: monotonic seconds. `until`: seconds since the epoch, when it changes by itself; None for
    never.
    """

    __slots__ = (
        "_forms", "_is_small", "_tag", "ask_version", "asked_at", "headers", "made_at", "until",
        "version",
    )  # fmt: skip

    def __init__(self, headers, body, *, version, ask_version, now, until=None):
        self.headers = [one for one in headers if one[0].lower() not in SAID_ANEW]
        self.headers.append(("Vary", "Accept-Encoding"))
        self.version, self.ask_version, self.until = version, ask_version, until
        self.made_at = self.asked_at = now
        self._is_small = len(body) < COMPRESSED_FROM
        encoding = "" if self._is_small else "br"
        self._forms = {encoding: PACKED_BY[encoding](body)}
        self._tag = hashlib.blake2b(body, digest_size=12).hexdigest()

    @property
    def weight(self):
        """Bytes that it takes at most, with both packed forms and what lies around them."""
        return 3 * len(self._forms["" if self._is_small else "br"]) + 4_096

    def answer(self, *, is_head, accepts, if_none_match, if_modified_since):
        """(status, headers, body) for a reader with these headers; "" stands for none."""
        encoding = "" if self._is_small else encoding_for(accepts)
        tag = f'"{self._tag}-{encoding}"' if encoding else f'"{self._tag}"'
        if self._is_had(tag, if_none_match, if_modified_since):
            headers = [one for one in self.headers if one[0].lower() in SAID_BY_304]
            return "304 Not Modified", [*headers, ("ETag", tag)], b""
        body = self._body(encoding)
        headers = [*self.headers, ("ETag", tag), ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return "200 OK", headers, b"" if is_head else body

    def _body(self, encoding):
        body = self._forms.get(encoding)
        if body is None:
            body = PACKED_BY[encoding](brotli.decompress(self._forms["br"]))
            if encoding:
                self._forms[encoding] = body
        return body

    def _is_had(self, tag, if_none_match, if_modified_since):
        if if_none_match:
            # Compared weakly: a proxy that packs what we sent calls its tag weak.
            had = {one.strip().removeprefix("W/") for one in if_none_match.split(",")}
            return tag in had or if_none_match.strip() == "*"
        # To the letter: what was withdrawn may make the newest older, and that is news.
        said = ("Last-Modified", if_modified_since)
        return bool(if_modified_since) and said in self.headers


@lru_cache(256)
def encoding_for(accepts):
    """Of what an Accept-Encoding header takes, the smallest: "br", "gzip", or "" for plain."""
    weights = {}
    for one in accepts.lower().split(","):
        name, _semicolon, parameters = one.partition(";")
        weights[name.strip()] = _weight(parameters)
    wanted = [name for name in ("br", "gzip") if weights.get(name, weights.get("*", 0)) > 0]
    return wanted[0] if wanted else ""


def _weight(parameters):
    """Of `q=0.5`; 1 where it isn't said, 0 where it can't be read."""
    name, _equals, value = parameters.partition("=")
    if not name.strip():
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
