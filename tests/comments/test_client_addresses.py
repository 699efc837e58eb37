"""Where a request comes from: proxies are believed, and nobody else."""

import pytest
from django.test import RequestFactory

from comments.client import address_of, network_of, site_of


def address(remote, forwarded=None):
    extra = {"REMOTE_ADDR": remote}
    if forwarded is not None:
        extra["HTTP_X_FORWARDED_FOR"] = forwarded
    return address_of(RequestFactory().get("/", **extra))


@pytest.fixture(autouse=True)
def _proxies(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "fd00::/8"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("203.0.113.5", None, "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("fd00::1", "2001:db8::9", "2001:db8::9"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1:8080", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1:8080, 10.0.0.2:51000", "198.51.100.1"),
        ("10.0.0.1", "[2001:db8::1]:443", "2001:db8::1"),
        ("203.0.113.5", "198.51.100.1:8080", "203.0.113.5"),
    ],
)
def test_forwarding_is_read_from_the_right_as_far_as_proxies_wrote_it(remote, forwarded, client):
    assert address(remote, forwarded) == client


@pytest.mark.parametrize(
    "forwarded",
    ["nonsense", "198.51.100.1:", "198.51.100.1:8080:1", "198.51.100.1:x", "2001:db8::1]:443",
     "[]:443", "[nonsense]:443", "1.2.3", "198.51.100.1, nonsense", "unknown", "_hidden",
     "[2001:db8::1]", "127.1", "0x7f.0.0.1", "198.51.100.1;x", "\u0661.1.1.1", "," * 1000,
     "<script>"],
)  # fmt: skip
def test_a_malformed_hop_ends_the_reading(forwarded):
    assert address("10.0.0.1", forwarded) == "10.0.0.1"


@pytest.mark.parametrize(
    "remote", ["", "unix:", "10.0.0.1:80", "/run/socket", "nonsense", "1.2.3.4.5"]
)
def test_without_a_network_there_is_no_address(remote):
    assert address(remote, "198.51.100.1") is None


def test_nobody_is_believed_where_no_proxy_is_configured(settings):
    settings.TRUSTED_PROXIES = []

    assert address("127.0.0.1", "198.51.100.1") == "127.0.0.1"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_an_address_has_one_spelling(written, canonical):
    assert address(written) == canonical


@pytest.mark.parametrize(
    ("of", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("::1", "::/64"),
     (None, ""), ("", "")],
)  # fmt: skip
def test_the_network_is_the_address_or_its_64(of, network):
    assert network_of(of) == network
    assert len(network) <= 50


@pytest.mark.parametrize(
    ("network", "site"),
    [("192.0.2.1", "192.0.2.1/32"), ("2001:db8:1:2::/64", "2001:db8:1::/48"), ("::/64", "::/48")],
)
def test_a_site_is_the_48_around_a_network_or_the_address_alone(network, site):
    assert site_of(network) == site
