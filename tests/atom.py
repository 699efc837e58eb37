"""Atom feeds, as a feed reader takes them."""

from xml.etree import ElementTree

from django.test import override_settings

ATOM = {"": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}
ON_OUR_SITE = override_settings(SITE_URL="https://notes.example.org")


def read(client, address, **extra):
    answer = client.get(address, **extra)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def entries(feed):
    return feed.findall("entry", ATOM)


def told(element, *paths):
    return [element.findtext(path, namespaces=ATOM) for path in paths]


def links(element):
    return {link.get("rel"): link.get("href") for link in element.findall("link", ATOM)}
