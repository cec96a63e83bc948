import { Button } from "@mantine/core";
import { Fragment } from "react";
import type { Answer, AnswerSentence, AskEvent, Citation, PassageAnswer } from "toposcope/answer-contract";
import { formatCount, formatPages } from "../format.ts";
import classes from "./Ask.module.css";
import { Failed } from "./Failed.tsx";
import { RerankingNote } from "./RerankingNote.tsx";

/** A piece of an answer on its way; text and citations are shown where they come. */
export type ArrivingPart = Exclude<AskEvent, { type: "done" | "failed" }>;

/** A question that is being answered, or could not be. */
export interface Asking {
  readonly question: string;
  readonly parts: readonly ArrivingPart[];
  readonly failure: { readonly message: string; readonly hint: string } | null;
}

type OnCitation = (citation: Citation) => void;

interface ArrivingProps {
  readonly asking: Asking;
  readonly onStop: () => void;
  readonly onCitation: OnCitation;
}

/** An answer while it comes in. */
export function ArrivingAnswer({ asking: { question, parts, failure }, onStop, onCitation }: ArrivingProps) {
  const restart = parts.findLastIndex(({ type }) => type === "restart");
  const reason = parts[restart];
  const shown = parts.slice(restart + 1);
  return (
    <>
      <h2 className={classes.asked} dir="auto">
        {question}
      </h2>
      {reason?.type === "restart" && (
        <p role="status" className={classes.restart}>
          Begun again: {reason.reason}
        </p>
      )}
      <p className={classes.text} dir="auto" aria-live="polite" aria-busy={failure === null}>
        {shown.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts only come behind one another
          <Fragment key={at}>{arriving(part, onCitation)}</Fragment>
        ))}
        {shown.length === 0 && failure === null && (
          <span className={classes.quiet}>Looking for passages …</span>
        )}
      </p>
      {failure === null ? (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Failed message={failure.message} hint={failure.hint} />
      )}
    </>
  );
}

function arriving(part: ArrivingPart, onCitation: OnCitation) {
  if (part.type === "text" || part.type === "refusal") return part.text;
  if (part.type === "citation") return <Chip citation={part.citation} onCitation={onCitation} />;
  return null;
}

interface AnswerProps {
  readonly answer: Answer;
  readonly onCitation: OnCitation;
  readonly onOpen: (question: number) => void;
  readonly onNew: () => void;
}

/** A whole answer: its sentences with what each rests on, or why there is none. */
export function AnswerView({ answer, onCitation, onOpen, onNew }: AnswerProps) {
  const { question, asked, after, only } = answer;
  return (
    <>
      <h2 className={classes.asked} dir="auto">
        {question}
      </h2>
      {asked !== question && (
        <p className={classes.quiet} dir="auto">
          Understood as: {asked}
        </p>
      )}
      {only.length > 0 && (
        <p className={classes.quiet} dir="auto">
          Narrowed to: {only.join(", ")}
        </p>
      )}
      <Content answer={answer} onCitation={onCitation} />
      <div className={classes.actions}>
        {after !== null && (
          <Button size="compact-sm" variant="subtle" onClick={() => onOpen(after)}>
            Question before
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onNew}>
          New thread
        </Button>
      </div>
    </>
  );
}

function Content({ answer, onCitation }: Pick<AnswerProps, "answer" | "onCitation">) {
  if (answer.kind === "answer") return <Sentences answer={answer} onCitation={onCitation} />;
  if (answer.kind === "refusal")
    return (
      <>
        <p className={classes.text}>{answer.text}</p>
        <Passages title="Closest passages" passages={answer.closest} onCitation={onCitation} />
      </>
    );
  const { filter, documents, groups } = answer.query;
  return (
    <>
      <p className={classes.text} dir="auto">
        {answer.text} <span className={classes.corpus}>corpus</span>
      </p>
      <p className={classes.quiet}>
        Counted in the database: {filter}, {formatCount(documents)}.
      </p>
      {groups.length > 0 && (
        <ol className={classes.groups}>
          {groups.map(({ name, documents: count }) => (
            <li key={name}>
              <span dir="auto">{name}</span>
              <span>{formatCount(count)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Sentences({ answer, onCitation }: { answer: PassageAnswer; onCitation: OnCitation }) {
  const { sentences, by, model, note, report, unused, reranking } = answer;
  return (
    <>
      <p className={classes.text} dir="auto">
        {sentences.map((sentence, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of an answer never change
          <Sentence key={at} sentence={sentence} onCitation={onCitation} />
        ))}
      </p>
      {note !== null && (
        <p role="status" className={classes.restart}>
          {note}
        </p>
      )}
      <p className={classes.quiet}>
        {by === "model" ? `Written by ${model}.` : "Taken from the documents, word by word."}{" "}
        {reportText(report)} {reranking && <RerankingNote {...reranking} />}
      </p>
      <Passages title="Found, not cited" passages={unused} onCitation={onCitation} folded />
    </>
  );
}

function reportText({ full, partial, none, rejected }: PassageAnswer["report"]): string {
  const parts = [
    `${full} borne out`,
    partial > 0 ? `${partial} partly` : "",
    none > 0 ? `${none} not` : "",
    rejected > 0 ? `${rejected} wrong citations taken out` : "",
  ];
  return `Sentences: ${parts.filter((part) => part !== "").join(", ")}.`;
}

const supportTitles = {
  full: undefined,
  partial: "The passages bear this out only in part",
  none: "No passage bears this out",
} as const;

function Sentence({ sentence, onCitation }: { sentence: AnswerSentence; onCitation: OnCitation }) {
  const { text, support, citations } = sentence;
  const title = support === null ? undefined : supportTitles[support];
  return (
    <>
      <span data-support={support ?? undefined} title={title} className={classes.sentence}>
        {text}
        {title !== undefined && <span className={classes.unseen}> ({title})</span>}
      </span>
      {citations.map((citation) => (
        <Chip key={citation.id} citation={citation} onCitation={onCitation} />
      ))}{" "}
    </>
  );
}

function Chip({ citation, onCitation }: { citation: Citation; onCitation: OnCitation }) {
  const { id, title, pages } = citation;
  const place = pages === null ? title : `${title}, ${formatPages(pages)}`;
  return (
    <button
      type="button"
      className={classes.chip}
      title={place}
      aria-label={`Source ${id}: ${place}`}
      onClick={() => onCitation(citation)}
    >
      {id}
    </button>
  );
}

interface PassagesProps {
  readonly title: string;
  readonly passages: readonly Citation[];
  readonly onCitation: OnCitation;
  readonly folded?: boolean;
}

function Passages({ title, passages, onCitation, folded = false }: PassagesProps) {
  if (passages.length === 0) return null;
  return (
    <details className={classes.passages} open={!folded}>
      <summary>
        {title} ({passages.length})
      </summary>
      <ul>
        {passages.map((passage) => (
          <li key={passage.id}>
            <button type="button" className={classes.passage} onClick={() => onCitation(passage)}>
              <strong dir="auto">{passage.title}</strong>
              <span dir="auto">{passage.quote}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
