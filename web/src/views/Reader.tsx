import { ActionIcon, Badge, Button, Tooltip } from "@mantine/core";
import { ChevronDown, ChevronUp } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { DocumentDetail } from "toposcope/contract";
import { formatLanguage, formatPages, formatPlural, formatScore } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { arrivalTexts, flagTexts } from "./flag-texts.ts";
import { InPlace } from "./InPlace.tsx";
import { Panel } from "./Panel.tsx";
import classes from "./Reader.module.css";
import { type Block, layOutText, layOutTurns, type Mark } from "./reader-layout.ts";
import { TopicDot } from "./TopicDot.tsx";

export type ReaderProps = {
  readonly onClose: () => void;
  readonly back: boolean;
  readonly focusKey?: string | undefined;
} & (Missing | ReadyReader);

interface ReadyReader {
  readonly status: "ready";
  readonly document: DocumentDetail;
  /** The passage that is marked. */
  readonly chunk: number | undefined;
  /** A stretch of the text that is marked in its place. */
  readonly mark: Mark | undefined;
  readonly colorOf: (topic: number | null) => string | null;
  readonly onChunk: (chunk: number) => void;
  readonly onTopic: (topic: number) => void;
  readonly onDocument: (document: number) => void;
  readonly onSetAside: (setAside: boolean) => void;
  readonly onDelete: () => void;
  /** What is known of the document beside its text. */
  readonly answers?: ReactNode;
  /** What comes after the text. */
  readonly after?: ReactNode;
}

/** A document to read, one passage of it marked. */
export function Reader(props: ReaderProps) {
  const { onClose, back, focusKey } = props;
  const shared = {
    onClose,
    back,
    closeLabel: back ? "Back" : "Close document",
    focusKey,
  };
  if (props.status !== "ready")
    return (
      <Panel title="Document" {...shared}>
        <InPlace of={props} rows={12} height={14} label="Fetching the document" />
      </Panel>
    );
  return (
    <Panel {...shared} title={props.document.title} subtitle={<Facts document={props.document} />}>
      <div className={classes.reader}>
        <Steps {...props} />
        <About {...props} />
        {props.answers}
        <Text document={props.document} chunk={props.chunk} mark={props.mark} />
        <div className={classes.after}>{props.after}</div>
        <Metadata metadata={props.document.metadata} />
      </div>
    </Panel>
  );
}

function Facts({ document }: { document: DocumentDetail }) {
  const { date, label, language, words, pages, path, row } = document;
  const facts = [
    date?.slice(0, 10),
    label,
    language === null ? null : formatLanguage(language),
    formatPlural(words, "word"),
    pages === null ? null : formatPlural(pages, "page"),
    row === null ? path : `${path}, row ${row}`,
  ].filter((fact) => fact != null && fact !== "");
  return <span dir="auto">{facts.join(" · ")}</span>;
}

