"""What granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "redress.settings")

application = get_wsgi_application()

# What was loaded stays for the life of the process: the collector need not look through it at every request.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
