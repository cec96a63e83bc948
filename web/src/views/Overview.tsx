import { Button } from "@mantine/core";
import type { Project, TopicListItem } from "toposcope/contract";
import { formatCount, formatPlural } from "../format.ts";
import { ArrivalNote, type ArrivalNoteProps } from "./ArrivalNote.tsx";
import classes from "./Overview.module.css";
import { TopicLinks } from "./TopicLinks.tsx";

export interface OverviewProps {
  readonly project: Project;
  readonly topics: readonly TopicListItem[];
  readonly model: string | null;
  readonly colorOf: (topic: number | null) => string | null;
  readonly onTopic: (topic: number) => void;
  readonly onHover: (topic: number | null) => void;
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
        <strong>{formatPlural(chunks, "passage")}</strong>, are about{" "}
        <strong>{formatPlural(topics.length, "topic")}</strong>.
      </p>
      {project.arrived !== null && (
        <ArrivalNote arrived={project.arrived} onShow={props.onArrivals} onAnalyze={props.onAnalyze} />
      )}
      <TopicLinks
        id="largest-topics"
        title="The largest"
        topics={largest}
        noteOf={({ size }) => formatCount(size)}
        colorOf={colorOf}
        onTopic={onTopic}
        onHover={onHover}
      />
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
          Analysis {project.run}, model {model}
        </p>
      )}
    </section>
  );
}
