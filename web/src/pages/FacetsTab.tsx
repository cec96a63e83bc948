import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LayoutTemplate, MessageCircleQuestionMark, Plus, RefreshCw } from "lucide-react";
import { useState } from "react";
import type { Project, Run } from "toposcope/contract";
import type { Facet, FacetEstimate } from "toposcope/facet-contract";
import { facetCrossQuery, facetQuery, facetsQuery, facetTemplatesQuery } from "../facet-queries.ts";
import { formatCount, formatPlural } from "../format.ts";
import { keep, kept, projectScope } from "../kept.ts";
import type { DocumentFilter } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { move, usePlace } from "../url.ts";
import ConfirmDialog from "../views/ConfirmDialog.tsx";
import { Empty } from "../views/Empty.tsx";
import { CrossTable } from "../views/facets/CrossTable.tsx";
import { FacetCard } from "../views/facets/FacetCard.tsx";
import { FacetForm } from "../views/facets/FacetForm.tsx";
import classes from "../views/facets/Facets.module.css";
import { InPlace } from "../views/InPlace.tsx";
import records from "../views/Records.module.css";
import { RunControls } from "../views/RunControls.tsx";
import { RunNote } from "../views/RunNote.tsx";
import { RunProgress } from "../views/RunProgress.tsx";
import type { Analysis } from "./use-analysis.ts";
import { useAsking, useFacetChanges, useFacetForm } from "./use-facets.ts";
import { useRun } from "./use-run-watch.ts";
import { useSteering } from "./use-steering.ts";

/** The questions that are asked of every document, and what the documents answer. */
export default function FacetsTab({ project, analysis }: { project: Project; analysis: Analysis }) {
  const state = stateOf(useQuery(facetsQuery(project.name)));
  const form = useFacetForm(project.name);
  const changes = useFacetChanges(project.name);
  const [toRemove, setToRemove] = useState<string | null>(null);
  if (state.status !== "ready")
    return <InPlace of={state} rows={4} height={48} label="Fetching the facets" />;
  const { facets } = state.data;
  return (
    <div className={records.records}>
      <div className={records.tools}>
        <p className={classes.about}>Questions asked of every document; the answers are columns.</p>
        <div className={classes.actions}>
          <TemplateMenu busy={changes.busy} onTemplate={changes.addTemplate} />
          <Button size="xs" variant="default" leftSection={<Plus size={14} />} onClick={form.add}>
            Add a facet
          </Button>
        </div>
      </div>
      {facets.length === 0 ? (
        <Empty icon={<MessageCircleQuestionMark size={28} />} title="No facets yet">
          Begin with a template, or add a question of your own.
        </Empty>
      ) : (
        <Asking project={project} facets={facets} />
      )}
      <div className={records.list}>
        {facets.map((facet) => (
          <OpenableFacet
            key={facet.id}
            project={project.name}
            analysis={analysis}
            facet={facet}
            others={facets
              .filter(({ id, answered }) => id !== facet.id && answered > 0)
              .map(({ name }) => name)}
            onChange={() => form.change(facet)}
            onRemove={() => setToRemove(facet.name)}
          />
        ))}
      </div>
      {form.edited !== null && (
        <FacetForm
          title={form.edited.of === null ? "Add a facet" : `Change ${form.edited.of}`}
          action={form.edited.of === null ? "Add" : "Save"}
          draft={form.edited.draft}
          saving={form.saving}
          trouble={form.trouble}
          onType={form.type}
          onSave={form.save}
          onClose={form.close}
        />
      )}
      {toRemove !== null && (
        <ConfirmDialog
          title={`Delete ${toRemove}?`}
          action="Delete"
          busy={changes.busy}
          onConfirm={() => void changes.remove(toRemove).finally(() => setToRemove(null))}
          onClose={() => setToRemove(null)}
        >
          The question goes with all of its answers.
        </ConfirmDialog>
      )}
    </div>
  );
}

