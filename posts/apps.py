from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = _("Posts")

    def ready(self):
        from posts.first_pages import make_first_pages
        from posts.pagecache.shown import note_changes
        from posts.search.keeping import put_in_order

        post_migrate.connect(note_changes, sender=self)
        post_migrate.connect(put_in_order, sender=self)
        post_migrate.connect(make_first_pages, sender=self)
