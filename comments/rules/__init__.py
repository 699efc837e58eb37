"""Every rule: a submission in, a finding or None out. The strictest finding wins."""

from .borrowed_address import borrowed_address
from .closed import closed, needs_account
from .duplicate import duplicate
from .first_time import first_time
from .flood import flood
from .honeypot import honeypot
from .links import links
from .lookalike import lookalike_name
from .moderate_all import moderate_all
from .surge import surge
from .watched_terms import watched_terms

# For what the reader can mend. Cheap, so they are asked first: nothing is rendered to be refused.
REFUSING = (closed, needs_account, duplicate, flood)
# These spare staff: who may approve a comment need not wait for approval.
# Of two that hold, the one that says more comes first.
HOLDING = (
    watched_terms, links, lookalike_name, borrowed_address, honeypot, surge, moderate_all,
    first_time,
)  # fmt: skip


def refusal(submission):
    """The first finding that refuses it, or None."""
    return next(filter(None, (rule(submission) for rule in REFUSING)), None)


def judge(submission):
    """What is found against a submission that nothing refuses, the strictest first."""
    if submission.is_by_staff:
        return []
    findings = filter(None, (rule(submission) for rule in HOLDING))
    return sorted(findings, key=lambda finding: -finding.verdict)


def all_findings(submission):
    """Of every rule, the refusing ones too, whoever submits: for trying a text out."""
    findings = filter(None, (rule(submission) for rule in (*REFUSING, *HOLDING)))
    return sorted(findings, key=lambda finding: -finding.verdict)


__all__ = ["all_findings", "judge", "refusal"]
