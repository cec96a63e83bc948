import { CloseButton, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { DocumentFilter } from "../queries.ts";
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
      <NativeSelect
        size="xs"
        className={classes.select}
        aria-label="Topic"
        value={filter.topic === undefined ? "" : String(filter.topic)}
        onChange={({ currentTarget: { value } }) =>
          onChange(withKey(filter, "topic", value === "" ? undefined : Number(value)))
        }
        data={[
          { value: "", label: "Every topic" },
          ...topics.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <NativeSelect
        size="xs"
        className={classes.select}
        aria-label="Noticed"
        value={filter.flag ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChange(withKey(filter, "flag", value === "" ? undefined : (value as Flag)))
        }
        data={[
          { value: "", label: "Noticed or not" },
          ...flags.map((flag) => ({ value: flag, label: flagTexts[flag] })),
        ]}
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
      <NativeSelect
        size="xs"
        className={classes.select}
        aria-label="Came after the analysis"
        value={filter.arrived ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChange(withKey(filter, "arrived", value === "" ? undefined : (value as Arrival)))
        }
        data={[
          { value: "", label: "Old or new" },
          { value: "placed", label: arrivalTexts.placed },
          { value: "unplaced", label: arrivalTexts.unplaced },
        ]}
      />
      {(roles.length > 0 || filter.role !== undefined) && (
        <NativeSelect
          size="xs"
          className={classes.select}
          aria-label="Said by"
          value={filter.role ?? ""}
          onChange={({ currentTarget: { value } }) => onChange(withKey(filter, "role", value || undefined))}
          data={[
            { value: "", label: "Said by anybody" },
            ...roles.map((role) => ({ value: role, label: `Said by: ${role}` })),
          ]}
        />
      )}
      {(sources.length > 1 || filter.source !== undefined) && (
        <NativeSelect
          size="xs"
          className={classes.select}
          aria-label="Source"
          value={filter.source === undefined ? "" : String(filter.source)}
          onChange={({ currentTarget: { value } }) =>
            onChange(withKey(filter, "source", value === "" ? undefined : Number(value)))
          }
          data={[
            { value: "", label: "Every source" },
            ...sources.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
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
