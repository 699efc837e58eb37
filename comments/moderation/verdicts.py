"""What rules say of a submission, and what it amounts to. Pure."""

from dataclasses import asdict, dataclass, field
from enum import IntEnum


class Verdict(IntEnum):
    """In order of strictness."""

    APPROVE = 0
    HOLD = 1
    SPAM = 2
    REFUSE = 3


@dataclass(frozen=True)
class Span:
    """A stretch of one of the submission's fields, in characters: the evidence itself."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    rule: str
    verdict: Verdict
    reason: str
    evidence: tuple[Span, ...] = field(default=())
    retry_after: int = 0  # seconds; for REFUSE alone, when waiting mends it
    terms: tuple[int, ...] = ()  # ids of the watched terms that were found

    def as_json(self):
        """For the comment's `findings`: plain types, the verdict by name."""
        return {
            "rule": self.rule,
            "verdict": self.verdict.name,
            "reason": str(self.reason),
            "evidence": [asdict(span) for span in self.evidence],
        }


def strictest(findings):
    """The finding that decides, or None; of equally strict ones the first."""
    return max(findings, key=lambda finding: finding.verdict, default=None)
