import { basename } from "node:path";
import type { Context } from "../context.ts";
import type { TableDescription } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import { type ColumnMapping, rejectionReasons } from "../model.ts";
import type { TableDescription as Described } from "./read/describe-table.ts";
import { FileRejected } from "./read/reader.ts";

export interface DescribeTableInput {
  readonly path: string;
  /** Name as shown to the user; default: the path's last part. */
  readonly name?: string;
  readonly mapping?: ColumnMapping;
  readonly signal?: AbortSignal;
}

/**
 * Says what a table holds without reading all of it: columns, examples, how many rows, what the columns are taken for.
 *
 * @throws ToposcopeError PATH_NOT_FOUND, TABLE_UNREADABLE
 */
export async function describeTable(
  { parsers, log, correlationId }: Pick<Context, "parsers" | "log" | "correlationId">,
  { path, name = basename(path), mapping = {}, signal }: DescribeTableInput,
): Promise<TableDescription> {
  try {
    const description = await parsers().describe(path, {
      name,
      mapping,
      correlationId,
      signal,
      observer: { onLost: (lost) => log.warn({ path: name, ...lost }, "a parser was lost") },
    });
    return tableView(description);
  } catch (error) {
    throw error instanceof FileRejected ? tableError(error, name) : error;
  }
}

const tableView = ({ columns, guess, sample, ...rows }: Described): TableDescription => ({
  ...rows,
  columns: columns.map((column) => ({ ...column, examples: [...column.examples] })),
  guess: { ...guess, joined: [...guess.joined] },
  sample: sample as TableDescription["sample"],
});

function tableError(cause: FileRejected, name: string): ToposcopeError {
  const { reason, message } = cause;
  if (reason === "unreadable")
    return new ToposcopeError("PATH_NOT_FOUND", `${name} cannot be read: ${message}`, { cause });
  const hint = reason === "unsupported-type" ? {} : { hint: rejectionReasons[reason] };
  return new ToposcopeError("TABLE_UNREADABLE", `${name}: ${message} (${reason})`, { cause, ...hint });
}
