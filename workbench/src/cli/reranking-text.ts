import type { Reranking } from "../search-contract.ts";

/** What a cross-encoder did with the passages, as a line below them. */
export function rerankingText({ model, passages, note }: Reranking): string {
  const done =
    model === null ? "not reordered by the cross-encoder" : `the best ${passages} reordered by ${model}`;
  return note === null ? done : `${done}: ${note}`;
}
