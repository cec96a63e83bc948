import type { Db } from "./db.ts";
import { fromHalf } from "./half.ts";
import { sql } from "./sql.ts";
import { topicsNow } from "./topics-now.ts";

/** The centroid of each topic that is shown, by its id. */
export async function topicCentroids(db: Db, runId: number): Promise<Map<number, Float32Array>> {
  const rows = await db.many<CentroidRow>(sql`
    with topic as materialized ${topicsNow(runId)}
    select id, centroid
    from topic
    where shown_as = id`);
  return new Map(rows.map(centroidOf));
}

/** The same of all topics that the analysis and its edits ever made, shown or not. */
export async function allTopicCentroids(db: Db, runId: number): Promise<Map<number, Float32Array>> {
  const rows = await db.many<CentroidRow>(sql`select id, centroid from topic where run_id = ${runId}`);
  return new Map(rows.map(centroidOf));
}

interface CentroidRow {
  readonly id: number;
  readonly centroid: Buffer;
}

const centroidOf = ({ id, centroid }: CentroidRow) =>
  [id, fromHalf(new Uint16Array(Uint8Array.from(centroid).buffer))] as const;
