import type { FacetSpec } from "../model.ts";
import type { FacetReply, PromptedFacet } from "./facet-prompt.ts";
import { type Finding, fit, isFound } from "./facet-value.ts";

/** What a model said of one question about one passage. */
export function findingOf(
  reply: FacetReply,
  { passage, question }: { passage: number; question: number },
  { spec }: Pick<PromptedFacet, "spec">,
  text: string,
): Finding {
  const said = reply.documents
    .find(({ document }) => document === passage + 1)
    ?.answers.find((answer) => answer.question === question + 1);
  if (!said) return { reason: "the model left it out" };
  const value = fit(spec, said.value);
  if (typeof value === "object" && "reason" in value) return value;
  return { value, confidence: null, evidence: placeOf(said.quote, text) };
}

/** Where a quote stands, whatever its white space; null where it does not. */
export function placeOf(quote: string | null, text: string): [number, number] | null {
  const parts = quote?.trim().split(/\s+/).filter(Boolean) ?? [];
  if (parts.length === 0 || parts.length > 400) return null;
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
  const found = new RegExp(pattern, "iu").exec(text);
  return found ? [found.index, found.index + found[0].length] : null;
}

/** One answer from those of a long document's stretches: a yes or the commonest value, all of a list, else the first. */
export function merged({ type }: FacetSpec, findings: readonly Finding[]): Finding {
  const found = findings.filter(isFound);
  const [first] = found;
  if (!first) return findings[0] ?? { reason: "there is no text" };
  if (type === "list") {
    const all = new Map(
      found.flatMap(({ value }) => value as readonly string[]).map((entry) => [entry.toLowerCase(), entry]),
    );
    return { ...first, value: [...all.values()].slice(0, 30) };
  }
  if (type === "yes-no") return found.find(({ value }) => value === "yes") ?? first;
  if (type !== "category") return first;
  const counts = new Map<unknown, number>();
  for (const { value } of found) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return found.find(({ value }) => counts.get(value) === most) ?? first;
}
