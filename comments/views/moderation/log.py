"""The log of decisions, the same as a file, and the figures."""

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.desk import figures as counted
from comments.desk import log_asked as asks
from comments.desk.batch_words import current_notice
from comments.desk.figure_words import cards_of
from comments.desk.log import page_of
from comments.desk.log_file import file_of
from comments.desk.log_page import filters_of, shown
from comments.models import StaffPreferences
from comments.views.moderation.rights import moderators_only


@moderators_only
@require_safe
def log(request):
    asked = asks.asked_for(request.GET)
    page = page_of(request.user, asked)
    context = {
        "asked": asked,
        "query": asked.query(),
        "page": page,
        "days": shown(page.lines),
        "next": asked.query(after=page.after) if page.after else "",
        "filters": filters_of(request.user, asked),
        "preferences": StaffPreferences.of(request.user),
        "notice": current_notice(request),
    }
    return render(request, "moderation/log.html", context)


@moderators_only
@require_safe
def log_export(request):
    """All that is asked for, on all pages; sent as it is read, so that it may be of any size."""
    asked = asks.asked_for(request.GET)
    lines = file_of(request.user, asked._replace(after=None))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"moderation-log-{timezone.localdate():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@moderators_only
@require_safe
def figures(request):
    of_last_days = counted.of_last_days(request.user)
    context = {
        "figures": of_last_days,
        "cards": cards_of(of_last_days),
        "preferences": StaffPreferences.of(request.user),
    }
    return render(request, "moderation/figures.html", context)
