"""What load balancers and watchers ask: does the process live, and may readers be sent to it?

Answered before anything asks for the host, or leads to https: a balancer asks by address, over
http. No figures and no names: a word for each thing that the site stands on.
"""

from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from comments.models import Notification

# After it is due: a sweeper comes twice a minute, and a slow server may take a while for many.
LATE_AFTER = timedelta(minutes=15)

_migrated = set()  # databases that were found complete: nothing is asked twice that stays so


class AnswerProbes:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = PROBES.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return answer()


def healthz():
    """The process lives. Nothing else is asked: a new process would mend none of it."""
    return _answer({"alive": True})


def readyz():
    """503 where no page could be made. The rest is a word for whoever watches.

    Without a cache pages cost more, and late mail is a worker's fault: to take the site away from
    its readers would help neither.
    """
    said = {"database": "gone", "migrations": "unknown", "owed_mail": "unknown"}
    try:
        said["migrations"] = "missing" if _is_migration_missing() else "done"
        said["database"] = "answers"
        if said["migrations"] == "done":
            said["owed_mail"] = "late" if _is_mail_late() else "in time"
    except DatabaseError:
        said["database"] = "gone"
    said["cache"] = "answers" if _cache_answers() else "gone"
    is_ready = said["database"] == "answers" and said["migrations"] == "done"
    return _answer({"ready": is_ready} | said, status=200 if is_ready else 503)


PROBES = {"/healthz": healthz, "/readyz": readyz}


def _is_migration_missing():
    database = str(connection.settings_dict["NAME"])
    if database not in _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return True
        _migrated.add(database)
    return False


def _is_mail_late():
    """Asked of the database each time: so it is also known to answer."""
    since = timezone.now() - LATE_AFTER
    return Notification.objects.due().filter(next_attempt_at__lt=since).exists()


def _cache_answers():
    key, value = "readyz", str(timezone.now())
    try:
        cache.set(key, value, 60)
        return cache.get(key) == value
    except Exception:  # of whatever kind: each backend has its own
        return False


def _answer(said, status=200):
    return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})
