from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Conversation")

    def ready(self):
        from comments import checks  # noqa: F401 (registers itself)
        from comments.roles import give_rights
        from comments.shown import note_changes

        post_migrate.connect(note_changes, sender=self)
        post_migrate.connect(give_rights, sender=self)
