import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Project } from "toposcope/contract";
import { pageScope } from "../kept.ts";
import { projectsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { closeDialog, type Dialog, openDialog, type as typeInto, useView } from "../store.ts";
import { goTo } from "../url.ts";
import { ProjectList } from "../views/ProjectList.tsx";
import classes from "./ProjectsPage.module.css";
import { StoppedRuns } from "./StoppedRuns.tsx";
import { TopBar } from "./TopBar.tsx";
import { useKeptDialog } from "./use-kept-view.ts";
import { useCreateProject, useDeleteProject, useRenameProject } from "./use-project-changes.ts";

const NameDialog = lazy(() => import("../views/NameDialog.tsx"));
const ProjectSettings = lazy(() => import("./ProjectSettings.tsx"));
const DeleteDialog = lazy(() => import("../views/DeleteDialog.tsx"));

const keptDialogs: readonly Dialog[] = ["create", "settings"];

/** Where everything begins: the projects. */
export function ProjectsPage() {
  const projects = useQuery({ ...projectsQuery(), refetchInterval: 10_000 });
  const [chosen, setChosen] = useState<Project | null>(null);
  const ask = (dialog: "rename" | "delete") => (project: Project) => {
    setChosen(project);
    openDialog(dialog);
  };
  const state = stateOf(projects);
  useKeptDialog(pageScope, keptDialogs);
  return (
    <>
      <TopBar />
      <main id="main" tabIndex={-1} className={classes.page}>
        {state.status === "ready" && <StoppedRuns projects={state.data} />}
        {state.status === "ready" ? (
          <ProjectList
            status="ready"
            projects={state.data}
            onOpen={(project) => goTo({ project })}
            onCreate={() => openDialog("create")}
            onRename={ask("rename")}
            onDelete={ask("delete")}
          />
        ) : (
          <ProjectList {...state} />
        )}
      </main>
      <ProjectDialogs chosen={chosen} />
    </>
  );
}

/** The dialogs that make, rename and delete projects. */
export function ProjectDialogs({ chosen }: { chosen: Project | null }) {
  const dialog = useView((view) => view.dialog);
  return (
    <Suspense fallback={null}>
      {dialog === "create" && <CreateDialog />}
      {dialog === "rename" && chosen !== null && <RenameDialog project={chosen} />}
      {dialog === "project-settings" && chosen !== null && <ProjectSettings project={chosen} />}
      {dialog === "delete" && chosen !== null && <RemoveDialog project={chosen} />}
    </Suspense>
  );
}

function CreateDialog() {
  const { save, saving, trouble } = useCreateProject();
  const typed = useView((view) => view.typed);
  return (
    <NameDialog
      title="New project"
      action="Create"
      name=""
      typed={typed ?? ""}
      onType={typeInto}
      saving={saving}
      trouble={trouble}
      onSave={save}
      onClose={closeDialog}
    />
  );
}

function RenameDialog({ project }: { project: Project }) {
  const { save, saving, trouble } = useRenameProject(project.name);
  const typed = useView((view) => view.typed);
  return (
    <NameDialog
      title="Rename project"
      action="Rename"
      name={project.name}
      typed={typed ?? project.name}
      onType={typeInto}
      saving={saving}
      trouble={trouble}
      onSave={save}
      onClose={closeDialog}
    />
  );
}

function RemoveDialog({ project }: { project: Project }) {
  const { save, saving, trouble } = useDeleteProject(project.name);
  return (
    <DeleteDialog
      project={project}
      deleting={saving}
      trouble={trouble}
      onDelete={() => save(project.name)}
      onClose={closeDialog}
    />
  );
}
