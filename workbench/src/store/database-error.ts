import { ToposcopeError } from "../errors.ts";

const unreachableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ECONNABORTED",
  "EAGAIN",
  "EMFILE",
  "ENFILE",
  "ENETDOWN",
  "ENETUNREACH",
  "EHOSTDOWN",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EACCES",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "28000",
  "28P01",
  "3D000",
  "53300",
]);
/** PostgreSQL gives some of its full disks the code of any input or output error. */
const noRoom = /no space left on device|disk quota exceeded/i;
const lostConnection = /connection (terminated|ended|error)|client was closed|not queryable/i;

/** Cancelled, lock not free, idle for too long, could not be put in order with others, deadlocked: it may do next time. */
const busyCodes = new Set([
  "57014",
  "55P03",
  "25P03",
  "25P04",
  "40001",
  "40P01",
  "53000",
  "53200",
  "53400",
  "58000",
  "58030",
]);
const fullCodes = new Set(["53100", "ENOSPC", "EDQUOT"]);

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
  if (code && busyCodes.has(code))
    return new ToposcopeError("DATABASE_TIMEOUT", `the database did not answer in time: ${message}`, {
      cause: error,
    });
  if ((code && fullCodes.has(code)) || noRoom.test(message))
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
