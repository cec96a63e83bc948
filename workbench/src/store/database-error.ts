import { ToposcopeError } from "../errors.ts";

const unreachableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EACCES",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "57P01",
  "57P02",
  "57P03",
  "28000",
  "28P01",
  "3D000",
  "53300",
]);
const lostConnection = /connection (terminated|ended|error)|client was closed|not queryable/i;

/** PostgreSQL's or the operating system's code of a failure, where it has one. */
function databaseErrorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}

/** Whether a connection was refused by a server that is starting or going over a crash: it will take them soon. */
export function isStarting(error: unknown): boolean {
  return databaseErrorCode(error) === "57P03";
}

/** The failure a user can act on behind what the driver threw; anything else is a bug and comes back as it is. */
export function databaseError(error: unknown): unknown {
  if (error instanceof ToposcopeError) return error;
  const code = databaseErrorCode(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === "57014" || code === "55P03" || code === "25P03")
    return new ToposcopeError("DATABASE_TIMEOUT", `the database did not answer in time: ${message}`, {
      cause: error,
    });
  if (code === "53100")
    return new ToposcopeError("DISK_FULL", `the database has no room to write: ${message}`, { cause: error });
  if (message.startsWith("timeout exceeded when trying to connect"))
    return new ToposcopeError("DATABASE_TIMEOUT", "no database connection became free in time", {
      cause: error,
    });
  if ((code && (unreachableCodes.has(code) || code.startsWith("08"))) || lostConnection.test(message))
    return new ToposcopeError("DATABASE_UNREACHABLE", `the database cannot be reached: ${message}`, {
      cause: error,
    });
  return error;
}
