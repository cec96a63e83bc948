import type { TopicCard } from "toposcope/contract";
import classes from "./TopicCard.module.css";

const methodTexts: Readonly<Record<string, string>> = {
  weighted: "Said here, and near in meaning",
  phrases: "Words and phrases",
  ctfidf: "Single words (c-TF-IDF)",
  bm25: "Single words (BM25)",
  frequent: "Without the most frequent",
  keybert: "Nearest in meaning",
  mmr: "Unlike each other",
  topeax: "Important here alone",
};

/** The other ways to say in words what a topic is about, side by side. */
export function OtherWords({ representations }: Pick<TopicCard, "representations">) {
  const shown = representations.filter(({ keywords }) => keywords.length > 0);
  if (shown.length === 0) return null;
  return (
    <details className={classes.others}>
      <summary>In other words ({shown.length})</summary>
      <dl>
        {shown.map(({ method, keywords }) => (
          <div key={method}>
            <dt>{methodTexts[method] ?? method}</dt>
            <dd dir="auto">{keywords.join(", ")}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
