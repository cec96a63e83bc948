import { ToposcopeError } from "./errors.ts";

/** What a file system says while a disk, a network folder or this machine is in trouble: it may pass. */
const passingCodes = new Set([
  "EIO",
  "EREMOTEIO",
  "ESTALE",
  "EMFILE",
  "ENFILE",
  "EAGAIN",
  "EBUSY",
  "ENOMEM",
  "ENOBUFS",
  "ENODEV",
  "ENXIO",
  "ENOTCONN",
  "ENOLINK",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTDOWN",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "ETIMEDOUT",
]);
const fullCodes = new Set(["ENOSPC", "EDQUOT"]);

/** Longest that a file system may take over one call. */
let fileDeadlineMs = 60_000;

/** Lets file calls fail sooner than usual, where nobody wants to wait a minute to see it. */
export function setFileDeadline(milliseconds: number): void {
  fileDeadlineMs = milliseconds;
}

/** Whether the file system failed in a way that says nothing about the file, and may pass. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ToposcopeError) return error.code === "FILES_UNREACHABLE";
  return passingCodes.has((error as NodeJS.ErrnoException | null)?.code ?? "");
}

/** The failure a user can act on behind what the file system said; anything else comes back as it is. */
export function fileError(error: unknown): unknown {
  if (error instanceof ToposcopeError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (fullCodes.has(code))
    return new ToposcopeError("DISK_FULL", `no space is left on the disk: ${message}`, { cause: error });
  if (passingCodes.has(code))
    return new ToposcopeError("FILES_UNREACHABLE", `files cannot be reached now: ${message}`, {
      cause: error,
    });
  return error;
}

/**
 * Waits for the file system, but not for ever: a network folder that is gone may never answer.
 *
 * @throws ToposcopeError FILES_UNREACHABLE, DISK_FULL
 */
export async function fileCall<T>(
  call: Promise<T>,
  { what, deadlineMs = fileDeadlineMs }: { what: string; deadlineMs?: number },
): Promise<T> {
  const silence = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const message = `${what} gave no answer within ${deadlineMs / 1_000} seconds`;
    silence.reject(new ToposcopeError("FILES_UNREACHABLE", message));
  }, deadlineMs);
  try {
    return await Promise.race([call, silence.promise]);
  } catch (error) {
    throw fileError(error);
  } finally {
    clearTimeout(timer);
  }
}
