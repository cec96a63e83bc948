import { CloseButton, Loader } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Check, CircleDashed, TriangleAlert, X } from "lucide-react";
import { useRef } from "react";
import { formatBytes, formatPlural } from "../format.ts";
import type { FileRow } from "../import-session.ts";
import classes from "./FileRows.module.css";
import { reasonTexts } from "./reason-texts.ts";
import { sentence } from "./sentence.ts";

export interface FileRowsProps {
  readonly rows: readonly FileRow[];
  /** Absent once the import has begun. */
  readonly onRemove: ((path: string) => void) | undefined;
}

/** A row per file of an import, and where it stands. */
export function FileRows({ rows, onRemove }: FileRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 44,
    getItemKey: (index) => rows[index]?.path ?? index,
    overscan: 8,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label="Files of this import">
      <ul className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <li
              key={row.path}
              ref={virtual.measureElement}
              data-index={index}
              className={classes.row}
              data-state={row.state}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className={classes.icon} aria-hidden="true">
                <StateIcon row={row} />
              </span>
              <span className={classes.path} dir="auto">
                {row.path}
              </span>
              <span className={classes.note}>{stateText(row)}</span>
              {onRemove !== undefined && (
                <CloseButton
                  size="sm"
                  aria-label={`Leave out ${row.path}`}
                  onClick={() => onRemove(row.path)}
                />
              )}
              <Remarks row={row} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function StateIcon({ row }: { row: FileRow }) {
  if (row.state === "sending" || row.state === "reading") return <Loader size={14} />;
  if (row.state === "rejected") return <X size={16} />;
  if (row.state !== "taken") return <CircleDashed size={16} />;
  return row.warnings.length + row.rejections.length > 0 ? <TriangleAlert size={16} /> : <Check size={16} />;
}

function stateText(row: FileRow): string {
  switch (row.state) {
    case "chosen":
      return formatBytes(row.size);
    case "waiting":
      return "waiting";
    case "sending":
      return "being sent";
    case "reading":
      return "being read";
    case "taken":
      return formatPlural(row.documents, "document");
    case "rejected":
      return row.rejections[0] === undefined ? "not taken" : reasonTexts[row.rejections[0].reason];
  }
}

const mostRemarks = 3;

function Remarks({ row }: { row: FileRow }) {
  if (row.state !== "taken" && row.state !== "rejected") return null;
  const warnings = row.state === "taken" ? row.warnings : [];
  const rejections = row.rejections.slice(0, mostRemarks);
  const unsaid = row.rejections.length - rejections.length;
  return (
    <>
      {warnings.slice(0, mostRemarks).map((warning) => (
        <span key={warning} className={classes.remark}>
          {sentence(warning)}
        </span>
      ))}
      {rejections.map((rejection) => (
        <span key={`${rejection.path} ${rejection.row}`} className={classes.remark}>
          {rejection.path !== row.path && `${rejection.path.slice(row.path.length + 1)}: `}
          {rejection.row !== undefined && `Row ${rejection.row}: `}
          {sentence(rejection.detail || reasonTexts[rejection.reason])} {sentence(rejection.hint)}
        </span>
      ))}
      {unsaid > 0 && (
        <span className={classes.remark}>And {unsaid} more; the Sources tab lists them all.</span>
      )}
    </>
  );
}
