import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";
import { topicsNow } from "./topics-now.ts";

export interface LayerRow {
  readonly layer: number;
  readonly suggested: boolean;
  readonly stability: number | null;
  /** Share of chunks that are in a topic, outliers included. */
  readonly coverage: number;
  /** Share of chunks that are outliers. */
  readonly outliers: number;
}

export async function insertLayers(tx: Db, runId: number, layers: readonly LayerRow[]): Promise<void> {
  await tx.run(sql`
    insert into layer (run_id, layer, suggested, stability, coverage, outliers)
    select ${runId}, layer, suggested, stability, coverage, outliers
    from ${rowsOf(layers, {
      layer: ["int", (row) => row.layer],
      suggested: ["boolean", (row) => row.suggested],
      stability: ["real", (row) => row.stability],
      coverage: ["real", (row) => row.coverage],
      outliers: ["real", (row) => row.outliers],
    })}`);
}

/**
 * The layers of an analysis, fine to coarse; chunks of topics that were left out are covered no more, those that were placed
 * or deleted since are counted.
 */
export function layersOf(db: Db, runId: number): Promise<LayerRow[]> {
  return db.many(sql`
    select layer.layer, suggested, stability,
      case when shown = found and not drifted then coverage else (shown::float8 / total)::real end as coverage,
      case when shown = found and not drifted then outliers else (
        (
          select count(*)
          from ${topicsNow(runId)} as topic
          join membership on membership.run_id = layer.run_id and membership.topic_id = topic.id and outlier
          where topic.layer = layer.layer and shown_as is not null
        ) / total
      )::real end as outliers
    from layer
    cross join lateral (
      select coalesce(sum(topic.size), 0) as found
      from topic
      where topic.run_id = layer.run_id and topic.layer = layer.layer and made_by = 0
    ) as own
    cross join lateral (
      select coalesce(sum(topic.size), 0) as shown
      from ${topicsNow(runId)} as topic
      where topic.layer = layer.layer and shown_as = topic.id
    ) as now
    cross join (
      select count(version) > 0 as drifted, coalesce(max(deleted_chunks), 0) as deleted,
        (select count(*) from placed_chunk where run_id = ${runId}) as placed
      from run_drift
      where run_id = ${runId}
    ) as drift
    cross join lateral (
      select greatest(1, coalesce(round(found / nullif(coverage, 0)), 0) - deleted + placed)::float8 as total
    ) as all_chunks
    where run_id = ${runId}
    order by layer.layer`);
}
