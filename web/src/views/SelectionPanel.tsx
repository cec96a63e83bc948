import { Button } from "@mantine/core";
import { Download } from "lucide-react";
import type { Passage } from "toposcope/contract";
import { formatCount, formatPlural } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { InPlace } from "./InPlace.tsx";
import { Panel } from "./Panel.tsx";
import { PassageCard } from "./PassageCard.tsx";
import classes from "./TopicCard.module.css";
import { TopicLink } from "./TopicLinks.tsx";

interface TopicShare {
  readonly topic: number | null;
  readonly name: string;
  readonly selected: number;
  readonly size: number;
}

export type SelectedPassages = Missing | { readonly status: "ready"; readonly passages: readonly Passage[] };

export interface SelectionPanelProps {
  readonly count: number;
  readonly total: number;
  readonly documents: number;
  readonly shares: readonly TopicShare[];
  readonly passages: SelectedPassages;
  readonly colorOf: (topic: number | null) => string | null;
  readonly onTopic: (topic: number) => void;
  readonly onHover: (topic: number | null) => void;
  readonly onPassage: (passage: Passage) => void;
  readonly onMore: (() => void) | undefined;
  readonly onExport: () => void;
  readonly onClose: () => void;
}

/** What lies inside the lasso. */
export function SelectionPanel(props: SelectionPanelProps) {
  const { count, total, documents, shares, colorOf } = props;
  return (
    <Panel
      title={`${formatPlural(count, "passage")} selected`}
      subtitle={`of ${formatCount(total)}, in ${formatPlural(documents, "document")}`}
      closeLabel="Clear selection"
      focusKey="selection"
      onClose={props.onClose}
    >
      <div className={classes.card}>
        <div className={classes.actions}>
          <Button size="xs" variant="default" leftSection={<Download size={14} />} onClick={props.onExport}>
            Save as CSV
          </Button>
        </div>
        <section aria-labelledby="selection-topics">
          <h3 id="selection-topics" className={classes.heading}>
            Topics in it
          </h3>
          <ul className={classes.links}>
            {shares.map(({ topic, name, selected, size }) => (
              <li key={topic ?? "none"}>
                <TopicLink
                  name={name}
                  color={colorOf(topic)}
                  note={`${formatCount(selected)} / ${formatCount(size)}`}
                  onClick={() => topic !== null && props.onTopic(topic)}
                  onHover={(over) => props.onHover(over ? topic : null)}
                />
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="selection-passages">
          <h3 id="selection-passages" className={classes.heading}>
            Passages
          </h3>
          <SelectedList {...props} />
        </section>
      </div>
    </Panel>
  );
}

function SelectedList({ passages, colorOf, onPassage, onMore }: SelectionPanelProps) {
  if (passages.status !== "ready")
    return <InPlace of={passages} rows={4} height={84} label="Fetching passages" />;
  return (
    <>
      <ul className={classes.stack}>
        {passages.passages.map((passage) => (
          <li key={passage.chunk}>
            <PassageCard passage={passage} color={colorOf(passage.topic)} onOpen={onPassage} />
          </li>
        ))}
      </ul>
      {onMore !== undefined && (
        <Button mt="sm" fullWidth size="xs" variant="subtle" onClick={onMore}>
          Show more
        </Button>
      )}
    </>
  );
}
