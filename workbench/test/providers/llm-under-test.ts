import { pino } from "pino";
import { afterAll } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { ToposcopeError } from "../../src/errors.ts";
import type { Routing } from "../../src/model.ts";
import { type Allowances, noAllowances } from "../../src/providers/allowance.ts";
import type { Llm } from "../../src/providers/llm.ts";
import type { LlmLimits } from "../../src/providers/llm-ground.ts";
import { openLlm } from "../../src/providers/open-llm.ts";
import type {
  Candidate,
  Ledger,
  ProviderAccount,
  ProviderCall,
  ProviderRegistry,
} from "../../src/providers/provider-account.ts";
import type { ProviderServer } from "./provider-server.ts";

/** What was booked and paid, in memory. */
export class MemoryLedger implements Ledger {
  readonly calls: ProviderCall[] = [];
  readonly answers = new Map<string, { text: string; call: ProviderCall }>();
  /** US dollars that may be spent. */
  cap = Number.POSITIVE_INFINITY;
  spent = 0;
  reserved = 0;
  /** The most that was ever set aside or spent. */
  highest = 0;

  async paid(promptHash: string) {
    return this.answers.get(promptHash);
  }

  async reserve(_of: unknown, mostCost: number | null) {
    const cost = mostCost ?? 0;
    if (this.spent + this.reserved + cost > this.cap)
      throw new ToposcopeError("BUDGET_REACHED", `$${this.spent} of $${this.cap} are spent`);
    this.reserved += cost;
    this.highest = Math.max(this.highest, this.spent + this.reserved);
    return async () => {
      this.reserved -= cost;
    };
  }

  readonly claimed = new Set<string>();

  async claim(promptHashes: readonly string[]) {
    if (promptHashes.some((promptHash) => this.claimed.has(promptHash))) return undefined;
    for (const promptHash of promptHashes) this.claimed.add(promptHash);
    return async () => {
      for (const promptHash of promptHashes) this.claimed.delete(promptHash);
    };
  }

  async book(call: ProviderCall, text: string | null) {
    this.calls.push(call);
    this.spent += call.cost ?? 0;
    if (text !== null) this.answers.set(call.promptHash, { text, call });
  }
}

/** Providers at servers of ours, in the order given: `first`, `second`, … with the model `model`. */
export function candidatesAt(
  servers: readonly ProviderServer[],
  account: Partial<ProviderAccount> = {},
): Candidate[] {
  const names = ["first", "second", "third", "fourth"];
  return servers.map((server, at) => ({
    account: {
      id: at + 1,
      name: names[at] ?? `provider-${at + 1}`,
      kind: "compatible",
      baseUrl: server.base,
      key: `sk-secret-of-${names[at]}`,
      priority: at,
      ...account,
    },
    model: "model",
    price: { input: 1, output: 4 },
  }));
}

export interface LlmUnderTest extends Llm {
  readonly ledger: MemoryLedger;
  /** What was logged, as lines of JSON. */
  readonly log: string[];
  routing: Routing;
  candidates: Candidate[];
  /** Lets so much time pass for what counts it, without anybody waiting. */
  later(milliseconds: number): void;
}

/** Language models at provider servers, with a registry and a ledger in memory; closed after the file's tests. */
export function llmUnderTest(
  servers: ProviderServer | readonly ProviderServer[],
  {
    limits = {},
    candidates = candidatesAt([servers].flat()),
    allowances = noAllowances,
  }: { limits?: Partial<LlmLimits>; candidates?: Candidate[]; allowances?: Allowances } = {},
): LlmUnderTest {
  const ledger = new MemoryLedger();
  const log: string[] = [];
  const registry: ProviderRegistry = {
    candidates: async () => ({ routing: under.routing, candidates: under.candidates }),
  };
  let passedMs = 0;
  const llm = openLlm({
    registry,
    ledger,
    allowances,
    clock: { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + passedMs },
    log: pino({ level: "debug" }, { write: (line) => log.push(line) }),
    limits,
  });
  const under: LlmUnderTest = {
    ledger,
    log,
    routing: "priority",
    candidates,
    later: (milliseconds) => {
      passedMs += milliseconds;
    },
    modelFor: (purpose, of) => llm.modelFor(purpose, of),
    text: (ask) => llm.text(ask),
    json: (ask, schema) => llm.json(ask, schema),
    stream: (ask) => llm.stream(ask),
    close: () => llm.close(),
  };
  afterAll(() => llm.close());
  return under;
}
