import { queryOptions } from "@tanstack/react-query";
import type { TableDescription } from "toposcope/contract";
import { describeTable } from "./api.ts";
import type { ChosenFile, ColumnNames } from "./upload.ts";

/** Columns that the chosen tables have, and what the server takes them for. */
export interface TableColumns {
  readonly columns: readonly { readonly name: string; readonly examples: readonly string[] }[];
  /** In words: a column, or several that make up the text together. */
  readonly guess: ColumnNames;
}

const startBytes = 4 * 1_048_576;
const mostWholeBytes = 32 * 1_048_576;
const mostTables = 3;

/** What must be sent of a table to have it described; undefined where that would be too much, or it is none. */
export function describedPart({ path, file }: ChosenFile): Blob | undefined {
  if (/\.(csv|tsv|tab|jsonl|ndjson)$/i.test(path)) return file.slice(0, startBytes);
  const isWhole = /\.(json|parquet|pq)$/i.test(path);
  return isWhole && file.size <= mostWholeBytes ? file : undefined;
}

/** The tables among chosen files that can be described, the largest first. */
export function describedTables(files: readonly ChosenFile[]): ChosenFile[] {
  return files
    .filter((chosen) => describedPart(chosen) !== undefined)
    .sort((a, b) => b.file.size - a.file.size)
    .slice(0, mostTables);
}

/** Columns of several tables as one choice; what the first one's columns are taken for counts. */
export function joinTables(tables: readonly TableDescription[]): TableColumns {
  const columns = new Map<string, TableDescription["columns"][number]>();
  for (const column of tables.flatMap((table) => table.columns))
    if (!columns.has(column.name)) columns.set(column.name, column);
  const { mapping, joined } = tables[0]?.guess ?? { mapping: {}, joined: [] };
  const named = Object.entries(mapping).filter(([, name]) => name !== null);
  const guess = Object.fromEntries(named) as ColumnNames;
  return {
    columns: [...columns.values()].map(({ name, examples }) => ({ name, examples })),
    guess: joined.length > 0 ? { text: joined.join(" + "), ...guess } : guess,
  };
}

export const tableColumnsQuery = (tables: readonly ChosenFile[]) =>
  queryOptions({
    queryKey: [
      "table-columns",
      ...tables.map(({ path, file: { size, lastModified } }) => [path, size, lastModified]),
    ],
    queryFn: async ({ signal }) => {
      const asked = tables.map((chosen) =>
        describeTable(describedPart(chosen) ?? chosen.file, chosen.path, { signal }),
      );
      const answers = await Promise.allSettled(asked);
      const told = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
      const [first] = answers;
      if (told.length === 0 && first?.status === "rejected") throw first.reason;
      return joinTables(told);
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
