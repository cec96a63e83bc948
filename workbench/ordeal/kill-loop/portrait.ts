import { createHash } from "node:crypto";
import { decodeMap } from "../../src/drawing/decode-map.ts";
import type { Db } from "../../src/store/db.ts";
import { sql } from "../../src/store/sql.ts";

/** Everything that a data folder holds, told without ids, so that two of them can be compared line by line. */
export type Portrait = Readonly<Record<string, readonly string[]>>;

/**
 * Draws the portrait of the data folder's one project.
 *
 * @param runs the analyses to draw, by name
 * @throws when a document, passage or membership is there twice
 */
export async function portrait(db: Db, runs: Readonly<Record<string, number>>): Promise<Portrait> {
  await failOnRepeats(db);
  const parts: Record<string, readonly string[]> = {
    documents: await documentLines(db),
    chunks: await chunkLines(db),
    rejections: await rejectionLines(db),
    current: await currentLine(db),
  };
  for (const [name, runId] of Object.entries(runs)) {
    parts[`topics of ${name}`] = await topicLines(db, runId);
    parts[`members of ${name}`] = await memberLines(db, runId);
    parts[`edits of ${name}`] = await editLines(db, runId);
    parts[`map of ${name}`] = await mapLines(db, runId);
  }
  return parts;
}

/** The first line in which two portraits differ; undefined when they are the same. */
export function firstDifference(one: Portrait, other: Portrait): string | undefined {
  for (const part of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [a = [], b = []] = [one[part], other[part]];
    const at = Array.from({ length: Math.max(a.length, b.length) }).findIndex((_, i) => a[i] !== b[i]);
    if (at >= 0)
      return `${part}, line ${at} of ${b.length}, ${a.length} expected: ${b[at]} in place of ${a[at]}`;
  }
  return undefined;
}

async function lines(db: Db, query: ReturnType<typeof sql>): Promise<string[]> {
  return (await db.many<object>(query)).map((row) => JSON.stringify(Object.values(row)));
}

async function failOnRepeats(db: Db): Promise<void> {
  const repeated = await lines(
    db,
    sql`
    select 'document', path, row_number, count(*) from document group by project_id, path, row_number having count(*) > 1
    union all
    select 'chunk', document_id::text, ordinal, count(*) from chunk group by document_id, ordinal having count(*) > 1
    union all
    select 'membership', run_id::text, chunk_id, count(*)
    from membership
    where topic_id in (select id from topic where topic.run_id = membership.run_id and made_by = 0)
    group by run_id, layer, chunk_id
    having count(*) > 1`,
  );
  if (repeated.length > 0) throw new Error(`there more than once: ${repeated.slice(0, 5).join(" ")}`);
}

const documentLines = (db: Db) =>
  lines(
    db,
    sql`
    select document.path, row_number, document.title, md5(document.text) as text, document.language, document.words,
      document.quality, document.set_aside, original.path as original,
      (select string_agg(flag ->> 'flag', ',' order by flag ->> 'flag') from jsonb_array_elements(document.flags) as flag) as flags
    from document
    left join (select id, path from document) as original on original.id = document.duplicate_of
    order by document.path collate "C", row_number`,
  );

const chunkLines = (db: Db) =>
  lines(
    db,
    sql`
    select path, row_number, ordinal, start_offset, end_offset, chunk.tokens, encode(chunk.text_hash, 'hex') as hash
    from chunk
    join document on document.id = document_id
    order by path collate "C", row_number, ordinal`,
  );

const rejectionLines = (db: Db) =>
  lines(
    db,
    sql`select path, row_number, reason from rejection order by path collate "C", row_number, reason`,
  );

const currentLine = (db: Db) =>
  lines(db, sql`select run.number, run.state, run.settings from run join project on current_run_id = run.id`);

const topicLines = (db: Db, runId: number) =>
  lines(
    db,
    sql`
    select id, layer, name, keywords, size, documents, parent, x, y, md5(centroid) as centroid, made_by
    from topic
    where run_id = ${runId}
    order by id`,
  );

const memberLines = (db: Db, runId: number) =>
  lines(
    db,
    sql`
    select path, row_number, ordinal, layer, topic_id, strength, outlier
    from membership
    join chunk on chunk.id = chunk_id
    join document on document.id = document_id
    where run_id = ${runId}
    order by path collate "C", row_number, ordinal, layer, topic_id`,
  );

const editLines = (db: Db, runId: number) =>
  lines(db, sql`select edit, kind, layer, discarded from topic_edit where run_id = ${runId} order by edit`);

/** The map as it is stored, point by point, with the passage in place of its id. */
async function mapLines(db: Db, runId: number): Promise<string[]> {
  const { data } = await db.one<{ data: Buffer }>(
    sql`select data from artifact where run_id = ${runId} and name = 'map'`,
  );
  const passages = await db.many<{ id: number; passage: string }>(sql`
    select chunk.id, concat(path, '#', row_number, '#', ordinal) as passage
    from chunk
    join document on document.id = document_id`);
  const passageOf = new Map(passages.map(({ id, passage }) => [id, passage]));
  const map = decodeMap(Uint8Array.from(data).buffer);
  const points = Array.from(map.chunk, (chunk, i) => {
    const topics = map.layers.map(({ index }) => index[i]).join(",");
    return `${passageOf.get(chunk)} ${map.x[i]} ${map.y[i]} ${map.strength[i]} ${topics}`;
  });
  const digest = createHash("sha256").update(points.toSorted().join("\n")).digest("hex");
  return [JSON.stringify(map.bounds), digest, ...points.toSorted()];
}
