"""Is all of it up? Database, migrations, worker: each answers with its own word."""

from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

from redress.clocks import lateness
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

# A worker signs the table every 10 seconds; jobs that hold the processor may delay it.
SILENCE = timedelta(seconds=45)
# The sweeper comes every ten seconds.
LATE = timedelta(seconds=60)
OK = "ok"
NOT_ASKED = gettext_noop("not asked")

_migrated = False  # what has been applied stays applied: the graph is walked until it once has nothing to do


def report(say: Callable[[str], str] = str) -> dict[str, str]:
    """What is up and what is not, in words that `say` may translate; every value is "ok" when all is well."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        migrations = _migrations(say)
        worker = _worker(say) if migrations == OK else say(NOT_ASKED)
    except DatabaseError:
        connection.close()
        return {
            "database": say(gettext_noop("no answer")),
            "migrations": say(NOT_ASKED),
            "worker": say(NOT_ASKED),
        }
    return {"database": OK, "migrations": migrations, "worker": worker}


def _migrations(say: Callable[[str], str]) -> str:
    global _migrated
    if _migrated:
        return OK
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    _migrated = not plan
    waiting = gettext_noop("%(n)d not applied: run `redress migrate`")
    return OK if _migrated else say(waiting) % {"n": len(plan)}


def _worker(say: Callable[[str], str]) -> str:
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=timezone.now() - SILENCE).exists()
    if not alive:
        return say(gettext_noop("no heartbeat: is `redress worker` running?"))
    with acting_as(SYSTEM):
        oldest = lateness.oldest_due()
    late = timezone.now() - oldest if oldest else timedelta()
    if late > LATE:
        return say(gettext_noop("clocks have waited for %(n)d s")) % {"n": late.total_seconds()}
    return OK


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    told = report()
    well = set(told.values()) == {OK}
    return JsonResponse({"status": OK if well else "unwell", **told}, status=200 if well else 503)
