import { useQuery } from "@tanstack/react-query";
import type { Run } from "toposcope/contract";
import { compareRunsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import CompareDialog from "../views/CompareDialog.tsx";
import ConfirmDialog from "../views/ConfirmDialog.tsx";
import NameDialog from "../views/NameDialog.tsx";
import { runTitle } from "../views/run-words.ts";
import type { Versions } from "./use-versions.ts";

/** What is asked about a version of the topics, and the answer as far as it is given. */
export type VersionQuestion =
  | { readonly kind: "rename"; readonly run: number; readonly typed?: string }
  | { readonly kind: "delete"; readonly run: number }
  | { readonly kind: "compare"; readonly run: number; readonly with: number };

interface VersionQuestionsProps {
  readonly project: string;
  readonly question: VersionQuestion;
  readonly runs: readonly Run[];
  readonly versions: Versions;
  readonly onAsk: (question: VersionQuestion | null) => void;
}

/** Asks for a name, for a comparison, or whether an analysis is to go. */
export default function VersionQuestions(props: VersionQuestionsProps) {
  const { project, question, runs, versions, onAsk } = props;
  const run = runs.find(({ id }) => id === question.run);
  if (run === undefined) return null;
  const close = () => onAsk(null);
  if (question.kind === "compare")
    return <Compare project={project} runs={runs} question={question} onAsk={onAsk} />;
  if (question.kind === "rename")
    return (
      <NameDialog
        title={`Rename ${runTitle(run)}`}
        action="Rename"
        name={run.name ?? ""}
        mayBeEmpty
        typed={question.typed ?? run.name ?? ""}
        onType={(typed) => onAsk({ ...question, typed })}
        saving={versions.busy === run.id}
        trouble={null}
        onSave={(name) => versions.change({ does: "rename", run, name: name === "" ? null : name }, close)}
        onClose={close}
      />
    );
  return (
    <ConfirmDialog
      title={`Delete ${runTitle(run)}?`}
      action="Delete"
      busy={versions.busy === run.id}
      onConfirm={() => versions.change({ does: "delete", run }, close)}
      onClose={close}
    >
      Its topics, its map and the edits of its topics go with it, and cannot be brought back. The documents
      stay.
      {run.current && " The newest other analysis takes its place."}
    </ConfirmDialog>
  );
}

function Compare({
  project,
  runs,
  question,
  onAsk,
}: Pick<VersionQuestionsProps, "project" | "runs" | "onAsk"> & {
  question: VersionQuestion & { kind: "compare" };
}) {
  const { run: after, with: before } = question;
  const comparison = stateOf(useQuery(compareRunsQuery(project, { a: before, b: after })));
  return (
    <CompareDialog
      runs={runs.filter(({ kind, state }) => kind === "analysis" && state === "completed")}
      before={before}
      after={after}
      comparison={comparison}
      onBefore={(other) => onAsk({ ...question, with: other })}
      onAfter={(other) => onAsk({ ...question, run: other })}
      onClose={() => onAsk(null)}
    />
  );
}
