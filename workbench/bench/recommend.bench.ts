/**
 * Recommendations over 100,000 documents in the database: the first one, which reads the vectors, then similar documents and a
 * reader's list, as an action answers them. `node --conditions=toposcope-source workbench/bench/recommend.bench.ts [documents]`.
 * One JSON line a case.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@toposcope/algorithms";
import { recommend, similarDocuments } from "../src/answers/recommend.actions.ts";
import { openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import type { Db } from "../src/store/db.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { sql } from "../src/store/sql.ts";
import { insertVectors, modelId } from "../src/store/vector.ts";

const documentCount = Number(process.argv[2] ?? 100_000);
const dimensions = 384;
const groups = 200;
const project = "bench";
const reader = "me";
const perInsert = 5_000;
const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };

const data = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
const app = await openApp({
  settings: resolveSettings({ flags: { data, model: "static", workers: 0 } }).settings,
});
try {
  const { context } = app;
  const documents = await makeDocuments(context.db);
  const any = new Random(2);
  const similar = () =>
    similarDocuments(context, { project, document: documents[any.integer(documents.length)]!, limit: 10 });
  await measure("first call, reads the vectors", 1, similar);
  await measure("similar documents, with their passages", 100, similar);
  for (const strategy of ["best", "average"] as const)
    await measure(`for a reader of 64 documents, ${strategy}`, 20, () =>
      recommend(context, { project, reader, limit: 10, strategy }),
    );
} finally {
  await app.close();
  await untilStopped(data);
  await rm(data, { recursive: true, force: true });
}

async function measure(title: string, calls: number, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let call = 0; call < calls; call++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(share * (calls - 1))]! * 10) / 10;
  const result = {
    msMin: at(0),
    msMedian: at(0.5),
    msP95: at(0.95),
    rssMB: Math.round(process.memoryUsage().rss / 1e6),
  };
  process.stdout.write(
    `${JSON.stringify({ bench: "recommend", case: title, documents: documentCount, ...result, ...machine })}\n`,
  );
}

/** Documents of one passage each around the directions of a few groups, some of them read. */
async function makeDocuments(db: Db): Promise<number[]> {
  const { id: projectId } = await db.one<{ id: number }>(sql`
    insert into project (name, chunk_tokens, chunk_overlap, created_at, updated_at)
    values (${project}, 1000, 150, now(), now())
    returning id`);
  await db.run(sql`
    with made as (
      insert into source (project_id, kind, location, created_at) values (${projectId}, 'files', 'a.txt', now()) returning id
    ),
    file as (
      insert into file (project_id, source_id, path, location, bytes, mapping_hash)
      select ${projectId}, id, 'a.txt', 'a.txt', 1, '' from made
      returning id, source_id
    )
    insert into document (project_id, source_id, file_id, path, title, text, text_hash, created_at, prepared, chunked)
    select ${projectId}, source_id, file.id, 'a.txt', 'document ' || n, 'A text of words about harbours.', '', now(), true, true
    from file, generate_series(1, ${documentCount}) as n`);
  await db.run(sql`
    insert into chunk (project_id, document_id, ordinal, start_offset, own_start, end_offset, tokens, text_hash, content_words)
    select ${projectId}, id, 0, 0, 0, 31, 6, sha256(id::text::bytea), 'harbour'
    from document
    order by id`);
  const rows = await db.many<{ document: number; hash: Buffer }>(
    sql`select document_id as document, text_hash as hash from chunk order by document_id`,
  );
  const key = {
    id: "bench",
    revision: "1",
    pooling: "mean",
    prefix: "",
    dimensions,
    normalised: true,
  } as const;
  const model = await modelId(db, { key: "bench", name: "static", stamp: key });
  const random = new Random(1);
  const centres = Array.from({ length: groups }, () =>
    Float32Array.from({ length: dimensions }, () => random.normal()),
  );
  for (let from = 0; from < rows.length; from += perInsert) {
    const vectors = rows.slice(from, from + perInsert).map(({ hash }, at) => {
      const values = centres[(from + at) % groups]!.map((value) => value + 0.7 * random.normal());
      const length = Math.hypot(...values);
      return { hash, values: values.map((value) => value / length) };
    });
    await insertVectors(db, { modelId: model, now: new Date(), vectors });
  }
  await db.run(sql`
    insert into reading (project_id, document_id, reader, weight, at)
    select ${projectId}, id, ${reader}, 1, now() - interval '3 days'
    from document
    order by id
    limit 64`);
  await db.run(sql`analyze`);
  return rows.map(({ document }) => document);
}
