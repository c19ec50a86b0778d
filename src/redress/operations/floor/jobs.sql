-- What waits in the lanes, as numbers: whoever watches asks the web, which reads no job (SYS-04).

CREATE OR REPLACE FUNCTION redress_jobs_waiting() RETURNS TABLE (lane text, jobs bigint, seconds float)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT lane.queue_name::text, lane.jobs, extract(epoch FROM now() - greatest(job.scheduled_at, event.at))::float
      FROM (SELECT queue_name, count(*) AS jobs, min(id) AS oldest FROM procrastinate_jobs
             WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) GROUP BY queue_name) lane
      JOIN procrastinate_jobs job ON job.id = lane.oldest
      LEFT JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events WHERE job_id = lane.oldest) event ON true
$$;

-- Jobs that a worker holds which has not signed for so long, and those that failed for good.
CREATE OR REPLACE FUNCTION redress_jobs_left(silence interval) RETURNS TABLE (held bigint, failed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FILTER (WHERE status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - silence)),
           count(*) FILTER (WHERE status = 'failed')
      FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
     WHERE status IN ('doing', 'failed')
$$;
