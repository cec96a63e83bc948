import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { LlmOccasion, LlmOrigin } from "../providers/llm.ts";
import { findingOf, merged } from "./facet-merge.ts";
import {
  type AskedTogether,
  facetPrompt,
  facetReply,
  type Passage,
  type PromptedFacet,
  promptOf,
  stretches,
  together,
} from "./facet-prompt.ts";
import { type Finding, isFound } from "./facet-value.ts";

/** A document as a model is asked of it. */
export interface TextToAsk {
  readonly id: number;
  readonly title: string;
  readonly text: string;
}

/** What a model answered of one document to one facet. */
export interface ModelAnswer {
  readonly facet: number;
  readonly document: number;
  readonly finding: Finding;
  readonly origin: Pick<LlmOrigin, "provider" | "model" | "promptHash"> | undefined;
}

const callsAtOnce = 4;

/** The calls in which documents are asked facets: short ones together, long ones in stretches. */
export const callsFor = (facets: readonly PromptedFacet[], texts: readonly TextToAsk[]): AskedTogether[] =>
  together(
    facets,
    texts.flatMap(({ id, title, text }) =>
      stretches(text).map((stretch) => ({ document: id, title, ...stretch })),
    ),
  );

/**
 * Asks a language model all of the facets of all of the documents.
 *
 * @throws ToposcopeError LANGUAGE_MODEL_UNAVAILABLE, LANGUAGE_MODEL_REFUSED, BUDGET_REACHED
 */
export async function askModel(
  context: Pick<Context, "llm">,
  {
    facets,
    texts,
    of,
    signal,
  }: {
    facets: readonly PromptedFacet[];
    texts: readonly TextToAsk[];
    of: LlmOccasion;
    signal: AbortSignal;
  },
): Promise<ModelAnswer[]> {
  const parts: Part[] = [];
  const calls = callsFor(facets, texts);
  const work = calls.values();
  const ask = async () => {
    for (const call of work) parts.push(...(await askOnce(context, call, { of, signal })));
  };
  const done = await Promise.allSettled(Array.from({ length: callsAtOnce }, ask));
  const failed = done.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  return joined(facets, texts, parts);
}

/** What was said of one stretch. */
interface Part {
  readonly passage: Passage;
  readonly facet: PromptedFacet;
  readonly finding: Finding;
  readonly origin?: LlmOrigin;
}

/** An answer that cannot be used is asked for again, one document at a time. */
async function askOnce(
  { llm }: Pick<Context, "llm">,
  call: AskedTogether,
  { of, signal }: { of: LlmOccasion; signal: AbortSignal },
): Promise<Part[]> {
  signal.throwIfAborted();
  const { system, content } = promptOf(call);
  const messages = [{ role: "user" as const, content }];
  try {
    const reply = await llm.json(
      { purpose: "facets", prompt: facetPrompt, system, messages, temperature: 0, of, signal },
      facetReply,
    );
    return call.passages.flatMap((passage, at) =>
      call.facets.map((facet, question) => ({
        passage,
        facet,
        finding: findingOf(reply.value, { passage: at, question }, facet, passage.text),
        origin: reply.origin,
      })),
    );
  } catch (error) {
    if (!(error instanceof ToposcopeError) || error.code !== "LANGUAGE_MODEL_UNUSABLE") throw error;
    const [only, ...others] = call.passages;
    if (others.length === 0 && only) {
      const finding = { reason: "the model's answer could not be used" };
      return call.facets.map((facet) => ({ passage: only, facet, finding }));
    }
    const parts: Part[] = [];
    for (const passage of call.passages)
      parts.push(...(await askOnce({ llm }, { ...call, passages: [passage] }, { of, signal })));
    return parts;
  }
}

function joined(
  facets: readonly PromptedFacet[],
  texts: readonly TextToAsk[],
  parts: readonly Part[],
): ModelAnswer[] {
  const byDocument = Map.groupBy(parts, ({ passage }) => passage.document);
  return texts.flatMap(({ id }) =>
    facets.map((facet) => {
      const own = (byDocument.get(id) ?? [])
        .filter((part) => part.facet.id === facet.id)
        .sort((a, b) => a.passage.offset - b.passage.offset);
      const findings = own.map(({ finding, passage }) => moved(finding, passage.offset));
      const finding = merged(facet.spec, findings);
      const at = findings.findIndex((one) => isFound(one));
      return { facet: facet.id, document: id, finding, origin: own[Math.max(0, at)]?.origin };
    }),
  );
}

/** Evidence in a stretch, as a place in the whole. */
function moved(finding: Finding, offset: number): Finding {
  if (!isFound(finding) || finding.evidence === null) return finding;
  const [start, end] = finding.evidence;
  return { ...finding, evidence: [start + offset, end + offset] };
}
