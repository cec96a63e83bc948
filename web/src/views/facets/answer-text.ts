import type { FacetAnswer } from "toposcope/facet-contract";
import { formatScore } from "../../format.ts";

/** An answer in words; undefined where there is none. */
export function answerText({ value }: Pick<FacetAnswer, "value">): string | undefined {
  if (value === null) return undefined;
  return typeof value === "number" ? value.toLocaleString() : [value].flat().join("; ");
}

/** How an answer was found, so that nobody takes a makeshift for more. */
export function howText({
  how,
  model,
  confidence,
}: Pick<FacetAnswer, "how" | "model" | "confidence">): string {
  if (how === "computed") return "computed";
  const sure = confidence === null ? "" : `, confidence ${formatScore(confidence)}`;
  return how === "model"
    ? `by ${model ?? "a language model"}${sure}`
    : `taken from the text, without a model${sure}`;
}
