import { ToposcopeError } from "../errors.ts";
import type { Endpoint } from "./endpoint.ts";
import { costOf, type Tokens } from "./estimate.ts";
import { broken } from "./failure.ts";
import type { LlmOrigin } from "./llm.ts";
import type { LlmGround } from "./llm-ground.ts";
import type { Candidate, ProviderCall } from "./provider-account.ts";
import { likelyTokens, mostInputTokens, promptHash, questionOf, tryHash, type Wanted } from "./question.ts";
import { outpaced, TurnFailed } from "./relay.ts";
import { failureOf, type Hearer, type Question, type Spoken, speak } from "./speak.ts";
import type { Misfit, Turn, TurnFailure } from "./turn.ts";

/** An answer that fits, and where it comes from. */
export interface Answered<T> {
  readonly value: T;
  readonly text: string;
  readonly origin: LlmOrigin;
}

/** One try: what it is about, and what came of it so far. */
interface Try<T> {
  readonly ground: LlmGround;
  readonly wanted: Wanted<T>;
  readonly turn: Turn;
  readonly endpoint: Endpoint;
  readonly question: Question;
  readonly hearer: Hearer;
  readonly signal: AbortSignal;
}

/**
 * Asks one candidate once: within its limits and the budget, and with every outcome in the ledger.
 *
 * @throws TurnFailed
 */
export async function attempt<T>(
  ground: LlmGround,
  wanted: Wanted<T>,
  { turn, hearer, signal }: Pick<Try<T>, "turn" | "hearer" | "signal">,
): Promise<Answered<T>> {
  const { candidate } = turn;
  const known = wanted.schema && (await keptAnswer(ground, wanted, tryHash(wanted, turn)));
  if (known && "why" in known) throw new TurnFailed({ ...unfit(known), isKnown: true });
  if (known) return known;
  const question = questionOf(wanted, turn);
  const endpoint = ground.endpoints.of(candidate);
  if (turn.afterMs > 0) await ground.clock.sleep(turn.afterMs, { signal });
  await admit(ground, turn, { tokens: mostInputTokens(question) + wanted.maxTokens, signal });
  const release = await reserve(ground, wanted, candidate, question);
  try {
    return await endpoint.gate.execute(
      () => send({ ground, wanted, turn, endpoint, question, hearer, signal }),
      signal,
    );
  } finally {
    await release();
  }
}

/** An answer that was paid for earlier, or why it is none. */
export async function keptAnswer<T>(
  { ledger }: Pick<LlmGround, "ledger">,
  wanted: Wanted<T>,
  promptHash: string,
): Promise<Answered<T> | Unfit | undefined> {
  const found = await ledger.paid(promptHash);
  if (!found) return undefined;
  const read = wanted.read(found.text);
  if ("why" in read) return { text: found.text, ...read };
  const { of, purpose, prompt } = wanted.ask;
  const call = { ...found.call, of, purpose, prompt, cached: true };
  await ledger.book({ ...call, attempt: 1, cost: 0, latencyMs: 0, error: null }, null);
  return { value: read.value, text: found.text, origin: originOf(call) };
}

/** Waits until a provider's limits let a question through, if that is soon, or there is nobody else to ask. */
async function admit(
  { allowances, clock }: LlmGround,
  { candidate: { account }, isLast }: Turn,
  { tokens, signal }: { tokens: number; signal: AbortSignal },
): Promise<void> {
  const latestMs = clock.monotonicMs() + (isLast ? longestLastWaitMs : longestWaitMs);
  for (;;) {
    signal.throwIfAborted();
    const waitMs = await allowances.take(account, tokens);
    if (waitMs === 0) return;
    if (clock.monotonicMs() + waitMs > latestMs) {
      const reason = `has no room for ${Math.ceil(waitMs / 1_000)} s by its limits`;
      throw new TurnFailed({
        class: "retry",
        reason,
        isLasting: false,
        retryAfterMs: waitMs,
        isUnsent: true,
      });
    }
    await clock.sleep(waitMs, { signal });
  }
}

/** For room at a provider while there are others, and where there are none. */
const longestWaitMs = 300;
const longestLastWaitMs = 60_000;

async function reserve(
  { ledger }: LlmGround,
  { ask, maxTokens }: Wanted<unknown>,
  candidate: Candidate,
  question: Question,
): Promise<() => Promise<void>> {
  const { price } = candidate;
  const dearest = price && { ...price, input: Math.max(price.input, price.cacheWrite ?? 0) };
  const mostCost = costOf(dearest, { inputTokens: mostInputTokens(question), outputTokens: maxTokens });
  try {
    return await ledger.reserve(ask.of, mostCost);
  } catch (error) {
    const isAboutMoney =
      error instanceof ToposcopeError && ["BUDGET_REACHED", "PRICE_UNKNOWN"].includes(error.code);
    if (!isAboutMoney) throw error;
    throw new TurnFailed({ class: "reject", reason: error.message, isLasting: true, budget: error });
  }
}

