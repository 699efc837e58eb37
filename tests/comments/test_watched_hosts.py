"""Watched mail addresses, domains and networks: each is one, however it is written."""

import pytest

from tests.comments.scene import watch
from tests.comments.term_evidence import evidence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_terms_hold")]


@pytest.mark.parametrize(
    ("pattern", "host"),
    [("evil.test", "evil.test."), ("evil.test", "www.evil.test."), ("straße.test", "straße.test"),
     ("straße.test", "strasse.test"), ("xn--strae-oqa.test", "straße.test"),
     ("münchen.test", "xn--mnchen-3ya.test"), ("xn--mnchen-3ya.test", "münchen.test")],
)  # fmt: skip
def test_a_host_is_matched_however_it_is_spelled(client, pattern, host):
    watch(pattern, match="domain")

    assert len(evidence(client, body=f"[x](http://{host}/)")) == 1


@pytest.mark.parametrize(
    ("email", "is_found"),
    [
        ("ann@example.org", 1),
        ("ANN@Example.ORG", 1),
        ("joann@example.org", 0),
        ("ann@example.com", 0),
    ],
)
def test_an_address_is_matched_whole_whatever_its_case(client, email, is_found):
    watch("Ann@example.org", match="address")

    assert evidence(client, email=email) == [("author_email", email)] * is_found


@pytest.mark.parametrize(
    ("form", "host"),
    [({"body": "https://bad.test/x"}, "bad.test"), ({"body": "[x](http://www.BAD.test:8080/)"},
     "www.bad.test"), ({"body": "http://a.b.bad.test"}, "a.b.bad.test"),
     ({"url": "https://sub.bad.test/"}, "sub.bad.test"), ({"email": "x@mail.bad.test"},
     "mail.bad.test"), ({"body": "http://ann:pw@bad.test/"}, "bad.test"),
     ({"body": "http://notbad.test/"}, None), ({"body": "http://bad.test.example/"}, None),
     ({"body": "http://example.org/bad.test"}, None), ({"body": "bad.test"}, None)],
)  # fmt: skip
def test_a_domain_is_matched_with_all_below_it(client, form, host):
    watch("www.bad.test", match="domain")

    assert evidence(client, **form) == ([("hosts", host)] if host else [])


@pytest.mark.parametrize(
    "form",
    [{"body": "http://münchen.example/"}, {"body": "http://xn--mnchen-3ya.example/"},
     {"url": "https://MÜNCHEN.example/"}, {"body": "<http://www.münchen。example/>"}],
)  # fmt: skip
@pytest.mark.parametrize("pattern", ["münchen.example", "xn--mnchen-3ya.example"])
def test_a_domain_in_any_alphabet_is_one_domain(client, pattern, form):
    watch(pattern, match="domain")

    assert len(evidence(client, **form)) == 1


@pytest.mark.parametrize(
    ("pattern", "address", "is_found"),
    [("192.0.2.0/24", "192.0.2.77", 1), ("192.0.2.0/24", "192.0.3.1", 0),
     ("192.0.2.1", "192.0.2.1", 1),
     ("2001:db8::/32", "2001:db8:1::1", 1), ("2001:db8::/32", "2001:db9::1", 0),
     ("2001:db8::/32", "192.0.2.1", 0), ("192.0.2.0/24", "2001:db8::1", 0),
     ("192.0.2.0/24", "::ffff:192.0.2.5", 1), ("0.0.0.0/0", "unix:", 0)],
)  # fmt: skip
def test_a_network_is_matched_in_both_families(client, pattern, address, is_found):
    watch(pattern, match="network")

    assert len(evidence(client, ip=address)) == is_found


@pytest.mark.parametrize("host", ["a..bad.test", "x" * 64 + ".bad.test", "-.bad.test"])
def test_a_host_that_the_dns_cannot_hold_is_compared_as_it_stands(client, host):
    watch("bad.test", match="domain")

    assert evidence(client, body=f"[x](http://{host}/)") == [("hosts", host)]
