"""`python escalate.py COUNT`: so many tickets become due and are escalated; prints how many, and the seconds."""

import json
import os
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from helpdesk.models import Queue, Ticket  # noqa: E402

now = timezone.now()
Ticket.objects.update(last_escalation=now)
due = Ticket.objects.order_by("id").values("id")[: int(sys.argv[1])]
Ticket.objects.filter(id__in=list(due.values_list("id", flat=True))).update(
    last_escalation=now - timedelta(days=9)
)
Queue.objects.update(escalate_days=3)
began = time.perf_counter()
call_command("escalate_tickets", verbosity=0)
seconds = time.perf_counter() - began
taken = Ticket.objects.filter(priority__lt=3).count()
json.dump({"taken": taken, "seconds": seconds}, sys.stdout)
