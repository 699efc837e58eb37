"""Who lost the app and the codes is let in again by whoever runs the site."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command

from tests.account.people import (
    is_staff_there,
    make_guarded,
    password_typed,
    signed_in,
)
from tests.factories import make_moderator
from tests.queries import asked_for

pytestmark = pytest.mark.django_db


def test_the_command_takes_the_second_factor_off(capsys):
    user, _codes = make_guarded(username="mona")

    call_command("end_second_factor", "mona")

    assert "password alone" in capsys.readouterr().out
    assert is_staff_there(password_typed(user))


@pytest.mark.parametrize("name", ["nobody", "mona", ""])
def test_where_there_is_none_it_says_so(name):
    make_moderator(username="mona")

    with pytest.raises(CommandError, match=r"no account|no second factor"):
        call_command("end_second_factor", name)


def accounts(browser, *users):
    form = {"action": "end_second_factor", "_selected_action": [user.pk for user in users]}
    return browser.post("/admin/auth/user/", form, follow=True)


def test_a_superuser_ends_it_in_the_admin_and_it_is_recorded():
    mona, _codes = make_guarded(username="mona")
    plain, chief = make_moderator(), make_moderator(is_superuser=True)

    page = accounts(signed_in(chief), mona, plain)

    assert "1 account signs in with the password alone now." in page.text
    assert is_staff_there(password_typed(mona))
    (entry,) = LogEntry.objects.all()
    assert (entry.user, entry.object_id) == (chief, str(mona.pk))


def test_who_may_only_change_accounts_can_not():
    mona, _codes = make_guarded(username="mona")
    clerk = make_moderator()
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["change_user", "view_user", "delete_user"])
    )
    browser = signed_in(clerk)

    page = accounts(browser, mona)

    assert "End the second factor" not in page.text
    assert not is_staff_there(password_typed(mona))


def test_the_list_of_accounts_says_who_has_one_at_one_cost():
    chief = make_moderator(is_superuser=True)
    make_guarded(username="mona")
    browser = signed_in(chief)

    asked_for(browser, "/admin/auth/user/")  # what is looked up once
    few = asked_for(browser, "/admin/auth/user/?o=6")
    for _number in range(5):
        make_guarded()

    assert len(asked_for(browser, "/admin/auth/user/?o=6")) == len(few)
    assert browser.get("/admin/auth/user/").text.count('alt="True"') >= 6


@pytest.mark.parametrize("by", ["command", "superuser"])
def test_where_no_code_was_typed_nothing_opens_by_that(by):
    mona, _codes = make_guarded(username="mona")
    half_way, chief = password_typed(mona), make_moderator(is_superuser=True)

    if by == "command":
        call_command("end_second_factor", "mona")
    else:
        accounts(signed_in(chief), mona)

    assert not is_staff_there(half_way)
