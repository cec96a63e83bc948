import { openDb } from "../../src/store/db.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { sql } from "../../src/store/sql.ts";

/* A process that opens a data folder's database, tells how that went, and stays until it is told to leave or killed. */
const [dataFolder, lingerMs, stays] = process.argv.slice(2);
try {
  const embedded = await openEmbedded({ dataFolder: dataFolder as string, lingerMs: Number(lingerMs) });
  const db = openDb({ connection: embedded.connection, maxConnections: 2 });
  const row = await db.one<{ server: number; user: string; cluster: string }>(sql`
    select split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int as server, current_user as user,
      (select system_identifier::text from pg_control_system()) as cluster`);
  const settings = await db.many(sql`
    select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'jit', 'max_connections') order by 1`);
  report({ ...row, settings });
  if (stays) {
    await new Promise<void>((resolve) => {
      process.once("message", () => resolve());
      process.once("disconnect", () => resolve());
    });
    await db.run(sql`select 1`);
  }
  await db.close();
  embedded.close();
} catch (error) {
  report({ error: { ...(error as Error), message: (error as Error).message } });
}
if (process.connected) process.disconnect();

function report(message: object): void {
  if (process.send) process.send(message);
  else console.log(JSON.stringify(message));
}
