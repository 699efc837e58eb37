from .comment import Comment
from .confirmed_address import ConfirmedAddress
from .decision import Decision
from .discussion_settings import DiscussionSettings
from .flag import Flag
from .notification import Notification
from .signed_name import SignedName
from .subscription import Subscription
from .tally import Tally
from .watched_term import WatchedTerm

__all__ = [
    "Comment",
    "ConfirmedAddress",
    "Decision",
    "DiscussionSettings",
    "Flag",
    "Notification",
    "SignedName",
    "Subscription",
    "Tally",
    "WatchedTerm",
]
