from .batch import Batch
from .comment import Comment
from .confirmed_address import ConfirmedAddress
from .decision import Decision
from .discussion_settings import DiscussionSettings
from .earlier_text import EarlierText
from .flag import Flag
from .limit_count import LimitCount
from .note import Note
from .notification import Notification
from .purge import Purge
from .signed_name import SignedName
from .staff_preferences import StaffPreferences
from .subscription import Subscription
from .surge import Surge
from .tally import Tally
from .term_hit import TermHit
from .watched_term import WatchedTerm

__all__ = [
    "Batch",
    "Comment",
    "ConfirmedAddress",
    "Decision",
    "DiscussionSettings",
    "EarlierText",
    "Flag",
    "LimitCount",
    "Note",
    "Notification",
    "Purge",
    "SignedName",
    "StaffPreferences",
    "Subscription",
    "Surge",
    "Tally",
    "TermHit",
    "WatchedTerm",
]
