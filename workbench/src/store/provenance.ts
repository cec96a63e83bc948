import type { Db } from "./db.ts";
import { json, sql } from "./sql.ts";

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
