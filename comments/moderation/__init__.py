"""The one place that gives a comment its status. Everything else asks the verbs in `gate`."""

from .gate import Moderated
from .standing import fitting
from .status import REASON_MAX_LENGTH, Status, Via
from .verdicts import Finding, Span, Verdict, strictest

__all__ = [
    "REASON_MAX_LENGTH",
    "Finding",
    "Moderated",
    "Span",
    "Status",
    "Verdict",
    "Via",
    "fitting",
    "strictest",
]
