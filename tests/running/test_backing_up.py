"""A copy of the embedded database: of one moment, checked, private, and whole or not there."""

import os
import sqlite3
import stat
import time
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from config.running import backups
from tests.running.full_disk import no_file_beyond


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path, autocommit=True)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE said (words)")
        connection.executemany("INSERT INTO said VALUES (?)", [("word " * 50,)] * 2000)
    return path


@pytest.fixture
def this_site(database, monkeypatch):
    """The commands' site has its database there."""
    command = "config.running.management.commands"
    monkeypatch.setattr(f"{command}.backup.sqlite_path", lambda otherwise: database)
    return database


def ask(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_has_every_row_in_one_file_that_only_its_owner_reads(database, tmp_path):
    backups.back_up(database, tmp_path / "copies" / "copy.sqlite3")

    copy = tmp_path / "copies" / "copy.sqlite3"
    assert ask(copy, "SELECT COUNT(*) FROM said") == 2000
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert names(copy.parent) == ["copy.sqlite3"]


def test_it_holds_what_was_committed_and_not_what_somebody_is_about_to_write(database, tmp_path):
    with closing(sqlite3.connect(database, autocommit=True)) as writer:
        writer.execute("INSERT INTO said VALUES ('committed, and in the journal alone')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO said VALUES ('not yet')")

        backups.back_up(database, tmp_path / "copy.sqlite3")

        writer.execute("COMMIT")
    assert ask(tmp_path / "copy.sqlite3", "SELECT COUNT(*) FROM said") == 2001


def test_what_has_that_name_is_never_replaced(this_site, tmp_path):
    (tmp_path / "mine").write_text("something dear")

    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(tmp_path / "mine"))

    assert (tmp_path / "mine").read_text() == "something dear"


def test_a_damaged_database_makes_no_backup(this_site, tmp_path):
    with this_site.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 10)

    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", str(tmp_path / "copies" / "copy"))

    assert names(tmp_path / "copies") == []


def test_nor_does_one_that_is_not_there_and_none_is_made_in_its_place(this_site, tmp_path):
    this_site.unlink()

    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", str(tmp_path / "copies" / "copy"))

    assert names(tmp_path / "copies") == []
    assert not this_site.exists()


def test_a_full_disk_leaves_nothing_behind(this_site, tmp_path):
    enough_for_half = this_site.stat().st_size // 2

    with no_file_beyond(enough_for_half), pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", str(tmp_path / "copies" / "copy"))

    assert names(tmp_path / "copies") == []


def test_nor_does_one_that_fails_when_all_is_written(this_site, tmp_path, monkeypatch):
    def fail(_handle):
        raise OSError("Input/output error")

    monkeypatch.setattr("os.fsync", fail)

    with pytest.raises(CommandError, match="Input/output error"):
        call_command("backup", str(tmp_path / "copies" / "copy"))

    assert names(tmp_path / "copies") == []


def test_a_folder_that_can_not_be_made_is_named(this_site, tmp_path):
    (tmp_path / "copies").touch()

    with pytest.raises(CommandError, match="copies"):
        call_command("backup", str(tmp_path / "copies" / "copy"))


def test_without_a_name_it_is_dated_and_lies_beside_the_database(this_site, capsys):
    call_command("backup")

    (name,) = names(this_site.parent / "backups")
    assert backups.DATED.fullmatch(name)
    assert name in capsys.readouterr().out


def test_of_dated_ones_the_newest_stay_and_what_is_not_ours_is_let_alone(this_site):
    folder = this_site.parent / "backups"
    folder.mkdir()
    older = [f"notes-2026-01-{day:02}T030000Z.sqlite3" for day in range(1, 10)]
    for name in [*older, "before-the-move.sqlite3", ".unfinished-now"]:
        (folder / name).touch()
    (folder / ".unfinished-killed").touch()
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(folder / ".unfinished-killed", (long_ago, long_ago))

    call_command("backup", keep=3)

    kept = names(folder)
    assert kept[:2] == [".unfinished-now", "before-the-move.sqlite3"]
    assert kept[2:4] == older[-2:]
    assert len(kept) == 5


@pytest.mark.parametrize("arguments", [("--keep=0",), ("--keep=3", "copy")])
def test_keep_is_a_number_of_dated_ones(this_site, arguments):
    with pytest.raises(CommandError, match="--keep N"):
        call_command("backup", *arguments)

    assert not (this_site.parent / "backups").exists()


@pytest.mark.parametrize(
    ("command", "instead"), [(("backup",), "pg_dump"), (("restore", "copy"), "pg_restore")]
)
def test_on_postgresql_its_own_tools_are_named(monkeypatch, command, instead):
    monkeypatch.setattr("django.db.connection.vendor", "postgresql")

    with pytest.raises(CommandError, match=instead):
        call_command(*command)
