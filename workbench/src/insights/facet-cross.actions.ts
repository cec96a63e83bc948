import { crossTable } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { FacetCross } from "../facet-contract.ts";
import { requireFacet } from "../store/facet.ts";
import { facetColumn } from "../store/facet-value.ts";
import { layersOf } from "../store/layer.ts";
import { mainTopicsOf } from "../store/main-topic.ts";
import { readMap } from "../store/map.ts";
import { columnOf, openMap } from "../store/map-bytes.ts";
import { type ProjectRow, requireProject, type ShownRun, shownRun } from "../store/project.ts";
import { driftVersion } from "../store/run-drift.ts";
import { topicsOf } from "../store/topic.ts";
import { editInForceOf } from "../store/topic-edit.ts";
import { group } from "./facet-groups.ts";

export interface CrossInput {
  readonly project: string;
  /** Name of the facet whose answers are the rows. */
  readonly facet: string;
  /** Name of the facet whose answers are the columns; the topics, where there is none. */
  readonly by?: string | undefined;
  /** Of the topics; by default the suggested one. */
  readonly layer?: number | undefined;
  /** Id of the analysis; by default the one that is shown. */
  readonly run?: number | undefined;
}

/** One side of a table: names, and which of them each document has. */
interface Side {
  readonly names: readonly string[];
  readonly ofDocument: ReadonlyMap<number, readonly number[]>;
}

const mostTopics = 100;

/**
 * How often answers to a facet meet those to another, or topics.
 *
 * @throws ToposcopeError FACET_NOT_FOUND, NO_ANALYSIS
 */
export async function crossFacets(
  { db }: Context,
  { project, facet, by, layer, run }: CrossInput,
): Promise<FacetCross> {
  const row = await requireProject(db, project, run);
  const rows = await facetSide(db, row.id, facet);
  const columns = by === undefined ? await topicSide(db, row, layer) : await facetSide(db, row.id, by);
  const pairs: number[] = [];
  let without = 0;
  for (const id of new Set([...rows.ofDocument.keys(), ...columns.ofDocument.keys()])) {
    const [own = [], other = []] = [rows.ofDocument.get(id), columns.ofDocument.get(id)];
    if (own.length === 0 || other.length === 0) without += 1;
    for (const a of own) for (const b of other) pairs.push(a, b);
  }
  const [height, width] = [rows.names.length, columns.names.length];
  const { counts, lifts, residuals } = crossTable(pairs, { rows: height, columns: width });
  const grid = <T>(values: Float64Array, show: (value: number) => T) =>
    Array.from({ length: height }, (_, at) =>
      Array.from(values.subarray(at * width, (at + 1) * width), show),
    );
  return {
    rows: [...rows.names],
    columns: [...columns.names],
    counts: grid(counts, Number),
    lifts: grid(lifts, (lift) => (Number.isNaN(lift) ? null : lift)),
    residuals: grid(residuals, Number),
    without,
  };
}

async function facetSide(db: Context["db"], projectId: number, name: string): Promise<Side> {
  const facet = await requireFacet(db, projectId, name);
  const values = await facetColumn(db, facet.id);
  const { groups, groupsOf } = group(facet, values);
  return {
    names: groups.map(({ label }) => label),
    ofDocument: new Map(values.map((value) => [value.document, groupsOf(value)])),
  };
}

async function topicSide(db: Context["db"], project: ProjectRow, asked: number | undefined): Promise<Side> {
  const run = await requireRun(db, project);
  const layer = asked ?? (await layersOf(db, run.id)).find(({ suggested }) => suggested)?.layer ?? 0;
  const topics = (await topicsOf(db, run.id, layer)).toSorted((a, b) => b.size - a.size).slice(0, mostTopics);
  const position = new Map(topics.map(({ id }, at) => [id, at]));
  const ofDocument = new Map<number, readonly number[]>();
  for (const { document, topic } of await mainTopicsOf(db, run.id, layer)) {
    const at = position.get(topic);
    if (at !== undefined) ofDocument.set(document, [at]);
  }
  return { names: topics.map(({ name }) => name), ofDocument };
}

async function requireRun(db: Context["db"], project: ProjectRow): Promise<ShownRun> {
  const run = await shownRun(db, project);
  if (!run) throw new ToposcopeError("NO_ANALYSIS", `project ${project.name} has no topics yet`);
  return run;
}

/** Where a chunk's document has no answer. */
const noGroup = 65_535;

/**
 * The group of each chunk's document, in the order of the map's rows: one 16-bit number a chunk, little-endian, an index into
 * the facet's groups, 65,535 where there is none.
 *
 * @throws ToposcopeError FACET_NOT_FOUND, NO_ANALYSIS
 */
export async function facetMapColumn(
  { db }: Context,
  { project, facet: name, run: asOf }: { project: string; facet: string; run?: number | undefined },
): Promise<{ readonly version: string; read(): Promise<Buffer> }> {
  const row = await requireProject(db, project, asOf);
  const run = await requireRun(db, row);
  const facet = await requireFacet(db, row.id, name);
  const values = await facetColumn(db, facet.id);
  const edit = await editInForceOf(db, run.id);
  const { groupsOf } = group(facet, values);
  const ofDocument = new Map(values.map((value) => [value.document, groupsOf(value)[0] ?? noGroup]));
  const drift = await driftVersion(db, run.id);
  const sum = [...ofDocument].reduce((hash, [id, at]) => (Math.imul(hash, 31) + id * 131 + at) >>> 0, 7);
  return {
    version: `${run.id}-${edit}-${drift}-${facet.id}-${facet.version}-${ofDocument.size}-${sum}`,
    async read() {
      const documents = columnOf(openMap(await readMap(db, run.id, edit)), "document");
      const column = Uint16Array.from(documents, (document) => ofDocument.get(document) ?? noGroup);
      return Buffer.from(column.buffer);
    },
  };
}
