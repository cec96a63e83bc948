import type { Evidence, SaidBy, SaidInsight, TopicInsight } from "toposcope/insight-contract";
import classes from "./InsightSection.module.css";

export interface InsightSectionProps {
  readonly said: TopicInsight;
  readonly onPassage: (passage: Evidence) => void;
  /** Opens how a model is asked. */
  readonly onWriting: () => void;
}

/** What a topic says, with the passages that say so, and where its name comes from. */
export function InsightSection({ said, onPassage, onWriting }: InsightSectionProps) {
  const { name, insight, passages } = said;
  return (
    <section aria-labelledby="topic-insight" className={classes.section}>
      <div className={classes.head}>
        <h3 id="topic-insight">What it says</h3>
        <span className={classes.source}>{insight === null ? "" : insightSource(insight)}</span>
        <button type="button" className={classes.writing} onClick={onWriting}>
          How it is written
        </button>
      </div>
      {name.summary !== null && <p dir="auto">{name.summary}</p>}
      {insight !== null && <Insight insight={insight} passages={passages} onPassage={onPassage} />}
      <p
        className={classes.source}
        title={name.origin === null ? undefined : `Prompt ${name.origin.promptHash}`}
      >
        {nameSource(name)}
      </p>
    </section>
  );
}

type InsightProps = Pick<InsightSectionProps, "onPassage"> & {
  readonly insight: SaidInsight;
  readonly passages: readonly Evidence[];
};

function Insight({ insight, passages, onPassage }: InsightProps) {
  const { summary, themes, questions, related } = insight;
  const cite = (chunks: readonly number[]) => <Citations {...{ chunks, passages, onPassage }} />;
  return (
    <>
      <div className={classes.summary}>
        {summary.map(({ text, chunk }) => (
          <p key={text} dir="auto">
            {text}
            {chunk !== null && cite([chunk])}
          </p>
        ))}
      </div>
      {themes.length > 0 && (
        <div>
          <h4 className={classes.label}>Themes</h4>
          <ul className={classes.themes}>
            {themes.map(({ title, text, chunks }) => (
              <li key={title} className={classes.theme} dir="auto">
                <strong>{title}</strong> {text}
                {cite(chunks)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {questions.length > 0 && (
        <div>
          <h4 className={classes.label}>Questions</h4>
          <ul className={classes.questions}>
            {questions.map((question) => (
              <li key={question} dir="auto">
                {question}
              </li>
            ))}
          </ul>
        </div>
      )}
      {related.length > 0 && (
        <div>
          <h4 className={classes.label}>Related concepts</h4>
          <p className={classes.related} dir="auto">
            {related.join(", ")}
          </p>
        </div>
      )}
    </>
  );
}

interface CitationsProps extends Pick<InsightSectionProps, "onPassage"> {
  readonly chunks: readonly number[];
  readonly passages: readonly Evidence[];
}

function Citations({ chunks, passages, onPassage }: CitationsProps) {
  return passages
    .filter(({ chunk }) => chunks.includes(chunk))
    .map((passage) => (
      <button
        key={passage.chunk}
        type="button"
        className={classes.cite}
        title={passage.title}
        aria-label={`Open the passage ${passage.label}, ${passage.title}`}
        onClick={() => onPassage(passage)}
      >
        {passage.label}
      </button>
    ));
}

const insightSource = ({ by, origin }: SaidInsight) =>
  by === "model" && origin !== null ? `by ${modelText(origin)}` : "in the texts’ own words";

function nameSource({ by, origin }: TopicInsight["name"]): string {
  if (by === "hand") return "Named by hand.";
  return by === "model" && origin !== null ? `Named by ${modelText(origin)}.` : "Named by its keywords.";
}

const modelText = ({ provider, model, cost }: SaidBy) =>
  `${provider}/${model}${cost === null ? "" : `, ${costText(cost)}`}`;

const costText = (dollars: number) =>
  dollars === 0 ? "free" : `$${dollars.toFixed(dollars < 0.01 ? 5 : 2)}`;
