import { TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { formatPlural } from "../format.ts";
import { countOnly, type Only } from "../search-asked.ts";
import { Choice } from "./Choice.tsx";
import classes from "./Narrowing.module.css";

export interface NarrowingProps {
  readonly only: Only;
  readonly topics: readonly { readonly id: number; readonly name: string }[];
  /** Who speaks in the project's conversations. */
  readonly roles: readonly string[];
  /** What was imported, and when. */
  readonly sources: readonly { readonly id: number; readonly name: string }[];
  /** What narrows to answers to facets; absent where there are none. */
  readonly answers?: ReactNode;
  readonly onOnly: (change: Only) => void;
}

const fields = [
  { key: "language", label: "Language", placeholder: "en" },
  { key: "label", label: "Label", placeholder: "" },
  { key: "from", label: "From", placeholder: "2023 or 2023-05-31" },
  { key: "to", label: "To", placeholder: "2024" },
  { key: "column", label: "Column of a table", placeholder: "region=north" },
] as const;
const settleMs = 400;

/** In which documents, and in whose words, something is looked for. */
export function Narrowing({ only, topics, roles, sources, answers, onOnly }: NarrowingProps) {
  const count = countOnly(only);
  return (
    <details className={classes.narrowing} open={count > 0}>
      <summary>{count === 0 ? "Everywhere" : `Narrowed by ${formatPlural(count, "filter")}`}</summary>
      <div className={classes.fields}>
        {topics.length > 0 && (
          <Choice
            label="Topic"
            every="Every topic"
            value={only.topic}
            choices={topics.map(({ id, name }) => ({ value: String(id), label: name }))}
            onValue={(topic) => onOnly({ topic })}
          />
        )}
        {(roles.length > 0 || only.role !== undefined) && (
          <Choice
            label="Said by"
            every="Anybody"
            value={only.role}
            choices={roles.map((role) => ({ value: role, label: role }))}
            onValue={(role) => onOnly({ role })}
          />
        )}
        {(sources.length > 1 || only.source !== undefined) && (
          <Choice
            label="Source"
            every="Every source"
            value={only.source}
            choices={sources.map(({ id, name }) => ({ value: String(id), label: name }))}
            onValue={(source) => onOnly({ source })}
          />
        )}
        {fields.map(({ key, ...texts }) => (
          <FilterField
            key={key}
            {...texts}
            value={only[key] ?? ""}
            onValue={(value) => onOnly({ [key]: value })}
          />
        ))}
      </div>
      <div className={classes.answers}>{answers}</div>
    </details>
  );
}

interface FilterFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function FilterField({ label, placeholder, value, onValue }: FilterFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onValue(text), settleMs);
    return () => clearTimeout(timer);
  }, [text, value, onValue]);
  return (
    <TextInput
      size="xs"
      label={label}
      placeholder={placeholder}
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
