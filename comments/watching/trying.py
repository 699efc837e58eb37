"""The sandbox: what would be said of a reply that nobody sent. Nothing is stored or counted."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.utils.translation import gettext as _

from comments.models import ConfirmedAddress
from comments.moderation import Finding, Verdict, strictest
from comments.moderation.gate import STATUS_OF_VERDICT
from comments.rules import all_findings
from comments.submission import Submission
from comments.text import folded_address


class Trial(Submission):
    """A submission as if made by a stranger, or by an author who is known here."""

    is_by_known_author = False

    @property
    def is_confirmed(self):
        return self.is_by_known_author


@dataclass(frozen=True)
class Outcome:
    findings: list  # every rule's, the strictest first
    status: str | None  # None: refused
    body_html: str

    @property
    def deciding(self):
        return strictest(self.findings)


def try_out(*, is_known, **said):
    """Ask every rule, the refusing ones too, of what a reader might send."""
    trial = Trial(**said)
    trial.is_by_known_author = is_known
    if is_known:
        trial.address = _as_if_proved(trial.author_email)
    findings = [*_too_long(trial), *all_findings(trial)]
    deciding = strictest(findings)
    verdict = deciding.verdict if deciding else Verdict.APPROVE
    return Outcome(findings, STATUS_OF_VERDICT.get(verdict), trial.body_html)


def _as_if_proved(email):
    stored = ConfirmedAddress.objects.filter(email=folded_address(email)).first()
    return SimpleNamespace(pk=stored and stored.pk, email=folded_address(email), is_known=True)


def _too_long(trial):
    limit = trial.policy.text_max_length
    if len(trial.body) > limit:
        said = _("Longer than the %(limit)d characters that a reply may have.")
        yield Finding("too_long", Verdict.REFUSE, said % {"limit": limit})
