"""The number that says whether pages hold: on a real database, past every test's transaction."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from posts.models import Change, SiteIdentity, Tag
from posts.pagecache import version
from posts.pagecache.remembered import Remembered
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(action):
    """On another connection, as another process would."""

    def close_after():
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(close_after).result()


@pytest.mark.parametrize("where", [elsewhere, lambda action: action()])
def test_a_change_raises_it_wherever_it_was_made(where):
    before = version.of_everything(), version.of_site()

    where(lambda: Tag.objects.create(name="Taste"))

    assert (version.of_everything(), version.of_site()) > before


def test_what_is_taken_back_leaves_it_as_it_was():
    before = version.of_everything()

    with suppress(RuntimeError), transaction.atomic():
        Tag.objects.create(name="Taste")
        raise RuntimeError

    assert version.of_everything() == before


def test_a_conversation_raises_that_of_its_own_post():
    one, other = make_post(slug="one"), make_post(slug="other")
    before = version.of_post("one"), version.of_post("other"), version.of_everything()

    make_comment(post=one)

    assert version.of_post("one") > before[0]
    assert version.of_post("other") == before[1]
    assert version.of_everything() > before[2]
    assert other.pk


def test_of_a_post_that_there_is_not_it_is_that_of_the_site():
    assert version.of_post("nowhere") == version.of_site()


def test_folding_changes_no_version():
    post = make_post(slug="one")
    for _ in range(5):
        make_comment(post=post)
    before = version.of_everything(), version.of_site(), version.of_post("one")

    version.fold()

    assert (version.of_everything(), version.of_site(), version.of_post("one")) == before
    assert Change.objects.filter(place=Change.EVERYTHING).count() == 1


def test_migrating_makes_triggers_that_were_lost():
    """As SQLite loses them where a migration makes a table anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER pages_show_posts_tag_insert")
        else:
            cursor.execute("DROP TRIGGER pages_show_posts_tag_insert ON posts_tag")
    before = version.of_everything()
    Tag.objects.create(name="Unseen")
    assert version.of_everything() == before

    call_command("migrate", verbosity=0)

    Tag.objects.create(name="Seen")
    assert version.of_everything() > before


def test_a_row_that_is_remembered_is_read_again_after_a_change():
    current = Remembered(lambda: SiteIdentity.objects.get_or_create(pk=1)[0])
    first, again = current(), current()
    current()

    elsewhere(lambda: SiteIdentity.objects.update(name="Another"))

    assert first.name == again.name == "Mentoring Notes"
    assert current() is current()
    assert current().name == "Another"


def test_inside_a_transaction_nothing_is_remembered():
    current = Remembered(lambda: SiteIdentity.objects.get_or_create(pk=1)[0])
    current()

    with suppress(RuntimeError), transaction.atomic():
        SiteIdentity.objects.update(name="Taken back")
        assert current().name == "Taken back"
        raise RuntimeError

    assert current().name == "Mentoring Notes"


if connection.vendor == "postgresql":  # SQLite has one writer at a time, and one row

    def test_in_postgresql_no_writer_waits_for_another():
        Tag.objects.create(name="Before")

        with transaction.atomic():
            Tag.objects.create(name="Slow")
            elsewhere(lambda: Tag.objects.create(name="Quick"))  # would wait for ever

        assert Tag.objects.count() == 3

    def test_who_commits_last_is_noticed_too():
        """Numbers of a sequence would not tell: the later may be public before the earlier."""
        with transaction.atomic():
            Tag.objects.create(name="Slow")
            elsewhere(lambda: Tag.objects.create(name="Quick"))
            between = elsewhere(version.of_everything)

        assert version.of_everything() > between

    def test_what_grows_is_folded_by_whoever_asks():
        Change.objects.bulk_create(Change(place=Change.EVERYTHING) for _ in range(200))

        before = version.of_everything()

        assert Change.objects.filter(place=Change.EVERYTHING).count() == 1
        assert version.of_everything() == before
