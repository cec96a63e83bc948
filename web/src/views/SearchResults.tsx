import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import type { Passage } from "toposcope/contract";
import type { SearchHit, SearchResult } from "toposcope/search-contract";
import type { TopicSearchResult } from "toposcope/topic-contract";
import { formatCount, formatPlural, formatScore } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { Empty } from "./Empty.tsx";
import { InPlace } from "./InPlace.tsx";
import { Panel } from "./Panel.tsx";
import { PassageCard } from "./PassageCard.tsx";
import { RerankingNote } from "./RerankingNote.tsx";
import classes from "./TopicCard.module.css";
import { TopicLinks } from "./TopicLinks.tsx";

export type SearchResultsProps = {
  readonly onClose: () => void;
  /** The query, or the title of what others shall be like. */
  readonly about: string;
  readonly isLike: boolean;
  /** How the search is done. */
  readonly tools: ReactNode;
} & (
  | Missing
  | {
      readonly status: "ready";
      readonly result: SearchResult;
      /** The topics that have most to do with it. */
      readonly topics: TopicSearchResult["hits"];
      /** Whether there may be more hits than these. */
      readonly limited: boolean;
      readonly activeHit: number | null;
      readonly colorOf: (topic: number | null) => string | null;
      readonly onPassage: (passage: Passage) => void;
      /** Searches for others like one. */
      readonly onLike: (passage: Passage) => void;
      readonly onTopic: (topic: number) => void;
      readonly onHover: (topic: number | null) => void;
    }
);

/** The passages that answer a search, the best first. */
export function SearchResults(props: SearchResultsProps) {
  return (
    <Panel
      title="Search"
      subtitle={<SearchStatus {...props} />}
      closeLabel="Close search"
      onClose={props.onClose}
    >
      {props.tools}
      <SearchBody {...props} />
    </Panel>
  );
}

function SearchStatus(props: SearchResultsProps) {
  if (props.status === "loading") return <span role="status">Searching…</span>;
  if (props.status === "failed") return null;
  const { hits, reranking } = props.result;
  return (
    <span role="status">
      {props.limited ? `The best ${hits.length} passages` : formatPlural(hits.length, "passage")}{" "}
      {props.isLike ? "like one of" : "for"} <q dir="auto">{props.about}</q>
      {reranking && (
        <>
          . <RerankingNote {...reranking} />
        </>
      )}
    </span>
  );
}

function noteOf({ rerank }: SearchHit, at: number): string {
  const place = formatCount(at + 1);
  return rerank === null ? place : `${place} · ${formatScore(rerank)}`;
}

function SearchBody(props: SearchResultsProps) {
  const list = useRef<HTMLOListElement>(null);
  const active = props.status === "ready" ? props.activeHit : null;
  useEffect(() => {
    if (active !== null) list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  if (props.status !== "ready") return <InPlace of={props} rows={6} height={84} label="Searching" />;
  const { result, topics, activeHit, colorOf, onPassage, onLike } = props;
  if (result.hits.length === 0 && topics.length === 0)
    return <Empty title="Nothing found">Try other words; whole sentences work too.</Empty>;
  return (
    <div className={classes.card}>
      <TopicLinks
        {...props}
        id="topics-found"
        title="Topics about it"
        noteOf={({ relevance }) => (
          <span title="How much it has to do with the query, 1 is most">{formatScore(relevance)}</span>
        )}
      />
      <ol ref={list} className={classes.stack} aria-label="Passages found">
        {result.hits.map((hit, at) => (
          <li key={hit.chunk}>
            <PassageCard
              passage={hit}
              color={colorOf(hit.topic)}
              active={at === activeHit}
              note={noteOf(hit, at)}
              highlights={hit.highlights}
              onOpen={onPassage}
            />
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`More like this: passage ${at + 1}`}
              onClick={() => onLike(hit)}
            >
              More like this
            </Button>
          </li>
        ))}
      </ol>
    </div>
  );
}
