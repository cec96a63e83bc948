import { pino } from "pino";
import { z } from "zod";
import { systemClock } from "../src/clock.ts";
import { ToposcopeError } from "../src/errors.ts";
import type { Llm, LlmAsk } from "../src/providers/llm.ts";
import { openLlm } from "../src/providers/open-llm.ts";
import type { Candidate, Ledger, ProviderCall } from "../src/providers/provider-account.ts";
import {
  type FaultName,
  type ProviderRequest,
  type ProviderServer,
  startProviderServer,
} from "../test/providers/provider-server.ts";
import type { Figures, Ordeal } from "./ordeal.ts";

const fast: readonly FaultName[] = [
  "rate-limited",
  "error-500",
  "unavailable-503",
  "overloaded-529",
  "bad-request",
  "error-in-200",
  "empty",
];
/** After these an endpoint is left alone for a minute, which is let pass at once. */
const lasting: readonly FaultName[] = ["unauthorized", "quota", "no-model"];
const hanging: readonly FaultName[] = ["hang-headers", "hang-first-byte", "stall"];
const breaking: readonly FaultName[] = [
  "cut",
  "reset",
  "early-end",
  "broken-json",
  "error-in-stream",
  "stall",
];
const malforming: readonly FaultName[] = [
  "fenced",
  "almost-json",
  "no-json",
  "wrong-schema",
  "truncated",
  "broken-json",
  "drip",
  "huge",
];

const shape = z.object({ name: z.string(), words: z.array(z.string()) });

/** A question, what is to go wrong with it where it comes first, and the one right answer. */
interface Case {
  readonly number: number;
  readonly form: "text" | "stream" | "json";
  readonly fault: FaultName | undefined;
}

interface Outcome {
  readonly of: Case;
  readonly ms: number;
  readonly answer: "right" | "wrong" | "explained" | "crashed";
  readonly restarted: boolean;
  /** What was said in place of an answer. */
  readonly error?: string;
}

export interface FaultPlan {
  /** Questions that meet a fault: as many again meet none. */
  readonly faulty: number;
  readonly brokenStreams: number;
  readonly malformed: number;
  readonly seed: number;
  /** Questions under way at a time. */
  readonly atOnce?: number;
}

/**
 * Asks thousands of questions at two providers of which the one that is asked first fails in every way there is, and counts
 * what came of it.
 *
 * @throws when an answer is wrong, half an answer is kept, or something crashes
 */
export async function askThroughFaults(
  plan: FaultPlan,
  {
    limits = {},
    tell = () => {},
  }: { limits?: Parameters<typeof openLlm>[0]["limits"]; tell?: (line: string) => void } = {},
): Promise<Figures> {
  const cases = casesOf(plan);
  const servers = [await startProviderServer(sayOf), await startProviderServer(sayOf)];
  const ledger = new CountingLedger();
  let passedMs = 0;
  const llm = openLlm({
    registry: {
      candidates: async () => ({ routing: "round-robin", candidates: servers.map(candidateAt) }),
    },
    ledger,
    clock: { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + passedMs },
    log: pino({ level: "silent" }),
    limits,
  });
  failOnce(servers, cases);
  const outcomes: Outcome[] = [];
  const isLasting = ({ fault }: Case) => fault !== undefined && lasting.includes(fault);
  const waiting = cases.filter((of) => !isLasting(of)).values();
  await Promise.all(
    Array.from({ length: plan.atOnce ?? 8 }, async () => {
      for (const of of waiting) {
        outcomes.push(await ask(llm, of));
        if (outcomes.length % 1_000 === 0) tell(`${outcomes.length} of ${cases.length} questions`);
      }
    }),
  );
  for (const of of cases.filter(isLasting)) {
    outcomes.push(await ask(llm, of));
    passedMs += 61_000;
  }
  for (const { of, error } of outcomes) if (error) tell(`${of.number} ${of.form} ${of.fault}: ${error}`);
  await llm.close();
  for (const server of servers) await server.close();
  return figuresOf(outcomes, { ledger, servers });
}

function casesOf({ faulty, brokenStreams, malformed, seed }: FaultPlan): Case[] {
  const random = generator(seed);
  const pick = (faults: readonly FaultName[]) => faults[Math.floor(random() * faults.length)];
  const kinds = [
    ...Array.from({ length: faulty - brokenStreams - malformed }, () => ({
      form: random() < 0.5 ? ("text" as const) : ("stream" as const),
      fault: pick(random() < 0.25 ? hanging : [...fast, ...lasting]),
    })),
    ...Array.from({ length: brokenStreams }, () => ({ form: "stream" as const, fault: pick(breaking) })),
    ...Array.from({ length: malformed }, () => ({ form: "json" as const, fault: pick(malforming) })),
    ...Array.from({ length: 2 * faulty }, () => ({
      form: random() < 0.5 ? ("text" as const) : ("json" as const),
      fault: undefined,
    })),
  ];
  const order = kinds.map((kind) => ({ kind, at: random() })).toSorted((a, b) => a.at - b.at);
  return order.map(({ kind }, number) => ({ number, ...kind }));
}

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const numberOf = ({ text }: ProviderRequest) => Number(/question (\d+)\./.exec(text)?.[1]);
const sentenceOf = (number: number) => `The ships of case ${number} have come back to the harbour.`;
const answerOf = (number: number) => ({ name: `case ${number}`, words: ["ship", "harbour"] });

