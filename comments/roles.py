"""Who may do what: two groups, made right after every migration, however often that runs."""

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


def give_rights(sender, using, **kwargs):
    """post_migrate: permissions exist only now, so no migration could do this."""
    from django.contrib.auth.models import Group, Permission

    for name, apps in RIGHTS.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        codenames = [
            (app, codename if codename in OWN_CODENAMES else f"{codename}_{model}")
            for app, models in apps.items()
            for model, verbs in models.items()
            for codename in verbs
        ]
        for app, codename in codenames:
            permission = Permission.objects.using(using).filter(
                content_type__app_label=app, codename=codename
            )
            group.permissions.add(*permission)


OWN_CODENAMES = {"moderate_own_posts"}
