import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

/** How a run's map was laid out, and what it was aligned to. */
export interface MapProvenance {
  readonly method: string;
  readonly alignment: string;
  /** Number of the analysis whose map gave the places; null where there was none, or none was asked for. */
  readonly alignedTo: number | null;
  /** Distinct texts that both maps have. */
  readonly matched: number;
  /** Median way of a matched text from its old place, as a share of the old map's longer side. */
  readonly moved: number | null;
}

/** What a run's result came from. What is kept later under the same name replaces what was kept before. */
export interface Provenance {
  /** What an import read, or an analysis analysed: how much, and a hash over all of it. */
  readonly inputs: Readonly<Record<string, number | string>>;
  readonly embedding: {
    readonly model: string;
    readonly revision: string;
    readonly chunks: number;
    /** Chunks whose vector was there already, or is made for another chunk of the same text. */
    readonly cacheHits: number;
    readonly bytesSaved: number;
  };
  readonly map: MapProvenance;
  readonly seed: number;
  readonly versions: Readonly<Record<string, string | number>>;
  /** Milliseconds that the batches of each stage took together. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

export async function addProvenance(db: Db, runId: number, provenance: Partial<Provenance>): Promise<void> {
  await db.run(sql`update run set provenance = provenance || ${json(provenance)}::jsonb where id = ${runId}`);
}

export async function provenanceOf(db: Db, runId: number): Promise<Partial<Provenance>> {
  const { provenance } = await db.one<{ provenance: Partial<Provenance> }>(
    sql`select provenance from run where id = ${runId}`,
  );
  return provenance;
}