function sayOf(request: ProviderRequest): unknown {
  if (request.text.includes("Do you work?")) return "yes";
  return request.text.includes("Answer as JSON.")
    ? answerOf(numberOf(request))
    : sentenceOf(numberOf(request));
}

/** Every case's fault happens where it is asked first, whichever server that is. */
function failOnce(servers: readonly ProviderServer[], cases: readonly Case[]): void {
  const faults = new Map(cases.map(({ number, fault }) => [number, fault]));
  for (const server of servers)
    server.fault = (request) => {
      const number = numberOf(request);
      const fault = faults.get(number);
      faults.delete(number);
      return fault;
    };
}

function candidateAt({ base }: ProviderServer, at: number): Candidate {
  const account = { id: at, name: `provider-${at}`, kind: "compatible" as const, baseUrl: base, priority: 0 };
  return { account, model: "model", price: { input: 1, output: 4 } };
}

async function ask(llm: Llm, of: Case): Promise<Outcome> {
  const startedMs = performance.now();
  let restarted = false;
  const answered = async (): Promise<Outcome["answer"]> => {
    const question = questionOf(of);
    if (of.form === "json") {
      const { value } = await llm.json(question, shape);
      return JSON.stringify(value) === JSON.stringify(answerOf(of.number)) ? "right" : "wrong";
    }
    if (of.form === "text")
      return (await llm.text(question)).value === sentenceOf(of.number) ? "right" : "wrong";
    let text = "";
    let whole: string | undefined;
    for await (const part of llm.stream(question)) {
      if (part.type === "text") text += part.text;
      else if (part.type === "done") whole = part.reply.value;
      else {
        restarted = true;
        text = "";
      }
    }
    return text === whole && whole === sentenceOf(of.number) ? "right" : "wrong";
  };
  const outcome = await answered().then(
    (answer) => ({ answer }),
    (error: unknown) => ({
      answer: error instanceof ToposcopeError ? ("explained" as const) : ("crashed" as const),
      error: String(error),
    }),
  );
  return { of, ms: performance.now() - startedMs, restarted, ...outcome };
}

function questionOf({ number, form }: Case): LlmAsk {
  return {
    purpose: "answers",
    prompt: "ordeal/1",
    ...(form === "json" ? { system: "Answer as JSON." } : {}),
    messages: [{ role: "user", content: `This is question ${number}.` }],
    maxTokens: 200,
    of: { projectId: 1 },
  };
}

class CountingLedger implements Ledger {
  readonly calls: ProviderCall[] = [];
  readonly texts: string[] = [];

  async paid() {
    return undefined;
  }

  async reserve() {
    return async () => {};
  }

  async claim() {
    return async () => {};
  }

  async book(call: ProviderCall, text: string | null) {
    this.calls.push(call);
    if (text !== null && call.error === null && call.prompt !== "probe/1") this.texts.push(text);
  }
}

function figuresOf(
  outcomes: readonly Outcome[],
  { ledger, servers }: { ledger: CountingLedger; servers: readonly ProviderServer[] },
): Figures {
  const count = (test: (outcome: Outcome) => boolean) => outcomes.filter(test).length;
  const isBrokenStream = ({ of }: Outcome) =>
    of.form === "stream" && of.fault !== undefined && breaking.includes(of.fault);
  const usual = outcomes.filter(({ of }) => !of.fault).map(({ ms }) => ms);
  const usualMs = quantile(usual, 0.5);
  const addedMs = (faults: readonly FaultName[]) =>
    quantile(
      outcomes.filter(({ of }) => of.fault && faults.includes(of.fault)).map(({ ms }) => ms - usualMs),
      0.99,
    );
  const kept = ledger.texts.filter((text) => !/back to the harbour\.|case \d+.*harbour/s.test(text));
  const figures = {
    questions: outcomes.length,
    faulty: count(({ of }) => of.fault !== undefined),
    right: count(({ answer }) => answer === "right"),
    explained: count(({ answer }) => answer === "explained"),
    wrong: count(({ answer }) => answer === "wrong"),
    crashed: count(({ answer }) => answer === "crashed"),
    "broken streams": count(isBrokenStream),
    "of which restarted": count((outcome) => isBrokenStream(outcome) && outcome.restarted),
    "halves kept": kept.length,
    malformed: count(({ of }) => of.form === "json" && of.fault !== undefined),
    asked: servers.reduce((sum, { calls }) => sum + calls.length, 0),
    "usual ms": usualMs,
    // On a busy machine, this is what its being busy adds.
    "added ms p99 without a fault": quantile(usual, 0.99) - usualMs,
    "added ms p99 after an error": addedMs([...fast, ...lasting]),
    "added ms p99 after a hang": addedMs(hanging),
    "added ms p99 after a broken stream": addedMs([
      "cut",
      "reset",
      "early-end",
      "broken-json",
      "error-in-stream",
    ]),
  };
  if (figures.wrong + figures.crashed + figures["halves kept"] > 0)
    throw new Error(
      `wrong answers, halves or crashes: ${JSON.stringify(figures)}\n${kept.slice(0, 5).join("\n")}`,
    );
  return figures;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Ten thousand faults, or five hundred. */
export const providersTrial: Ordeal = async ({ short, seed, count = short ? 500 : 10_000, tell }) =>
  await askThroughFaults(
    { faulty: count, brokenStreams: Math.ceil(count / 10), malformed: Math.ceil(count / 10), seed },
    tell ? { tell } : {},
  );
