import { ActionIcon, Tooltip } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Archive, ArchiveRestore, MapPinOff, MapPinPlus, Trash2, TriangleAlert } from "lucide-react";
import { type CSSProperties, useEffect, useRef } from "react";
import type { DocumentListItem, ListedDocument } from "toposcope/contract";
import { formatCount, formatLanguage, formatPlural } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { AnswerCell, AnswerLine } from "./AnswerCell.tsx";
import classes from "./DocumentTable.module.css";
import { Empty } from "./Empty.tsx";
import { arrivalTexts, flagTexts } from "./flag-texts.ts";
import { InPlace } from "./InPlace.tsx";
import { TopicDot } from "./TopicDot.tsx";

export type DocumentTableProps = Missing | ReadyDocumentTable;

interface ReadyDocumentTable {
  readonly status: "ready";
  readonly documents: readonly ListedDocument[];
  /** Those that have a column. */
  readonly facets: readonly string[];
  readonly total: number;
  readonly filtered: boolean;
  readonly selected: number | undefined;
  readonly colorOf: (topic: number | null) => string | null;
  /** Fetches the next page; absent at the end. */
  readonly onMore: (() => void) | undefined;
  readonly onOpen: (document: number) => void;
  readonly onSetAside: (document: number, setAside: boolean) => void;
  readonly onDelete: (document: DocumentListItem) => void;
}

const rowHeight = 46;

const columns = [
  { title: "Title", className: classes.title },
  { title: "Topic", className: classes.topic },
  { title: "Date", className: classes.date },
  { title: "Language", className: classes.language },
  { title: "Words", className: classes.words },
];

/** The documents as rows, fetched as far as was scrolled. */
export function DocumentTable(props: DocumentTableProps) {
  if (props.status !== "ready")
    return <InPlace of={props} rows={10} height={26} label="Fetching the documents" />;
  if (props.total === 0)
    return props.filtered ? (
      <Empty title="No document matches">Change or empty the filters above.</Empty>
    ) : (
      <Empty title="No documents yet">Drop files anywhere on this page to import them.</Empty>
    );
  return <DocumentRows {...props} />;
}

function DocumentRows({ documents, total, onMore, ...row }: ReadyDocumentTable) {
  const { facets } = row;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= documents.length - 20) onMore?.();
  }, [last, documents.length, onMore]);
  const before = rows[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (rows.at(-1)?.end ?? 0);
  return (
    <section ref={scroller} className={classes.scroller} aria-label="Documents">
      <table
        className={classes.table}
        aria-rowcount={total + 1}
        data-facets={facets.length > 0 || undefined}
        style={{ "--facets": facets.length } as CSSProperties}
      >
        <caption className="hidden" aria-live="polite">
          {formatPlural(total, "document")}
        </caption>
        <thead>
          <tr>
            {columns.map(({ title, className }) => (
              <th key={title} scope="col" className={className}>
                {title}
              </th>
            ))}
            {facets.map((facet) => (
              <th key={facet} scope="col" className={classes.facet} dir="auto">
                {facet}
              </th>
            ))}
            <th scope="col" className={classes.action}>
              <span className="hidden">Noticed, and actions</span>
            </th>
          </tr>
        </thead>
        <tbody style={{ "--before": `${before}px`, "--after": `${after}px` } as CSSProperties}>
          {rows.map(({ index }) => {
            const document = documents[index];
            return document === undefined ? null : (
              <DocumentRow key={document.id} document={document} index={index} {...row} />
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface DocumentRowProps
  extends Pick<ReadyDocumentTable, "selected" | "facets" | "colorOf" | "onOpen" | "onSetAside" | "onDelete"> {
  readonly document: ListedDocument;
  readonly index: number;
}

function DocumentRow({ document, index, selected, facets, colorOf, ...does }: DocumentRowProps) {
  const { onOpen, onSetAside, onDelete } = does;
  const { id, title, topicName, topic, date, language, words, flags, setAside, arrived, answers } = document;
  const noticed = flags.map(({ flag }) => flagTexts[flag]).join(", ");
  return (
    <tr
      className={classes.row}
      aria-rowindex={index + 2}
      data-selected={id === selected || undefined}
      data-aside={setAside || undefined}
    >
      <td className={classes.title}>
        <button type="button" onClick={() => onOpen(id)} aria-current={id === selected || undefined}>
          <span dir="auto">{title}</span>
        </button>
        <AnswerLine answers={answers} />
      </td>
      <td className={classes.topic}>
        {topicName === null ? (
          <span className="muted">—</span>
        ) : (
          <span className={classes.topicName}>
            <TopicDot color={colorOf(topic)} />
            <span dir="auto">{topicName}</span>
          </span>
        )}
      </td>
      <td className={classes.date}>{date?.slice(0, 10) ?? ""}</td>
      <td className={classes.language}>{language === null ? "" : formatLanguage(language)}</td>
      <td className={classes.words}>{formatCount(words)}</td>
      {facets.map((facet) => (
        <td key={facet} className={classes.facet}>
          <AnswerCell answer={answers.find((answer) => answer.facet === facet)} />
        </td>
      ))}
      <td className={classes.action}>
        {arrived !== null && (
          <Tooltip label={arrivalTexts[arrived]}>
            <span className={classes.arrived} role="img" aria-label={arrivalTexts[arrived]}>
              {arrived === "placed" ? <MapPinPlus size={15} /> : <MapPinOff size={15} />}
            </span>
          </Tooltip>
        )}
        {noticed !== "" && (
          <Tooltip label={noticed}>
            <span className={classes.noticed} role="img" aria-label={noticed}>
              <TriangleAlert size={15} />
            </span>
          </Tooltip>
        )}
        <Tooltip label={setAside ? "Take back" : "Set aside: leave it out of analyses"}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`${setAside ? "Take back" : "Set aside"} ${title}`}
            onClick={() => onSetAside(id, !setAside)}
          >
            {setAside ? <ArchiveRestore size={15} /> : <Archive size={15} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Delete">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Delete ${title}`}
            onClick={() => onDelete(document)}
          >
            <Trash2 size={15} />
          </ActionIcon>
        </Tooltip>
      </td>
    </tr>
  );
}
