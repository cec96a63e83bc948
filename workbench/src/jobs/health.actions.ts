import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import { serverVersion } from "../store/server-version.ts";
import { whyFull } from "./disk-watch.ts";

/** What a server lacks to do all that it is for. */
export interface Missing {
  readonly what: "database" | "disk";
  readonly detail: string;
}

const answerDeadlineMs = 2_500;

/** Whether the database answers, and the disk has room for more work. */
export async function whatIsMissing(context: Pick<Context, "db" | "settings">): Promise<Missing | undefined> {
  const why = await Promise.race([
    serverVersion(context.db).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    ),
    sleep(answerDeadlineMs, `the database gave no answer within ${answerDeadlineMs / 1_000} seconds`, {
      ref: false,
    }),
  ]);
  if (why !== undefined) return { what: "database", detail: why };
  const full = await whyFull(context);
  return full && { what: "disk", detail: full.message };
}
