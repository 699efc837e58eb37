"""E-mail addresses: in one spelling, and the mailbox behind many. Pure: text in, text out."""

import re
import unicodedata
from encodings.idna import nameprep

# Letters of German and Greek domains (UTS #46) that Python's IDNA would write "ss" and "σ": that
# is another's domain.
OF_THEIR_OWN = re.compile("([ßς])")
LABEL_MAX_LENGTH = 63  # letters, of one part of a domain


def in_dns_letters(email):
    """The address with its domain as DNS knows it: "müller.example" is "xn--mller-kva.example".

    Raises ValueError for a domain that can't be written so.
    """
    local_part, at, domain = email.rpartition("@")
    if domain.isascii():
        return email
    labels = unicodedata.normalize("NFKC", domain.lower()).replace("。", ".").split(".")
    return f"{local_part}{at}{'.'.join(map(_in_dns_letters, labels))}"


def in_own_letters(email):
    """The address with its domain in the letters of its language again."""
    local_part, at, domain = email.rpartition("@")
    try:
        return f"{local_part}{at}{'.'.join(map(_in_own_letters, domain.split('.')))}"
    except ValueError:
        return email


def mailbox(email):
    """The same for addresses that may well reach one person: to count by, never to compare.

    What stands behind a "+" and dots mean nothing to the large providers.
    """
    local_part, at, domain = email.lower().rpartition("@")
    named = local_part.partition("+")[0].replace(".", "")
    return f"{named or local_part}{at}{domain}"


def _in_dns_letters(label):
    if not OF_THEIR_OWN.search(label):
        return label.encode("idna").decode()
    parts = OF_THEIR_OWN.split(label)
    prepared = "".join(part if OF_THEIR_OWN.match(part) else nameprep(part) for part in parts)
    written = f"xn--{prepared.encode('punycode').decode()}"
    if len(written) > LABEL_MAX_LENGTH:
        raise ValueError(label)
    return written


def _in_own_letters(label):
    is_written = label.startswith("xn--")
    return label.removeprefix("xn--").encode().decode("punycode") if is_written else label
