"""Every rule: a submission in, a finding or None out. The strictest finding wins."""

from .closed import closed, needs_account
from .duplicate import duplicate
from .first_time import first_time
from .flood import flood
from .honeypot import honeypot
from .links import links
from .lookalike import lookalike_name
from .moderate_all import moderate_all
from .watched_terms import watched_terms

# For what the reader can mend; these hold for everybody.
REFUSING = (closed, needs_account, duplicate)
# These spare staff: who may approve a comment need not wait for approval.
# Of two that hold, the one that says more comes first.
SPARING_STAFF = (
    flood,
    watched_terms,
    links,
    lookalike_name,
    honeypot,
    moderate_all,
    first_time,
)


def judge(submission):
    """What all rules find, the strictest first."""
    rules = REFUSING if submission.is_by_staff else REFUSING + SPARING_STAFF
    findings = [finding for rule in rules if (finding := rule(submission)) is not None]
    return sorted(findings, key=lambda finding: -finding.verdict)


__all__ = ["judge"]
