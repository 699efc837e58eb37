"""The same code typed in several browsers at the same moment lets one of them in."""

from functools import partial

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in.codes import check
from config.sign_in.second_factor import new_key, switch_on
from tests.account.people import code_by, code_of, let_the_wait_pass, make_guarded
from tests.account.resetting import link_for
from tests.at_once import at_once
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db(transaction=True)

BROWSERS = 6


def in_each_browser(action):
    """What `action` returned for each of several, which begin together."""
    return at_once(*[partial(action, number) for number in range(BROWSERS)])


@pytest.mark.parametrize("kind", ["app", "paper"])
def test_a_code_is_spent_once(kind):
    user, codes = make_guarded()
    typed = code_of(user) if kind == "app" else codes[0]

    answers = in_each_browser(lambda number: check(user, typed))

    assert sum(answer.device is not None for answer in answers) == 1


def test_wrong_codes_at_once_are_not_looked_at_all():
    user, _codes = make_guarded()
    StaticDevice.objects.filter(user=user).update(throttling_failure_count=8)
    let_the_wait_pass(user)

    answers = in_each_browser(lambda number: check(user, f"aaaaa-aaaa{number}"))

    assert sum(answer.was_looked_at for answer in answers) == 1


def test_one_link_for_a_new_password_pressed_at_once_chooses_one():
    user = make_moderator()
    link, browsers = link_for(user), [Client() for _number in range(BROWSERS)]
    pages = [browser.get(link).headers["Location"] for browser in browsers]

    def choose(number):
        new = f"Seven-Tall-Owls-{number}"
        form = {"new_password1": new, "new_password2": new}
        return browsers[number].post(pages[number], form).status_code

    answers = in_each_browser(choose)

    user.refresh_from_db()
    assert sorted(answers) == [302] + [404] * (BROWSERS - 1)
    assert user.check_password(f"Seven-Tall-Owls-{answers.index(302)}")


def test_two_phones_set_up_at_once_are_one():
    user = make_moderator()
    keys = [new_key() for _number in range(BROWSERS)]

    devices = in_each_browser(lambda number: switch_on(user, keys[number], code_by(keys[number])))

    assert sum(device is not None for device in devices) == 1
    assert TOTPDevice.objects.filter(user=user).count() == 1
