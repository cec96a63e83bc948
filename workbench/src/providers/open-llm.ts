import { Agent } from "undici";
import type { z } from "zod";
import { ToposcopeError } from "../errors.ts";
import { noAllowances } from "./allowance.ts";
import { type Answered, attempt, keptAnswer } from "./attempt.ts";
import { Endpoints } from "./endpoint.ts";
import type { Llm, LlmAsk, LlmPart, LlmReply } from "./llm.ts";
import type { LlmGround, LlmLimits, LlmOptions } from "./llm-ground.ts";
import { Plan } from "./plan.ts";
import type { Candidate } from "./provider-account.ts";
import { promptHash, type Wanted, wantedJson, wantedText } from "./question.ts";
import { type RelayPart, relay } from "./relay.ts";
import { RetryBudget } from "./retry-budget.ts";
import { route } from "./route.ts";
import type { TurnFailure } from "./turn.ts";

/** Failing over is to take less than two seconds: so long is a first word waited for, and the rest is for the next. */
const usualLimits: LlmLimits = { silenceMs: 1_000, longestSilenceMs: 20_000, lastSilenceMs: 60_000 };
/** How often it is looked whether the one who asks the same has his answer. */
const shortestLookMs = 50;
const longestLookMs = 1_000;
/** So many times its usual time to the first word is an endpoint given. */
const slack = 2;

/** Asks whether a model answers at all. */
const probe: Pick<LlmAsk, "prompt" | "system" | "messages" | "maxTokens"> = {
  prompt: "probe/1",
  system: "Answer with the one word: yes",
  messages: [{ role: "user", content: "Do you work?" }],
  maxTokens: 1_024,
};

/** Opens the way to the language models that a registry names. Nothing is sent before something is asked. */
export function openLlm({ limits, allowances = noAllowances, ...options }: LlmOptions): Llm {
  const agent = new Agent({
    connections: null,
    connectTimeout: 10_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 10_000,
    maxResponseSize: 16 * 1024 * 1024,
  });
  return new RoutedLlm(
    {
      ...options,
      allowances,
      limits: { ...usualLimits, ...limits },
      endpoints: new Endpoints(agent),
      budget: new RetryBudget(),
    },
    agent,
  );
}

class RoutedLlm implements Llm {
  readonly #ground: LlmGround;
  readonly #agent: Agent;
  /** Tries that are still being written down, perhaps after nobody waits for them. */
  readonly #open = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  /** Lets go of what questions under way have claimed. */
  readonly #claims = new Set<() => Promise<void>>();
  #questions = 0;

  constructor(ground: LlmGround, agent: Agent) {
    this.#ground = ground;
    this.#agent = agent;
  }

  async modelFor(purpose: LlmAsk["purpose"], of: LlmAsk["of"]): Promise<string | undefined> {
    const [first] = await this.#candidates({ purpose, of });
    return first && `${first.account.name}/${first.model}`;
  }

  async text(ask: LlmAsk): Promise<LlmReply<string>> {
    return await this.#ask(wantedText(ask));
  }

  async json<T>(ask: LlmAsk, schema: z.ZodType<T>): Promise<LlmReply<T>> {
    return await this.#ask(wantedJson(ask, schema));
  }

