import { artifacts } from "./analysis.ts";
import { readBytes } from "./artifact.ts";
import type { Db } from "./db.ts";
import { columnOf, type MapLayer, noTopic, type OpenedMap, openMap, steps, withHeader } from "./map-bytes.ts";
import { driftedMap } from "./map-drift.ts";
import { regroupedChunks } from "./membership.ts";
import { goneChunks, placedPoints } from "./placement.ts";
import { driftVersion } from "./run-drift.ts";
import { topicStates } from "./topic-edit.ts";

/** How the topics of a layer are shown since edits. */
export interface EditedLayer {
  readonly layer: number;
  /** The topic that shows the members of a topic of the map; null for none. */
  readonly shownAs: ReadonlyMap<number, number | null>;
  /** Chunks whose topics were split, under the topics that show them. */
  readonly regrouped: readonly { readonly topic: number; readonly chunks: Uint32Array }[];
}

/**
 * A run's map with its topics as the edits up to one have them, and with what was placed or deleted since; where there is
 * neither, the bytes that the run packed.
 */
export async function readMap(db: Db, runId: number, edit: number): Promise<Buffer> {
  const packed = await readBytes(db, runId, artifacts.map);
  const map = (await driftVersion(db, runId)) === 0 ? packed : await drifted(db, runId, packed);
  const layers = edit === 0 ? [] : await editedLayers(db, runId, edit);
  return layers.length === 0 ? map : relabelMap(map, layers);
}

async function drifted(db: Db, runId: number, map: Buffer): Promise<Buffer> {
  const gone = new Set(await goneChunks(db, [...columnOf(openMap(map), "chunk")]));
  return driftedMap(map, { placed: await placedPoints(db, runId), gone });
}

async function editedLayers(db: Db, runId: number, edit: number): Promise<EditedLayer[]> {
  const states = await topicStates(db, runId, edit);
  const edited = new Set(states.filter(({ id, shownAs }) => shownAs !== id).map(({ layer }) => layer));
  if (edited.size === 0) return [];
  const regrouped = await regroupedChunks(db, runId, edit);
  return [...edited].map((layer) => ({
    layer,
    shownAs: new Map(states.map(({ id, shownAs }) => [id, shownAs])),
    regrouped: regrouped.filter((group) => group.layer === layer),
  }));
}

/** The map with other topics in edited layers; all else stays as it is. Cost O(rows) for each edited layer. */
export function relabelMap(map: Buffer, edited: readonly EditedLayer[]): Buffer {
  const before = openMap(map);
  const editOf = new Map(edited.map((layer) => [layer.layer, layer]));
  const layers = before.header.layers.map((layer) => {
    const edit = editOf.get(layer.layer);
    return edit === undefined ? layer : { ...layer, topics: topicsShown(layer, edit) };
  });
  const after = withHeader(before, { ...before.header, layers });
  for (const [at, layer] of before.header.layers.entries()) {
    const edit = editOf.get(layer.layer);
    if (edit) relabelColumn(after, at, { edit, topics: layer.topics });
  }
  return after.bytes;
}

/** Those of the map that are still shown, then those that edits made. */
function topicsShown({ topics }: MapLayer, { shownAs, regrouped }: EditedLayer): number[] {
  const own = new Set(topics);
  const shown = new Set(regrouped.map(({ topic }) => topic));
  for (const topic of topics) {
    const holder = shownAs.get(topic) ?? null;
    if (holder !== null) shown.add(holder);
  }
  const made = [...shown].filter((topic) => !own.has(topic)).sort((a, b) => a - b);
  return [...topics.filter((topic) => shown.has(topic)), ...made];
}

function relabelColumn(
  map: OpenedMap,
  at: number,
  { edit: { shownAs, regrouped }, topics }: { edit: EditedLayer; topics: readonly number[] },
): void {
  const places = new Map(map.header.layers[at]?.topics.map((topic, place) => [topic, place]));
  const placeOf = (topic: number | null | undefined) => places.get(topic ?? -1) ?? noTopic;
  const now = Uint16Array.from(topics, (topic) => placeOf(shownAs.get(topic)));
  const ofChunk = new Map<number, number>();
  for (const { topic, chunks } of regrouped) for (const chunk of chunks) ofChunk.set(chunk, placeOf(topic));
  const column = columnOf(map, `topic${at}`);
  const chunks = columnOf(map, "chunk");
  for (let row = 0; row < column.length; row++) {
    const index = column[row]!;
    if (index === noTopic) continue;
    const place = now[index]!;
    column[row] = place === noTopic ? (ofChunk.get(chunks[row]!) ?? noTopic) : place;
  }
}

/** The middles of topics of a layer: medians of their rows' places. A topic without rows has none. */
export function topicCentres(
  bytes: Buffer,
  layer: number,
  wanted: readonly number[],
): { id: number; x: number; y: number }[] {
  const map = openMap(bytes);
  const at = map.header.layers.findIndex((candidate) => candidate.layer === layer);
  const slots = map.header.layers[at]?.topics.map((topic) => wanted.indexOf(topic)) ?? [];
  const topics = columnOf(map, `topic${at}`);
  const rows = wanted.map((): number[] => []);
  for (let row = 0; row < topics.length; row++) rows[slots[topics[row]!] ?? -1]?.push(row);
  const { x0, y0, x1, y1 } = map.header.bounds;
  const [x, y] = [columnOf(map, "x"), columnOf(map, "y")];
  return wanted.flatMap((id, slot) => {
    const own = rows[slot]!;
    if (own.length === 0) return [];
    return [{ id, x: x0 + median(x, own) * (x1 - x0), y: y0 + median(y, own) * (y1 - y0) }];
  });
}

/** 0..1 */
const median = (column: ArrayLike<number>, rows: readonly number[]) =>
  Uint16Array.from(rows, (row) => column[row]!).sort()[rows.length >> 1]! / steps;