async function send<T>(one: Try<T>): Promise<Answered<T>> {
  const { ground, question, endpoint, hearer, signal, wanted } = one;
  const startedMs = ground.clock.monotonicMs();
  const heard = { text: "", anything: false };
  const latencyMs = () => Math.round(ground.clock.monotonicMs() - startedMs);
  let spoken: Spoken;
  try {
    signal.throwIfAborted();
    const model = await endpoint.model();
    spoken = await speak(model, question, {
      signal,
      hearer: noting(hearer, heard),
      nowMs: ground.clock.monotonicMs,
    });
  } catch (error) {
    throw await failed(one, error, { heard, latencyMs: latencyMs() });
  }
  endpoint.health.succeeded(spoken.firstMs);
  const read = wanted.read(spoken.text);
  const why = "why" in read ? read.why : null;
  const call = callOf(one, spoken, { error: why && `did not fit: ${why}`, latencyMs: latencyMs() });
  // What does not fit is no answer to the question, only to this way of asking it.
  const answered = why === null ? call : { ...call, promptHash: tryHash(wanted, one.turn) };
  await ground.ledger.book(answered, spoken.text);
  const unused = mostInputTokens(question) + wanted.maxTokens - call.inputTokens - call.outputTokens;
  await ground.allowances.giveBack(one.turn.candidate.account, unused);
  if ("why" in read) throw new TurnFailed(unfit({ text: spoken.text, ...read }));
  if (endpoint.rung !== one.turn.rung && wanted.schema) endpoint.rung = one.turn.rung;
  return { value: read.value, text: spoken.text, origin: originOf(call) };
}

/** Passes on what is heard, and notes it. */
function noting(hearer: Hearer, heard: { text: string; anything: boolean }): Hearer {
  return {
    sent: () => hearer.sent(),
    life() {
      heard.anything = true;
      hearer.life();
    },
    text(piece) {
      heard.text += piece;
      hearer.text(piece);
    },
  };
}

type Unfit = Misfit & { readonly text: string };

const unfit = (answer: Unfit): TurnFailure => ({
  class: "switch",
  reason: `gave an answer that does not fit: ${answer.why.replace(/\s+/g, " ").slice(0, 200)}`,
  isLasting: false,
  unfit: answer,
});

/** Writes a failure down, and says what it was. */
async function failed<T>(
  one: Try<T>,
  error: unknown,
  { heard, latencyMs }: { heard: { text: string; anything: boolean }; latencyMs: number },
): Promise<TurnFailed> {
  const { ground, endpoint, turn, question, signal } = one;
  const { account } = turn.candidate;
  const reason = reasonOf(error, { signal, key: account.key, nowMs: ground.clock.now().getTime() });
  // What hangs up before it says a word may just have closed an old connection; in the midst of an answer it is broken.
  const failure: TurnFailure =
    heard.anything && reason.class === "retry"
      ? { ...reason, class: "switch", retryAfterMs: undefined }
      : reason;
  // A provider that began to answer will have it paid.
  const tokens = heard.anything
    ? { inputTokens: mostInputTokens(question), outputTokens: likelyTokens(heard.text) }
    : { inputTokens: 0, outputTokens: 0 };
  await ground.ledger.book(callOf(one, tokens, { error: failure.reason, latencyMs }), null);
  if (failure.closedMs !== undefined) await ground.allowances.close(account, failure.closedMs);
  if (countsAgainst(failure, signal)) endpoint.health.failed(ground.clock.monotonicMs(), failure);
  ground.log.warn(
    { provider: account.name, model: turn.candidate.model, reason: failure.reason },
    "a language model failed",
  );
  return new TurnFailed(failure);
}

function reasonOf(
  error: unknown,
  { signal, key, nowMs }: { signal: AbortSignal; key: string | undefined; nowMs: number },
): TurnFailure {
  if (!signal.aborted) return failureOf(error, { key, nowMs });
  if (signal.reason instanceof TurnFailed) return signal.reason.failure;
  if (isTimeout(signal)) return broken("gave no answer in time");
  return broken(signal.reason === outpaced ? "was slower than another" : "was not waited for");
}

const isTimeout = ({ reason }: AbortSignal) => reason instanceof Error && reason.name === "TimeoutError";

/** A question at fault, a limit that is kept or an asker who went away say nothing about an endpoint. */
function countsAgainst(failure: TurnFailure, signal: AbortSignal): boolean {
  const isItsOwn =
    !signal.aborted || signal.reason === outpaced || signal.reason instanceof TurnFailed || isTimeout(signal);
  return isItsOwn && (failure.class === "switch" || failure.class === "unknown");
}

function callOf<T>(
  { wanted, turn, question }: Try<T>,
  spoken: Pick<Spoken, "inputTokens" | "outputTokens"> & Partial<Spoken>,
  { error, latencyMs }: { error: string | null; latencyMs: number },
): ProviderCall {
  const { candidate, attempt: number } = turn;
  const tokens: Required<Tokens> = {
    inputTokens: spoken.inputTokens ?? mostInputTokens(question),
    cachedInputTokens: spoken.cachedInputTokens ?? 0,
    cacheWriteTokens: spoken.cacheWriteTokens ?? 0,
    outputTokens: spoken.outputTokens ?? likelyTokens(spoken.text ?? ""),
  };
  return {
    of: wanted.ask.of,
    purpose: wanted.ask.purpose,
    prompt: wanted.ask.prompt,
    promptHash: promptHash(candidate.model, wanted),
    provider: candidate.account.name,
    model: candidate.model,
    attempt: number,
    inputTokens: tokens.inputTokens,
    cachedInputTokens: tokens.cachedInputTokens,
    outputTokens: tokens.outputTokens,
    cost: costOf(candidate.price, tokens),
    latencyMs,
    cached: false,
    error,
  };
}

export function originOf(call: ProviderCall): LlmOrigin {
  const { provider, model, promptHash: name, inputTokens, outputTokens, cost, cached } = call;
  return { provider, model, promptHash: name, inputTokens, outputTokens, cost, cached };
}
