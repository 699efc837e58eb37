from .comment import CommentAdmin
from .discussion_settings import DiscussionSettingsAdmin
from .notification import NotificationAdmin
from .subscription import SubscriptionAdmin
from .watched_term import WatchedTermAdmin

__all__ = [
    "CommentAdmin",
    "DiscussionSettingsAdmin",
    "NotificationAdmin",
    "SubscriptionAdmin",
    "WatchedTermAdmin",
]
