"""The discussion settings: grouped, explained, bounded, and obeyed by every process at once."""

import re
import subprocess
import sys
import urllib.parse
import urllib.request
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest

from comments.models import DiscussionSettings
from tests.comments.reading import Elements
from tests.comments.scene import browser, discuss
from tests.factories import make_editor, make_moderator
from tests.servers import ROOT, _free_port, _wait_for, find_postgres, served

PAGE = "/admin/comments/discussionsettings/1/change/"


@pytest.fixture
def desk():
    discuss()
    return browser(make_moderator())


def filled(desk, **changes):
    initial = desk.get(PAGE).context["adminform"].form.initial
    values = {name: value for name, value in initial.items() if value is not False}
    return values | changes


@pytest.mark.django_db
def test_every_setting_is_on_the_page_once_with_a_sentence(desk):
    page = desk.get(PAGE)

    shown = [
        name
        for _title, options in page.context["adminform"].fieldsets
        for name in options["fields"]
    ]
    fields = {field.name for field in DiscussionSettings._meta.fields if field.editable}
    form = page.context["adminform"].form
    assert sorted(shown) == sorted(fields)
    assert [name for name in fields if not form.fields[name].help_text] == []


@pytest.mark.django_db
def test_it_leads_to_terms_preferences_sandbox_and_log(desk):
    text = desk.get(PAGE).content.decode()

    for address in ("/admin/comments/watchedterm/", "/moderation/terms/", "/moderation/try/",
                    "/moderation/preferences/", "/moderation/log/"):  # fmt: skip
        assert f'href="{address}"' in text
        assert desk.get(address).status_code == 200
    assert "Before a reply appears" in Elements(text).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"closes_old_posts": "on", "closes_after_days": "0"}, "closes_after_days"),
        ({"site_replies": "2", "post_replies": "1", "surge_replies": "21"}, "surge_replies"),
        ({"site_replies": "50", "post_replies": "51"}, "post_replies"),
        ({"purges_spam_after_days": "36501"}, "purges_spam_after_days"),
        ({"purges_removed_after_days": "-1"}, "purges_removed_after_days"),
        ({"forgets_networks_after_days": "x"}, "forgets_networks_after_days"),
        ({"threads_per_page": "0"}, "threads_per_page"),
        ({"flood_seconds": "3601"}, "flood_seconds"),
        ({"surge_replies": "9" * 30}, "surge_replies"),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_stands(desk, changes, wrong):
    answer = desk.post(PAGE, filled(desk, **changes))

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [wrong]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"closes_old_posts": "", "closes_after_days": "0"},
        {"site_replies": "0", "post_replies": "9000", "surge_replies": "9000"},
        {"site_replies": "2", "post_replies": "0", "surge_replies": "0"},
        {"purges_spam_after_days": "0", "forgets_networks_after_days": "1"},
    ],
)
def test_what_makes_sense_is_stored(desk, changes):
    assert desk.post(PAGE, filled(desk, **changes)).status_code == 302

    stored = DiscussionSettings.current()
    assert all(getattr(stored, name) == int(value or 0) for name, value in changes.items())


@pytest.mark.django_db
def test_editors_set_nothing():
    assert browser(make_editor()).get(PAGE).status_code == 403


@contextmanager
def another_process(site, folder):
    """The same site, served by a process of its own."""
    port = _free_port()
    log = (folder / "other.log").open("w")
    environment = {**site.environment, "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1"}
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.conf.py", "config.wsgi"],
        cwd=ROOT, env=environment, stdout=log, stderr=log,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}", server, folder / "other.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
        log.close()


SIGN_IN = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
user = User.objects.create_superuser("root")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print("session", session.session_key)
"""


class Inputs(HTMLParser):
    """What a browser would send of a form as it stands."""

    def __init__(self, page):
        super().__init__()
        self.values = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        sends = given.get("type") in {"number", "text", "hidden"} or "checked" in given
        if tag == "input" and given.get("name") and sends:
            self.values[given["name"]] = given.get("value", "on")


def change(url, session, **changes):
    token = "a" * 32
    headers = {"Cookie": f"sessionid={session}; csrftoken={token}"}
    page = urllib.request.urlopen(urllib.request.Request(url + PAGE, headers=headers)).read()
    form = Inputs(page.decode()).values | changes | {"csrfmiddlewaretoken": token}
    data = urllib.parse.urlencode({name: said for name, said in form.items() if said}).encode()
    answer = urllib.request.urlopen(urllib.request.Request(url + PAGE, data, headers))
    assert "errornote" not in answer.read().decode()


OLDEST_POST = (
    "SELECT slug FROM posts_post WHERE status = 'published' AND accepts_comments "
    "ORDER BY published_at LIMIT 1"
)


def takes_replies(url, post):
    page = urllib.request.urlopen(f"{url}/posts/{post}/").read().decode()
    return 'name="body"' in page


@pytest.mark.server
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_what_one_process_changes_the_others_next_request_obeys(tmp_path, static_root, database):
    postgres = find_postgres() if database == "postgres" else ""
    if database == "postgres" and not postgres:
        pytest.skip("there is no PostgreSQL server here")
    with (
        served(tmp_path, static_root=static_root, postgres=postgres, workers=1) as site,
        another_process(site, tmp_path) as other,
    ):
        [[post]] = site.query(OLDEST_POST)
        key = re.search(r"session (\w+)", site.manage("shell", "--command", SIGN_IN))[1]
        for takes in (False, True, False):
            change(site.url, key, closes_old_posts="" if takes else "on", closes_after_days="1")
            assert takes_replies(other, post) == takes
            assert takes_replies(site.url, post) == takes
