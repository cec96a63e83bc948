import type { FacetSpec } from "../model.ts";
import { type Finding, fit } from "./facet-value.ts";
import { sentiment } from "./sentiment.ts";

/** What computed facets look at. */
export interface ComputedFrom {
  readonly text: string;
  readonly language: string | null;
  readonly words: number;
  readonly date: string | null;
  /** What the facet's column says, if it is about one. */
  readonly column?: string | null | undefined;
}

/** What a document answers to a facet that needs no asking. */
export function compute(spec: FacetSpec, document: ComputedFrom): Finding {
  switch (spec.computed) {
    case "words":
      return checked(spec, document.words);
    case "language":
      return checked(spec, document.language);
    case "date":
      return checked(spec, document.date);
    case "column":
      return checked(spec, spec.type === "list" ? listOf(document.column) : document.column);
    case "sentiment":
      return feeling(document);
    case undefined:
      throw new Error("a facet that is asked cannot be computed");
  }
}

/** A column's list comes as JSON. */
function listOf(text: string | null | undefined): unknown {
  if (!text?.startsWith("[")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function checked(spec: FacetSpec, raw: unknown): Finding {
  const value = fit(spec, raw);
  const isFault = typeof value === "object" && "reason" in value;
  if (!isFault) return { value, confidence: null, evidence: null };
  return raw === null || raw === undefined || raw === "" ? { reason: "it is not known" } : value;
}

function feeling({ text, language }: ComputedFrom): Finding {
  if (language !== null && !language.startsWith("en"))
    return { reason: "words of feeling are known for English only" };
  const { label, score } = sentiment(text);
  const strength = Math.abs(score);
  return { value: label, confidence: label === "neutral" ? 1 - strength : strength, evidence: null };
}
