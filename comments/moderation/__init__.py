"""The one place that gives a comment its status. Everything else asks the verbs in `gate`."""

from .gate import Moderated, Status, Via
from .verdicts import Finding, Span, Verdict, strictest

__all__ = ["Finding", "Moderated", "Span", "Status", "Verdict", "Via", "strictest"]
