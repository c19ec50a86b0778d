{# A plan for the values given, of which each wants another index; sorts in memory, and no worker beside it. #}
SET search_path = public, pg_temp
SET jit = off
SET plan_cache_mode = force_custom_plan
SET work_mem = '64MB'
SET max_parallel_workers_per_gather = 0
