"""Two have one admin form open: neither undoes, unseen, what the other has set."""

import pytest

from comments.models import DiscussionSettings, WatchedTerm
from tests.comments.reading import Elements
from tests.comments.scene import discuss, watch
from tests.desk.pressing import at_the_desk
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db
PAGE = "/admin/comments/discussionsettings/1/change/"


def filled(page):
    """What a browser sends of that page's form."""
    form = {}
    for field in Elements(page.content.decode()).named("input"):
        kind, name = field.get("type"), field.get("name")
        if name and kind not in {"submit", "checkbox"} and "csrf" not in name:
            form[name] = field.get("value") or ""
        elif name and kind == "checkbox" and "checked" in field:
            form[name] = "on"
    return form


@pytest.fixture
def colleague():
    return at_the_desk(make_moderator())


def stored():
    return DiscussionSettings.objects.get()


def test_of_two_who_change_different_settings_both_are_obeyed(desk, colleague):
    discuss(moderates_all=False, flags_to_hold=3, links_limit=2)
    mine, theirs = filled(desk.get(PAGE)), filled(colleague.get(PAGE))
    colleague.post(PAGE, theirs | {"moderates_all": "on", "flags_to_hold": "1"})

    assert desk.post(PAGE, mine | {"links_limit": "4"}).status_code == 302

    now = stored()
    assert (now.moderates_all, now.flags_to_hold, now.links_limit) == (True, 1, 4)


def test_of_two_who_change_one_the_second_is_told_and_may_mean_it(desk, colleague):
    discuss(flags_to_hold=3)
    mine, theirs = filled(desk.get(PAGE)), filled(colleague.get(PAGE))
    colleague.post(PAGE, theirs | {"flags_to_hold": "1"})

    refused = desk.post(PAGE, mine | {"flags_to_hold": "5", "links_limit": "9"})

    assert refused.status_code == 200
    assert "A colleague has set this to “1” meanwhile" in refused.text
    assert stored().flags_to_hold == 1
    again = filled(refused)
    assert (again["flags_to_hold"], again["links_limit"]) == ("5", "9")  # nothing typed is lost
    assert desk.post(PAGE, again).status_code == 302
    assert (stored().flags_to_hold, stored().links_limit) == (5, 9)


def test_who_set_the_same_is_told_nothing(desk, colleague):
    discuss(moderates_all=False)
    mine, theirs = filled(desk.get(PAGE)), filled(colleague.get(PAGE))
    colleague.post(PAGE, theirs | {"moderates_all": "on"})

    assert desk.post(PAGE, mine | {"moderates_all": "on"}).status_code == 302

    assert stored().moderates_all


def test_what_is_switched_off_is_off(desk):
    discuss(holds_first_time=True)
    form = filled(desk.get(PAGE))
    del form["holds_first_time"]

    assert desk.post(PAGE, form).status_code == 302

    assert not stored().holds_first_time


def test_a_note_on_a_term_does_not_make_it_milder_again(desk):
    term = watch("casino", effect="hold")
    page = f"/admin/comments/watchedterm/{term.pk}/change/"
    shown = desk.get(page)
    form = filled(shown) | {"match": "word", "effect": "hold"}
    assert 'name="initial-effect" value="hold"' in shown.text
    WatchedTerm.objects.update(effect="spam")

    assert desk.post(page, form | {"note": "Since March."}).status_code == 302

    term.refresh_from_db()
    assert (term.effect, term.note) == ("spam", "Since March.")
