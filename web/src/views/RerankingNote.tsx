import type { Reranking } from "toposcope/search-contract";
import { formatPlural } from "../format.ts";
import { sentence } from "./sentence.ts";

/** Says that a cross-encoder put the passages in its order, or why it did not. */
export function RerankingNote({ model, passages, note }: Reranking) {
  const done =
    model === null
      ? "Not reordered by the cross-encoder."
      : `The best ${formatPlural(passages, "passage")} reordered by ${model}.`;
  return (
    <>
      {done} {note !== null && sentence(note)}
    </>
  );
}
