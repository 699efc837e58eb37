"""A database of every earlier release, brought up to date by this one."""

import gzip
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RELEASES = sorted((Path(__file__).parent / "data").glob("*.sqlite3.gz"))
KEPT = {
    "comments_comment": "id, body, body_html, author_email, status, revision, submitted_at",
    "comments_decision": "comment_id, was, became, by_id, reason",
    "comments_watchedterm": "pattern, match, effect",
    "comments_discussionsettings": "links_limit, flood_seconds",
    "comments_flag": "comment_id, reader_key, reason",
    "comments_subscription": "email, follows, post_id, comment_id",
    "comments_notification": "kind, email, comment_id",
    "posts_post": "slug, title, body, body_html, question, published_at",
    "posts_author": "slug, display_name",
    "auth_user": "username, email",
}


def manage(database, *arguments):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


def ask(database, sql):
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def rows(database):
    return {
        table: ask(database, f"SELECT {columns} FROM {table} ORDER BY 1, 2")
        for table, columns in KEPT.items()
    }


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: path.name)
def migrated(request, tmp_path_factory):
    """(what was in the old file, the file after migrating)"""
    database = tmp_path_factory.mktemp("release") / "notes.sqlite3"
    database.write_bytes(gzip.decompress(request.param.read_bytes()))
    before = rows(database)
    manage(database, "migrate", "--verbosity=0")
    return before, database


def test_there_is_a_file_for_every_release():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    released = {line.split()[1] for line in changelog.splitlines() if line.startswith("## 0")}
    current = next(
        line.split('"')[1]
        for line in (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
        if line.startswith("version")
    )
    assert {path.name.removesuffix(".sqlite3.gz") for path in RELEASES} == released - {current}


def test_every_row_is_still_what_it_was(migrated):
    before, database = migrated
    assert all(before.values())
    assert rows(database) == before


def test_nothing_is_left_to_migrate(migrated):
    _before, database = migrated
    assert manage(database, "showmigrations", "--plan").count("[ ]") == 0


def test_what_stands_under_each_post_is_counted(migrated):
    _before, database = migrated
    counted = ask(
        database,
        "SELECT post_id, COUNT(*), SUM(is_answer), MAX(id) FROM comments_comment"
        " WHERE status = 'approved' GROUP BY post_id ORDER BY post_id",
    )
    tallied = ask(
        database,
        "SELECT post_id, replies, answers, newest FROM comments_tally"
        " WHERE replies > 0 ORDER BY post_id",
    )
    assert tallied == counted


def test_threads_are_listed_where_something_of_them_lives(migrated):
    _before, database = migrated
    lives = ask(
        database,
        "SELECT DISTINCT COALESCE(thread_id, id) FROM comments_comment"
        " WHERE status = 'approved' ORDER BY 1",
    )
    assert ask(database, "SELECT id FROM comments_comment WHERE is_listed ORDER BY 1") == lives


def test_the_database_is_sound(migrated):
    _before, database = migrated
    assert ask(database, "PRAGMA integrity_check") == [("ok",)]
    assert ask(database, "PRAGMA foreign_key_check") == []


BEFORE_ONE_SPELLING = [path for path in RELEASES if path.name.startswith("0.1.")]


@pytest.mark.parametrize("release", BEFORE_ONE_SPELLING, ids=lambda path: path.name)
def test_addresses_in_other_alphabets_are_found_in_their_one_spelling(release, tmp_path):
    database = tmp_path / "notes.sqlite3"
    database.write_bytes(gzip.decompress(release.read_bytes()))
    (first, second) = [pk for (pk,) in ask(database, "SELECT id FROM comments_comment LIMIT 2")]
    with closing(sqlite3.connect(database)) as connection:
        change = "UPDATE comments_comment SET author_email = ? WHERE id = ?"
        connection.execute(change, ("Ann@müller.example", first))
        connection.execute(change, (f"ann@{'é' * 64}.example", second))
        connection.commit()

    manage(database, "migrate", "--verbosity=0")

    emails = dict(ask(database, "SELECT id, author_email FROM comments_comment"))
    assert emails[first] == "Ann@xn--mller-kva.example"
    assert emails[second] == f"ann@{'é' * 64}.example"
