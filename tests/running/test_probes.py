"""What a load balancer and a watcher are told, and that it is theirs to ask by address."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.utils import timezone

from comments.models import Notification
from config.running import probes

READY = {
    "ready": True,
    "database": "answers",
    "migrations": "done",
    "owed_mail": "in time",
    "cache": "answers",
}


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    monkeypatch.setattr(probes, "_migrated", set())


def fail(*_arguments, **_options):
    raise OperationalError("as if it were gone")


def ask(path, **options):
    answer = Client(raise_request_exception=False).get(path, **options)
    return answer.status_code, json.loads(answer.content)


def test_a_process_that_lives_says_so_and_asks_no_database():
    assert ask("/healthz") == (200, {"alive": True})


@pytest.mark.django_db
def test_a_site_that_has_all_it_stands_on_is_ready():
    assert ask("/readyz") == (200, READY)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_it_is_answered_to_who_asks_by_address_over_http_and_kept_by_nobody(path):
    answer = Client().get(path, headers={"host": "10.1.2.3:8000"})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json"
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


@pytest.mark.django_db
def test_without_a_database_it_is_not_ready(monkeypatch):
    monkeypatch.setattr(connection, "cursor", fail)

    status, said = ask("/readyz")

    assert status == 503
    assert said == {
        "ready": False,
        "database": "gone",
        "migrations": "unknown",
        "owed_mail": "unknown",
        "cache": "answers",
    }


@pytest.mark.django_db
def test_nor_once_it_was_and_the_database_went_later(monkeypatch):
    ask("/readyz")
    monkeypatch.setattr(connection, "cursor", fail)

    status, said = ask("/readyz")

    assert (status, said["database"]) == (503, "gone")


@pytest.mark.django_db
def test_nor_is_it_while_a_migration_is_missing():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'comments'")

    status, said = ask("/readyz")

    assert (status, said["ready"], said["migrations"]) == (503, False, "missing")


@pytest.mark.django_db
def test_that_none_is_missing_is_asked_once(django_assert_num_queries):
    ask("/readyz")

    with django_assert_num_queries(1):
        assert ask("/readyz") == (200, READY)


@pytest.mark.django_db
def test_a_cache_that_is_gone_is_a_word_and_no_reason_to_send_readers_away(monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *_key: None)

    assert ask("/readyz") == (200, READY | {"cache": "gone"})


@pytest.mark.django_db
def test_nor_is_one_that_fails(monkeypatch):
    monkeypatch.setattr(cache, "set", fail)

    assert ask("/readyz") == (200, READY | {"cache": "gone"})


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "word"), [(5, "in time"), (20, "late")])
def test_mail_that_nobody_took_up_for_a_while_is_late(minutes, word):
    due = timezone.now() - timedelta(minutes=minutes)
    Notification.objects.create(kind="surge", email="a@example.org", next_attempt_at=due)

    assert ask("/readyz") == (200, READY | {"owed_mail": word})


@pytest.mark.django_db
def test_mail_that_was_given_up_is_owed_no_more():
    long_ago = timezone.now() - timedelta(days=3)
    Notification.objects.create(
        kind="surge", email="a@example.org", next_attempt_at=long_ago, given_up_at=long_ago
    )

    assert ask("/readyz") == (200, READY)