/** Where the marked passage stands among the document's, and the way to its neighbours. */
function Steps({ document, chunk, onChunk }: ReadyReader) {
  const { chunks } = document;
  if (chunks.length === 0) return null;
  const at = chunks.findIndex(({ id }) => id === chunk);
  const current = chunks[at];
  const earlier = chunks[at - 1];
  const later = at === -1 ? chunks[0] : chunks[at + 1];
  const place =
    current === undefined
      ? []
      : [current.pages === null ? null : formatPages(current.pages), ...current.headingPath];
  return (
    <nav className={classes.steps} aria-label="Passages of this document">
      <p className={classes.place}>
        <span role="status">
          {current === undefined
            ? formatPlural(chunks.length, "passage")
            : `Passage ${at + 1} of ${chunks.length}`}
        </span>
        <span className={classes.path} dir="auto">
          {place.filter(Boolean).join(" › ")}
        </span>
      </p>
      <Step step="before" label="Passage before" keys="[" to={earlier?.id} onChunk={onChunk}>
        <ChevronUp size={16} />
      </Step>
      <Step step="next" label="Next passage" keys="]" to={later?.id} onChunk={onChunk}>
        <ChevronDown size={16} />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly step: "before" | "next";
  readonly label: string;
  readonly keys: string;
  /** Where it leads; nowhere at an end. */
  readonly to: number | undefined;
  readonly onChunk: (chunk: number) => void;
  readonly children: ReactNode;
}

function Step({ step, label, keys, to, onChunk, children }: StepProps) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon
        variant="default"
        aria-label={label}
        aria-keyshortcuts={keys}
        data-step={step}
        disabled={to === undefined}
        onClick={() => to !== undefined && onChunk(to)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function About({ document, colorOf, onTopic, onDocument, onSetAside, onDelete }: ReadyReader) {
  const { topics, flags, duplicateOf, setAside, arrived } = document;
  return (
    <div className={classes.about}>
      {topics.length > 0 && (
        <ul className={classes.topics} aria-label="Topics of this document">
          {topics.map(({ id, name, rank, relevance }) => (
            <li key={id}>
              <button type="button" className={classes.topic} onClick={() => onTopic(id)}>
                <TopicDot color={colorOf(id)} />
                <span dir="auto">{name}</span>
                <span className={classes.rank}>
                  {rank} {formatScore(relevance)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {arrived !== null && <p className={classes.aside}>{arrivalTexts[arrived]}.</p>}
      {flags.length > 0 && (
        <ul className={classes.flags} aria-label="What was noticed">
          {flags.map(({ flag, detail }) => (
            <li key={flag}>
              <Badge color="yellow" variant="light" tt="none" className={classes.flag}>
                {detail === null || detail === "" ? flagTexts[flag] : `${flagTexts[flag]}: ${detail}`}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.actions}>
        {duplicateOf !== null && (
          <Button size="compact-sm" variant="subtle" onClick={() => onDocument(duplicateOf)}>
            Open the document it repeats
          </Button>
        )}
        {setAside && <span className={classes.aside}>Set aside: left out of analyses.</span>}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onSetAside(!setAside)}>
          {setAside ? "Take it back" : "Set aside"}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onDelete}>
          Delete
        </Button>
      </div>
    </div>
  );
}

function Text({ document, chunk, mark }: Pick<ReadyReader, "document" | "chunk" | "mark">) {
  const article = useRef<HTMLElement>(null);
  const marked = useMemo(
    () => mark ?? document.chunks.find(({ id }) => id === chunk),
    [mark, document, chunk],
  );
  const isConversation = document.turns.length > 0;
  const blocks = useMemo(
    () => (isConversation ? [] : layOutText(document, marked)),
    [document, marked, isConversation],
  );
  useEffect(() => {
    if (marked !== undefined) article.current?.querySelector("mark")?.scrollIntoView({ block: "start" });
  }, [marked]);
  return (
    <article
      ref={article}
      className={classes.text}
      dir="auto"
      aria-label="Text"
      data-long={blocks.length > 400 || undefined}
    >
      {isConversation && <Turns document={document} marked={marked} />}
      {blocks.map((block) => (
        <TextBlock key={block.key} block={block} />
      ))}
    </article>
  );
}

/** A conversation, turn by turn. */
function Turns({ document, marked }: { document: DocumentDetail; marked: Mark | undefined }) {
  const turns = useMemo(() => layOutTurns(document, marked), [document, marked]);
  return (
    <ol className={classes.turns}>
      {turns.map(({ key, role, speaker, blocks }) => (
        <li key={key} className={classes.turn} data-role={role}>
          <p className={classes.speaker} dir="auto">
            {speaker}
          </p>
          {blocks.map((block) => (
            <TextBlock key={block.key} block={block} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function TextBlock({ block }: { block: Block }) {
  if (block.kind === "page")
    return (
      <div className={classes.page}>
        <span>Page {block.page}</span>
      </div>
    );
  const content = block.stretches.map(({ start, text, marked }, at) => {
    const shown = at === block.stretches.length - 1 ? text.trimEnd() : text;
    return marked ? (
      <mark key={start} className={classes.mark}>
        {shown}
      </mark>
    ) : (
      <span key={start}>{shown}</span>
    );
  });
  if (block.kind === "paragraph")
    return (
      <p className={classes.paragraph} dir="auto">
        {content}
      </p>
    );
  const Heading = `h${Math.min(6, block.level + 2)}` as "h3";
  return (
    <Heading className={classes.heading} dir="auto" data-level={block.level}>
      {content}
    </Heading>
  );
}

function Metadata({ metadata }: { metadata: DocumentDetail["metadata"] }) {
  const entries = Object.entries(metadata).filter(([, value]) => value !== null && value !== "");
  if (entries.length === 0) return null;
  return (
    <details className={classes.metadata}>
      <summary>Other columns ({entries.length})</summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt dir="auto">{name}</dt>
            <dd dir="auto">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
