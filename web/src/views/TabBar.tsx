import { Button, Tabs } from "@mantine/core";
import {
  ChartSpline,
  FileText,
  History,
  Inbox,
  Lightbulb,
  List,
  Map as MapIcon,
  MessagesSquare,
  TableProperties,
  Waypoints,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Project } from "toposcope/contract";
import { formatShort } from "../format.ts";
import { type Tab, tabs } from "../url.ts";
import classes from "./TabBar.module.css";

export interface TabBarProps {
  readonly tab: Tab;
  readonly project: Pick<Project, "documents" | "sources" | "rejections">;
  readonly onTab: (tab: Tab) => void;
  /** Opens the list of topics where it is not beside the tabs. */
  readonly onTopics: (() => void) | undefined;
}

const labels: Readonly<Record<Tab, { label: string; icon: ReactNode }>> = {
  map: { label: "Map", icon: <MapIcon size={15} /> },
  ask: { label: "Ask", icon: <MessagesSquare size={15} /> },
  insights: { label: "Insights", icon: <Lightbulb size={15} /> },
  graph: { label: "Graph", icon: <Waypoints size={15} /> },
  trends: { label: "Trends", icon: <ChartSpline size={15} /> },
  documents: { label: "Documents", icon: <FileText size={15} /> },
  facets: { label: "Facets", icon: <TableProperties size={15} /> },
  sources: { label: "Sources", icon: <Inbox size={15} /> },
  runs: { label: "Runs", icon: <History size={15} /> },
};

/** The ways to look at a project. */
export function TabBar({ tab, project, onTab, onTopics }: TabBarProps) {
  const counts: Partial<Record<Tab, number>> = { documents: project.documents, sources: project.sources };
  return (
    <div className={classes.bar}>
      {onTopics !== undefined && (
        <Button
          size="compact-sm"
          variant="light"
          className={classes.topics ?? ""}
          leftSection={<List size={14} />}
          onClick={onTopics}
        >
          Topics
        </Button>
      )}
      <Tabs value={tab} onChange={(value) => onTab(value as Tab)} className={classes.tabs} id="project-tabs">
        <Tabs.List aria-label="Views of this project">
          {tabs.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              id={`tab-${name}`}
              aria-controls={name === tab ? `panel-${name}` : undefined}
              leftSection={labels[name].icon}
              rightSection={
                counts[name] ? <span className={classes.count}>{formatShort(counts[name])}</span> : undefined
              }
            >
              {labels[name].label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
    </div>
  );
}
