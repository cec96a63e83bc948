import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** What holds for projects that say nothing themselves: as this connection was opened. */
const mode = sql`coalesce(settings ->> 'privacy', nullif(current_setting('toposcope.privacy', true), ''), 'off')`;

/** The key of a project's placeholders, where its personal data is to be replaced. */
export async function placeholderKey(db: Db, projectId: number): Promise<Buffer | undefined> {
  const row = await db.maybeOne<{ key: Buffer }>(sql`
    select privacy_key as key from project where id = ${projectId} and ${mode} <> 'off'`);
  return row?.key;
}

/** Whether any project wants its personal data replaced. */
export async function someProjectRedacts(db: Db): Promise<boolean> {
  const row = await db.maybeOne(sql`select from project where ${mode} <> 'off' limit 1`);
  return row !== undefined;
}
