import pg from "pg";

/** A piece of SQL with its values apart from its text, so that no value can ever be read as SQL. */
export class Sql {
  readonly parts: readonly string[];
  readonly values: readonly unknown[];

  constructor(parts: readonly string[], values: readonly unknown[]) {
    this.parts = parts;
    this.values = values;
  }
}

/**
 * Writes SQL: every `${value}` is bound, every `${fragment}` that is itself `sql` is woven in.
 * Arrays bind as PostgreSQL arrays, Buffers as bytea; wrap what goes into a jsonb column in `json`.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  const parts = [strings[0] as string];
  const bound: unknown[] = [];
  values.forEach((value, index) => {
    const next = strings[index + 1] as string;
    if (value instanceof Sql) {
      const [first = "", ...others] = value.parts;
      parts.push((parts.pop() ?? "") + first, ...others);
      parts.push((parts.pop() ?? "") + next);
      bound.push(...value.values);
    } else {
      bound.push(value);
      parts.push(next);
    }
  });
  return new Sql(parts, bound);
}

/** SQL text that holds no values, such as the contents of a migration file. */
export function sqlText(text: string): Sql {
  return new Sql([text], []);
}

/** SQL that was written elsewhere with `$1`, `$2` … in it. */
export function placeholderSql(text: string, values: readonly unknown[]): Sql {
  return new Sql([text], values);
}

/** Puts fragments one after the other: `join(conditions, " and ")`. */
export function join(fragments: readonly Sql[], separator: ", " | " and " | " or " | " union all "): Sql {
  return fragments.reduce(
    (all, fragment, index) => (index === 0 ? fragment : sql`${all}${sqlText(separator)}${fragment}`),
    sqlText(""),
  );
}

/** The text that goes over the wire, with `$1`, `$2` … where values are bound. */
export function boundText(query: Sql): string {
  return query.parts.reduce((text, part, index) => (index === 0 ? part : `${text}$${index}${part}`), "");
}

/** The values that go with `boundText`; texts are made storable, wherever they come from. */
export function boundValues({ values }: Sql): unknown[] {
  return values.map((value) => {
    if (typeof value === "string") return storableText(value);
    return isTexts(value) ? value.map(storableText) : value;
  });
}

function isTexts(value: unknown): value is string[] {
  return (
    Array.isArray(value) && typeof value[0] === "string" && value.every((entry) => typeof entry === "string")
  );
}

/** The text with its values written into it as literals, for COPY, which takes no bound values. */
export function literalText(query: Sql): string {
  return query.parts.reduce(
    (text, part, index) => (index === 0 ? part : text + literal(query.values[index - 1]) + part),
    "",
  );
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return value < 0 ? `(${value})` : String(value);
  if (typeof value === "string") return pg.escapeLiteral(value);
  if (Buffer.isBuffer(value)) return `'\\x${value.toString("hex")}'::bytea`;
  if (value instanceof Date) return `'${value.toISOString()}'::timestamptz`;
  if (Array.isArray(value) && value.every((entry) => typeof entry === "number" && Number.isFinite(entry)))
    return `'{${value.join(",")}}'`;
  throw new TypeError(`a ${typeof value} cannot be written as an SQL literal`);
}

/** The same text without what PostgreSQL cannot hold (NUL, halves of surrogate pairs); its length stays. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

const unstorableEscape = /\\(?:\\|u0000|u[dD][89a-fA-F][0-9a-fA-F]{2})/g;

/** A value as the JSON text of a jsonb column. */
export function json(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.replace(unstorableEscape, (found) => (found === "\\\\" ? found : "\uFFFD"));
}

/** PostgreSQL types of the columns that `rowsOf` sends. */
type ColumnType =
  | "bigint"
  | "int"
  | "real"
  | "double precision"
  | "text"
  | "boolean"
  | "bytea"
  | "jsonb"
  | "timestamptz";

/**
 * Rows as a table to select from: `insert into t (a, b) select a, b from ${rowsOf(rows, { a: ["int", (row) => row.a], … })}`.
 * It is called `rows`, and `ordinality` counts from 1. One bound array per column, however many rows. In a jsonb column
 * null is JSON's null, and undefined is SQL's.
 */
export function rowsOf<Row>(
  rows: readonly Row[],
  columns: Readonly<Record<string, readonly [type: ColumnType, of: (row: Row) => unknown]>>,
): Sql {
  const entries = Object.entries(columns);
  const arrays = entries.map(
    ([, [type, of]]) => sql`${rows.map((row) => arrayEntry(type, of(row)))}::${sqlText(`${type}[]`)}`,
  );
  const names = entries.map(([name]) => sqlText(name));
  return sql`unnest(${join(arrays, ", ")}) with ordinality as rows(${join(names, ", ")}, ordinality)`;
}

function arrayEntry(type: ColumnType, value: unknown): unknown {
  if (value === undefined) return null;
  if (type === "jsonb") return json(value);
  return type === "text" && value !== null ? storableText(value as string) : value;
}
