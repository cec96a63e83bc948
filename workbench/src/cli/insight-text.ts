import type { DescribedName, Evidence, SaidBy, SaidInsight } from "../insight-contract.ts";
import type { Output } from "./output.ts";

/** Where a topic's name comes from. */
export function nameLine({ by, origin }: DescribedName): string {
  if (by === "hand") return "named by hand";
  return by === "model" && origin ? `named by ${modelText(origin)}` : "named by its keywords";
}

/** A model as it is named in lists, with what was paid. */
export function modelText({ provider, model, cost }: SaidBy): string {
  return `${provider}/${model}${cost === null ? "" : ` (${costText(cost)})`}`;
}

const costText = (dollars: number) =>
  dollars === 0 ? "free" : `$${dollars.toFixed(dollars < 0.01 ? 5 : 2)}`;

/** What a topic says, as lines; nothing where its analysis was made without. */
export function insightLines(
  output: Output,
  insight: SaidInsight | null,
  passages: readonly Evidence[],
): string[] {
  if (insight === null) return [];
  const labelOf = new Map(passages.map(({ chunk, label }) => [chunk, label]));
  const cited = (chunks: readonly number[]) =>
    chunks.flatMap((chunk) => (labelOf.has(chunk) ? [`[${labelOf.get(chunk)}]`] : [])).join(" ");
  const from =
    insight.by === "model" && insight.origin ? `by ${modelText(insight.origin)}` : "in the texts' words";
  return [
    "",
    output.style("bold", "what it says") + output.style("dim", `  ${from}`),
    ...insight.summary.map(({ text, chunk }) => (chunk === null ? text : `${text} ${cited([chunk])}`)),
    ...insight.themes.map(
      ({ title, text, chunks }) =>
        `- ${output.style("bold", title)}: ${text} ${output.style("dim", cited(chunks))}`,
    ),
    ...insight.questions.map((question) => `? ${question}`),
    ...(insight.related.length > 0 ? [`related: ${insight.related.join(", ")}`] : []),
    ...sources(output, insight, passages),
    "",
  ];
}

/** Which documents the citations stand for. */
function sources(output: Output, { summary, themes }: SaidInsight, passages: readonly Evidence[]): string[] {
  const cited = new Set([...summary.map(({ chunk }) => chunk), ...themes.flatMap(({ chunks }) => chunks)]);
  return passages
    .filter(({ chunk }) => cited.has(chunk))
    .map(({ label, title, document }) => output.style("dim", `  [${label}] ${title}  document ${document}`));
}
