from django.urls import path, register_converter

from comments.views.permalink import permalink
from comments.views.reply import reply
from posts.converters import UnicodeSlug

register_converter(UnicodeSlug, "post_slug")


class CommentId:
    """A number that every database can look up."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


register_converter(CommentId, "comment_id")

app_name = "comments"
urlpatterns = [
    path("posts/<post_slug:slug>/reply/", reply, name="reply"),
    path("comments/<comment_id:pk>/", permalink, name="permalink"),
]
