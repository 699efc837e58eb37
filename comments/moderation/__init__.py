"""The one place that gives a comment its status. Everything else asks the verbs in `gate`."""

from .gate import REASON_MAX_LENGTH, Moderated, Status, Via
from .verdicts import Finding, Span, Verdict, strictest

__all__ = [
    "REASON_MAX_LENGTH",
    "Finding",
    "Moderated",
    "Span",
    "Status",
    "Verdict",
    "Via",
    "strictest",
]
