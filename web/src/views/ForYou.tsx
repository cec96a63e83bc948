import { Button } from "@mantine/core";
import type { Recommendations, RecommendReason } from "toposcope/recommend-contract";
import { formatAge } from "../format.ts";
import classes from "./Recommendations.module.css";
import { TopicDot } from "./TopicDot.tsx";

export interface ForYouProps {
  readonly found: Recommendations;
  /** Whether what is opened is kept. */
  readonly remembers: boolean;
  readonly colorOf: (topic: number | null) => string | null;
  readonly onDocument: (document: number) => void;
  readonly onForget: () => void;
}

/** Documents that may interest whoever looks at the page, with the reasons. */
export function ForYou({ found, remembers, colorOf, onDocument, onForget }: ForYouProps) {
  const { basis, documents, likes } = found;
  if (documents.length === 0 && likes === 0) return null;
  return (
    <section className={classes.recommendations} aria-labelledby="for-you">
      <h3 id="for-you">{basis === "start" ? "Where to begin" : "For you"}</h3>
      <ul>
        {documents.map(({ document, title, topic, reasons }) => (
          <li key={document}>
            <button type="button" className={classes.document} onClick={() => onDocument(document)}>
              <TopicDot color={colorOf(topic)} />
              <span className={classes.title} dir="auto">
                {title}
              </span>
            </button>
            <p className={classes.reason} dir="auto">
              {reasons.map(reasonText).join(" · ")}
            </p>
          </li>
        ))}
      </ul>
      {likes > 0 && (
        <p className={classes.note}>
          By what you opened here, kept in this project only{remembers ? "" : "; keeping is switched off"}.{" "}
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onForget}>
            Forget what I read
          </Button>
        </p>
      )}
    </section>
  );
}

function reasonText(reason: RecommendReason): string {
  switch (reason.kind) {
    case "read":
      return `Because you read “${reason.title}”`;
    case "like":
      return `Like “${reason.title}”`;
    case "topic":
      return `You read about ${reason.name}`;
    case "fresh":
      return "Among the newest";
    case "again":
      return `Read ${formatAge(reason.at)}`;
    case "typical":
      return reason.name === null ? "Typical of these documents" : `Typical of ${reason.name}`;
  }
}
