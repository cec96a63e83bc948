import type { DocumentListItem } from "toposcope/contract";
import type { TopicsOverTime, TopicsPerClass } from "toposcope/topic-contract";
import { type FixtureWorld, withBroader } from "./fixture-data.ts";

/** Documents of a layer's topics in cells: how many, and with which words. */
function trendsIn(
  world: FixtureWorld,
  layer: number,
  cells: number,
  cellOf: (document: DocumentListItem) => number,
): TopicsOverTime["topics"] {
  return world.topics
    .filter((topic) => topic.layer === layer)
    .map(({ id, name, keywords }) => {
      const counts = new Array<number>(cells).fill(0);
      for (const document of world.documents) {
        const cell = cellOf(document);
        if (counts[cell] !== undefined && withBroader(world, document.topic).includes(id)) counts[cell]++;
      }
      const words = counts.map((count, cell) =>
        count === 0 ? [] : [...keywords.slice(cell % 3), ...keywords].slice(0, 3),
      );
      return { id, name, counts, keywords: words };
    });
}

const layerIn = (query: URLSearchParams) => Number(query.get("layer") ?? 0);
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

export function topicsOverTime(world: FixtureWorld, run: number, query: URLSearchParams): TopicsOverTime {
  const count = Number(query.get("bins") ?? 20);
  const times = world.documents.map(({ date }) => Date.parse(date ?? ""));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const width = (last - first) / count;
  const moment = (bin: number) => new Date(first + bin * width).toISOString();
  const cellOf = ({ date }: DocumentListItem) =>
    Math.min(count - 1, Math.floor((Date.parse(date ?? "") - first) / width));
  const topics = trendsIn(world, layerIn(query), count, cellOf);
  return {
    run,
    layer: layerIn(query),
    bins: Array.from({ length: count }, (_, bin) => ({
      from: moment(bin),
      to: moment(bin + 1),
      documents: sum(topics.map(({ counts }) => counts[bin] ?? 0)),
    })),
    undated: 4,
    topics,
  };
}

export function topicsPerClass(world: FixtureWorld, run: number, query: URLSearchParams): TopicsPerClass {
  const column = query.get("column") ?? "label";
  const classOf = ({ label, title }: DocumentListItem) =>
    (column === "president" ? title.split(",")[0] : label) ?? "";
  const values = [...new Set(world.documents.map(classOf))].sort();
  const topics = trendsIn(world, layerIn(query), values.length, (document) =>
    values.indexOf(classOf(document)),
  );
  return {
    run,
    layer: layerIn(query),
    column,
    classes: values.map((value, at) => ({
      value,
      documents: sum(topics.map(({ counts }) => counts[at] ?? 0)),
    })),
    others: 0,
    topics,
  };
}
