import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

/** A question with the answer as it was shown, but for what the columns hold. */
export interface QuestionRow {
  readonly id: number;
  readonly question: string;
  /** The question by itself. */
  readonly asked: string;
  readonly after: number | null;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

const columns = sql`id, question, asked, previous_id as after, answer, created_at as "createdAt"`;

/** Keeps a question with its answer. @param documents that the answer quotes: it goes when one of them is deleted */
export function insertQuestion(
  db: Db,
  {
    projectId,
    documents,
    question,
    asked,
    after,
    answer,
    now,
  }: Omit<QuestionRow, "id" | "createdAt"> & {
    readonly projectId: number;
    readonly documents: readonly number[];
    readonly now: Date;
  },
): Promise<QuestionRow> {
  return db.one(sql`
    insert into question (project_id, previous_id, question, asked, answer, documents, created_at)
    values (${projectId}, ${after}, ${question}, ${asked}, ${json(answer)}, ${[...documents]}::bigint[], ${now})
    returning ${columns}`);
}

export function questionById(
  db: Db,
  { projectId, id }: { projectId: number; id: number },
): Promise<QuestionRow | undefined> {
  return db.maybeOne(sql`
    select ${columns} from question where project_id = ${projectId} and id = ${id}`);
}

export interface ListedQuestion {
  readonly id: number;
  readonly question: string;
  readonly after: number | null;
  readonly kind: "answer" | "corpus" | "refusal";
  readonly createdAt: Date;
}

/** Questions, the newest first, from before a given one. */
export function listQuestions(
  db: Db,
  { projectId, before, limit }: { projectId: number; before: number | undefined; limit: number },
): Promise<ListedQuestion[]> {
  return db.many(sql`
    select id, question, previous_id as after, answer ->> 'kind' as kind, created_at as "createdAt"
    from question
    where project_id = ${projectId} and id < coalesce(${before ?? null}::bigint, 9223372036854775807)
    order by id desc
    limit ${limit}`);
}

/** @returns whether there was such a question */
export async function deleteQuestion(
  db: Db,
  { projectId, id }: { projectId: number; id: number },
): Promise<boolean> {
  return (await db.run(sql`delete from question where project_id = ${projectId} and id = ${id}`)) === 1;
}

/** Takes out the answers that quote documents. */
export async function deleteQuestionsAbout(
  tx: Db,
  { projectId, documents }: { projectId: number; documents: readonly number[] },
): Promise<void> {
  await tx.run(sql`
    delete from question where project_id = ${projectId} and documents && ${[...documents]}::bigint[]`);
}
