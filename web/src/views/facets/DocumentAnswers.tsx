import { Button } from "@mantine/core";
import type { FacetAnswer } from "toposcope/facet-contract";
import { answerText, howText } from "./answer-text.ts";
import classes from "./DocumentAnswers.module.css";

export interface DocumentAnswersProps {
  readonly answers: readonly FacetAnswer[];
  /** The document's text, in which the evidence stands. */
  readonly text: string;
  readonly onShow: (evidence: { readonly start: number; readonly end: number }) => void;
}

const longestQuote = 160;

/** What a document answers to the facets, how that was found, and what it rests on. */
export function DocumentAnswers({ answers, text, onShow }: DocumentAnswersProps) {
  if (answers.length === 0) return null;
  const found = answers.filter(({ value }) => value !== null).length;
  return (
    <details className={classes.answers} open>
      <summary>
        Facets ({found} of {answers.length} answered)
      </summary>
      <dl>
        {answers.map((answer) => (
          <div key={answer.facet}>
            <dt dir="auto">{answer.facet}</dt>
            <dd>
              <Answer answer={answer} text={text} onShow={onShow} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Answer({ answer, text, onShow }: { answer: FacetAnswer } & Omit<DocumentAnswersProps, "answers">) {
  const words = answerText(answer);
  if (words === undefined)
    return <span className={classes.how}>No answer: {answer.reason ?? "the text does not say"}</span>;
  const { evidence } = answer;
  return (
    <>
      <span dir="auto">{words}</span> <span className={classes.how}>{howText(answer)}</span>
      {evidence !== null && (
        <span className={classes.evidence}>
          <q dir="auto">{quoteOf(text.slice(evidence[0], evidence[1]))}</q>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onShow({ start: evidence[0], end: evidence[1] })}
          >
            Show in the text<span className="hidden"> what {answer.facet} rests on</span>
          </Button>
        </span>
      )}
    </>
  );
}

function quoteOf(evidence: string): string {
  const plain = evidence.replace(/\s+/g, " ").trim();
  return plain.length > longestQuote ? `${plain.slice(0, longestQuote).trimEnd()} …` : plain;
}
