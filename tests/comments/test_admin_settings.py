"""What moderators set in the admin: the rules' settings and the watched terms."""

import pytest

from comments.models import WatchedTerm
from tests.comments.scene import discuss, last_comment, watch
from tests.factories import (
    make_moderator,
    make_post,
    post_reply,
)

pytestmark = pytest.mark.django_db


def test_the_settings_are_one_row_and_change_what_happens(desk, client):
    response = desk.get("/admin/comments/discussionsettings/")
    assert response.headers["Location"] == "/admin/comments/discussionsettings/1/change/"

    form = desk.get(response.headers["Location"]).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value is not False}
    desk.post(response.headers["Location"], values | {"links_limit": "1", "holds_first_time": ""})
    post_reply(client, make_post(), body="https://a.test/")

    assert [finding["rule"] for finding in last_comment().findings] == ["links"]


@pytest.mark.parametrize(
    "wrong", [{"text_max_length": "10"}, {"name_max_length": "500"}, {"flood_seconds": "-1"},
              {"closes_after_days": "9999999"}, {"links_limit": "9" * 30}, {"links_limit": ""}],
)  # fmt: skip
def test_settings_out_of_bounds_are_refused(desk, wrong):
    before = discuss()
    address = "/admin/comments/discussionsettings/1/change/"
    form = desk.get(address).context["adminform"].form

    response = desk.post(address, {k: v for k, v in form.initial.items() if v is not False} | wrong)

    assert response.status_code == 200
    before.refresh_from_db()
    assert (before.text_max_length, before.links_limit) == (5000, 2)


def test_a_watched_term_remembers_who_added_it(desk, moderator, client):
    desk.post(
        "/admin/comments/watchedterm/add/",
        {
            "pattern": " casino ",
            "match": "word",
            "effect": "hold",
            "note": "Ads",
            "replayed": "word:casino",
        },
    )
    post_reply(client, make_post(), body="casino")

    assert WatchedTerm.objects.get().by == moderator
    assert WatchedTerm.objects.get().pattern == "casino"
    assert last_comment().findings[0]["rule"] == "watched_terms"
    assert desk.get("/admin/comments/watchedterm/").status_code == 200


def test_a_watched_term_changed_by_another_keeps_who_added_it(desk):
    first = make_moderator()
    term = watch("casino", by=first)

    desk.post(
        f"/admin/comments/watchedterm/{term.pk}/change/",
        {
            "pattern": "poker",
            "match": "word",
            "effect": "spam",
            "note": "",
            "replayed": "word:poker",
        },
    )

    term.refresh_from_db()
    assert (term.pattern, term.effect, term.by) == ("poker", "spam", first)
