import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import classes from "./SearchBox.module.css";

export interface SearchBoxProps {
  readonly query: string;
  readonly disabled: boolean;
  /** Waits this long after the last key before it searches. */
  readonly settleMs?: number;
  readonly onSearch: (query: string) => void;
  /** Enter on a query that was searched already: to the next hit, or with Shift to the one before. */
  readonly onStep: (by: 1 | -1) => void;
}

export const searchBoxId = "search-box";

/** The search over all passages of a project. */
export function SearchBox({ query, disabled, settleMs = 350, onSearch, onStep }: SearchBoxProps) {
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === query) return;
    const timer = setTimeout(() => onSearch(wanted), settleMs);
    return () => clearTimeout(timer);
  }, [text, query, settleMs, onSearch]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (text.trim() === query) onStep(event.shiftKey ? -1 : 1);
      else onSearch(text.trim());
    }
    if (event.key === "Escape" && text !== "") {
      event.stopPropagation();
      setText("");
      onSearch("");
    }
  };
  return (
    <search className={classes.search}>
      <TextInput
        id={searchBoxId}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        aria-label="Search passages"
        aria-keyshortcuts="/"
        placeholder="Search in meaning and words"
        maxLength={2_000}
        disabled={disabled}
        value={text}
        leftSection={<Search size={16} />}
        rightSection={
          text === "" ? (
            <Kbd size="xs" aria-hidden="true">
              /
            </Kbd>
          ) : (
            <CloseButton
              size="sm"
              aria-label="Clear search"
              onClick={() => {
                setText("");
                onSearch("");
              }}
            />
          )
        }
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}