  async *stream(ask: LlmAsk): AsyncGenerator<LlmPart> {
    for await (const part of this.#parts(wantedText(ask))) {
      if (part.type !== "done") yield part;
      else yield { type: "done", reply: replyOf(part.result) };
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new ToposcopeError("LANGUAGE_MODEL_UNAVAILABLE", "Toposcope is being closed"));
    await Promise.allSettled(this.#open);
    await Promise.all([...this.#claims].map((release) => release()));
    await this.#agent.destroy();
  }

  async #ask<T>(wanted: Wanted<T>): Promise<LlmReply<T>> {
    for await (const part of this.#parts(wanted)) if (part.type === "done") return replyOf(part.result);
    throw new Error("a relay ended without an answer");
  }

  async *#parts<T>(wanted: Wanted<T>): AsyncGenerator<RelayPart<Answered<T>>> {
    const { ask } = wanted;
    const signal = AbortSignal.any([this.#closing.signal, ...(ask.signal ? [ask.signal] : [])]);
    signal.throwIfAborted();
    const candidates = await this.#candidates(ask);
    if (candidates.length === 0)
      throw new ToposcopeError("NO_LANGUAGE_MODEL", `no language model is set up for ${ask.purpose}`);
    const standing = await this.#paidOrClaimed(wanted, { candidates, signal });
    if ("text" in standing) {
      yield { type: "text", text: standing.text };
      yield { type: "done", result: standing };
      return;
    }
    this.#claims.add(standing.release);
    try {
      yield* this.#asked(wanted, { candidates, signal });
    } finally {
      this.#claims.delete(standing.release);
      await standing.release();
    }
  }

  async *#asked<T>(
    wanted: Wanted<T>,
    { candidates, signal }: { candidates: readonly Candidate[]; signal: AbortSignal },
  ): AsyncGenerator<RelayPart<Answered<T>>> {
    const { endpoints, budget } = this.#ground;
    const willing = this.#willing(candidates);
    this.#probe(wanted, candidates, willing);
    budget.earn();
    const plan = new Plan(
      willing.map((candidate) => ({ candidate, rung: endpoints.of(candidate).rung })),
      { budget },
    );
    yield* relay(
      plan,
      (turn, hearer, turnSignal) =>
        this.#kept(attempt(this.#ground, wanted, { turn, hearer, signal: turnSignal })),
      {
        patience: {
          withOthersMs: ({ candidate }) => this.#patienceMs(candidate),
          aloneMs: this.#ground.limits.lastSilenceMs,
        },
        signal,
        verdict: () => verdictOn(plan.failures.map(({ turn, failure }) => ({ ...turn, failure }))),
      },
    );
  }

  /** In the order in which they are to be asked. */
  async #candidates({ purpose, of }: Pick<LlmAsk, "purpose" | "of">): Promise<Candidate[]> {
    const { registry, endpoints } = this.#ground;
    const { routing, candidates } = await registry.candidates(purpose, of);
    const standing = (candidate: Candidate) => endpoints.of(candidate).health;
    return route(candidates, routing, { standing, turn: this.#questions++ });
  }

  /** Those that are left alone come last; where there is nobody else, only now and then. */
  #willing(candidates: readonly Candidate[]): Candidate[] {
    const nowMs = this.#ground.clock.monotonicMs();
    const health = (candidate: Candidate) => this.#ground.endpoints.of(candidate).health;
    const isOpen = (candidate: Candidate) => health(candidate).isOpen(nowMs);
    const willing = candidates.filter((candidate) => !isOpen(candidate));
    if (willing.length > 0) return [...willing, ...candidates.filter(isOpen)];
    const onTrial = candidates.filter((candidate) => health(candidate).takesTrial(nowMs));
    if (onTrial.length > 0) return onTrial;
    const waitMs = Math.min(...candidates.map((candidate) => health(candidate).opensAgainInMs(nowMs)));
    const names = candidates.map(({ account, model }) => `${account.name}/${model}`).join(", ");
    throw new ToposcopeError(
      "LANGUAGE_MODEL_UNAVAILABLE",
      `all language models failed of late and are left alone for a while: ${names}`,
      { retryAfterMs: waitMs },
    );
  }

  /**
   * Asks those that were broken when last seen, in the background, whether they are well again: nobody's question waits
   * for them while there are others.
   */
  #probe(wanted: Wanted<unknown>, candidates: readonly Candidate[], willing: readonly Candidate[]): void {
    const { endpoints, clock, limits } = this.#ground;
    const isWell = willing.some((candidate) => !endpoints.of(candidate).health.isDoubtful);
    if (!isWell) return;
    for (const candidate of candidates) {
      const endpoint = endpoints.of(candidate);
      const { health } = endpoint;
      if (!health.isDoubtful || health.isOpen(clock.monotonicMs()) || endpoint.isProbing) continue;
      endpoint.isProbing = true;
      const turn = { candidate, afterMs: 0, attempt: 1, isLast: false, rung: "words" as const };
      const hearer = { sent() {}, life() {}, text() {} };
      const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(limits.lastSilenceMs)]);
      const asked = wantedText({ ...wanted.ask, ...probe });
      this.#kept(attempt(this.#ground, asked, { turn, hearer, signal }))
        .catch(() => {})
        .finally(() => {
          endpoint.isProbing = false;
        });
    }
  }

