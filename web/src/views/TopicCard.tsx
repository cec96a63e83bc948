import { Button, Menu } from "@mantine/core";
import { ChevronDown, FileText, LocateFixed, Merge, Pencil, Split, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Passage, TopicCard as TopicCardData } from "toposcope/contract";
import type { RelatedTopics } from "toposcope/recommend-contract";
import { formatPlural, formatScore } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { InPlace } from "./InPlace.tsx";
import { OtherWords } from "./OtherWords.tsx";
import { Panel } from "./Panel.tsx";
import { PassageCard } from "./PassageCard.tsx";
import classes from "./TopicCard.module.css";
import { TopicDot } from "./TopicDot.tsx";
import { TopicLinks } from "./TopicLinks.tsx";

export type TopicCardProps = {
  readonly onClose: () => void;
  readonly focusKey?: string | undefined;
} & (Missing | ReadyTopicCard);

interface ReadyTopicCard {
  readonly status: "ready";
  readonly topic: TopicCardData;
  /** What it says. */
  readonly insight: ReactNode;
  /** With documents of both; until they have come, those of the card. */
  readonly related: RelatedTopics["related"] | undefined;
  readonly colorOf: (topic: number) => string | null;
  readonly onTopic: (topic: number) => void;
  readonly onHover: (topic: number | null) => void;
  readonly onPassage: (passage: Passage) => void;
  readonly onDocuments: (topic: number) => void;
  readonly onLocate: (topic: number) => void;
  /** Whether it can be edited by hand. */
  readonly editable: boolean;
  /** Asks about an edit of it. */
  readonly onAsk: (edit: "rename" | "split" | "merge") => void;
  readonly onExclude: () => void;
}

/** All there is to know of one topic. */
export function TopicCard(props: TopicCardProps) {
  const { onClose, focusKey } = props;
  const shared = { closeLabel: "Close topic", onClose, focusKey };
  if (props.status !== "ready")
    return (
      <Panel title="Topic" {...shared}>
        <InPlace of={props} rows={7} height={36} label="Fetching the topic" />
      </Panel>
    );
  const { topic, colorOf } = props;
  return (
    <Panel
      {...shared}
      title={
        <>
          <TopicDot color={colorOf(topic.id)} />
          <span>{topic.name}</span>
        </>
      }
      subtitle={`${formatPlural(topic.size, "passage")} in ${formatPlural(topic.documents, "document")}`}
    >
      <div className={classes.card}>
        <div className={classes.actions}>
          <Button
            size="xs"
            variant="default"
            leftSection={<LocateFixed size={14} />}
            onClick={() => props.onLocate(topic.id)}
          >
            Show on map
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<FileText size={14} />}
            onClick={() => props.onDocuments(topic.id)}
          >
            Its documents
          </Button>
          {props.editable && <EditMenu {...props} />}
        </div>
        {props.insight}
        <Keywords topic={topic} color={colorOf(topic.id)} />
        <Passages {...props} />
        <TopicLinks
          {...props}
          id="topic-parts"
          title="Finer topics in it"
          topics={topic.children}
          noteOf={({ size }) => formatPlural(size, "passage")}
        />
        <TopicLinks
          {...props}
          id="topic-related"
          title="Related topics"
          topics={props.related ?? topic.related.map((other) => ({ ...other, shared: 0 }))}
          noteOf={({ similarity, shared }) => (
            <>
              {shared > 0 && `${formatPlural(shared, "document")} of both · `}
              <span title="Similarity of the two topics, 1 is equal">{formatScore(similarity)}</span>
            </>
          )}
        />
      </div>
    </Panel>
  );
}

function EditMenu({ topic, onAsk, onExclude }: ReadyTopicCard) {
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<ChevronDown size={14} />}>
          Edit
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={14} />} onClick={() => onAsk("rename")}>
          Rename
        </Menu.Item>
        <Menu.Item leftSection={<Merge size={14} />} onClick={() => onAsk("merge")}>
          Merge with another
        </Menu.Item>
        <Menu.Item leftSection={<Split size={14} />} disabled={topic.size < 2} onClick={() => onAsk("split")}>
          Split
        </Menu.Item>
        <Menu.Item leftSection={<Trash2 size={14} />} color="red" onClick={onExclude}>
          Leave out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Keywords({ topic, color }: { topic: TopicCardData; color: string | null }) {
  const scores = topic.keywordScores;
  if (scores.length === 0) return null;
  const most = Math.max(...scores.map(({ score }) => score), Number.MIN_VALUE);
  return (
    <section aria-labelledby="topic-keywords">
      <h3 id="topic-keywords" className={classes.heading}>
        Keywords
      </h3>
      <ul className={classes.keywords}>
        {scores.map(({ keyword, score }) => (
          <li key={keyword} className={classes.keyword} title={`Weight ${formatScore(score)}`}>
            <span dir="auto">{keyword}</span>
            <span className={classes.weight} aria-hidden="true">
              <span style={{ width: `${(100 * score) / most}%`, background: color ?? "var(--muted)" }} />
            </span>
            <span className="hidden">, weight {formatScore(score)}</span>
          </li>
        ))}
      </ul>
      <OtherWords representations={topic.representations} />
    </section>
  );
}

function Passages({ topic, onPassage }: ReadyTopicCard) {
  if (topic.passages.length === 0) return null;
  return (
    <section aria-labelledby="topic-passages">
      <h3 id="topic-passages" className={classes.heading}>
        Passages that speak for it
      </h3>
      <ul className={classes.stack}>
        {topic.passages.map((passage) => (
          <li key={passage.chunk}>
            <PassageCard passage={passage} onOpen={onPassage} />
          </li>
        ))}
      </ul>
    </section>
  );
}
