"""What a moderator had before their eyes: each row carries its status and revision in the form."""

from django.utils.html import format_html

FIELD = "seen"


def hidden_input(comment):
    return format_html(
        '<input type="hidden" name="{}" value="{}:{}:{}">',
        FIELD, comment.pk, comment.status, comment.revision,
    )  # fmt: skip


def as_seen(request, comments):
    """The comments as this moderator saw them, so that verbs refuse what has changed since.

    Rows of a "select all" beyond the page were not seen one by one; those are taken as they are.
    """
    told = {}
    for value in request.POST.getlist(FIELD):
        pk, _colon, rest = value.partition(":")
        status, _colon, revision = rest.partition(":")
        if revision.isdecimal() and len(revision) < 9:
            told[pk] = status.replace("\0", ""), int(revision)
    for comment in comments:
        if str(comment.pk) in told:
            comment.bind_to(*told[str(comment.pk)])
        yield comment
