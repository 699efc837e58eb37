from django.core.checks import Error, Tags, register
from django.db import connections

DEMO_LOGINS = ("demo-admin", "demo-editor", "demo-moderator")


@register(Tags.database, deploy=True)
def no_demo_logins(app_configs, databases, **kwargs):
    """The demo's passwords are printed for everybody: a real site must not have its people."""
    from django.contrib.auth import get_user_model

    users = get_user_model()
    for alias in databases or ():
        if users._meta.db_table not in connections[alias].introspection.table_names():
            continue
        found = users.objects.using(alias).filter(username__in=DEMO_LOGINS, is_active=True)
        if found.exists():
            return [
                Error(
                    "This database still has the demo's logins.",
                    hint="Start with an empty database, or deactivate every demo-* user.",
                    id="comments.E001",
                )
            ]
    return []
