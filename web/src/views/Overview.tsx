import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Project, TopicListItem } from "toposcope/contract";
import { formatCount, formatPlural } from "../format.ts";
import { ArrivalNote, type ArrivalNoteProps } from "./ArrivalNote.tsx";
import { Insights, type InsightsProps } from "./Insights.tsx";
import classes from "./Overview.module.css";
import { TopicLinks } from "./TopicLinks.tsx";

export interface OverviewProps {
  readonly project: Project;
  readonly topics: readonly TopicListItem[];
  readonly model: string | null;
  readonly colorOf: (topic: number | null) => string | null;
  readonly onTopic: (topic: number) => void;
  readonly onHover: (topic: number | null) => void;
  /** What is seen early; null until it is known. */
  readonly insights: InsightsProps["overview"] | null;
  readonly onDocument: InsightsProps["onDocument"];
  /** What may interest whoever looks. */
  readonly forYou?: ReactNode;
  readonly onRejections: () => void;
  readonly onArrivals: ArrivalNoteProps["onShow"];
  readonly onAnalyze: ArrivalNoteProps["onAnalyze"];
}

const mostShown = 7;

/** What a project is about, before anything is chosen. */
export function Overview(props: OverviewProps) {
  const { project, topics, model, colorOf, onTopic, onHover, onRejections } = props;
  const { documents, chunks, rejections } = project;
  const largest = [...topics].sort((a, b) => b.size - a.size).slice(0, mostShown);
  return (
    <section className={classes.overview} aria-labelledby="overview-title">
      <h2 id="overview-title">At a glance</h2>
      <p>
        <strong>{formatPlural(documents, "document")}</strong>, cut into{" "}
        <strong>{formatPlural(chunks, "passage")}</strong>
        {topics.length > 0 && (
          <>
            , are about <strong>{formatPlural(topics.length, "topic")}</strong>
          </>
        )}
        .
      </p>
      {project.arrived !== null && (
        <ArrivalNote arrived={project.arrived} onShow={props.onArrivals} onAnalyze={props.onAnalyze} />
      )}
      {largest.length > 0 && (
        <TopicLinks
          id="largest-topics"
          title="The largest"
          topics={largest}
          noteOf={({ size }) => formatCount(size)}
          colorOf={colorOf}
          onTopic={onTopic}
          onHover={onHover}
        />
      )}
      {props.forYou}
      {props.insights !== null && <Insights overview={props.insights} onDocument={props.onDocument} />}
      <div className={classes.hints}>
        <p>Each point of the map is a passage. Points close together say similar things.</p>
        <p>Choose a topic, draw a lasso around points, or search.</p>
      </div>
      {rejections > 0 && (
        <Button variant="default" size="xs" onClick={onRejections}>
          {formatPlural(rejections, "file or row was", "files or rows were")} not taken
        </Button>
      )}
      {model !== null && (
        <p className={classes.model}>
          {project.run === null ? "Provisional" : `Analysis ${project.run}`}, model {model}
        </p>
      )}
    </section>
  );
}
