"""Why a moderator decides: a field beside the choice of an action; the comment's author is told."""

from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.options import ActionLocation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from comments.forms.reply import ReaderText
from comments.moderation import REASON_MAX_LENGTH
from comments.text import clean_text, shortened

FIELD = "reason"
ECHOED = 2_000  # characters of a reason that is too long, given back to shorten


class ActionFormWithReason(ActionForm):
    # Longer ones are refused with a word, not cut by the browser in silence.
    reason = ReaderText(label=_lazy("Reason (told to its author):"), required=False)


def reason_in(request):
    """The reason that came with an action, from the list or from one comment's page."""
    names = (FIELD, f"{ActionLocation.CHANGE_FORM.value}-{FIELD}")
    return clean_text(" ".join(filter(None, map(request.POST.get, names))))


def problem_with(reason):
    """What to tell the moderator whose reason can't be kept whole; "" when it can."""
    if len(reason) <= REASON_MAX_LENGTH:
        return ""
    return _(
        "Nothing was decided: a reason may have %(limit)d characters, yours has %(length)d. "
        "It was: %(reason)s"
    ) % {
        "limit": REASON_MAX_LENGTH,
        "length": len(reason),
        "reason": shortened(reason, ECHOED),
    }
