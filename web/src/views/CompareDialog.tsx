import { Modal, NativeSelect } from "@mantine/core";
import type { Run } from "toposcope/contract";
import type { RunComparison } from "toposcope/topic-contract";
import { formatCount, formatPlural, formatScore, formatShare } from "../format.ts";
import type { QueryState } from "../query-state.ts";
import classes from "./CompareDialog.module.css";
import { InPlace } from "./InPlace.tsx";
import { runTitle } from "./run-words.ts";

export interface CompareDialogProps {
  /** The analyses that can be compared. */
  readonly runs: readonly Run[];
  readonly before: number;
  readonly after: number;
  readonly comparison: QueryState<RunComparison>;
  readonly onBefore: (run: number) => void;
  readonly onAfter: (run: number) => void;
  readonly onClose: () => void;
}

/** What became of the topics of one analysis in another. */
export default function CompareDialog(props: CompareDialogProps) {
  const { runs, before, after, comparison, onBefore, onAfter, onClose } = props;
  const data = runs.map((run) => ({ value: String(run.id), label: runTitle(run) }));
  return (
    <Modal opened onClose={onClose} title="Compare analyses" size="xl">
      <div className={classes.dialog}>
        <div className={classes.choice}>
          <NativeSelect
            data-autofocus
            label="Before"
            data={data}
            value={String(before)}
            onChange={({ currentTarget: { value } }) => onBefore(Number(value))}
          />
          <NativeSelect
            label="After"
            data={data}
            value={String(after)}
            onChange={({ currentTarget: { value } }) => onAfter(Number(value))}
          />
        </div>
        {comparison.status === "ready" ? (
          <Comparison {...comparison.data} />
        ) : (
          <InPlace of={comparison} rows={6} height={28} label="Comparing" />
        )}
      </div>
    </Modal>
  );
}

type Matched = RunComparison["topics"][number];

const changes: readonly { change: Matched["change"]; title: string }[] = [
  { change: "new", title: "New" },
  { change: "gone", title: "Gone" },
  { change: "split", title: "Split" },
  { change: "merged", title: "Merged" },
  { change: "regrouped", title: "Regrouped" },
  { change: "grown", title: "Grown" },
  { change: "shrunk", title: "Shrunk" },
  { change: "same", title: "The same" },
];

function Comparison({ chunks, moved, ari, topics }: RunComparison) {
  const share = chunks === 0 ? 0 : (chunks - moved) / chunks;
  return (
    <>
      <p role="status">
        {formatShare(share)} of {formatPlural(chunks, "passage")} that both have in a topic are where they
        were before; {formatPlural(moved, "passage")} moved. Agreement (ARI): {formatScore(ari)}.
      </p>
      {changes.map(({ change, title }) => (
        <Changed key={change} title={title} topics={topics.filter((topic) => topic.change === change)} />
      ))}
    </>
  );
}

function Changed({ title, topics }: { title: string; topics: readonly Matched[] }) {
  if (topics.length === 0) return null;
  return (
    <section>
      <h3 className={classes.heading}>
        {title} ({formatCount(topics.length)})
      </h3>
      <ul>
        {topics.map(({ before, after, shared }) => (
          <li key={[...before, { id: "→" }, ...after].map(({ id }) => id).join(" ")} className={classes.row}>
            <Topics topics={before} none="nothing" />
            <span className={classes.arrow}>
              <span aria-hidden="true">→</span>
              <span className="hidden"> became </span>
            </span>
            <Topics topics={after} none="nothing" />
            <span className={classes.shared}>{shared > 0 && `${formatCount(shared)} in both`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Topics({ topics, none }: { topics: Matched["before"]; none: string }) {
  if (topics.length === 0) return <span className="muted">{none}</span>;
  return (
    <span className={classes.topics}>
      {topics.map(({ id, name, size }) => (
        <span key={id} dir="auto">
          {name} <span className="muted">{formatCount(size)}</span>
        </span>
      ))}
    </span>
  );
}
