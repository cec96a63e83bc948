import type { RejectionReason } from "../../model.ts";

/** A row's cells by column name, as the format gives them: text from CSV, any JSON value, Parquet's own types. */
export type Cells = Readonly<Record<string, unknown>>;

/** What a table's format finds, in file order, before anyone knows what its columns mean. */
export type RowEvent =
  | {
      readonly type: "row";
      /** 1-based: data row of a CSV file, element of a JSON list, line of a JSONL file. */
      readonly row: number;
      readonly cells: Cells;
      /** Characters that the row takes in the file, where the format is text. */
      readonly characters?: number;
    }
  | {
      readonly type: "rejection";
      readonly row: number;
      readonly reason: RejectionReason;
      readonly detail: string;
    }
  | { readonly type: "warning"; readonly row?: number; readonly message: string };
