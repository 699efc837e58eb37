from .comment import Comment
from .decision import Decision
from .discussion_settings import DiscussionSettings
from .flag import Flag
from .notification import Notification
from .subscription import Subscription
from .watched_term import WatchedTerm

__all__ = [
    "Comment",
    "Decision",
    "DiscussionSettings",
    "Flag",
    "Notification",
    "Subscription",
    "WatchedTerm",
]
