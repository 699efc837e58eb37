"""What signing in and working in the background leave behind: counted, and cleared."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

RESULTS_KEPT = timedelta(days=14)


def leftovers():
    """{what: how many} there are now."""
    return _counted(lambda rows: rows.count())


def clear_leftovers():
    """{what: how many} there were."""
    return _counted(lambda rows: rows.delete()[0])


def _counted(number_of):
    now = timezone.now()
    before, tasks = now - RESULTS_KEPT, DBTaskResult.objects
    # A killed worker's task stays marked as running, and nobody takes it up.
    is_left = tasks.running().filter(started_at__lt=before)
    old = {
        _("expired sessions"): Session.objects.filter(expire_date__lt=now),
        _("results of tasks"): tasks.finished().filter(finished_at__lt=before) | is_left,
    }
    numbers = {what: number_of(rows) for what, rows in old.items()}
    return {what: number for what, number in numbers.items() if number}
