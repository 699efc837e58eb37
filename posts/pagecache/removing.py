"""Taking the triggers away: for who goes back to a release that knows none."""

from posts.pagecache.triggers import PREFIX

FIND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT proname FROM pg_proc WHERE proname LIKE %s",
}
REMOVE = {
    "sqlite": "DROP TRIGGER {}",
    "postgresql": "DROP FUNCTION {} CASCADE",
}


def remove_triggers(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute(FIND[connection.vendor], [f"{PREFIX}%"])
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        schema_editor.execute(REMOVE[connection.vendor].format(name))
