import type { ExtractedDocument, ReadEvent, RejectionReason } from "../../../src/model.ts";

export interface WhatWasRead {
  readonly events: readonly ReadEvent[];
  readonly documents: readonly ExtractedDocument[];
  readonly rejections: readonly Extract<ReadEvent, { type: "rejection" }>[];
  readonly reasons: readonly RejectionReason[];
  readonly warnings: readonly string[];
}

/** Collects all that a reading yields. */
export async function readAll(events: AsyncIterable<ReadEvent>): Promise<WhatWasRead> {
  const all: ReadEvent[] = [];
  for await (const event of events) all.push(event);
  const rejections = all.filter((event) => event.type === "rejection");
  return {
    events: all,
    documents: all.flatMap((event) => (event.type === "document" ? event.document : [])),
    rejections,
    reasons: rejections.map(({ reason }) => reason),
    warnings: all.flatMap((event) => (event.type === "warning" ? event.message : [])),
  };
}
