import { useQuery } from "@tanstack/react-query";
import type { Project } from "toposcope/contract";
import { sourcesQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { openDialog } from "../store.ts";
import { SourceList } from "../views/SourceList.tsx";
import { FollowedFolders } from "./FollowedFolders.tsx";

/** The imports of a project, and the folders that it follows. */
export default function SourcesTab({ project }: { project: Project }) {
  const state = stateOf(useQuery(sourcesQuery(project.name)));
  if (state.status !== "ready") return <SourceList {...state} />;
  return (
    <div>
      <FollowedFolders project={project.name} />
      <SourceList status="ready" sources={state.data} onImport={() => openDialog("import")} />
    </div>
  );
}
