import type { MapColumns } from "./decode-map.ts";
import { type MapData, type MapTopic, noTopic } from "./map-data.ts";

/** What a picture of the map needs to know of a topic. */
export interface TopicOnMap {
  readonly id: number;
  readonly layer: number;
  readonly name: string;
  /** In chunks. */
  readonly size: number;
  readonly parent: number | null;
  readonly x: number | null;
  readonly y: number | null;
}

interface MapContentOptions {
  readonly topics: readonly TopicOnMap[];
  readonly layer: number;
  readonly colorOf: (topic: number) => string | null;
  /** 0..255: points that belong less firmly to their topic are drawn as if they had none. */
  readonly leastStrength?: number;
}

export interface MapContent {
  readonly data: MapData;
  readonly topics: readonly MapTopic[];
  /** Whether the map knows a topic: it has those of the layer on screen, and all broader ones. */
  shows(topic: number): boolean;
}

/**
 * What the map draws for one layer: its points under the ids of their topics, and the labels of that layer and of the
 * next broader one. A broader topic with a single part says nothing more than that part: only the part is named.
 */
export function mapContent(
  columns: MapColumns,
  { topics, layer, colorOf, leastStrength = 0 }: MapContentOptions,
): MapContent {
  const shown = columns.layers.find((candidate) => candidate.layer === layer) ?? columns.layers[0];
  const { x0, y0, x1, y1 } = columns.bounds;
  const broader = columns.layers
    .map((candidate) => candidate.layer)
    .filter((candidate) => candidate > layer)
    .sort((a, b) => a - b)[0];
  const placed = topics.filter(({ x, y }) => x !== null && y !== null);
  const fine = placed.filter((topic) => topic.layer === layer);
  const parts = Map.groupBy(fine, ({ parent }) => parent);
  const isWhole = ({ parent }: TopicOnMap) => parent === null || (parts.get(parent)?.length ?? 0) < 2;
  const coarse = placed.filter((topic) => topic.layer > layer);
  const isNamed = ({ id, layer: own }: TopicOnMap) =>
    own === layer || (own === broader && (parts.get(id)?.length ?? 0) > 1);
  const ids = new Set([...fine, ...coarse].map(({ id }) => id));
  return {
    data: {
      x: columns.x,
      y: columns.y,
      topic:
        shown === undefined
          ? new Uint16Array(columns.count).fill(noTopic)
          : topicIds(shown, columns.strength, leastStrength),
      strength: columns.strength,
      chunkIds: columns.chunk,
      extent: { minX: x0, minY: y0, maxX: x1, maxY: y1 },
    },
    topics: [...fine, ...coarse].map((topic) => ({
      ...mapTopic(topic, { level: topic.layer === layer && !isWhole(topic) ? 1 : 0, known: ids, colorOf }),
      ...(isNamed(topic) ? {} : { isUnnamed: true }),
    })),
    shows: (topic) => ids.has(topic),
  };
}

/** Topic ids are small numbers; one that does not fit the column shows as no topic. */
function topicIds(
  { topics, index }: MapColumns["layers"][number],
  strength: Uint8Array,
  leastStrength: number,
): Uint16Array {
  const ids = new Uint16Array(index.length);
  for (let row = 0; row < index.length; row++) {
    const isWeak = (strength[row] ?? 0) < leastStrength;
    const id = isWeak ? noTopic : (topics[index[row] ?? noTopic] ?? noTopic);
    ids[row] = Math.min(id, noTopic);
  }
  return ids;
}

interface MapTopicOptions {
  readonly level: 0 | 1;
  readonly known: ReadonlySet<number>;
  readonly colorOf: MapContentOptions["colorOf"];
}

function mapTopic(
  { id, name, x, y, size, parent }: TopicOnMap,
  { level, known, colorOf }: MapTopicOptions,
): MapTopic {
  const color = colorOf(id);
  return {
    index: id,
    name,
    x: x ?? 0,
    y: y ?? 0,
    size,
    level,
    ...(color === null ? {} : { color }),
    ...(parent !== null && known.has(parent) ? { parent } : {}),
  };
}
