"""Who may do what: two groups, made right after every migration, however often that runs."""

from django.apps import apps as installed

EDITORS, MODERATORS = "Editors", "Moderators"

RIGHTS = {
    EDITORS: {
        "posts": {
            "post": ("add", "change", "view"),
            "category": ("add", "change", "view"),
            "tag": ("add", "change", "view"),
            "page": ("change", "view"),
        },
        "comments": {"comment": ("view", "moderate_own_posts")},
    },
    MODERATORS: {
        "comments": {
            "comment": ("view", "moderate"),
            "watchedterm": ("add", "change", "delete", "view"),
            "discussionsettings": ("change", "view"),
        },
    },
}


OWN_CODENAMES = {"moderate_own_posts"}


def give_rights(sender, using, apps=installed, **kwargs):
    """post_migrate: permissions exist only now, so no migration could do this."""
    from django.contrib.auth.management import create_permissions

    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:
        return  # migrated part of the way: the rest of it brings us here again
    for app in ("posts", "comments"):
        # Django makes them app by app, and has not come to ours when this runs first.
        create_permissions(installed.get_app_config(app), verbosity=0, using=using, apps=apps)
    for name, rights in RIGHTS.items():
        group, _created = groups.get_or_create(name=name)
        for app, models in rights.items():
            codenames = [
                codename if codename in OWN_CODENAMES else f"{codename}_{model}"
                for model, codenames in models.items()
                for codename in codenames
            ]
            group.permissions.add(
                *permissions.filter(content_type__app_label=app, codename__in=codenames)
            )
