import type { ReactNode } from "react";
import classes from "./TopicCard.module.css";
import { TopicDot } from "./TopicDot.tsx";

export interface TopicLinksProps<T extends { readonly id: number; readonly name: string }> {
  /** Of the heading, in the page. */
  readonly id: string;
  readonly title: string;
  readonly topics: readonly T[];
  readonly noteOf: (topic: T) => ReactNode;
  readonly colorOf: (topic: number) => string | null;
  readonly onTopic: (topic: number) => void;
  readonly onHover: (topic: number | null) => void;
}

/** Topics as rows that open them, under a heading; nothing where there are none. */
export function TopicLinks<T extends { readonly id: number; readonly name: string }>({
  id,
  title,
  topics,
  noteOf,
  colorOf,
  onTopic,
  onHover,
}: TopicLinksProps<T>) {
  if (topics.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={classes.heading}>
        {title}
      </h3>
      <ul className={classes.links}>
        {topics.map((topic) => (
          <li key={topic.id}>
            <TopicLink
              name={topic.name}
              color={colorOf(topic.id)}
              note={noteOf(topic)}
              onClick={() => onTopic(topic.id)}
              onHover={(over) => onHover(over ? topic.id : null)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TopicLinkProps {
  readonly name: string;
  readonly color: string | null;
  readonly note: ReactNode;
  readonly onClick: () => void;
  readonly onHover?: (over: boolean) => void;
}

/** A topic as a row that opens it. */
export function TopicLink({ name, color, note, onClick, onHover }: TopicLinkProps) {
  return (
    <button
      type="button"
      className={classes.link}
      onClick={onClick}
      onMouseEnter={() => onHover?.(true)}
      onMouseLeave={() => onHover?.(false)}
    >
      <TopicDot color={color} />
      <span className={classes.linkName} dir="auto">
        {name}
      </span>
      <span className={classes.linkNote}>{note}</span>
    </button>
  );
}
