import { readFile } from "node:fs/promises";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { nativeLinearAlgebra } from "../native/linear-algebra.ts";
import { type RecommendationEvaluation, recommendStrategies } from "../recommend-contract.ts";
import { documentsByExternalId } from "../store/document-vector.ts";
import { DocumentIndexes } from "./document-index.actions.ts";
import { parseHistory } from "./reading-history.ts";
import type { Reading } from "./reading-weights.ts";
import { leaveLastOut, ratePopularity, rateStrategy } from "./recommend-evaluation.ts";

/**
 * Says how well recommendations find the last document that each reader of a history read, beside what most others read.
 *
 * @throws ToposcopeError PATH_NOT_FOUND, INVALID_INPUT, PROJECT_NOT_FOUND, PROJECT_EMPTY
 */
export async function evaluateRecommendations(
  { db }: Pick<Context, "db">,
  { project, file, k }: { project: string; file: string; k: number },
): Promise<RecommendationEvaluation> {
  const text = await readFile(file, "utf8").catch((cause: Error) => {
    throw new ToposcopeError("PATH_NOT_FOUND", `${file} cannot be read: ${cause.message}`, { cause });
  });
  const entries = parseHistory(text);
  const index = await new DocumentIndexes(db).of(project);
  const ids = await documentsByExternalId(db, index.project.id);
  const byReader = new Map<string, Reading[]>();
  let unknown = 0;
  for (const { reader, document, at, weight } of entries) {
    const row = index.rowOf.get(ids.get(document) ?? Number(document));
    if (row === undefined) unknown++;
    else byReader.set(reader, [...(byReader.get(reader) ?? []), { row, at, weight }]);
  }
  const readers = [...byReader.values()].flatMap((readings) => leaveLastOut(readings) ?? []);
  const linearAlgebra = await nativeLinearAlgebra();
  try {
    const options = { k, linearAlgebra };
    const methods: RecommendationEvaluation["methods"] = [];
    for (const method of recommendStrategies)
      methods.push({ method, ...(await rateStrategy(index, readers, method, options)) });
    methods.push({ method: "popularity", ...ratePopularity(index, readers, options) });
    return { k, readers: readers.length, readings: entries.length - unknown, unknown, methods };
  } finally {
    await linearAlgebra.close();
  }
}
