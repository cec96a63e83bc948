import { Tooltip } from "@mantine/core";
import type { FacetAnswer } from "toposcope/facet-contract";
import classes from "./DocumentTable.module.css";
import { answerText, howText } from "./facets/answer-text.ts";

/** What a document answers, in its cell; set apart where no model was asked. Nothing where it was not asked. */
export function AnswerCell({ answer }: { answer: FacetAnswer | undefined }) {
  if (answer === undefined) return null;
  const text = answerText(answer);
  const why = text === undefined ? (answer.reason ?? "no answer") : howText(answer);
  return (
    <Tooltip
      label={text === undefined || answer.how === "computed" ? why : `${text}: ${why}`}
      multiline
      maw={320}
    >
      <span className={classes.answer} data-how={answer.how} dir="auto">
        {text ?? <span className="muted">—</span>}
        {(text === undefined || answer.how === "extraction") && <span className="hidden">, {why}</span>}
      </span>
    </Tooltip>
  );
}

/** The same for all facets shown, in one line: for where there is no room for columns. */
export function AnswerLine({ answers }: { answers: readonly FacetAnswer[] }) {
  const found = answers.flatMap((answer) => {
    const text = answerText(answer);
    return text === undefined ? [] : [{ ...answer, text }];
  });
  if (found.length === 0) return null;
  return (
    <span className={classes.answers} dir="auto">
      {found.map(({ facet, text, how }, at) => (
        <span key={facet}>
          {at > 0 && " · "}
          {facet}:{" "}
          <span className={classes.answer} data-how={how}>
            {text}
          </span>
        </span>
      ))}
    </span>
  );
}
