"""A control or a link appears only where it works: every link of the demo is followed."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.files = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            assert attrs["id"] not in self.ids, f"id {attrs['id']} stands twice"
            self.ids.add(attrs["id"])
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"])


def test_every_link_of_the_demo_leads_somewhere(client):
    call_command("fill_demo", verbosity=0)
    to_see, pages, fragments, broken = ["/"], {}, [], []

    while to_see:
        path = to_see.pop()
        answer = client.get(path, follow=True)
        pages[path] = page = Page(
            answer.text if "html" in answer.headers["Content-Type"] else "<p>not a page</p>"
        )
        if answer.status_code != 200:
            broken.append((path, answer.status_code))
        for href in page.links:
            target, fragment = urldefrag(urljoin(f"http://testserver{path}", href))
            if not target.startswith("http://testserver"):
                continue
            target = target.removeprefix("http://testserver")
            if fragment:
                fragments.append((path, target, fragment))
            if target not in pages and target not in to_see and not target.startswith("/admin"):
                to_see.append(target)

    broken += [found for found in fragments if found[2] not in pages[found[1]].ids]
    assert broken == []
    assert len(pages) > 100