  #patienceMs(candidate: Candidate): number {
    const { silenceMs, longestSilenceMs } = this.#ground.limits;
    const { firstMs = 0 } = this.#ground.endpoints.of(candidate).health;
    return Math.min(longestSilenceMs, Math.max(silenceMs, slack * firstMs));
  }

  /**
   * An answer that was paid for before, or the right to be the only one who asks now: whoever else asks the same at this
   * moment is waited for, as long as he lives.
   *
   * @throws the signal's reason
   */
  async #paidOrClaimed<T>(
    wanted: Wanted<T>,
    { candidates, signal }: { candidates: readonly Candidate[]; signal: AbortSignal },
  ): Promise<Answered<T> | { readonly release: () => Promise<void> }> {
    const { ledger, clock } = this.#ground;
    const hashes = [...new Set(candidates.map(({ model }) => promptHash(model, wanted)))];
    for (let waitMs = shortestLookMs; ; waitMs = Math.min(longestLookMs, 2 * waitMs)) {
      signal.throwIfAborted();
      const paid = await this.#paid(wanted, hashes);
      if (paid) return paid;
      const release = await ledger.claim(hashes);
      if (!release) {
        await clock.sleep(waitMs, { signal });
        continue;
      }
      // Who had them may have written his answer down since.
      const answered = await this.#paid(wanted, hashes).catch(async (error: unknown) => {
        await release();
        throw error;
      });
      if (!answered) return { release };
      await release();
      return answered;
    }
  }

  async #paid<T>(wanted: Wanted<T>, hashes: readonly string[]): Promise<Answered<T> | undefined> {
    for (const promptHash of hashes) {
      const kept = await keptAnswer(this.#ground, wanted, promptHash);
      if (kept && !("why" in kept)) return kept;
    }
    return undefined;
  }

  #kept<T>(work: Promise<T>): Promise<T> {
    this.#open.add(work);
    const forget = () => this.#open.delete(work);
    work.then(forget, forget);
    return work;
  }
}

const replyOf = <T>({ value, origin }: Answered<T>): LlmReply<T> => ({ value, origin });

interface FailedTurn {
  readonly candidate: Candidate;
  readonly failure: TurnFailure;
}

/** What all failures together mean: something may still come right by itself, or somebody has to do something. */
function verdictOn(failed: readonly FailedTurn[]): Error {
  const budget = failed.map(({ failure }) => failure.budget).find((error) => error !== undefined);
  const failures = failed.filter(({ failure }) => !failure.budget);
  const words = new Set(
    failures.map(({ candidate, failure }) => `${candidate.account.name} ${failure.reason}`),
  );
  const said = [...words].join("; ");
  const passing = failures.filter(
    ({ failure }) => !failure.isLasting && !failure.unfit && failure.class !== "split",
  );
  if (passing.length > 0) {
    const waits = passing.flatMap(({ failure }) => failure.retryAfterMs ?? []);
    const retryAfterMs = waits.length > 0 ? Math.min(...waits) : undefined;
    return new ToposcopeError("LANGUAGE_MODEL_UNAVAILABLE", said, { retryAfterMs });
  }
  if (budget) return budget;
  if (failures.some(({ failure }) => failure.class === "split"))
    return new ToposcopeError("LANGUAGE_MODEL_INPUT_TOO_LONG", said);
  const isUnfit = failures.some(({ failure }) => failure.unfit);
  return new ToposcopeError(isUnfit ? "LANGUAGE_MODEL_UNUSABLE" : "LANGUAGE_MODEL_REFUSED", said);
}
