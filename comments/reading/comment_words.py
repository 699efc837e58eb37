"""What a page says about each comment, once for each language: twenty look-ups saved per page."""

from functools import lru_cache
from html import escape

from django.utils.translation import gettext

CHECK = '<svg class="i" aria-hidden="true"><use href="#i-check"/></svg>'


@lru_cache(maxsize=16)
def words_of(language):
    """{key: escaped text, or markup for a badge}. Asked for the language that is active now."""
    words = {
        "language": language,
        "anonymous": gettext("Anonymous"),
        "to": gettext("to"),
        "to_nobody": gettext("to a reply that isn’t shown"),
        "reply": gettext("Reply"),
        "reply_to": gettext("Reply to"),
        "link": gettext("Link"),
        "link_to": gettext("Link to the reply by"),
        "in_thread": gettext("In its thread"),
        "in_thread_to": gettext("In its thread, the reply by"),
        "report": gettext("Report"),
        "report_by": gettext("Report the reply by"),
        "edit": gettext("Edit"),
        "withdraw": gettext("Withdraw"),
        "waiting": gettext("Your reply is awaiting moderation."),
        "only_you": gettext(
            "Only you can see it here. A moderator reads every first reply, usually within a day."
        ),
        "edited": " · " + gettext("edited"),
        "removed": gettext("This reply was removed by a moderator."),
        "erased": gettext("This reply was taken back by its author."),
        "unseen": gettext("A moderator is looking at this reply."),
    }
    words = {key: escape(text or "") for key, text in words.items()}
    badges = {
        "author": ("bdg", gettext("Author")),
        "moderator": ("bdg m", gettext("Moderator")),
        "pick": ("bdg p", gettext("Editor’s pick")),
        "answer": ("bdg a", gettext("Answers the question")),
    }
    words |= {
        key: f'<span class="{looks}">{escape(text)}</span>' for key, (looks, text) in badges.items()
    }
    confirmed = escape(gettext("Address confirmed"))
    words["confirmed"] = (
        f'<span class="sure" title="{confirmed}">{CHECK}'
        f'<span class="unseen">{confirmed}</span></span>'
    )
    return words
