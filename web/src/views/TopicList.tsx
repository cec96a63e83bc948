import { ActionIcon, Button, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
import {
  ArrowDownAZ,
  ArrowDownWideNarrow,
  Merge,
  Redo2,
  Search,
  Shrink,
  Trash2,
  Undo2,
  X,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Layer, TopicListItem } from "toposcope/contract";
import { formatCount, formatPlural, formatShare } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { Empty } from "./Empty.tsx";
import { InPlace } from "./InPlace.tsx";
import classes from "./TopicList.module.css";
import { TopicTree, type TopicTreeProps } from "./TopicTree.tsx";
import { layerLabels, type TopicOrder, treeRows } from "./topic-tree.ts";
import { useOpenTopics } from "./use-open-topics.ts";

export type TopicListProps = Missing | ReadyTopicList;

/** What can be done to the topics by hand. */
export interface TopicEditing {
  /** What undo would take back, and redo put back, in words. */
  readonly undo: string | null;
  readonly redo: string | null;
  readonly busy: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onMerge: () => void;
  readonly onExclude: () => void;
  readonly onReduce: () => void;
}

interface ReadyTopicList extends Omit<TopicTreeProps, "rows" | "onToggle"> {
  readonly status: "ready";
  readonly layers: readonly Layer[];
  /** Those of every layer. */
  readonly topics: readonly TopicListItem[];
  /** Words that the names or keywords shown must have. */
  readonly filter: string;
  readonly order: TopicOrder;
  /** Null where topics cannot be edited. */
  readonly editing: TopicEditing | null;
  readonly onFilter: (filter: string) => void;
  readonly onOrder: (order: TopicOrder) => void;
  readonly onLayer: (layer: number) => void;
}

/** The topics as a tree, with what narrows, orders and changes them. */
export function TopicList(props: TopicListProps) {
  if (props.status !== "ready")
    return <InPlace of={props} rows={9} height={40} label="Fetching the topics" />;
  return <ReadyTopics {...props} />;
}

function ReadyTopics(props: ReadyTopicList) {
  const {
    filter,
    order,
    onFilter: setFilter,
    onOrder: setOrder,
    topics,
    layer,
    selected,
    editing,
    marked,
  } = props;
  const { isOpen, toggle } = useOpenTopics(topics, layer, selected);
  const rows = treeRows(topics, { filter, order, isOpen });
  const shown = props.layers.find((candidate) => candidate.layer === layer);
  const hidden = shown === undefined ? 0 : shown.hidden.few + shown.hidden.failed;
  return (
    <div className={classes.list}>
      <div className={classes.tools}>
        {props.layers.length > 1 && (
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="How fine the topics on the map are"
            value={String(layer)}
            onChange={(value) => props.onLayer(Number(value))}
            data={layerLabels(props.layers)}
          />
        )}
        <div className={classes.row}>
          <TextInput
            size="xs"
            className={classes.filter}
            leftSection={<Search size={14} />}
            aria-label="Filter topics"
            placeholder="Filter topics"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <OrderSwitch order={order} onOrder={setOrder} />
        </div>
      </div>
      {rows.length === 0 ? (
        <Empty title="No topic matches">Try another word, or empty the filter.</Empty>
      ) : (
        <TopicTree {...props} rows={rows} onToggle={(row) => toggle(row.topic)} />
      )}
      {marked.size > 0 && editing !== null ? (
        <MarkedBar {...props} editing={editing} />
      ) : (
        <div className={classes.foot}>
          <p role="status">
            {formatPlural(shown?.topics ?? 0, "topic")}
            {shown !== undefined && shown.outliers > leastShown && (
              <> · {formatShare(shown.outliers)} outliers</>
            )}
            {hidden > 0 && (
              <span title="Of too few documents, or failed the audit: see the project’s settings and privacy">
                {" "}
                · {formatCount(hidden)} hidden for privacy
              </span>
            )}
          </p>
          {editing !== null && <EditTools {...editing} />}
        </div>
      )}
    </div>
  );
}

/** A smaller share would read as none. */
const leastShown = 0.005;

function OrderSwitch({ order, onOrder }: { order: TopicOrder; onOrder: (order: TopicOrder) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Order of topics"
      value={order}
      onChange={(value) => onOrder(value as TopicOrder)}
      data={[
        { value: "size", label: <OrderLabel icon={<ArrowDownWideNarrow size={14} />} text="By size" /> },
        { value: "name", label: <OrderLabel icon={<ArrowDownAZ size={14} />} text="By name" /> },
      ]}
    />
  );
}

function OrderLabel({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <span className={classes.order} title={text}>
      {icon}
      <span className="hidden">{text}</span>
    </span>
  );
}

/** What can be done with the topics that are marked. */
function MarkedBar({ marked, topics, editing, onMark }: ReadyTopicList & { editing: TopicEditing }) {
  const chosen = topics.filter(({ id }) => marked.has(id));
  const layers = new Set(chosen.map(({ layer }) => layer));
  const why = chosen.length < 2 ? "Mark another topic to merge" : "Only topics of one layer can be merged";
  const mergeable = chosen.length > 1 && layers.size === 1;
  return (
    <div className={classes.marked} role="toolbar" aria-label="Marked topics">
      <p role="status">{formatPlural(chosen.length, "topic")} marked</p>
      <Tooltip label={mergeable ? "Merge (m)" : why}>
        <Button
          size="compact-sm"
          leftSection={<Merge size={14} />}
          aria-keyshortcuts="m"
          aria-disabled={!mergeable || undefined}
          data-disabled={!mergeable || undefined}
          loading={editing.busy}
          onClick={() => mergeable && editing.onMerge()}
        >
          Merge
        </Button>
      </Tooltip>
      <Tooltip label="Leave out: their passages get no topic">
        <ActionIcon variant="default" aria-label="Leave out the marked topics" onClick={editing.onExclude}>
          <Trash2 size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Clear the marks (Esc)">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Clear the marks"
          onClick={() => onMark([...marked], false)}
        >
          <X size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function EditTools({ undo, redo, onUndo, onRedo, onReduce }: TopicEditing) {
  return (
    <div className={classes.edits} role="toolbar" aria-label="Edits of the topics">
      {(undo !== null || redo !== null) && (
        <>
          <EditTool
            label={undo === null ? "Nothing to undo" : `Undo ${undo}`}
            onClick={undo === null ? undefined : onUndo}
          >
            <Undo2 size={15} />
          </EditTool>
          <EditTool
            label={redo === null ? "Nothing to redo" : `Redo ${redo}`}
            onClick={redo === null ? undefined : onRedo}
          >
            <Redo2 size={15} />
          </EditTool>
        </>
      )}
      <EditTool label="Reduce the number of topics" onClick={onReduce}>
        <Shrink size={15} />
      </EditTool>
    </div>
  );
}

interface EditToolProps {
  readonly label: string;
  /** Absent where there is nothing to do. */
  readonly onClick: (() => void) | undefined;
  readonly children: ReactNode;
}

function EditTool({ label, onClick, children }: EditToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
        aria-label={label}
        disabled={onClick === undefined}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
