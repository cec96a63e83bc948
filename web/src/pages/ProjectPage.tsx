import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useEffect } from "react";
import type { Project } from "toposcope/contract";
import { closeLast } from "../actions.ts";
import { projectScope } from "../kept.ts";
import { type Dialog, openDialog, openDrawer, useView } from "../store.ts";
import { hrefTo, move, type Tab, tabs, usePlace } from "../url.ts";
import { useKeys } from "../use-keys.ts";
import { Failed } from "../views/Failed.tsx";
import { ProvisionalNote } from "../views/ProvisionalNote.tsx";
import { TabBar } from "../views/TabBar.tsx";
import { Waiting } from "../views/Waiting.tsx";
import { Details, useDetailsAbout } from "./Details.tsx";
import { ImportFlow } from "./ImportFlow.tsx";
import { ProjectBar } from "./ProjectBar.tsx";
import classes from "./ProjectPage.module.css";
import { ProjectDialogs } from "./ProjectsPage.tsx";
import { Topics } from "./Topics.tsx";
import { type Analysis, useAnalysis } from "./use-analysis.ts";
import { useArrivals } from "./use-arrivals.ts";
import { useKeptDialog, useKeptView } from "./use-kept-view.ts";
import { useNewTopics } from "./use-new-topics.ts";
import { useProjectEvents } from "./use-project-events.ts";
import { useRun, useRunWatch } from "./use-run-watch.ts";
import { useTopicEdits } from "./use-topic-edits.ts";

const Drawers = lazy(() => import("./Drawers.tsx"));
const DocumentDeletion = lazy(() => import("./DocumentDeletion.tsx"));
const EditQuestions = lazy(() => import("./EditQuestions.tsx"));
const NoTopicsYet = lazy(() => import("./NoTopicsYet.tsx"));
const MapTab = lazy(() => import("./MapTab.tsx"));
const GraphTab = lazy(() => import("./GraphTab.tsx"));
const TrendsTab = lazy(() => import("./TrendsTab.tsx"));
const DocumentsTab = lazy(() => import("./DocumentsTab.tsx"));
const FacetsTab = lazy(() => import("./FacetsTab.tsx"));
const SourcesTab = lazy(() => import("./SourcesTab.tsx"));
const AskTab = lazy(() => import("./AskTab.tsx"));
const InsightsTab = lazy(() => import("./InsightsTab.tsx"));
const RunsTab = lazy(() => import("./RunsTab.tsx"));

const tabPages = {
  map: MapTab,
  graph: GraphTab,
  trends: TrendsTab,
  documents: DocumentsTab,
  facets: FacetsTab,
  sources: SourcesTab,
  runs: RunsTab,
  ask: AskTab,
  insights: InsightsTab,
};

const keptDialogs: readonly Dialog[] = ["import", "settings", "rename"];

/** Views that have nothing to show before there are topics. */
const withoutTopics: ReadonlySet<Tab> = new Set(["map", "insights", "graph", "trends"]);

/** One project: its topics, its map and what was chosen on it. */
export function ProjectPage({ name }: { name: string }) {
  const analysis = useAnalysis(name);
  const { project } = analysis;
  useRunWatch(name, project.status === "ready" ? project.data.activeRun : null);
  const known = project.status === "ready" ? project.data : undefined;
  useNewTopics(analysis);
  useArrivals(known);
  useProjectEvents(name);
  useKeptDialog(projectScope(name), keptDialogs);
  useKeptView(name, analysis.run);
  useProjectKeys();
  useEffect(() => {
    document.title = `${name} · Toposcope`;
    return () => {
      document.title = "Toposcope";
    };
  }, [name]);
  return (
    <ImportFlow project={name}>
      <ProjectBar name={name} analysis={analysis} />
      {project.status === "failed" && (
        <main id="main" tabIndex={-1}>
          <Failed message={project.message} hint={project.hint} onRetry={project.onRetry}>
            <a href={hrefTo({})}>All projects</a>
          </Failed>
        </main>
      )}
      {project.status === "loading" && (
        <main id="main" tabIndex={-1}>
          <Waiting rows={6} height={40} label="Fetching the project" />
        </main>
      )}
      {project.status === "ready" && (
        <>
          <Columns project={project.data} analysis={analysis} />
          <ProjectDialogs chosen={project.data} />
        </>
      )}
    </ImportFlow>
  );
}

function Columns({ project, analysis }: { project: Project; analysis: Analysis }) {
  const { tab = "map", document, query } = usePlace();
  const wide = useMediaQuery("(min-width: 64em)", undefined, { getInitialValueInEffect: false });
  const about = useDetailsAbout(analysis);
  const Page = analysis.run === null && withoutTopics.has(tab) ? NoTopicsYet : tabPages[tab];
  const edits = useTopicEdits(project.name, analysis);
  const run = useRun(project.activeRun);
  const toDelete = useView((view) => view.toDelete);
  const asked = useView((view) => view.question !== null);
  useKeys({ "Mod+z": edits.undo, "Mod+Shift+z": edits.redo, "Mod+y": edits.redo });
  const topics = <Topics project={project.name} analysis={analysis} edits={edits} />;
  const details = <Details project={project} analysis={analysis} edits={edits} />;
  const hasTopics = analysis.run !== null;
  const hasDetails = project.documents > 0 || document !== undefined || query !== undefined;
  return (
    <div
      className={classes.columns}
      data-topics={(wide && hasTopics) || undefined}
      data-wide={wide || undefined}
    >
      {wide && hasTopics && (
        <aside className={classes.topics} aria-label="Topics">
          {topics}
        </aside>
      )}
      <main id="main" tabIndex={-1} className={classes.main}>
        <TabBar
          tab={tab}
          project={project}
          onTab={(next) => move({ tab: next })}
          onTopics={!wide && hasTopics ? () => openDrawer("topics") : undefined}
        />
        {analysis.provisional !== null && (
          <ProvisionalNote share={analysis.provisional.share} moving={run?.state === "running"} />
        )}
        <div className={classes.content} role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
          <Suspense fallback={<Waiting rows={6} height={40} label="Loading" />}>
            <Page project={project} analysis={analysis} />
          </Suspense>
        </div>
      </main>
      {wide && hasDetails && (
        <aside className={classes.details} aria-label="Details">
          {details}
        </aside>
      )}
      {asked && (
        <Suspense fallback={null}>
          <EditQuestions project={project.name} analysis={analysis} edits={edits} />
        </Suspense>
      )}
      {toDelete !== null && (
        <Suspense fallback={null}>
          <DocumentDeletion project={project.name} document={toDelete} />
        </Suspense>
      )}
      {!wide && (
        <Suspense fallback={null}>
          <Drawers topics={topics} details={details} about={about} />
        </Suspense>
      )}
    </div>
  );
}

/** The steps from passage to passage are buttons: their keys press them. */
const press = (step: "before" | "next") => () =>
  document.querySelector<HTMLButtonElement>(`[data-step="${step}"]`)?.click();

const goToTab = (tab: Tab) => () => move({ tab });

function useProjectKeys(): void {
  useKeys({
    ...Object.fromEntries(tabs.map((tab, at) => [String(at + 1), goToTab(tab)])),
    t: () => document.querySelector<HTMLElement>('#topic-list [tabindex="0"]')?.focus(),
    i: () => openDialog("import"),
    "[": press("before"),
    "]": press("next"),
    Escape: closeLast,
  });
}
