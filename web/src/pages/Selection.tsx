import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { MapColumns } from "toposcope/drawing";
import { closeLast, openPassage, openTopic } from "../actions.ts";
import { explain } from "../api.ts";
import { chunkQuery, mapQuery } from "../queries.ts";
import { fileName, formatCsv, saveBlob } from "../save.ts";
import { countDocuments, countTopics, firmestRows, topicAt } from "../selection-counts.ts";
import { hoverTopic } from "../store.ts";
import { type SelectedPassages, SelectionPanel } from "../views/SelectionPanel.tsx";
import { Waiting } from "../views/Waiting.tsx";
import type { Analysis } from "./use-analysis.ts";

interface SelectionProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly rows: Uint32Array;
}

/** What lies inside the lasso, from the points that the map has. */
export default function Selection({ project, analysis, rows }: SelectionProps) {
  const run = analysis.run ?? 0;
  const { data: columns } = useQuery({ ...mapQuery({ project, run }), enabled: analysis.run !== null });
  if (columns === undefined) return <Waiting rows={6} height={30} label="Counting the selection" />;
  return <Selected project={project} analysis={analysis} rows={rows} columns={columns} run={run} />;
}

const portion = 10;

function Selected(props: SelectionProps & { columns: MapColumns; run: number }) {
  const { project, analysis, rows, columns, run } = props;
  const { layer, topicOf, colorOf } = analysis;
  const [shown, setShown] = useState(portion);
  const counts = useMemo(() => countTopics(columns, layer, rows), [columns, layer, rows]);
  const documents = useMemo(() => countDocuments(columns, rows), [columns, rows]);
  const firmest = useMemo(() => firmestRows(columns, rows, shown), [columns, rows, shown]);
  const nameOf = (topic: number | null) =>
    topic === null ? "No topic" : (topicOf(topic)?.name ?? `Topic ${topic}`);
  const passages = usePassages(
    project,
    run,
    firmest.map((row) => columns.chunk[row] ?? 0),
  );
  const onExport = () => {
    const lines = Array.from(rows, (row) => {
      const topic = topicAt(columns, layer, row);
      const name = topic === null ? null : nameOf(topic);
      return [
        columns.chunk[row] ?? 0,
        columns.document[row] ?? 0,
        topic,
        name,
        (columns.strength[row] ?? 0) / 255,
      ];
    });
    const text = formatCsv(["chunk", "document", "topic", "topicName", "strength"], lines);
    saveBlob(new Blob(["\ufeff", text], { type: "text/csv" }), `${fileName(project)} selection.csv`);
  };
  return (
    <SelectionPanel
      count={rows.length}
      total={columns.count}
      documents={documents}
      shares={counts.map((count) => ({ ...count, name: nameOf(count.topic) }))}
      passages={passages}
      colorOf={colorOf}
      onTopic={(id) => openTopic(topicOf(id), layer)}
      onHover={hoverTopic}
      onPassage={openPassage}
      onMore={shown < rows.length ? () => setShown(shown + portion) : undefined}
      onExport={onExport}
      onClose={closeLast}
    />
  );
}

function usePassages(project: string, run: number, chunks: readonly number[]): SelectedPassages {
  return useQueries({
    queries: chunks.map((chunk) => chunkQuery({ project, run }, chunk)),
    combine: (results) => {
      const failed = results.find(({ error }) => error !== null);
      const passages = results.flatMap(({ data }) => (data === undefined ? [] : [data]));
      if (passages.length > 0) return { status: "ready", passages };
      if (failed?.error != null)
        return { status: "failed", ...explain(failed.error), onRetry: () => void failed.refetch() };
      return { status: "loading" };
    },
  });
}
