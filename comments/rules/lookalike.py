from django.utils.translation import gettext as _

from comments.moderation import Finding, Span, Verdict
from comments.text import skeleton
from posts.models import Author


def lookalike_name(submission):
    """A name that can't be told from a writer's: other alphabets, accents, invisible letters."""
    looks = skeleton(submission.typed_name)
    if not looks:
        return None
    for name in Author.objects.values_list("display_name", flat=True):
        if skeleton(name) == looks:
            return Finding(
                "lookalike_name",
                Verdict.HOLD,
                _("The name looks like that of %(author)s.") % {"author": name},
                (Span("author_name", 0, len(submission.author_name), submission.author_name),),
            )
    return None
