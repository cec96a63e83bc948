import type { Db } from "./db.ts";
import { fromHalf } from "./half.ts";
import { sql } from "./sql.ts";
import { topicsNow } from "./topics-now.ts";

/** The centroid of each topic that is shown, by its id. */
export async function topicCentroids(db: Db, runId: number): Promise<Map<number, Float32Array>> {
  const rows = await db.many<{ id: number; centroid: Buffer }>(sql`
    with topic as materialized ${topicsNow(runId)}
    select id, centroid
    from topic
    where shown_as = id`);
  return new Map(
    rows.map(({ id, centroid }) => [id, fromHalf(new Uint16Array(Uint8Array.from(centroid).buffer))]),
  );
}
