from django.db import models


class Heartbeat(models.Model):
    """When each worker last said that it is alive. One row a worker; old rows are removed by the living."""

    worker = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField(db_index=True)
    version = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.worker} at {self.at:%Y-%m-%d %H:%M:%S}"
