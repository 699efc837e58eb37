"""An author changes what they said: judged again, and bound to what they had before their eyes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Comment, Flag
from comments.models.text_columns import values_of_text
from comments.moderation import Finding, Status, Verdict
from comments.rules import judge
from comments.rules.duplicate import duplicate
from comments.submission import Refused, Submission


class ChangedMeanwhile(Exception):
    """The text, or what became of it, isn't what its author saw; `comment` is as it is now."""


def as_its_author_sees(comment):
    """What an edit is bound to. Whether it is held or filed as spam shows nowhere in it."""
    return f"{'public' if comment.status == Status.APPROVED else 'waiting'}:{comment.revision}"


def edit(comment, *, seen, body, is_answer, address):
    """Store an edit; nothing is stored where nothing is changed, or by a second click.

    Raises Refused for what the reader can mend, ChangedMeanwhile when they must look again.
    """
    if _says(comment, body, is_answer):
        return
    if as_its_author_sees(comment) != seen or not comment.is_editable:
        raise ChangedMeanwhile
    submission = Submission.of_comment(comment, body=body, is_answer=is_answer, address=address)
    if finding := duplicate(submission):
        raise Refused(finding)
    findings = [*judge(submission), *_still_true(comment)]
    with transaction.atomic():
        comment.hold_place()  # whoever erases an address does as well
        stored = _is_signed_as_judged(comment) and comment.revise(
            findings,
            at=timezone.now(),
            **values_of_text(body, submission.body_html),
            is_answer=is_answer,
            is_picked=comment.is_picked and body == comment.body,  # it was another text
            # What whoever owns the address never saw doesn't stand as theirs.
            is_confirmed=submission.is_confirmed and comment.user is None,
            fingerprint=submission.fingerprint,
            submission_key=None,  # who sends the first text once more says something new
        )
    if not stored:
        comment.refresh_from_db()
        if not _says(comment, body, is_answer):
            raise ChangedMeanwhile


def _says(comment, body, is_answer):
    return (comment.body, comment.is_answer) == (body, is_answer)


def _is_signed_as_judged(comment):
    """Not erased meanwhile: then it has no author any more, and a proof of the address is void."""
    signed = {"author_email": comment.author_email, "author_name": comment.author_name}
    return Comment.objects.filter(pk=comment.pk, **signed).exists()


def _still_true(comment):
    """That readers reported it, which no rule finds in a text, and no edit shakes off."""
    if not comment.is_waiting and Flag.objects.open().filter(comment=comment).exists():
        return [Finding("reports", Verdict.HOLD, _("Edited after readers had reported it."))]
    return [
        Finding(finding["rule"], Verdict.HOLD, finding["reason"])
        for finding in comment.findings
        if finding["rule"] == "reports" and comment.is_waiting
    ]
