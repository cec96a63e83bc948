import type { Db } from "../../src/store/db.ts";
import { sql } from "../../src/store/sql.ts";

/** What the tables and the server say at the moment, for whoever looks into a failure. */
export async function stateNow(db: Db): Promise<string> {
  const questions = {
    runs: sql`select id, kind, state, queued, waits_for, waits_detail, tries, error from run order by id`,
    stages: sql`
      select run_id, name, state, planned, planner, done, total, failures, error
      from stage where state in ('running', 'failed') order by run_id, ordinal`,
    batches: sql`
      select run_id, stage, ordinal, state, epoch, failures, worker_id, error
      from batch where state <> 'done' order by id limit 20`,
    workers: sql`select id, process_id, now() - seen_at as silent from worker`,
    messages: sql`select state, count(*) from pgboss.job group by state`,
    sessions: sql`
      select application_name, state, wait_event_type, wait_event, now() - state_change as since, left(query, 100) as query
      from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  };
  const told: string[] = [];
  for (const [name, question] of Object.entries(questions)) {
    const rows = await db.many(question).catch((error: Error) => [error.message]);
    told.push(`${name}:`, ...rows.map((row) => `  ${JSON.stringify(row)}`));
  }
  return told.join("\n");
}
