import { Badge, Button, Table } from "@mantine/core";
import { Download, Sparkles } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Run, Timing } from "toposcope/contract";
import { formatAge, formatCount, formatDuration } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { Empty } from "./Empty.tsx";
import { InPlace } from "./InPlace.tsx";
import classes from "./Records.module.css";
import { RunControls, type RunControlsProps } from "./RunControls.tsx";
import { RunNote } from "./RunNote.tsx";
import { RunProgress } from "./RunProgress.tsx";
import { stageName } from "./RunStages.tsx";
import { plainTitle, runTitle, type Steering, stateWord } from "./run-words.ts";
import { type VersionAction, VersionTools } from "./VersionTools.tsx";

export type RunListProps =
  | Missing
  | {
      readonly status: "ready";
      readonly runs: readonly Run[];
      /** How a run was made and how long it took, fetched when it is opened. */
      readonly detailsOf: (run: Run) => ReactNode;
      /** What a run was asked for and has not done yet. */
      readonly busyWith: (run: Run) => Steering | null;
      /** The run that is being renamed, shown or deleted. */
      readonly changing: number | null;
      readonly onSteer: (run: Run, steering: Steering) => void;
      readonly onVersion: (run: Run, action: VersionAction) => void;
      readonly onAnalyze: (() => void) | undefined;
      /** What language models would be asked behind another analysis, and what that would cost. */
      readonly expected: string | null;
    };

/** Imports and analyses, the newest first. */
export function RunList(props: RunListProps) {
  if (props.status !== "ready") return <InPlace of={props} rows={5} height={48} label="Fetching the runs" />;
  const { runs, detailsOf, busyWith, changing, onSteer, onVersion, onAnalyze, expected } = props;
  if (runs.length === 0) return <Empty title="Nothing has run yet">Import something first.</Empty>;
  return (
    <div className={classes.records}>
      {onAnalyze !== undefined && (
        <div className={classes.tools}>
          <p className="muted">Each analysis is kept. You can go back to any that is done. {expected}</p>
          <Button size="xs" variant="default" leftSection={<Sparkles size={14} />} onClick={onAnalyze}>
            Find topics again
          </Button>
        </div>
      )}
      <ul className={classes.list}>
        {runs.map((run) => (
          <li key={run.id}>
            <RunRecord
              run={run}
              busy={busyWith(run)}
              details={detailsOf(run)}
              comparable={runs.some((other) => isVersion(other) && other.id !== run.id)}
              changing={changing === run.id}
              onSteer={(steering) => onSteer(run, steering)}
              onVersion={(action) => onVersion(run, action)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

const stateColors: Readonly<Record<Run["state"], string>> = {
  pending: "gray",
  running: "tarn",
  paused: "yellow",
  waiting: "yellow",
  completed: "green",
  failed: "red",
  cancelled: "gray",
};

const isVersion = ({ kind, state }: Run) => kind === "analysis" && state === "completed";

interface RunRecordProps extends RunControlsProps {
  readonly details: ReactNode;
  readonly comparable: boolean;
  readonly changing: boolean;
  readonly onVersion: (action: VersionAction) => void;
}

function RunRecord({ run, busy, details, comparable, changing, onSteer, onVersion }: RunRecordProps) {
  const active = run.finishedAt === null;
  const [open, setOpen] = useState(active || run.state === "failed");
  const seconds =
    run.finishedAt === null ? null : (Date.parse(run.finishedAt) - Date.parse(run.createdAt)) / 1_000;
  return (
    <details className={classes.record} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={classes.kind} aria-hidden="true">
          {run.kind === "import" ? <Download size={16} /> : <Sparkles size={16} />}
        </span>
        <h2 className={classes.title} dir="auto">
          {runTitle(run)}
          {run.current && (
            <Badge size="sm" variant="light" tt="none">
              shown
            </Badge>
          )}
        </h2>
        <span className={classes.facts}>
          {[
            run.name === null ? null : plainTitle(run),
            formatAge(run.createdAt),
            run.model,
            seconds === null ? null : formatDuration(seconds),
          ]
            .filter((fact) => fact !== null)
            .join(" · ")}
        </span>
        <Badge variant="dot" color={stateColors[run.state]} tt="none">
          {stateWord(run)}
        </Badge>
      </summary>
      {open && (
        <div className={classes.content}>
          <RunNote run={run} />
          <RunControls run={run} busy={busy} onSteer={onSteer} />
          {!run.queued && <RunProgress run={run} />}
          {run.kind === "analysis" && (
            <VersionTools run={run} comparable={comparable} busy={changing} onAction={onVersion} />
          )}
          {!run.queued && details}
        </div>
      )}
    </details>
  );
}

/** How long the batches of each stage took. */
export function TimingsTable({ timings }: { timings: readonly Timing[] }) {
  if (timings.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.wide} tabIndex={0} aria-label="Timings of batches">
      <Table fz="xs" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Stage</Table.Th>
            <Table.Th scope="col">Batches</Table.Th>
            <Table.Th scope="col">Mean</Table.Th>
            <Table.Th scope="col">Shortest</Table.Th>
            <Table.Th scope="col">Longest</Table.Th>
            <Table.Th scope="col">Total</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {timings.map(({ stage, count, meanMs, minMs, maxMs, totalMs }) => (
            <Table.Tr key={stage}>
              <Table.Th scope="row">{stageName(stage)}</Table.Th>
              <Table.Td>{formatCount(count)}</Table.Td>
              <Table.Td>{formatMilliseconds(meanMs)}</Table.Td>
              <Table.Td>{formatMilliseconds(minMs)}</Table.Td>
              <Table.Td>{formatMilliseconds(maxMs)}</Table.Td>
              <Table.Td>{formatMilliseconds(totalMs)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

const formatMilliseconds = (milliseconds: number) =>
  milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : formatDuration(milliseconds / 1_000);
