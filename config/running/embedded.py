from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection


def sqlite_path(otherwise):
    """Where the embedded database lies; on another one a CommandError that says `otherwise`."""
    if connection.vendor != "sqlite":
        raise CommandError(otherwise)
    return Path(connection.settings_dict["NAME"])
