import type { Db } from "./db.ts";
import { rowsOf, sql } from "./sql.ts";
import { editedTopics, hiddenTopics, leastScore, privacyOf } from "./topics-now.ts";

/** A topic with everything that is shown of it without its documents, whether privacy hides it or not. */
export interface AuditableTopic {
  readonly id: number;
  readonly layer: number;
  readonly name: string;
  readonly documents: number;
  readonly keywords: readonly string[];
  /** What a model said of it: names, summaries, themes. */
  readonly descriptions: readonly string[];
  readonly exemplars: readonly number[];
}

/** The topics of an analysis as its edits have them, fine to coarse. */
export function auditableTopics(db: Db, runId: number): Promise<AuditableTopic[]> {
  return db.many(sql`
    select topic.id, topic.layer, topic.name, topic.documents, topic.exemplars,
      array(select jsonb_path_query(topic.keywords, '$[*].keyword') #>> '{}') as keywords,
      array(
        select said #>> '{}'
        from topic_description, jsonb_path_query(content, '$.** ? (@.type() == "string")') as said
        where topic_description.run_id = topic.run_id and topic_id = topic.id
        order by part
      ) as descriptions
    from ${editedTopics(runId)} as topic
    where shown_as = topic.id
    order by topic.layer, topic.size desc, topic.id`);
}

export interface VerdictRow {
  readonly topic: number;
  readonly score: number;
  readonly reason: string;
  readonly by: string;
  readonly textHash: Buffer;
  readonly at: Date;
}

export function verdictsOf(db: Db, runId: number): Promise<VerdictRow[]> {
  return db.many(sql`
    select topic_id as topic, score, reason, judged_by as by, text_hash as "textHash", judged_at as at
    from topic_verdict
    where run_id = ${runId}`);
}

export async function saveVerdicts(
  db: Db,
  { runId, verdicts }: { runId: number; verdicts: readonly VerdictRow[] },
): Promise<void> {
  await db.run(sql`
    insert into topic_verdict (run_id, topic_id, score, reason, judged_by, text_hash, judged_at)
    select ${runId}, topic, score, reason, by, text_hash, at
    from ${rowsOf(verdicts, {
      topic: ["int", (row) => row.topic],
      score: ["int", (row) => row.score],
      reason: ["text", (row) => row.reason],
      by: ["text", (row) => row.by],
      text_hash: ["bytea", (row) => row.textHash],
      at: ["timestamptz", (row) => row.at],
    })}
    on conflict (run_id, topic_id) do update
    set score = excluded.score, reason = excluded.reason, judged_by = excluded.judged_by,
      text_hash = excluded.text_hash, judged_at = excluded.judged_at`);
}

/** What holds for an analysis: how many documents a topic must have, and whether one that failed an audit is hidden. */
export interface PrivacyRow {
  readonly least: number;
  readonly strict: boolean;
}

export async function privacyRow(db: Db, runId: number): Promise<PrivacyRow> {
  return await db.one<PrivacyRow>(sql`select least, strict from ${privacyOf(runId)} as privacy`);
}

/** Whether a topic with this verdict is hidden, and why. */
export function whyHidden(
  { least, strict }: PrivacyRow,
  { documents, score }: { documents: number; score: number | undefined },
): "few" | "failed" | null {
  if (documents < least) return "few";
  return strict && score !== undefined && score < leastScore ? "failed" : null;
}

/** How many topics of each layer privacy hides, and why; layers of which it hides none are left out. */
export function hiddenCounts(
  db: Db,
  runId: number,
): Promise<{ layer: number; few: number; failed: number }[]> {
  return db.many(sql`
    select layer, count(*) filter (where documents < least) as few,
      count(*) filter (where documents >= least) as failed
    from ${privacyOf(runId)} as privacy
    cross join ${editedTopics(runId)} as topic
    where topic.id = any(${hiddenTopics(runId)})
    group by layer`);
}

const countingDeadlineMs = 600_000;

/** In how many documents of a project words stand; of letters, hyphens and apostrophes each. Cost one pass over all texts. */
export async function documentsWithWords(
  db: Db,
  { projectId, words }: { projectId: number; words: readonly string[] },
): Promise<Map<string, number>> {
  if (words.length === 0) return new Map();
  const rows = await db.within(countingDeadlineMs).many<{ word: string; documents: number }>(sql`
    select lower(matched[1]) as word, count(distinct id) as documents
    from document, regexp_matches(text, ${`\\m(${words.join("|")})\\M`}, 'gi') as matched
    where project_id = ${projectId}
    group by lower(matched[1])`);
  return new Map(rows.map(({ word, documents }) => [word, documents]));
}
