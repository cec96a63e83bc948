import type { WaitReason } from "./model.ts";

/**
 * Every failure a user can act on: its HTTP status, what to do next, what a run that meets it waits for, and whether
 * trying again is of no use before a user has put something right, as with all whose status is below 500.
 */
export const catalog = {
  USAGE: { status: 400, hint: "see: toposcope --help" },
  INVALID_INPUT: { status: 400, hint: "compare the request with the API reference: /openapi.json" },
  INVALID_SETTING: { status: 400, hint: "list the settings and their allowed values: toposcope settings" },
  PATH_NOT_FOUND: { status: 400, hint: "check the path; quote globs so that the shell leaves them alone" },
  NOTHING_IMPORTED: { status: 422, hint: "the list of rejections says why each file was not taken" },
  TABLE_UNREADABLE: { status: 422, hint: "tables are CSV, TSV, JSON, JSONL and Parquet files" },
  PROJECT_NOT_FOUND: { status: 404, hint: "list the projects: toposcope projects" },
  PROJECT_EXISTS: { status: 409, hint: "choose another name, or import into the project that is there" },
  PROJECT_EMPTY: { status: 409, hint: "import something first: toposcope import <path> --project <name>" },
  PROJECT_CHUNKING_FIXED: {
    status: 409,
    hint: "chunk size belongs to a project from its first import; use another project to try another size",
  },
  DOCUMENT_NOT_FOUND: { status: 404, hint: "list the documents: toposcope documents --project <name>" },
  SOURCE_NOT_FOUND: { status: 404, hint: "list the sources: toposcope projects show <name>" },
  WATCH_NOT_FOUND: { status: 404, hint: "list the followed folders: toposcope watches --project <name>" },
  WATCHED_ALREADY: {
    status: 409,
    hint: "a server or another call follows it already: leave it to that one, or stop that one first",
  },
  TOPIC_NOT_FOUND: { status: 404, hint: "list the topics: toposcope topics --project <name>" },
  TOPIC_NAME_TAKEN: {
    status: 409,
    hint: "names are unique within a layer: choose another, or merge the two: toposcope topics merge <id> <id>",
  },
  TOPIC_NOT_SPLITTABLE: { status: 409, hint: "split it into fewer parts, or leave it as it is" },
  EDIT_OUT_OF_DATE: {
    status: 409,
    hint: "look at the topics as they are now, then edit again: toposcope topics",
  },
  NOTHING_TO_UNDO: { status: 409, hint: "list the edits: toposcope topics edits" },
  NOTHING_TO_REDO: { status: 409, hint: "list the edits: toposcope topics edits" },
  NOTHING_TO_REPLAY: {
    status: 409,
    hint: "name the analysis whose edits you want: --from <run>; list: toposcope runs",
  },
  NO_TOPIC_MODEL: { status: 409, hint: "find the topics again: toposcope analyze --seed 1 --project <name>" },
  TOPIC_MODEL_UNREADABLE: { status: 400, hint: "such files are written by: toposcope topics save <file>" },
  WEBHOOK_NOT_FOUND: { status: 404, hint: "list the webhooks: toposcope webhooks" },
  WEBHOOK_REFUSED: {
    status: 400,
    hint: "addresses outside of this machine's networks are taken; all others with: --private-webhooks",
  },
  QUESTION_NOT_FOUND: { status: 404, hint: "list the questions: toposcope questions --project <name>" },
  RUN_NOT_FOUND: { status: 404, hint: "list the runs: toposcope runs --project <name>" },
  FACET_NOT_FOUND: { status: 404, hint: "list the facets: toposcope facets --project <name>" },
  FACET_EXISTS: { status: 409, hint: "choose another name, or change the one that is there" },
  NO_FACETS: { status: 409, hint: "add one: toposcope facets add --template survey" },
  NO_ANALYSIS: { status: 409, hint: "find the topics first: toposcope analyze --project <name>" },
  RUN_ALREADY_ACTIVE: {
    status: 409,
    hint: "wait until it is over, stand in line: --queue, or end it: toposcope runs cancel <run>",
  },
  RUN_STATE: { status: 409, hint: "see where it is: toposcope runs show <run>" },
  RUN_FAILED: { status: 500, hint: "the log says more; start it again and it goes on where it stopped" },
  MODEL_NOT_FOUND: {
    status: 400,
    hint: "built-in models: minilm, static; or a folder, or an http(s) address",
  },
  MODEL_INVALID: { status: 400, hint: "check the model folder's manifest against docs/models.md" },
  MODEL_DIFFERS: {
    status: 409,
    hint: "put the same model folder and the same version of Toposcope on every machine, or use a built-in model",
  },
  EMBEDDING_FAILED: { status: 502, hint: "check that the address is that of an OpenAI-compatible /v1" },
  EMBEDDING_REFUSED: {
    status: 502,
    hint: "check the address, the key and the model's name, then resume: toposcope runs resume <run>",
    final: true,
  },
  EMBEDDING_UNAVAILABLE: {
    status: 503,
    hint: "nothing to do: it is tried again until the endpoint answers",
    waits: "provider",
  },
  EMBEDDING_DIMENSIONS: {
    status: 502,
    hint: "the endpoint's model changed; name it as a new model",
    final: true,
  },
  NO_LANGUAGE_MODEL: {
    status: 409,
    hint: "add one: toposcope providers add <name>; without one, names and answers are taken from the texts",
  },
  LANGUAGE_MODEL_UNAVAILABLE: {
    status: 503,
    hint: "nothing to do: it is tried again until a provider answers; see: toposcope providers",
    waits: "provider",
  },
  LANGUAGE_MODEL_REFUSED: {
    status: 502,
    hint: "check the key and the model's name: toposcope providers test <name>",
    final: true,
  },
  LANGUAGE_MODEL_INPUT_TOO_LONG: {
    status: 413,
    hint: "ask about less at once, or use a model that reads more: toposcope providers",
  },
  EMBEDDING_KEY_ELSEWHERE: {
    status: 400,
    hint: "say which endpoint the key is for: --embedding-address https://host, or TOPOSCOPE_EMBEDDING_ADDRESS",
    final: true,
  },
  LANGUAGE_MODEL_UNUSABLE: { status: 502, hint: "try another model: toposcope providers" },
  BUDGET_REACHED: {
    status: 402,
    hint: "raise the budget, or go on without a model: toposcope providers costs",
    final: true,
  },
  PROVIDER_NOT_FOUND: { status: 404, hint: "list the providers: toposcope providers" },
  PROVIDER_EXISTS: { status: 409, hint: "choose another name, or change it: toposcope providers set <name>" },
  PROVIDER_INVALID: { status: 400, hint: "see: toposcope providers add --help" },
  PROVIDER_KEY_NEEDED: { status: 409, hint: "give its key: toposcope providers set <name> --key <secret>" },
  PROVIDER_KEY_UNREADABLE: {
    status: 409,
    hint: "use the TOPOSCOPE_SECRET or data folder that it was stored with, or give the key again: toposcope providers set <name> --key <secret>",
  },
  PRICES_UNREADABLE: { status: 409, hint: "mend it or delete it; its form: docs/language-models.md" },
  PRICE_UNKNOWN: {
    status: 409,
    hint: "write the model's price into prices.json (docs/language-models.md), or allow it: toposcope providers rules --unpriced allow",
  },
  DATABASE_UNREACHABLE: {
    status: 503,
    hint: "check DATABASE_URL, or unset it to use the database that comes along; toposcope doctor says more",
  },
  DATABASE_TIMEOUT: {
    status: 503,
    hint: "the database is busy or stuck; try again, then: toposcope doctor",
    waits: "database",
  },
  PGVECTOR_MISSING: {
    status: 409,
    hint: "install pgvector 0.7 or newer on the database server, or search in memory: --vector-search auto",
  },
  DATABASE_OLDER: {
    status: 409,
    hint: "update Toposcope where it serves and start it there: that brings the tables up to date; or use the older program here, too",
  },
  DATABASE_NEWER: { status: 409, hint: "this data belongs to a newer Toposcope; update the program" },
  DATA_FOLDER_UNUSABLE: { status: 500, hint: "choose a folder you may write to: --data <folder>" },
  DISK_FULL: {
    status: 507,
    hint: "free some space on the disk that holds the data folder",
    waits: "disk",
  },
  FILES_UNREACHABLE: {
    status: 503,
    hint: "check the disk or the network folder; what waits for it goes on by itself",
    waits: "files",
  },
  MEMORY_SHORT: {
    status: 503,
    hint: "end other programs, use fewer workers: --workers 1, or allow more: --memory-limit <MB>",
    waits: "memory",
  },
  CACHE_NOT_FOUND: { status: 404, hint: "list the caches: toposcope cache" },
  PORT_IN_USE: { status: 500, hint: "choose another port: --port <number>, or 0 for any free one" },
  UNAUTHORIZED: { status: 401, hint: "send the token as: Authorization: Bearer <token>" },
  TOKEN_REQUIRED: { status: 400, hint: "to listen beyond this machine set a token: --token <secret>" },
  ORIGIN_REFUSED: {
    status: 403,
    hint: "open the page by this machine's own name, as printed by toposcope serve; other sites may not call it",
  },
  NOT_FOUND: { status: 404, hint: "the routes are listed in /openapi.json" },
  TOO_LARGE: { status: 413, hint: "send less at once, or use the command line on the server" },
  BUSY: { status: 503, hint: "try again in a few seconds" },
  PAGE_MISSING: { status: 503, hint: "build it once: npm run build --workspace web" },
  INTERNAL: {
    status: 500,
    hint: "this is a fault of Toposcope: please report it, with what the log in the data folder says",
  },
  EXPORT_FORMAT: { status: 400, hint: "formats: jsonl, csv, parquet; for the map: png, svg" },
} as const satisfies Record<string, CatalogEntry>;

