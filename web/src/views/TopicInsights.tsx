import { Lightbulb } from "lucide-react";
import type { InsightList } from "toposcope/insight-contract";
import { formatPlural } from "../format.ts";
import { Empty } from "./Empty.tsx";
import { TopicDot } from "./TopicDot.tsx";
import classes from "./TopicInsights.module.css";

export interface TopicInsightsProps {
  /** The largest topic first. */
  readonly insights: InsightList["insights"];
  readonly colorOf: (topic: number | null) => string | null;
  readonly onTopic: (topic: number) => void;
  readonly onHover: (topic: number | null) => void;
}

/** All topics with what they say, each with a way to its card. */
export function TopicInsights({ insights, ...props }: TopicInsightsProps) {
  if (insights.length === 0)
    return (
      <Empty icon={<Lightbulb size={28} />} title="No topic says anything yet">
        Choose another layer in the list of topics, or analyse more documents.
      </Empty>
    );
  return (
    <ul className={classes.topics} aria-label="What the topics say">
      {insights.map((said) => (
        <li key={said.topic} className={classes.topic}>
          <Said said={said} {...props} />
        </li>
      ))}
    </ul>
  );
}

type SaidProps = Omit<TopicInsightsProps, "insights"> & { readonly said: InsightList["insights"][number] };

function Said({ said: { topic, size, name, insight }, colorOf, onTopic, onHover }: SaidProps) {
  return (
    <>
      <h2 className={classes.name}>
        <button
          type="button"
          onClick={() => onTopic(topic)}
          onMouseEnter={() => onHover(topic)}
          onMouseLeave={() => onHover(null)}
          onFocus={() => onHover(topic)}
          onBlur={() => onHover(null)}
        >
          <TopicDot color={colorOf(topic)} />
          <span dir="auto">{name.text}</span>
        </button>
        <span className={classes.size}>{formatPlural(size, "passage")}</span>
      </h2>
      {name.summary !== null && <p dir="auto">{name.summary}</p>}
      {insight !== null && (
        <>
          <p dir="auto">{insight.summary.map(({ text }) => text).join(" ")}</p>
          {insight.themes.length > 0 && (
            <ul className={classes.themes} aria-label="Themes">
              {insight.themes.map(({ title }) => (
                <li key={title} dir="auto">
                  {title}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}
