import { NativeSelect, TextInput } from "@mantine/core";
import type { TableColumns } from "../table-columns.ts";
import type { ColumnNames } from "../upload.ts";
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

const fields: readonly { name: keyof ColumnNames; label: string; about: string }[] = [
  { name: "text", label: "Text", about: "the text of each document" },
  { name: "title", label: "Title", about: "its name in lists" },
  { name: "date", label: "Date", about: "when it was written" },
  { name: "label", label: "Label", about: "a category you gave it" },
  { name: "id", label: "Id", about: "kept in exports" },
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
          {fields.map(({ name, label, about }) => {
            const field = {
              size: "xs",
              label,
              description: about,
              value: columns[name] ?? "",
              onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
                onColumns({ ...columns, [name]: value }),
            } as const;
            return table === null ? (
              <TextInput key={name} {...field} placeholder="guess" />
            ) : (
              <NativeSelect key={name} {...field} data={choices(table, name, field.value)} />
            );
          })}
        </div>
      )}
    </details>
  );
}

const shownCharacters = 24;
const shownExamples = 2;

/** The guess comes first, as what holds while nothing is chosen; a name that no table has stays a choice once it is made. */
function choices({ columns, guess }: TableColumns, role: keyof ColumnNames, chosen: string) {
  const known = columns.map(({ name, examples }) => ({ value: name, label: `${name}${shown(examples)}` }));
  const isKnown = chosen === "" || columns.some(({ name }) => name === chosen);
  return [
    { value: "", label: `Guess: ${guess[role] ?? "none"}` },
    ...known,
    ...(isKnown ? [] : [{ value: chosen, label: chosen }]),
  ];
}

function shown(examples: readonly string[]): string {
  const short = examples
    .slice(0, shownExamples)
    .map((text) => (text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1)}…` : text));
  return short.length === 0 ? "" : ` (${short.join(", ")})`;
}
