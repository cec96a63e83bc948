import { Button } from "@mantine/core";
import { FilePlus2, FileText, Folder, Table2, Terminal } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ImportedFile, Rejection, Source } from "toposcope/contract";
import { formatAge, formatCount, formatPlural } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { Empty } from "./Empty.tsx";
import { InPlace } from "./InPlace.tsx";
import classes from "./Records.module.css";
import { reasonTexts } from "./reason-texts.ts";
import { sentence } from "./sentence.ts";

export type SourceListProps =
  | Missing
  | { readonly status: "ready"; readonly sources: readonly Source[]; readonly onImport: () => void };

const icons: Readonly<Record<Source["kind"], ReactNode>> = {
  folder: <Folder size={16} />,
  files: <FileText size={16} />,
  upload: <FilePlus2 size={16} />,
  table: <Table2 size={16} />,
  stdin: <Terminal size={16} />,
};

/** The imports of a project: what was taken from each, and what was not and why. */
export function SourceList(props: SourceListProps) {
  if (props.status !== "ready")
    return <InPlace of={props} rows={4} height={48} label="Fetching the sources" />;
  const { sources, onImport } = props;
  if (sources.length === 0)
    return (
      <Empty title="Nothing imported yet" action={<Button onClick={onImport}>Import files</Button>}>
        Drop files or folders anywhere on this page.
      </Empty>
    );
  return (
    <ul className={`${classes.records} ${classes.list}`}>
      {sources.map((source, at) => (
        <li key={source.id}>
          <SourceRecord source={source} startOpen={at === 0} />
        </li>
      ))}
    </ul>
  );
}

function SourceRecord({ source, startOpen }: { source: Source; startOpen: boolean }) {
  const [open, setOpen] = useState(startOpen);
  const { kind, location, documents, files, rejections, createdAt } = source;
  const rejected = new Set(rejections.map(({ path }) => path));
  const taken = files.filter((file) => file.documents > 0 || !rejected.has(file.path));
  return (
    <details className={classes.record} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={classes.kind} aria-hidden="true">
          {icons[kind]}
        </span>
        <h2 className={classes.title} dir="auto">
          {location}
        </h2>
        <span className={classes.facts}>
          {formatAge(createdAt)} · {formatPlural(documents, "document")}
          {rejections.length > 0 && (
            <span className={classes.bad}> · {formatCount(rejections.length)} not taken</span>
          )}
        </span>
      </summary>
      {open && (
        <div className={classes.content}>
          {rejections.length > 0 && (
            <Portion
              heading="Not taken"
              rows={rejections}
              row={(rejection, at) => <RejectionRow key={at} rejection={rejection} />}
            />
          )}
          <Portion heading="Taken" rows={taken} row={(file) => <FileLine key={file.path} file={file} />} />
        </div>
      )}
    </details>
  );
}

const portion = 100;

interface PortionProps<T> {
  readonly heading: string;
  readonly rows: readonly T[];
  readonly row: (item: T, at: number) => ReactNode;
}

/** A list that shows its first hundred rows, and more when asked. */
function Portion<T>({ heading, rows, row }: PortionProps<T>) {
  const [shown, setShown] = useState(portion);
  return (
    <section>
      <h3 className={classes.heading}>
        {heading} ({formatCount(rows.length)})
      </h3>
      <ul>{rows.slice(0, shown).map(row)}</ul>
      {rows.length > shown && (
        <Button size="xs" variant="subtle" onClick={() => setShown(shown + 10 * portion)}>
          Show more
        </Button>
      )}
    </section>
  );
}

/** A file or row that was not taken: why, and what to do. */
function RejectionRow({ rejection }: { rejection: Rejection }) {
  const { path, row, reason, detail, hint } = rejection;
  return (
    <li className={classes.line}>
      <span className={classes.path} dir="auto">
        {path}
        {row !== undefined && `, row ${formatCount(row)}`}
      </span>
      <span className={classes.reason}>
        <strong>{reasonTexts[reason]}</strong>
        {detail !== "" && `: ${detail}`}
      </span>
      <span className={classes.hint}>{sentence(hint)}</span>
    </li>
  );
}

function FileLine({ file }: { file: ImportedFile }) {
  return (
    <li className={classes.line}>
      <span className={classes.path} dir="auto">
        {file.path}
      </span>
      <span className={classes.count}>{formatPlural(file.documents, "document")}</span>
      {file.warnings.map((warning) => (
        <span key={warning} className={classes.hint}>
          {sentence(warning)}
        </span>
      ))}
    </li>
  );
}
