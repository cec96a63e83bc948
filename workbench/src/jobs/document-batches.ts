import type { PlannedBatch } from "./step.ts";

const usualBatch = { documents: 500, letters: 1_000_000 };
const idsPerQuery = 5_000;

/**
 * Groups documents into batches of their ids, by number and length of text.
 *
 * @param next the documents after an id, in order
 * @param most of one batch
 */
export async function* documentBatches(
  next: (after: number, limit: number) => Promise<{ id: number; letters: number }[]>,
  most: { readonly documents: number; readonly letters: number } = usualBatch,
): AsyncGenerator<PlannedBatch> {
  let ids: number[] = [];
  let letters = 0;
  for (let after = 0; ; ) {
    const documents = await next(after, idsPerQuery);
    for (const document of documents) {
      ids.push(document.id);
      letters += document.letters;
      if (ids.length < most.documents && letters < most.letters) continue;
      yield { items: ids, weight: ids.length };
      ids = [];
      letters = 0;
    }
    const last = documents.at(-1);
    if (documents.length < idsPerQuery || !last) break;
    after = last.id;
  }
  if (ids.length > 0) yield { items: ids, weight: ids.length };
}
