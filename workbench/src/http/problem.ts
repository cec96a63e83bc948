import type { Problem } from "../contract.ts";
import { type catalog, type ErrorCode, ToposcopeError } from "../errors.ts";
import { fileError } from "../file-access.ts";

export const problemContentType = "application/problem+json";

interface LibraryError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
}

/** What the outside may learn of a failure: everything about one it can act on, nothing about a fault of ours. */
export function problemOf(error: unknown, correlationId?: string): Problem {
  const known = knownFailure(error);
  return {
    type: `urn:toposcope:error:${known.code.toLowerCase().replaceAll("_", "-")}`,
    title: sentence(known.code),
    status: known.status,
    detail: known.message,
    code: known.code,
    hint: known.hint,
    ...(correlationId === undefined ? {} : { correlationId }),
  };
}

export function knownFailure(error: unknown): ToposcopeError {
  if (error instanceof ToposcopeError) return error;
  const ofFiles = fileError(error);
  if (ofFiles instanceof ToposcopeError) return ofFiles;
  const { code = "", statusCode = 500, message } = error as LibraryError;
  const as = (known: ErrorCode, detail = message) => new ToposcopeError(known, detail, { cause: error });
  if (statusCode === 413 || tooLargeCodes.has(code)) return as("TOO_LARGE");
  if (statusCode === 503) return as("BUSY", "the server is shutting down");
  if (statusCode === 404) return as("NOT_FOUND");
  if (statusCode >= 400 && statusCode < 500) return as("INVALID_INPUT");
  return as("INTERNAL", "something went wrong inside Toposcope");
}

const tooLargeCodes = new Set(["FST_FILES_LIMIT", "FST_PARTS_LIMIT", "FST_REQ_FILE_TOO_LARGE"]);

const sentence = (code: keyof typeof catalog) => {
  const words = code.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
