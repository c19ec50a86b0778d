"""Group risk is planned for the one thing asked about, so that it is read from the index of the register alone."""

from django.db import migrations

_FUNCTIONS = (
    "redress_clusters(text, timestamptz, integer, integer, integer)",
    "redress_clustered(text, timestamptz, integer, text, integer)",
)
_SETTINGS = {
    "plan_cache_mode": "force_custom_plan",
    "work_mem": "'64MB'",
    "max_parallel_workers_per_gather": "0",
}


class Migration(migrations.Migration):
    dependencies = [("complaints", "0026_figures_by_index")]
    operations = [
        migrations.RunSQL(
            f"ALTER FUNCTION {function} SET {name} = {value}", f"ALTER FUNCTION {function} RESET {name}"
        )
        for function in _FUNCTIONS
        for name, value in _SETTINGS.items()
    ]
