import type { RejectionReason } from "../model.ts";
import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";

export interface RejectionRow {
  readonly sourceId: number;
  readonly path: string;
  readonly row: number | null;
  readonly reason: RejectionReason;
  readonly detail: string;
}

export async function insertRejections(
  tx: Db,
  { projectId, sourceId, fileId }: { projectId: number; sourceId: number; fileId: number | null },
  rejections: readonly Omit<RejectionRow, "sourceId">[],
): Promise<void> {
  if (rejections.length === 0) return;
  await tx.run(sql`
    insert into rejection (project_id, source_id, file_id, path, row_number, reason, detail)
    select ${projectId}, ${sourceId}, ${fileId}::bigint, path, row_number, reason, detail
    from ${rowsOf(rejections, {
      path: ["text", (rejection) => rejection.path],
      row_number: ["bigint", (rejection) => rejection.row],
      reason: ["text", (rejection) => rejection.reason],
      detail: ["text", (rejection) => rejection.detail],
    })}
    order by ordinality`);
}

/** What was not taken, in the order of the files, of a project or of one source. */
export function rejectionsOf(
  db: Db,
  of: { readonly projectId: number } | { readonly sourceId: number },
): Promise<RejectionRow[]> {
  const condition = "projectId" in of ? sql`project_id = ${of.projectId}` : sql`source_id = ${of.sourceId}`;
  return db.many(sql`
    select source_id as "sourceId", path, row_number as row, reason, detail
    from rejection
    where ${condition}
    order by source_id, path, row_number nulls first, id`);
}
