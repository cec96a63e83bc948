/** What is to be done about a failure, see docs/language-models.md. */
export const failureClasses = ["retry", "switch", "split", "reject", "unknown"] as const;
/**
 * `retry`: here again, after a wait; `switch`: elsewhere, now; `split`: less at once; `reject`: not this question;
 * `unknown`: once more, then elsewhere.
 */
export type FailureClass = (typeof failureClasses)[number];

export interface Failure {
  readonly class: FailureClass;
  /** In words without secrets, to stand behind the provider's name: `answered 503: …`. */
  readonly reason: string;
  /** Whether it holds until somebody puts something right: a wrong key, an unknown model, no money. */
  readonly isLasting: boolean;
  readonly retryAfterMs?: number | undefined;
  /** So long nobody is to ask there: it said so. */
  readonly closedMs?: number | undefined;
  /** Whether a schema or JSON mode was what it could not take. */
  readonly isAboutFormat?: boolean;
}

export interface Refusal {
  readonly status: number;
  /** What came with it, as far as it was read. */
  readonly body: string;
  readonly retryAfterMs?: number | undefined;
}

const quotaWords =
  /insufficient[_ ]quota|exceeded your current quota|billing|credit balance|out of credits|payment required/i;
const tooLongWords =
  /context[_ ]length|maximum context|context window|too many (input )?tokens|prompt is too long|input is too long|token limit|reduce the length/i;
const formatWords =
  /response_?format|json_?schema|json_?object|json mode|structured output|response_?schema|responseJsonSchema|output_config|output_format/i;
const filterWords = /content[_ ](filter|policy|management)|safety system|moderation/i;
const keyWords = /api[_ ]key|unauthori[sz]ed|authentication/i;

const longestWords = 300;

/** Says what a refusal by status calls for. */
export function classifyRefusal({ status, body, retryAfterMs }: Refusal): Failure {
  const words = wordsOf(body);
  const reason = `answered ${status}${words === "" ? "" : `: ${words}`}`;
  const of = (failureClass: FailureClass, isLasting = false): Failure => ({
    class: failureClass,
    reason,
    isLasting,
    retryAfterMs,
  });
  if (status === 401 || status === 402 || status === 403) return of("switch", true);
  if (status === 429 && quotaWords.test(words)) return of("switch", true);
  if (status === 429) return { ...of("retry"), closedMs: retryAfterMs ?? usualClosedMs };
  if (status === 413 || (isBad(status) && tooLongWords.test(words))) return of("split");
  if (isBad(status) && quotaWords.test(words)) return of("switch", true);
  if (isBad(status) && keyWords.test(words)) return of("switch", true);
  if (isBad(status) && filterWords.test(words)) return of("reject", true);
  if (isBad(status)) return { ...of("reject", true), isAboutFormat: formatWords.test(words) };
  if (status === 404 || status === 410) return of("switch", true);
  if (status === 408 || status === 409 || status === 425) return of("retry");
  return status >= 500 ? { ...of("switch"), closedMs: retryAfterMs } : of("unknown");
}

/** After a rate limit that does not say how long it holds. */
const usualClosedMs = 1_000;

const isBad = (status: number) => status === 400 || status === 422;

/** The message in an error's body, whatever form it has; else its first words. */
export function wordsOf(body: string): string {
  return (messageIn(parsed(body)) ?? body).replace(/\s+/g, " ").trim().slice(0, longestWords);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function messageIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return messageIn(value[0]);
  const { error, message, code, detail } = value as Record<string, unknown>;
  if (typeof error === "string") return error;
  if (typeof error === "object" && error !== null) return messageIn(error);
  const said = [message, detail].find((text) => typeof text === "string");
  const kind = typeof code === "string" && !String(said).includes(code) ? ` (${code})` : "";
  return typeof said === "string" ? `${said}${kind}` : undefined;
}

/** Something that broke on the way, or an answer that is none: elsewhere it may go well. */
export function broken(reason: string): Failure {
  return { class: "switch", reason, isLasting: false };
}

/** Takes a secret out of words that somebody else wrote. */
export function withoutKey(words: string, key: string | undefined): string {
  return key === undefined || key.length < 4 ? words : words.replaceAll(key, "[key]");
}
