import type { ReadEvent } from "../../model.ts";
import type { ReadOptions } from "./reader.ts";

/** What a parser child is asked to read. */
export interface ReadRequest {
  readonly location: string;
  /** Name as shown to the user. */
  readonly name: string;
  readonly options: Pick<ReadOptions, "mapping" | "limits" | "resumeAfterRow" | "skipMembers">;
}

export type ToParser =
  | { readonly type: "read"; readonly request: ReadRequest }
  /** One batch of events was taken: another may be sent. */
  | { readonly type: "more" };

/** What a parser says of a file that it has not finished. */
export type ParserNotice =
  /** A finished page of a document that is not finished. */
  | { readonly type: "draft"; readonly page: string }
  /** A member of an archive is read next; what came before it was sent. */
  | { readonly type: "member"; readonly member: string; readonly index: number };

export type FromParser =
  | { readonly type: "events"; readonly events: readonly ReadEvent[]; readonly last: boolean }
  | ParserNotice
  /** Bytes were read, though nothing came of them yet. */
  | { readonly type: "alive" };

/** Batches a parser may have sent before the first of them is taken. */
export const batchesAhead = 2;