interface CatalogEntry {
  readonly status: number;
  readonly hint: string;
  readonly waits?: WaitReason;
  readonly final?: true;
}

export type ErrorCode = keyof typeof catalog;

/** What a run that meets this failure waits for; undefined when waiting does not help. */
export function waitsFor(error: unknown): WaitReason | undefined {
  if (!(error instanceof ToposcopeError)) return undefined;
  const entry: CatalogEntry = catalog[error.code];
  return entry.waits;
}

/** Whether a user has to put something right before trying again makes sense. */
export function isFinal(error: unknown): boolean {
  if (!(error instanceof ToposcopeError)) return false;
  const entry: CatalogEntry = catalog[error.code];
  return entry.final ?? entry.status < 500;
}

/** Whether the database was lost: a call's work may be done or not, and its answer never came. */
export function isDatabaseLost(error: unknown): boolean {
  return error instanceof ToposcopeError && error.code === "DATABASE_UNREACHABLE";
}

/** Whether a change may be made although no answer came: the answer to its commit can be what was lost. */
export function mayBeDone(error: unknown): boolean {
  return isDatabaseLost(error) || (error instanceof ToposcopeError && error.code === "DATABASE_TIMEOUT");
}

interface ToposcopeErrorOptions {
  readonly cause?: unknown;
  readonly hint?: string;
  readonly retryAfterMs?: number | undefined;
}

/** A failure a user can act on. The message says what was found and what was expected. */
export class ToposcopeError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly hint: string;
  /** How long whoever failed asked to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: ToposcopeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ToposcopeError";
    this.code = code;
    this.status = catalog[code].status;
    this.hint = options.hint ?? catalog[code].hint;
    this.retryAfterMs = options.retryAfterMs;
  }
}
