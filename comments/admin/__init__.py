from .comment import CommentAdmin
from .discussion_settings import DiscussionSettingsAdmin
from .watched_term import WatchedTermAdmin

__all__ = ["CommentAdmin", "DiscussionSettingsAdmin", "WatchedTermAdmin"]