function TemplateMenu({ busy, onTemplate }: { busy: boolean; onTemplate: (name: string) => void }) {
  const { data: templates = [] } = useQuery(facetTemplatesQuery());
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<LayoutTemplate size={14} />} loading={busy}>
          From a template
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {templates.map(({ name, description, facets }) => (
          <Menu.Item key={name} onClick={() => onTemplate(name)}>
            {name.replaceAll("-", " ")}
            <div className={classes.about}>
              {description} · {formatPlural(facets.length, "facet")}
            </div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Asks the documents, or shows how far that is. */
function Asking({ project, facets }: { project: Project; facets: readonly Facet[] }) {
  const open = facets.reduce((sum, facet) => sum + facet.open, 0);
  const { estimate, ask, starting } = useAsking(project.name, open);
  const run = useRun(project.activeRun);
  if (run?.kind === "facets") return <Underway project={project.name} run={run} />;
  if (project.documents === 0) return null;
  return (
    <div className={classes.run}>
      <div className={classes.actions}>
        {open > 0 ? (
          <Button size="sm" loading={starting} onClick={() => ask(false)}>
            {estimate === undefined ? "Ask" : `Ask ${formatPlural(estimate.documents, "document")}`}
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            leftSection={<RefreshCw size={14} />}
            loading={starting}
            onClick={() => ask(true)}
          >
            Ask all documents again
          </Button>
        )}
        <span className={classes.about} role="status">
          {open === 0 ? "Every document was asked." : estimate === undefined ? "" : estimateText(estimate)}
        </span>
      </div>
    </div>
  );
}

function estimateText({
  model,
  calls,
  inputTokens,
  outputTokens,
  leastCost,
  mostCost,
}: FacetEstimate): string {
  if (model === null) return "Answers are taken from the texts: no language model is asked.";
  const tokens = formatCount(inputTokens + outputTokens);
  const cost =
    leastCost === null || mostCost === null
      ? "at a price that is not known"
      : leastCost === mostCost
        ? `about $${mostCost.toFixed(2)}`
        : `$${leastCost.toFixed(2)} to $${mostCost.toFixed(2)}`;
  return `About ${formatPlural(calls, "call")} of ${model}, ${tokens} tokens, ${cost}.`;
}

function Underway({ project, run }: { project: string; run: Run }) {
  const { steer, busyWith } = useSteering(project);
  return (
    <div className={classes.run}>
      <RunNote run={run} />
      <RunProgress run={run} />
      <RunControls run={run} busy={busyWith(run)} onSteer={(steering) => steer(run, steering)} />
    </div>
  );
}

interface OpenableFacetProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly facet: Facet;
  readonly others: readonly string[];
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

const noFilter: DocumentFilter = {};

function OpenableFacet({ project, analysis, facet, others, onChange, onRemove }: OpenableFacetProps) {
  const { facet: opened } = usePlace();
  const { name } = facet;
  const open = opened === name;
  const [by, setBy] = useState<string | null>(null);
  const { data: detail } = useQuery({ ...facetQuery(project, name), enabled: open && facet.answered > 0 });
  const { data: table } = useQuery({
    ...facetCrossQuery({ project, run: analysis.run }, name, by ?? ""),
    enabled: open && by !== null,
  });
  return (
    <FacetCard
      facet={facet}
      open={open}
      detail={detail?.name === name ? detail : undefined}
      canColor={analysis.run !== null}
      cross={
        <CrossTable
          name={name}
          others={others}
          hasTopics={analysis.run !== null}
          by={by}
          table={table}
          onBy={setBy}
        />
      }
      onOpen={(isOpen) => {
        if (isOpen) move({ facet: name }, { replace: true });
        else if (open) move({ facet: undefined }, { replace: true });
      }}
      onFilter={(where) => {
        const scope = projectScope(project);
        keep(scope, "document filter", { ...kept(scope, "document filter", noFilter), where });
        move({ tab: "documents" });
      }}
      onColor={() => move({ tab: "map", color: name })}
      onChange={onChange}
      onRemove={onRemove}
    />
  );
}
