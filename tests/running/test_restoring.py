"""A backup becomes the site's database, or nothing changes."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from config.running import backups, restoring
from posts.models import Change
from tests.running.full_disk import no_file_beyond
from tests.test_migrating import RELEASES

NEXT_RELEASES = (
    "INSERT INTO django_migrations (app, name, applied) VALUES ('posts', '0099_later', '')"
)
POSTS = "SELECT slug FROM posts_post ORDER BY slug"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A site as an earlier release left it: restoring must also bring it up to date."""
    path = tmp_path_factory.mktemp("release") / "site.sqlite3"
    with gzip.open(RELEASES[-1]) as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return path


def site_in(folder, release):
    """With other posts than that, and pages that changed a good deal oftener."""
    folder.mkdir()
    path = folder / "site.sqlite3"
    shutil.copy(release, path)
    with closing(sqlite3.connect(path, autocommit=True)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE posts_post SET slug = 'now-' || id")
        connection.execute(f"CREATE TABLE {restoring.CHANGES} (place, number)")
        connection.executemany(
            f"INSERT INTO {restoring.CHANGES} (place, number) VALUES (?, ?)",
            [(Change.EVERYTHING, 7_000_000), (Change.SITE, 4_000_000), (12, 5_000_000)],
        )
    return path


def restored(backup, database):
    restoring.restore(backup, database, database.parent / "safe.sqlite3")


def ask(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def site(release, tmp_path_factory):
    """A site after a backup was restored, and what somebody saw of it who had it open before."""
    database = site_in(tmp_path_factory.mktemp("site") / "var", release)
    with closing(sqlite3.connect(database)) as serving:
        before = (
            serving.execute("PRAGMA data_version").fetchone(),
            serving.execute(POSTS).fetchall(),
        )
        restored(release, database)
        after = serving.execute("PRAGMA data_version").fetchone(), serving.execute(POSTS).fetchall()
    return SimpleNamespace(database=database, before=before, after=after)


@pytest.fixture
def backup(release, tmp_path):
    return shutil.copy(release, tmp_path / "backup.sqlite3")


@pytest.fixture
def database(release, tmp_path):
    return site_in(tmp_path / "var", release)


def test_its_rows_are_there_for_who_has_the_database_open(site, release):
    (version, _posts), (later_version, later_posts) = site.before, site.after

    assert later_posts == ask(release, POSTS)
    assert later_version != version
    assert ask(site.database, "PRAGMA integrity_check") == [("ok",)]


def test_it_is_brought_up_to_date(site):
    applied = ask(site.database, "SELECT name FROM django_migrations WHERE app = 'posts'")
    assert ("0002_change",) in applied


def test_what_was_there_is_kept_beside_it(site):
    _version, posts = site.before

    assert ask(site.database.parent / "safe.sqlite3", POSTS) == posts
    left = {path.name for path in site.database.parent.iterdir()}
    assert left == {"site.sqlite3", "safe.sqlite3"}


def test_no_version_of_a_page_is_one_that_a_process_has_seen(site):
    added_up = f"SELECT place, SUM(number) FROM {restoring.CHANGES} GROUP BY place"

    numbers = dict(ask(site.database, added_up))

    assert numbers[Change.EVERYTHING] > 9_000_000
    assert numbers[Change.SITE] > 9_000_000
    assert numbers[Change.SITE] < 15_000_000  # or some dozens of restorings would overflow it


def test_on_a_machine_without_a_database_it_makes_one_that_only_its_owner_reads(site, tmp_path):
    database = tmp_path / "new" / "site.sqlite3"

    restored(site.database, database)

    assert ask(database, POSTS) == ask(site.database, POSTS)
    assert database.stat().st_mode & 0o077 == 0
    assert not (database.parent / "safe.sqlite3").exists()


def a_text(path):
    path.write_text("These are my memoirs. " * 1000)


def truncated(path):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def empty(path):
    path.write_bytes(b"")


def absent(path):
    path.unlink()


def damaged(path):
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 3)
        file.write(b"\xff" * 40_000)


def of_another_site(path):
    path.unlink()
    with closing(sqlite3.connect(path, autocommit=True)) as connection:
        connection.execute("CREATE TABLE django_migrations (app, name)")
        connection.execute("INSERT INTO django_migrations VALUES ('shop', '0001_initial')")


def newer(path):
    with closing(sqlite3.connect(path, autocommit=True)) as connection:
        connection.execute(NEXT_RELEASES)


def not_to_be_migrated(path):
    with closing(sqlite3.connect(path, autocommit=True)) as connection:
        connection.execute("CREATE TABLE posts_change (id)")


@pytest.mark.parametrize(
    "spoil",
    [a_text, truncated, empty, absent, damaged, of_another_site, newer, not_to_be_migrated],
)
def test_what_is_no_backup_of_this_site_is_refused_and_nothing_is_changed(backup, database, spoil):
    spoil(backup)
    before, posts = database.read_bytes(), ask(database, POSTS)

    with pytest.raises((restoring.Refused, backups.Damaged, sqlite3.Error)):
        restored(backup, database)

    assert database.read_bytes() == before
    assert ask(database, POSTS) == posts
    assert [path.name for path in database.parent.iterdir()] == ["site.sqlite3"]


def test_a_disk_that_is_full_at_the_last_step_leaves_what_was_there(backup, database, monkeypatch):
    posts = ask(database, POSTS)
    monkeypatch.setattr(restoring, "_bring_up_to_date", lambda copy: None)
    monkeypatch.setattr(restoring, "_make_kept_pages_forget", lambda *_databases: None)
    with closing(sqlite3.connect(backup, autocommit=True)) as connection:
        connection.execute("CREATE TABLE much AS SELECT zeroblob(1000000)")
    # The journal of what is in place is a little longer than all pages that go into it.
    enough_for_copies = backup.stat().st_size

    with no_file_beyond(enough_for_copies), pytest.raises(sqlite3.Error):
        restored(backup, database)

    assert ask(database, POSTS) == posts
    assert ask(database, "PRAGMA integrity_check") == [("ok",)]
    assert ask(database.parent / "safe.sqlite3", POSTS) == posts


def test_a_damaged_database_is_not_written_over_and_one_is_told_what_to_do(
    backup, database, monkeypatch
):
    monkeypatch.setattr(restoring, "_bring_up_to_date", lambda copy: None)
    damaged(database)

    with pytest.raises(restoring.Refused, match="out of the way"):
        restored(backup, database)
