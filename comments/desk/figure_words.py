"""The figures in words, and drawn: what the page and the cards of the rail show."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.desk import charts
from comments.desk.rule_names import name_of_rule

MINUTE, HOUR, DAY = 60, 3600, 86_400


def cards_of(figures):
    """What templates show of Figures: words, and charts with the same words."""
    approved, others = sum(figures.approved), sum(figures.others)
    per_day = list(zip(figures.approved, figures.others, strict=True))
    peak, most = max(enumerate(map(sum, per_day)), key=lambda day: day[1])
    said = _("%(approved)s approved, %(others)s not") % {
        "approved": number_format(approved), "others": number_format(others),
    }  # fmt: skip
    return {
        "wait": in_words(figures.wait),
        "waited": _of_so_many(figures.waited),
        "waits_chart": charts.line(figures.waits, label=_label_of_waits(figures)),
        "decided": number_format(approved + others),
        "decided_said": said,
        "decided_chart": charts.bars(
            per_day,
            label=_("Decisions of each day: %(said)s. Most on %(day)s: %(number)s.") % {
                "said": said,
                "day": _day(figures.days[peak]),
                "number": number_format(most),
            },
        ),
        "undone": _percent(figures.undone, figures.decided),
        "undone_said": _("%(part)s of %(whole)s decisions by people") % {
            "part": number_format(figures.undone), "whole": number_format(figures.decided),
        },
        "undone_chart": charts.share(
            figures.undone, figures.decided,
            label=_("%s of decisions were taken back") % _percent(figures.undone, figures.decided),
        ),
        "rules": [_rule(rule) for rule in figures.rules],
        "days": [
            {"day": day, "approved": good, "others": bad, "wait": in_words(wait)}
            for day, (good, bad), wait in zip(figures.days, per_day, figures.waits, strict=True)
        ][::-1],
    }  # fmt: skip


def in_words(seconds):
    """A wait, short: "12 min", "2.7 h", "3.1 days"; "" for none."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return _("under a minute")
    if seconds < HOUR:
        return _("%s min") % number_format(round(seconds / MINUTE))
    if seconds < 2 * DAY:
        return _("%s h") % number_format(seconds / HOUR, decimal_pos=1)
    return _("%s days") % number_format(seconds / DAY, decimal_pos=1)


def _of_so_many(number):
    return ngettext("of %s reply that waited", "of %s replies that waited", number) % (
        number_format(number)
    )


def _label_of_waits(figures):
    said = [
        f"{_day(day)}: {in_words(wait)}"
        for day, wait in zip(figures.days, figures.waits, strict=True)
        if wait is not None
    ]
    return _("Median wait of each day. %s") % (", ".join(said) or _("Nothing was waited for."))


def _rule(rule):
    share = _percent(rule.overruled, rule.caught)
    return {
        "rule": rule.name,
        "name": name_of_rule(rule.name),
        "caught": number_format(rule.caught),
        "overruled": number_format(rule.overruled),
        "share": share,
        "chart": charts.share(
            rule.overruled, rule.caught,
            label=_("%(share)s of what it caught was approved") % {"share": share},
        ),
    }  # fmt: skip


def _percent(part, whole):
    return _("%s %%") % (number_format(100 * part / whole, decimal_pos=0) if whole else "0")


def _day(day):
    return date_format(day, "j M")
