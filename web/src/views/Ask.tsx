import { Button, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import type { Answer, Citation, QuestionList } from "toposcope/answer-contract";
import type { QueryState } from "../query-state.ts";
import classes from "./Ask.module.css";
import { AnswerView, ArrivingAnswer, type Asking } from "./AskAnswer.tsx";
import { Empty } from "./Empty.tsx";
import { InPlace } from "./InPlace.tsx";

export interface AskProps {
  /** Whether there are no documents to ask. */
  readonly isEmpty: boolean;
  readonly asking: Asking | null;
  /** The question that is open; null where none is. */
  readonly answer: QueryState<Answer> | null;
  readonly earlier: QuestionList["questions"];
  /** What one may ask where nothing was asked yet. */
  readonly suggested: readonly string[];
  /** In which documents an answer is looked for. */
  readonly narrowing: ReactNode;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
  readonly onOpen: (question: number) => void;
  readonly onNew: () => void;
  readonly onCitation: (citation: Citation) => void;
}

/** A place to ask the documents, with what was asked before. */
export function Ask(props: AskProps) {
  const { isEmpty, asking, answer, earlier, suggested, narrowing } = props;
  const { onAsk, onStop, onOpen, onNew, onCitation } = props;
  const isNew = asking === null && answer === null && earlier.length === 0;
  if (isEmpty) return <Empty title="There are no documents to ask yet">Import some first.</Empty>;
  return (
    <div className={classes.ask}>
      <AskForm {...props} />
      {narrowing}
      {asking !== null && (
        <section aria-label="Answer" className={classes.answer}>
          <ArrivingAnswer asking={asking} onStop={onStop} onCitation={onCitation} />
        </section>
      )}
      {asking === null && answer !== null && (
        <section aria-label="Answer" className={classes.answer}>
          {answer.status === "ready" ? (
            <AnswerView answer={answer.data} onCitation={onCitation} onOpen={onOpen} onNew={onNew} />
          ) : (
            <InPlace of={answer} rows={4} height={16} label="Fetching the answer" />
          )}
        </section>
      )}
      {isNew && suggested.length > 0 && (
        <section aria-labelledby="may-be-asked">
          <h2 id="may-be-asked" className={classes.heading}>
            For example
          </h2>
          <ul className={classes.earlier}>
            {suggested.map((question) => (
              <li key={question}>
                <button type="button" className={classes.question} onClick={() => onAsk(question)}>
                  <span dir="auto">{question}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {earlier.length > 0 && (
        <section aria-labelledby="asked-before">
          <h2 id="asked-before" className={classes.heading}>
            Asked before
          </h2>
          <ul className={classes.earlier}>
            {earlier.map(({ id, question, kind }) => (
              <li key={id}>
                <button type="button" className={classes.question} onClick={() => onOpen(id)}>
                  <span dir="auto">{question}</span>
                  {kind === "refusal" && <span className={classes.kind}>no answer</span>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function AskForm({ asking, answer, onAsk }: AskProps) {
  const [text, setText] = useState("");
  const question = text.trim();
  const isBusy = asking !== null && asking.failure === null;
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (question === "" || isBusy) return;
    onAsk(question);
    setText("");
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Textarea
        className={classes.input ?? ""}
        aria-label="Question"
        placeholder={answer === null ? "Ask the documents" : "Ask on, or ask something new"}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && !event.shiftKey && submit(event)}
      />
      <Button type="submit" disabled={question === "" || isBusy}>
        Ask
      </Button>
    </form>
  );
}
