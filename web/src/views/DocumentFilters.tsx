import { CloseButton, SegmentedControl, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { DocumentFilter } from "../queries.ts";
import { Choice } from "./Choice.tsx";
import classes from "./DocumentFilters.module.css";
import { arrivalTexts, type Flag, flags, flagTexts } from "./flag-texts.ts";

export interface DocumentFiltersProps {
  readonly filter: DocumentFilter;
  readonly topics: readonly { readonly id: number; readonly name: string }[];
  /** Who speaks in the project's conversations. */
  readonly roles: readonly string[];
  readonly sources: readonly { readonly id: number; readonly name: string }[];
  /** What narrows to answers to facets. */
  readonly answers: ReactNode;
  /** What is beside the filters. */
  readonly tools: ReactNode;
  readonly summary: string;
  readonly onChange: (filter: DocumentFilter) => void;
}

type Arrival = NonNullable<DocumentFilter["arrived"]>;

const arrivals: readonly { readonly value: Arrival; readonly label: string }[] = [
  { value: "placed", label: arrivalTexts.placed },
  { value: "unplaced", label: arrivalTexts.unplaced },
];
const settleMs = 300;

/** What the table of documents is narrowed to. */
export function DocumentFilters(props: DocumentFiltersProps) {
  const { filter, topics, roles, sources, answers, tools, summary, onChange } = props;
  const [text, setText] = useState(filter.text ?? "");
  useEffect(() => {
    const wanted = text.trim() || undefined;
    if (wanted === filter.text) return;
    const timer = setTimeout(() => onChange(withKey(filter, "text", wanted)), settleMs);
    return () => clearTimeout(timer);
  }, [text, filter, onChange]);
  return (
    <search className={classes.filters} aria-label="Filter documents">
      <TextInput
        size="xs"
        className={classes.text}
        aria-label="Words in title or text"
        placeholder="Words in title or text"
        leftSection={<Search size={14} />}
        rightSection={
          text !== "" && <CloseButton size="xs" aria-label="Empty this filter" onClick={() => setText("")} />
        }
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Choice
        label="Topic"
        bare={classes.select}
        every="Every topic"
        value={filter.topic === undefined ? undefined : String(filter.topic)}
        choices={topics.map(({ id, name }) => ({ value: String(id), label: name }))}
        onValue={(value) => onChange(withKey(filter, "topic", value === "" ? undefined : Number(value)))}
      />
      <Choice
        label="Noticed"
        bare={classes.select}
        every="Noticed or not"
        value={filter.flag}
        choices={flags.map((flag) => ({ value: flag, label: flagTexts[flag] }))}
        onValue={(value) => onChange(withKey(filter, "flag", value === "" ? undefined : (value as Flag)))}
      />
      <SegmentedControl
        size="xs"
        aria-label="Set aside"
        value={filter.setAside === undefined ? "all" : filter.setAside ? "aside" : "kept"}
        onChange={(value) =>
          onChange(withKey(filter, "setAside", value === "all" ? undefined : value === "aside"))
        }
        data={[
          { value: "all", label: "All" },
          { value: "kept", label: "Kept" },
          { value: "aside", label: "Set aside" },
        ]}
      />
      <Choice
        label="Came after the analysis"
        bare={classes.select}
        every="Old or new"
        value={filter.arrived}
        choices={arrivals}
        onValue={(value) =>
          onChange(withKey(filter, "arrived", value === "" ? undefined : (value as Arrival)))
        }
      />
      {(roles.length > 0 || filter.role !== undefined) && (
        <Choice
          label="Said by"
          bare={classes.select}
          every="Said by anybody"
          value={filter.role}
          choices={roles.map((role) => ({ value: role, label: `Said by: ${role}` }))}
          onValue={(value) => onChange(withKey(filter, "role", value || undefined))}
        />
      )}
      {(sources.length > 1 || filter.source !== undefined) && (
        <Choice
          label="Source"
          bare={classes.select}
          every="Every source"
          value={filter.source === undefined ? undefined : String(filter.source)}
          choices={sources.map(({ id, name }) => ({ value: String(id), label: name }))}
          onValue={(value) => onChange(withKey(filter, "source", value === "" ? undefined : Number(value)))}
        />
      )}
      {answers}
      {tools}
      <p className={classes.summary} role="status">
        {summary}
      </p>
    </search>
  );
}

function withKey<K extends keyof DocumentFilter>(
  filter: DocumentFilter,
  key: K,
  value: DocumentFilter[K] | undefined,
): DocumentFilter {
  const { [key]: _, ...rest } = filter;
  return value === undefined ? rest : { ...rest, [key]: value };
}
