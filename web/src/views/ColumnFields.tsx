import { NativeSelect, TextInput } from "@mantine/core";
import type { TableColumns } from "../table-columns.ts";
import type { ColumnNames, ColumnRole } from "../upload.ts";
import classes from "./ImportDialog.module.css";
import { Waiting } from "./Waiting.tsx";

export interface ColumnFieldsProps {
  readonly columns: ColumnNames;
  /** What the chosen tables have; null where that cannot be told, so that names are typed. */
  readonly table: TableColumns | "loading" | null;
  readonly onColumns: (columns: ColumnNames) => void;
  /** Whether the fields are seen. */
  readonly onToggle: (open: boolean) => void;
}

const fields: readonly { role: ColumnRole; label: string; about: string }[] = [
  { role: "text", label: "Text", about: "the text of each document" },
  { role: "title", label: "Title", about: "its name in lists" },
  { role: "date", label: "Date", about: "when it was written" },
  { role: "label", label: "Label", about: "a category you gave it" },
  { role: "id", label: "Id", about: "kept in exports" },
];

/** Which columns of a table mean what, for those who know better than the guess. */
export function ColumnFields({ columns, table, onColumns, onToggle }: ColumnFieldsProps) {
  return (
    <details className={classes.options} onToggle={({ currentTarget: { open } }) => onToggle(open)}>
      <summary>Columns of tables</summary>
      <p className={classes.kinds}>
        In a table each row is a document. Its columns are guessed from the data; name one where the guess
        would be wrong.
      </p>
      {table === "loading" ? (
        <Waiting rows={2} height={48} label="Looking at the table" />
      ) : (
        <div className={classes.columns}>
          {fields.map(({ role, ...field }) => (
            <ColumnField
              key={role}
              role={role}
              {...field}
              table={table}
              chosen={columns[role]}
              onChoose={(name) => onColumns(withColumn(columns, role, name))}
            />
          ))}
        </div>
      )}
    </details>
  );
}

function withColumn(columns: ColumnNames, role: ColumnRole, name: string | null | undefined): ColumnNames {
  const { [role]: _, ...others } = columns;
  return name === undefined ? others : { ...others, [role]: name };
}

interface ColumnFieldProps {
  readonly role: ColumnRole;
  readonly label: string;
  readonly about: string;
  readonly table: TableColumns | null;
  /** The column named by the user, null for none; undefined while the guess holds. */
  readonly chosen: string | null | undefined;
  readonly onChoose: (name: string | null | undefined) => void;
}

function ColumnField({ role, label, about, table, chosen, onChoose }: ColumnFieldProps) {
  const shared = { size: "xs", label, description: about } as const;
  if (table === null)
    return (
      <TextInput
        {...shared}
        placeholder="guess"
        value={chosen ?? ""}
        onChange={({ currentTarget: { value } }) => onChoose(value || undefined)}
      />
    );
  return (
    <NativeSelect
      {...shared}
      data={choices(table, role, chosen)}
      value={chosen === undefined ? guess : chosen === null ? none : column(chosen)}
      onChange={({ currentTarget: { value } }) =>
        onChoose(value === guess ? undefined : value === none ? null : value.slice(column("").length))
      }
    />
  );
}

const guess = "guess";
const none = "none";
const column = (name: string) => `column ${name}`;

/** The guess comes first, as what holds while nothing is chosen; a name that no table has stays a choice once it is made. */
function choices(table: TableColumns, role: ColumnRole, chosen: string | null | undefined) {
  const known = table.columns.map(({ name, examples }) => ({
    value: column(name),
    label: `${name}${shown(examples)}`,
  }));
  const isKnown = chosen == null || table.columns.some(({ name }) => name === chosen);
  return [
    { value: guess, label: `Guess: ${table.guess[role] ?? "none"}` },
    ...(role === "text" ? [] : [{ value: none, label: "None" }]),
    ...known,
    ...(isKnown ? [] : [{ value: column(chosen), label: chosen }]),
  ];
}

const shownCharacters = 24;
const shownExamples = 2;

function shown(examples: readonly string[]): string {
  const short = examples
    .slice(0, shownExamples)
    .map((text) => (text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1)}…` : text));
  return short.length === 0 ? "" : ` (${short.join(", ")})`;
}
