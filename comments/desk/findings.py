"""What rules found, as moderators read it: marked in the text, or in the field where it stands."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from comments.desk import evidence
from comments.desk.rule_names import name_of_rule, short_name_of_rule

IN_THE_TEXT = {"body", "hosts"}  # fields whose evidence is marked there
FIELDS = {
    "author_name": _("name"),
    "author_email": _("e-mail address"),
    "author_url": _("website"),
    "body": _("text"),
    "user_agent": _("browser"),
    "ip_address": _("network address"),
    "hosts": _("link"),
    "honeypot": _("hidden field"),
}
VERDICTS = {"HOLD": _("Hold"), "SPAM": _("Spam"), "REFUSE": _("Refuse"), "APPROVE": _("Approve")}


class Found(NamedTuple):
    rule: str
    words: str  # its name in short
    verdict: str
    tone: str
    reason: str
    evidence: list  # pairs of a field's name and an Excerpt of it

    @property
    def name(self):
        return name_of_rule(self.rule)


def marked(findings, body_html):
    """The text with what was found marked in it, and the set of what is; see `evidence.shown`."""
    spans = [span for finding in findings for span in finding["evidence"]]
    return evidence.shown(body_html, [one["text"] for one in spans if one["field"] in IN_THE_TEXT])


def found(findings, source_of, seen=()):
    """Findings as they are stored, as Found; without evidence that is `seen` in the text.

    `source_of` takes a field and returns what stands in it, or None.
    """
    return [
        Found(
            finding["rule"],
            short_name_of_rule(finding["rule"]),
            VERDICTS.get(finding["verdict"], finding["verdict"]),
            "check" if finding["verdict"] == "HOLD" else "bad",
            finding["reason"],
            [
                (FIELDS.get(span["field"], span["field"]), _excerpt(span, source_of))
                for span in finding["evidence"]
                if not (span["field"] in IN_THE_TEXT and span["text"] in seen)
            ],
        )
        for finding in findings
    ]


def _excerpt(span, source_of):
    return evidence.excerpt(span, source_of(span["field"]))
