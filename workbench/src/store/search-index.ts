import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** Changes whenever chunks of a project come, get vectors, go, or are set aside, or another analysis is shown. */
export async function searchVersion(db: Db, projectId: number): Promise<string> {
  const { version } = await db.one<{ version: string }>(sql`
    select concat_ws(
      '/',
      (select sum(amount) from search_change where project_id = ${projectId}),
      (select max(id) from run where project_id = ${projectId} and state = 'completed'),
      current_run_id,
      (select version from run_drift where run_id = current_run_id),
      (select edit_in_force from run where id = current_run_id)
    ) as version
    from project
    where id = ${projectId}`);
  return version;
}
