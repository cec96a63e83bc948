import { NativeSelect, Slider, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { formatPlural } from "../format.ts";
import type { SearchOnly } from "../search-asked.ts";
import classes from "./SearchTools.module.css";

export interface SearchToolsProps {
  /** Percent. */
  readonly meaning: number;
  readonly only: SearchOnly;
  readonly topics: readonly { readonly id: number; readonly name: string }[];
  readonly onMeaning: (percent: number) => void;
  readonly onOnly: (change: SearchOnly) => void;
}

const fields = [
  { key: "language", label: "Language", placeholder: "en" },
  { key: "label", label: "Label", placeholder: "" },
  { key: "from", label: "From", placeholder: "2023 or 2023-05-31" },
  { key: "to", label: "To", placeholder: "2024" },
  { key: "column", label: "Column of a table", placeholder: "region=north" },
] as const;
const settleMs = 400;

/** How much meaning counts beside words, and in which documents to look. */
export function SearchTools({ meaning, only, topics, onMeaning, onOnly }: SearchToolsProps) {
  const [shown, setShown] = useState(meaning);
  useEffect(() => setShown(meaning), [meaning]);
  const count = Object.keys(only).length;
  return (
    <section className={classes.tools} aria-label="How to search">
      <div className={classes.ends}>
        <span>Words</span>
        <span>Meaning</span>
      </div>
      <Slider
        size="sm"
        min={0}
        max={100}
        step={5}
        label={null}
        value={shown}
        onChange={setShown}
        onChangeEnd={onMeaning}
        thumbLabel="Words or meaning"
        thumbValueText={(percent) => `${percent} percent meaning, ${100 - percent} percent words`}
      />
      <details className={classes.filters} open={count > 0}>
        <summary>{count === 0 ? "Everywhere" : `Narrowed by ${formatPlural(count, "filter")}`}</summary>
        <div className={classes.fields}>
          {topics.length > 0 && (
            <NativeSelect
              size="xs"
              label="Topic"
              value={only.topic ?? ""}
              onChange={({ currentTarget: { value } }) => onOnly({ topic: value })}
              data={[
                { value: "", label: "Every topic" },
                ...topics.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
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
      </details>
    </section>
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
