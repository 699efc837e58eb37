from django.contrib import admin
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from comments.desk import rule_names
from comments.moderation import Status


class ByStatus(admin.SimpleListFilter):
    """Opens on what waits: that is what a moderator comes for."""

    title = _("status")
    parameter_name = "status"
    EVERYTHING = "all"

    def lookups(self, request, model_admin):
        return [*Status.choices, (self.EVERYTHING, _("All"))]

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            yield {
                "selected": (self.value() or Status.PENDING) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }

    def queryset(self, request, queryset):
        if self.value() == self.EVERYTHING:
            return queryset
        status = self.value() if self.value() in Status.values else Status.PENDING
        return queryset.filter(status=status)


class ByReports(admin.SimpleListFilter):
    """What readers reported and no moderator has looked at since, whatever its status."""

    title = _("reports")
    parameter_name = "reported"
    OPEN = "open"

    def lookups(self, request, model_admin):
        return [(self.OPEN, _("Reported"))]

    def choices(self, changelist):
        everything = changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": not self.value(), "query_string": everything, "display": _("All")}
        wanted = {self.parameter_name: self.OPEN, ByStatus.parameter_name: ByStatus.EVERYTHING}
        yield {
            "selected": self.value() == self.OPEN,
            "query_string": changelist.get_query_string(wanted),
            "display": _("Reported"),
        }

    def queryset(self, request, queryset):
        if self.value() != self.OPEN:
            return queryset
        return queryset.reported()


class ByRule(admin.SimpleListFilter):
    title = _("rule")
    parameter_name = "rule"

    def lookups(self, request, model_admin):
        return rule_names.names()

    def queryset(self, request, queryset):
        if self.value() not in rule_names.NAMES:
            return queryset
        # Findings are JSON, which the databases search in different ways; their text, alike.
        return queryset.annotate(findings_text=Cast("findings", TextField())).filter(
            findings_text__contains=f'"rule": "{self.value()}"'
        )
