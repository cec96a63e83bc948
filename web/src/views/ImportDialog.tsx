import { Button, Modal, Progress } from "@mantine/core";
import { FolderUp, Sparkles, Upload } from "lucide-react";
import { type ReactNode, useRef } from "react";
import type { Run } from "toposcope/contract";
import { chosenFiles } from "../dropped-files.ts";
import { formatBytes, formatPlural, formatShare } from "../format.ts";
import type { FileRow, ImportPhase } from "../import-session.ts";
import type { ChosenFile, ColumnNames } from "../upload.ts";
import { ColumnFields, type ColumnFieldsProps } from "./ColumnFields.tsx";
import { FileRows } from "./FileRows.tsx";
import classes from "./ImportDialog.module.css";
import { RunControls } from "./RunControls.tsx";
import { RunNote } from "./RunNote.tsx";
import { RunProgress } from "./RunProgress.tsx";
import type { Steering } from "./run-words.ts";
import { sentence } from "./sentence.ts";

export interface ImportDialogProps {
  readonly project: string;
  readonly state: ImportPhase;
  readonly rows: readonly FileRow[];
  readonly columns: ColumnNames;
  readonly table: ColumnFieldsProps["table"];
  /** The run under way, once it is known. */
  readonly run: Run | undefined;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  readonly onRemove: (path: string) => void;
  readonly onColumns: (columns: ColumnNames) => void;
  readonly onToggleColumns: (open: boolean) => void;
  readonly onStart: () => void;
  /** What the run was asked for and has not done yet. */
  readonly busyWith: (run: Run) => Steering | null;
  readonly onSteer: (run: Run, steering: Steering) => void;
  /** Begins another import. */
  readonly onAgain: () => void;
  readonly onCancel: () => void;
  readonly onClose: () => void;
}

/** From choosing files to topics: what is done with each file, and how far it is. */
export default function ImportDialog(props: ImportDialogProps) {
  const { project, state, rows, onClose } = props;
  return (
    <Modal opened onClose={onClose} size="lg" title={<ModalTitle state={state} project={project} />}>
      <div className={classes.dialog}>
        {state.phase === "choosing" && <Choose onFiles={props.onFiles} />}
        <Status {...props} />
        {rows.length > 0 && (
          <FileRows rows={rows} onRemove={state.phase === "choosing" ? props.onRemove : undefined} />
        )}
        {state.phase === "choosing" && rows.length > 0 && (
          <ColumnFields
            columns={props.columns}
            table={props.table}
            onColumns={props.onColumns}
            onToggle={props.onToggleColumns}
          />
        )}
        <Actions {...props} />
      </div>
    </Modal>
  );
}

function ModalTitle({ state, project }: { state: ImportPhase; project: string }) {
  const titles = {
    choosing: "Import into",
    sending: "Sending files to",
    importing: "Importing into",
    analyzing: "Finding the topics of",
    done: "Imported into",
    failed: "Import into",
  };
  return (
    <>
      {titles[state.phase]} <strong dir="auto">{project}</strong>
    </>
  );
}

function Choose({ onFiles }: { onFiles: (files: readonly ChosenFile[]) => void }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    if (input.files !== null) onFiles(chosenFiles(input.files));
    input.value = "";
  };
  return (
    <div className={classes.choose}>
      <p>Drop files or folders here.</p>
      <p className={classes.kinds}>
        PDF, Word, text, Markdown, HTML, mail, ZIP, and tables as CSV, JSON, JSONL or Parquet
      </p>
      <div className={classes.buttons}>
        <Button data-autofocus leftSection={<Upload size={16} />} onClick={() => files.current?.click()}>
          Choose files
        </Button>
        <Button
          variant="default"
          leftSection={<FolderUp size={16} />}
          onClick={() => folder.current?.click()}
        >
          Choose a folder
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        webkitdirectory=""
        aria-label="Folder to import"
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}

function Status({ state, rows, run, busyWith, onSteer }: ImportDialogProps) {
  const total = rows.reduce((sum, { size }) => sum + size, 0);
  if (state.phase === "choosing")
    return rows.length === 0 ? null : (
      <p role="status" className={classes.summary}>
        {formatPlural(rows.length, "file")}, {formatBytes(total)}
      </p>
    );
  if (state.phase === "sending") return <Sending sent={Math.min(state.sent, total)} total={total} />;
  if (state.phase === "failed")
    return (
      <div role="alert" className={classes.failed}>
        <strong>{sentence(state.trouble.message)}</strong>
        <p>{sentence(state.trouble.hint)}</p>
      </div>
    );
  if (state.phase === "done") return <Outcome rows={rows} taken={state.taken} />;
  if (run === undefined) return null;
  return (
    <>
      <RunNote run={run} />
      <RunProgress run={run} />
      <RunControls run={run} busy={busyWith(run)} onSteer={(steering) => onSteer(run, steering)} />
    </>
  );
}

function Sending({ sent, total }: { sent: number; total: number }) {
  const share = total === 0 ? 0 : sent / total;
  return (
    <div>
      <p role="status" className={classes.summary}>
        Sending: {formatShare(share)} of {formatBytes(total)}
      </p>
      <Progress value={100 * share} aria-label="Sending files" />
    </div>
  );
}

function Outcome({ rows, taken }: { rows: readonly FileRow[]; taken: boolean }) {
  const documents = rows.reduce((sum, row) => sum + (row.state === "taken" ? row.documents : 0), 0);
  const rejected = rows.filter((row) => row.state === "rejected").length;
  return (
    <p role="status" className={classes.summary}>
      {taken
        ? `${formatPlural(documents, "new document")}. The topics are on the map.`
        : "Nothing could be taken; each row says why."}
      {rejected > 0 && ` ${formatPlural(rejected, "file was", "files were")} not taken.`}
    </p>
  );
}

function Actions(props: ImportDialogProps): ReactNode {
  const { state, rows, onStart, onAgain, onCancel, onClose } = props;
  if (state.phase === "choosing")
    return (
      <div className={classes.actions}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button leftSection={<Sparkles size={16} />} disabled={rows.length === 0} onClick={onStart}>
          Import and find topics
        </Button>
      </div>
    );
  if (state.phase === "sending")
    return (
      <div className={classes.actions}>
        <Button variant="default" onClick={onCancel}>
          Stop sending
        </Button>
      </div>
    );
  if (state.phase === "importing" || state.phase === "analyzing")
    return (
      <div className={classes.actions}>
        <p className={classes.kinds}>You may close this; the work goes on.</p>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </div>
    );
  return (
    <div className={classes.actions}>
      <Button variant="default" onClick={onAgain}>
        Import more
      </Button>
      {state.phase === "failed" && rows.length > 0 && state.source === null ? (
        <Button onClick={onStart}>Try again</Button>
      ) : (
        <Button data-autofocus onClick={onClose}>
          {state.phase === "done" && state.taken ? "Show the map" : "Close"}
        </Button>
      )}
    </div>
  );
}
