import { Fragment } from "react";
import type { Passage } from "toposcope/contract";
import { formatPages } from "../format.ts";
import classes from "./PassageCard.module.css";
import { TopicDot } from "./TopicDot.tsx";

export interface PassageCardProps {
  readonly passage: Passage;
  readonly color?: string | null;
  readonly active?: boolean;
  readonly note?: string | undefined;
  /** Where in the text words stand that were searched for. */
  readonly highlights?: readonly (readonly [start: number, end: number])[];
  readonly onOpen: (passage: Passage) => void;
}

/** A passage as a card: its words, and where they stand. */
export function PassageCard({
  passage,
  color,
  active = false,
  note,
  highlights = [],
  onOpen,
}: PassageCardProps) {
  const { title, text, pages, headingPath } = passage;
  const place = [pages === null ? null : formatPages(pages), ...headingPath].filter((part) => part !== null);
  return (
    <button
      type="button"
      className={classes.card}
      aria-current={active || undefined}
      onClick={() => onOpen(passage)}
    >
      <span className={classes.title}>
        {color !== undefined && <TopicDot color={color} />}
        <span dir="auto">{title}</span>
        {note !== undefined && <span className={classes.note}>{note}</span>}
      </span>
      {place.length > 0 && (
        <span className={classes.place} dir="auto">
          {place.join(" › ")}
        </span>
      )}
      <span className={classes.text} dir="auto">
        <Marked text={text} highlights={highlights} />
      </span>
    </button>
  );
}

const lettersBefore = 100;

/** A text from shortly before its first highlight on. */
function Marked({ text, highlights }: Pick<Required<PassageCardProps>, "highlights"> & { text: string }) {
  const first = highlights[0]?.[0] ?? 0;
  const start = first <= 2 * lettersBefore ? 0 : text.lastIndexOf(" ", first - lettersBefore) + 1;
  const ends = [start, ...highlights.map(([, end]) => end)];
  return (
    <>
      {start > 0 && "… "}
      {highlights.map(([from, to], at) => (
        <Fragment key={from}>
          {text.slice(ends[at], from)}
          <mark>{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}
