"""A real site must not have the demo's people: their passwords are printed for everybody."""

import pytest

from comments.checks import DEMO_LOGINS, no_demo_logins
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("username", DEMO_LOGINS)
def test_a_database_with_one_of_them_is_refused(username):
    make_user(username=username)

    (error,) = no_demo_logins(None, databases=["default"])

    assert error.id == "comments.E001"


def test_without_them_or_with_them_shut_out_it_is_not():
    make_user(username="somebody")
    make_user(username="demo-admin", is_active=False)

    assert no_demo_logins(None, databases=["default"]) == []


def test_without_a_database_nothing_is_asked():
    assert no_demo_logins(None, databases=None) == []
