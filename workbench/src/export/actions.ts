import type { Context } from "../context.ts";
import type { ExportWhat, Provisional } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import { chunkDocuments } from "../store/chunk.ts";
import { documentsWithMetadata, metadataColumns } from "../store/document.ts";
import { facetsOf } from "../store/facet.ts";
import { valuesOfDocuments } from "../store/facet-value.ts";
import { readMap } from "../store/map.ts";
import { type ProjectRow, requireProject, type ShownRun, shownRun } from "../store/project.ts";
import { topicsOf } from "../store/topic.ts";
import { editInForceOf } from "../store/topic-edit.ts";
import { chunksWithVector, modelById, modelsOfProject, vectorsOfChunks } from "../store/vector.ts";
import { facetCells, facetColumns } from "./facet-cells.ts";
import { drawPng, drawSvg } from "./map-drawing.ts";
import type { MapDrawing } from "./map-layout.ts";
import { documentColumns, documentRow, firmMember, topicColumns, topicRow, vectorColumns } from "./rows.ts";
import { contentTypes, type Row, type TableFormat, writeTable } from "./table.ts";

export interface ExportInput {
  readonly project: string;
  /** Id of the analysis; by default the one that is shown. */
  readonly run?: number | undefined;
  readonly what: ExportWhat;
  readonly format?: TableFormat | "png" | "svg" | undefined;
  /** Strength from which documents count as members of their topic, 0 to 1. */
  readonly strength?: number | undefined;
  /** Dots per inch of a map; screen is 96. */
  readonly resolution?: number | undefined;
  readonly theme?: "light" | "dark" | undefined;
}

export interface Exported {
  readonly stream: AsyncIterable<Uint8Array>;
  readonly contentType: string;
  readonly fileName: string;
  /** What the data are of while the first analysis goes on. */
  readonly provisional: Provisional;
}

const documentsPerQuery = 1_000;
const chunksPerQuery = 2_000;
const screenDotsPerInch = 96;
const mapInches = { width: 16, height: 10 };

/**
 * The results of a project, as a table or a picture.
 *
 * @throws ToposcopeError EXPORT_FORMAT, NO_ANALYSIS for topics and map before the first analysis
 */
export async function exportData(context: Context, input: ExportInput): Promise<Exported> {
  const project = await requireProject(context.db, input.project, input.run);
  const provisional = (await shownRun(context.db, project))?.provisional ?? null;
  const exportAs = input.what === "map" ? exportMap : exportTable;
  return { ...(await exportAs(context, { project, provisional, input })), provisional };
}

interface ToExport {
  readonly project: ProjectRow;
  readonly provisional: Provisional;
  readonly input: ExportInput;
}

/** What follows the name of something that is of a part only. */
const markOf = (provisional: Provisional) =>
  provisional === null ? "" : ` (provisional, ${percent(provisional.share)})`;
const percent = (share: number) => (share < 0.01 ? "under 1 %" : `${Math.floor(share * 100)} %`);

async function exportTable(
  context: Context,
  { project, provisional, input }: ToExport,
): Promise<Omit<Exported, "provisional">> {
  const { format = context.settings.exportFormat, what } = input;
  if (format === "png" || format === "svg") {
    throw new ToposcopeError(
      "EXPORT_FORMAT",
      `${what} cannot be exported as ${format}; expected jsonl, csv or parquet`,
    );
  }
  const table = { documents: documentTable, topics: topicTable, vectors: vectorTable }[what as "documents"];
  const { columns, rows } = await table(context, project, input);
  return {
    stream: writeTable(format, columns, rows),
    contentType: contentTypes[format],
    fileName: `${project.name} ${what}${markOf(provisional)}.${format}`,
  };
}

async function documentTable(
  { db }: Context,
  { id: projectId, shownRunId: runId }: ProjectRow,
  { strength = 0 }: ExportInput,
) {
  const brought = await metadataColumns(db, projectId);
  const facets = facetColumns(await facetsOf(db, projectId), brought);
  async function* rows(): AsyncGenerator<Row> {
    for (let after = 0; ; ) {
      const documents = await documentsWithMetadata(db, {
        projectId,
        runId,
        after,
        limit: documentsPerQuery,
      });
      const ids = documents.map(({ id }) => id);
      const values = Map.groupBy(await valuesOfDocuments(db, ids), ({ document }) => document);
      for (const document of documents)
        yield {
          ...documentRow(firmMember(document, strength)),
          ...facetCells(facets, values.get(document.id) ?? []),
        };
      const last = documents.at(-1);
      if (documents.length < documentsPerQuery || !last) return;
      after = last.id;
    }
  }
  return { columns: [...documentColumns(brought), ...facets.map(({ column }) => column)], rows: rows() };
}

async function topicTable({ db }: Context, project: ProjectRow) {
  const run = await requireRun(db, project);
  async function* rows(): AsyncGenerator<Row> {
    for (const topic of await topicsOf(db, run.id)) yield topicRow(topic);
  }
  return { columns: topicColumns, rows: rows() };
}

async function vectorTable({ db }: Context, project: ProjectRow) {
  const run = await shownRun(db, project);
  const modelId = run?.modelId ?? (await modelsOfProject(db, project.id))[0]?.id;
  if (modelId === undefined)
    throw new ToposcopeError("PROJECT_EMPTY", `project ${project.name} has no vectors`);
  const { dimensions } = (await modelById(db, modelId)).stamp;
  async function* rows(): AsyncGenerator<Row> {
    const all = await chunksWithVector(db, { projectId: project.id, modelId: modelId as number });
    for (let from = 0; from < all.length; from += chunksPerQuery) {
      const chunks = all.slice(from, from + chunksPerQuery);
      const places = await chunkDocuments(db, chunks);
      const { data } = await vectorsOfChunks(db, { modelId: modelId as number, dimensions, chunks });
      for (const [i, place] of places.entries()) {
        const { chunk, document, externalId, ordinal } = place;
        const vector = data.slice(i * dimensions, (i + 1) * dimensions);
        yield { chunk, document: externalId ?? String(document), ordinal, vector };
      }
    }
  }
  return { columns: vectorColumns, rows: rows() };
}

async function exportMap(
  context: Context,
  { project, provisional, input }: ToExport,
): Promise<Omit<Exported, "provisional">> {
  const { format = "png", theme = "light", resolution = context.settings.exportResolution } = input;
  if (format !== "png" && format !== "svg") {
    throw new ToposcopeError("EXPORT_FORMAT", `the map cannot be exported as ${format}; expected png or svg`);
  }
  const { db } = context;
  const run = await requireRun(db, project);
  const drawing: MapDrawing = {
    title: `${project.name}${markOf(provisional)}`,
    columns: await readMap(db, run.id, await editInForceOf(db, run.id)),
    topics: await topicsOf(db, run.id),
    theme,
    width: mapInches.width * screenDotsPerInch,
    height: mapInches.height * screenDotsPerInch,
  };
  return {
    stream: format === "svg" ? oneByOne(Buffer.from(await drawSvg(drawing))) : drawPng(drawing, resolution),
    contentType: format === "svg" ? "image/svg+xml" : "image/png",
    fileName: `${project.name} map${markOf(provisional)}.${format}`,
  };
}

async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function requireRun(db: Context["db"], project: ProjectRow): Promise<ShownRun> {
  const run = await shownRun(db, project);
  if (!run) throw new ToposcopeError("NO_ANALYSIS", `project ${project.name} has no topics yet`);
  return run;
}
