import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { MapColumns } from "toposcope/drawing";
import { chunkQuery } from "../queries.ts";
import { topicAt } from "../selection-counts.ts";
import { TopicDot } from "../views/TopicDot.tsx";
import classes from "./MapTab.module.css";
import type { Analysis } from "./use-analysis.ts";
import { useSetting } from "./use-settings.ts";

interface PointTipProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly columns: MapColumns;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

const restMs = 150;
const roomNeeded = 340;

/** The passage under the pointer, once it rests there. */
export default function PointTip({ project, analysis, columns, row, x, y }: PointTipProps) {
  const wanted = useSetting<boolean>("tooltips", true);
  const [rested] = useDebouncedValue(row, restMs);
  const chunk = columns.chunk[rested] ?? 0;
  const { data } = useQuery({
    ...chunkQuery({ project, run: columns.run }, chunk),
    enabled: wanted && rested === row,
  });
  if (!wanted || rested !== row || data === undefined) return null;
  const topic = topicAt(columns, analysis.layer, row);
  const area = document.getElementById("map-area");
  const left = x + roomNeeded > (area?.clientWidth ?? Number.POSITIVE_INFINITY) ? undefined : x + 14;
  const top = y + roomNeeded / 2 > (area?.clientHeight ?? Number.POSITIVE_INFINITY) ? undefined : y + 14;
  const right = left === undefined ? (area?.clientWidth ?? 0) - x + 14 : undefined;
  const bottom = top === undefined ? (area?.clientHeight ?? 0) - y + 14 : undefined;
  return (
    <div className={classes.tip} style={{ left, top, right, bottom }} role="status">
      <p className={classes.tipTitle} dir="auto">
        {data.title}
      </p>
      <p className={classes.tipTopic}>
        <TopicDot color={analysis.colorOf(topic)} />
        <span dir="auto">{topic === null ? "No topic" : analysis.topicOf(topic)?.name}</span>
        {columns.placed[row] === 1 && <span>· new</span>}
      </p>
      <p className={classes.tipText} dir="auto">
        {data.text}
      </p>
    </div>
  );
}
