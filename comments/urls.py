from django.urls import path

from comments import converters  # noqa: F401 registered by being read
from comments.reading.feeds import PostRepliesFeed, RepliesFeed
from comments.views.confirm import confirm
from comments.views.decide_by_mail import decide_by_mail
from comments.views.edit import edit
from comments.views.erase import my_replies_erase
from comments.views.export import my_replies_export
from comments.views.follow import follow
from comments.views.my_replies import my_replies, my_replies_leave, my_replies_unfollow
from comments.views.permalink import permalink
from comments.views.preview import preview
from comments.views.reply import reply
from comments.views.report import report
from comments.views.unsubscribe import unsubscribe
from comments.views.unsubscribe_staff import unsubscribe_staff
from comments.views.withdraw import withdraw
from posts.views.answers import public_feed

app_name = "comments"
urlpatterns = [
    path("posts/<post_slug:slug>/reply/", reply, name="reply"),
    path("posts/<post_slug:slug>/reply/preview/", preview, name="preview"),
    path("posts/<post_slug:slug>/replies/<row_id:pk>/edit/", edit, name="edit"),
    path("posts/<post_slug:slug>/replies/<row_id:pk>/withdraw/", withdraw, name="withdraw"),
    path(
        "posts/<post_slug:slug>/comments/feed/",
        public_feed(PostRepliesFeed(), is_of_post=True),
        name="feed_of_post",
    ),
    path("comments/feed/", public_feed(RepliesFeed()), name="feed"),
    path("comments/<row_id:pk>/", permalink, name="permalink"),
    path("comments/<row_id:pk>/report/", report, name="report"),
    path("confirm/<str:token>/", confirm, name="confirm"),
    path("decide/<str:token>/", decide_by_mail, name="decide_by_mail"),
    path("follow/", follow, name="follow"),
    path("my-replies/", my_replies, name="my_replies"),
    path("my-replies/export/", my_replies_export, name="my_replies_export"),
    path("my-replies/erase/", my_replies_erase, name="my_replies_erase"),
    path("my-replies/leave/", my_replies_leave, name="my_replies_leave"),
    path("my-replies/unfollow/", my_replies_unfollow, name="my_replies_unfollow"),
    path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path("unsubscribe/staff/<str:token>/", unsubscribe_staff, name="unsubscribe_staff"),
]
