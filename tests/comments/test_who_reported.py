"""One reader is known again when they report once more; nobody learns who it was."""

import pytest

from comments.models import Flag
from tests.comments.afterwards import report, report_page_of
from tests.comments.scene import browser, discuss, proved
from tests.factories import SAME_ORIGIN, make_user

pytestmark = pytest.mark.django_db


def by_account():
    account = make_user()
    return lambda: browser(account)


def by_proof():
    return lambda: proved("ann@example.org")


def by_browser():
    return browser


@pytest.mark.parametrize(("who", "networks"), [(by_account, 2), (by_proof, 2), (by_browser, 1)])
def test_one_reader_is_known_again(comment, who, networks):
    """By account or proof wherever they are; by browser and network else."""
    somebody = who()

    report(somebody(), comment, ip="192.0.2.1")
    report(somebody(), comment, ip="192.0.2.1" if networks == 1 else "192.0.2.2")

    assert Flag.objects.count() == 1


def test_two_readers_of_one_network_are_two(comment):
    for agent in ("One browser", "Another"):
        report(browser(), comment, headers=SAME_ORIGIN | {"User-Agent": agent})

    assert Flag.objects.count() == 2
    assert len(set(Flag.objects.values_list("network_key", flat=True))) == 1


def test_nothing_tells_who_it_was(comment):
    report(proved("ann@example.org"), comment, ip="198.51.100.77")

    kept = str(Flag.objects.values().get())
    assert "ann" not in kept
    assert "198.51" not in kept


def test_nobody_but_moderators_sees_that_it_was_reported(client, comment):
    discuss(flags_to_hold=0)
    page = f"/posts/{comment.post.slug}/"
    before = client.get(page).content

    report(browser(), comment, reason="Quillfeather")

    assert client.get(page).content == before
    assert "Quillfeather" not in client.get(report_page_of(comment)).content.decode()
