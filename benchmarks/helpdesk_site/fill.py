"""Tickets of the rows on standard input, and a session for each owner that is asked for.

A row is one JSON line: number, owner, title, text, day (when it came), due. `python fill.py OWNER...` prints one JSON
object: the id of the queue, of each ticket by its number, and the id and the cookie of each owner.
"""

import itertools
import json
import os
import sys
from datetime import datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from helpdesk.models import Queue, Ticket  # noqa: E402

BATCH = 5_000


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    queue = Queue.objects.create(title="Complaints", slug="complaints", default_owner=None)
    people: dict[str, User] = {}
    rows = map(json.loads, sys.stdin)
    ids: dict[str, int] = {}
    while batch := list(itertools.islice(rows, BATCH)):
        for owner in {row["owner"] for row in batch} - people.keys():
            people[owner] = User.objects.create(username=f"h{owner}", password="!", is_staff=True)
        made = Ticket.objects.bulk_create(_ticket(row, queue, people[row["owner"]]) for row in batch)
        ids |= {row["number"]: ticket.pk for row, ticket in zip(batch, made, strict=True)}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    cookies = {owner: _sign_in(people[owner]) for owner in sys.argv[1:]}
    owners = {owner: people[owner].pk for owner in cookies}
    json.dump({"queue": queue.pk, "tickets": ids, "owners": owners, "cookies": cookies}, sys.stdout)


def _ticket(row: dict[str, str], queue: Queue, owner: User) -> Ticket:
    came = datetime.fromisoformat(row["day"])
    return Ticket(
        queue=queue,
        title=row["title"],
        description=row["text"],
        submitter_email=f"{row['number'].lower()}@example.com",
        assigned_to=owner,
        status=Ticket.OPEN_STATUS,
        created=came,
        modified=came,
        due_date=datetime.fromisoformat(row["due"]),
        secret_key=row["number"][-36:],
    )


def _sign_in(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


main()
