"""Who may do what: two groups, made right after every migration, however often that runs."""

from django.apps import apps as installed
from django.db.models import Value
from django.db.models.functions import Concat

EDITORS, MODERATORS = "Editors", "Moderators"

RIGHTS = {
    EDITORS: (
        "posts.add_post", "posts.change_post", "posts.view_post",
        "posts.add_category", "posts.change_category", "posts.view_category",
        "posts.add_tag", "posts.change_tag", "posts.view_tag",
        "posts.change_page", "posts.view_page",
        "comments.view_comment", "comments.moderate_own_posts",
    ),
    MODERATORS: (
        "comments.view_comment", "comments.moderate_comment",
        "comments.add_watchedterm", "comments.change_watchedterm",
        "comments.delete_watchedterm", "comments.view_watchedterm",
        "comments.change_discussionsettings", "comments.view_discussionsettings",
        "comments.change_notification", "comments.view_notification",
    ),
}  # fmt: skip


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
    named = permissions.annotate(
        name_in_full=Concat("content_type__app_label", Value("."), "codename")
    )
    for name, rights in RIGHTS.items():
        group, _created = groups.get_or_create(name=name)
        group.permissions.add(*named.filter(name_in_full__in=rights))
