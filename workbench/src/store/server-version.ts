import type { Db } from "./db.ts";
import { sql } from "./sql.ts";

/** The PostgreSQL server's version, `18.4`. */
export async function serverVersion(db: Db): Promise<string> {
  const { version } = await db.one<{ version: string }>(
    sql`select split_part(current_setting('server_version'), ' ', 1) as version`,
  );
  return version;
}
