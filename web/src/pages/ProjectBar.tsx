import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, FilePlus2, LayoutGrid, Pencil, SlidersHorizontal, Trash2 } from "lucide-react";
import { useCallback } from "react";
import type { Project } from "toposcope/contract";
import { searchFor } from "../actions.ts";
import { projectsQuery, searchQuery } from "../queries.ts";
import { searchAskedAt } from "../search-asked.ts";
import { openDialog, stepTo, useView } from "../store.ts";
import { goTo, move, usePlace } from "../url.ts";
import { useKeys } from "../use-keys.ts";
import { RunPill } from "../views/RunPill.tsx";
import { SearchBox, searchBoxId } from "../views/SearchBox.tsx";
import { Exports } from "./Exports.tsx";
import classes from "./ProjectBar.module.css";
import { TopBar } from "./TopBar.tsx";
import type { Analysis } from "./use-analysis.ts";
import { useRun } from "./use-run-watch.ts";
import { useSteering } from "./use-steering.ts";

/** The bar of a project: where one is, the search, and what can be done. */
export function ProjectBar({ name, analysis }: { name: string; analysis: Analysis }) {
  const project = analysis.project.status === "ready" ? analysis.project.data : undefined;
  const run = useRun(project?.activeRun ?? null);
  const { steer } = useSteering(name);
  useKeys({ "/": () => document.getElementById(searchBoxId)?.focus() });
  return (
    <TopBar
      title={<ProjectMenu name={name} />}
      middle={<Search project={project ?? { name, chunks: 0 }} />}
      actions={
        <>
          {run !== undefined && project?.activeRun != null && (
            <RunPill
              run={run}
              onSteer={(steering) => steer(run, steering)}
              onOpen={() => move({ tab: "runs" })}
            />
          )}
          <Tooltip label="Import files (i)">
            <Button
              className={classes.wide}
              leftSection={<FilePlus2 size={16} />}
              size="sm"
              variant={project?.documents === 0 ? "filled" : "default"}
              aria-keyshortcuts="i"
              onClick={() => openDialog("import")}
            >
              Import
            </Button>
          </Tooltip>
          <ActionIcon
            className={classes.narrow}
            size="lg"
            variant="default"
            aria-label="Import"
            onClick={() => openDialog("import")}
          >
            <FilePlus2 size={18} />
          </ActionIcon>
          <Exports project={name} disabled={analysis.run === null} />
        </>
      }
    />
  );
}

function ProjectMenu({ name }: { name: string }) {
  const others = useQuery(projectsQuery()).data?.filter((project) => project.name !== name) ?? [];
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button type="button" className={classes.project}>
          <h1 className={classes.name} dir="auto">
            {name}
          </h1>
          <ChevronDown size={15} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah="80vh" style={{ overflowY: "auto" }}>
        <Menu.Item leftSection={<LayoutGrid size={14} />} onClick={() => goTo({})}>
          All projects
        </Menu.Item>
        <Menu.Item leftSection={<Pencil size={14} />} onClick={() => openDialog("rename")}>
          Rename
        </Menu.Item>
        <Menu.Item
          leftSection={<SlidersHorizontal size={14} />}
          onClick={() => openDialog("project-settings")}
        >
          Settings and privacy
        </Menu.Item>
        <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => openDialog("delete")}>
          Delete
        </Menu.Item>
        {others.length > 0 && <Menu.Label>Go to</Menu.Label>}
        {others.slice(0, 12).map((project) => (
          <Menu.Item key={project.id} onClick={() => goTo({ project: project.name })}>
            {project.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Search({ project }: { project: Pick<Project, "name" | "chunks"> }) {
  const place = usePlace();
  const { data } = useQuery(searchQuery(project, searchAskedAt(place)));
  const hits = data?.hits.length ?? 0;
  const onStep = useCallback(
    (by: 1 | -1) => {
      if (hits === 0) return;
      const { activeHit } = useView.getState();
      stepTo(activeHit === null ? (by === 1 ? 0 : hits - 1) : (activeHit + by + hits) % hits);
    },
    [hits],
  );
  return (
    <SearchBox
      query={place.query ?? ""}
      disabled={project.chunks === 0}
      onSearch={searchFor}
      onStep={onStep}
    />
  );
}
