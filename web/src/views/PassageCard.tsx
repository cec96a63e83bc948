import type { Passage } from "toposcope/contract";
import { formatPages } from "../format.ts";
import classes from "./PassageCard.module.css";
import { TopicDot } from "./TopicDot.tsx";

export interface PassageCardProps {
  readonly passage: Passage;
  readonly color?: string | null;
  readonly active?: boolean;
  readonly note?: string | undefined;
  readonly onOpen: (passage: Passage) => void;
}

/** A passage as a card: its words, and where they stand. */
export function PassageCard({ passage, color, active = false, note, onOpen }: PassageCardProps) {
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
        {text}
      </span>
    </button>
  );
}
