import type { ReadEvent } from "../../model.ts";
import type { ReadOptions } from "./reader.ts";

/** What a parser child is asked to read. */
export interface ReadRequest {
  readonly location: string;
  /** Name as shown to the user. */
  readonly name: string;
  readonly options: Pick<ReadOptions, "mapping" | "limits" | "resumeAfterRow">;
}

export type ToParser =
  | { readonly type: "read"; readonly request: ReadRequest }
  /** One batch of events was taken: another may be sent. */
  | { readonly type: "more" };

export type FromParser =
  | { readonly type: "events"; readonly events: readonly ReadEvent[]; readonly last: boolean }
  /** A finished page of a document that is not finished. */
  | { readonly type: "draft"; readonly page: string }
  /** Bytes were read, though nothing came of them yet. */
  | { readonly type: "alive" };

/** Batches a parser may have sent before the first of them is taken. */
export const batchesAhead = 2;
