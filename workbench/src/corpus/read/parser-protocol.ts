import type { ColumnMapping, ReadEvent, RejectionReason } from "../../model.ts";
import type { TableDescription } from "./describe-table.ts";
import type { ReadOptions } from "./reader.ts";

/** What a parser child is asked to read. */
export interface ReadRequest {
  readonly location: string;
  /** Name as shown to the user. */
  readonly name: string;
  readonly options: Pick<ReadOptions, "mapping" | "limits" | "resumeAfterRow" | "skipMembers">;
  /** Of whom it reads for: the child bears it in its title, so that one that is stuck can be told. */
  readonly correlationId?: string;
}

/** What a parser child is asked to describe: a table, of which it reads the beginning only. */
export interface DescribeRequest {
  readonly location: string;
  readonly name: string;
  readonly mapping: ColumnMapping;
  readonly maxUnpackedBytes: number;
  readonly correlationId?: string;
}

export type ToParser =
  | { readonly type: "read"; readonly request: ReadRequest }
  | { readonly type: "describe"; readonly request: DescribeRequest }
  /** One batch of events was taken: another may be sent. */
  | { readonly type: "more" };

/** What a parser says of a file that it has not finished. */
export type ParserNotice =
  /** A finished page of a document that is not finished. */
  | { readonly type: "draft"; readonly page: string }
  /** A member of an archive is read next; what came before it was sent. */
  | { readonly type: "member"; readonly member: string; readonly index: number };

export type FromParser = (
  | {
      readonly type: "events";
      readonly events: readonly ReadEvent[];
      readonly last: boolean;
      /** How much of the file was read for them and those before, 0..1, where that is known. */
      readonly share?: number | undefined;
    }
  | { readonly type: "description"; readonly description: TableDescription }
  /** The file is no table that can be described. */
  | { readonly type: "refused"; readonly reason: RejectionReason; readonly detail: string }
  /** The file system failed in a way that may pass. */
  | { readonly type: "unreachable"; readonly detail: string }
  | ParserNotice
  /** Bytes were read, though nothing came of them yet. */
  | { readonly type: "alive" }
) & {
  /** Most resident memory that the child has had, where it tells. */
  readonly peakMemoryMb?: number;
};

/** Batches a parser may have sent before the first of them is taken. */
export const batchesAhead = 2;
