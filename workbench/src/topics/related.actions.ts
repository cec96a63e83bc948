import { matrix, rowDot } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { RelatedTopics } from "../recommend-contract.ts";
import { sharedDocuments } from "../store/document-vector.ts";
import { topicsOf } from "../store/topic.ts";
import { topicCentroids } from "../store/topic-centroid.ts";
import { relatedTopics as linkedTopics } from "../store/topic-link.ts";
import { type AsOf, requireAnalysis } from "./actions.ts";
import { relatedness } from "./related-topics.ts";

/** Topics of the same layer that are linked with one or in the same documents, nearest first. @throws ToposcopeError NO_ANALYSIS, TOPIC_NOT_FOUND */
export async function relatedTopics(
  context: Context,
  { topic: topicId, limit, ...asOf }: AsOf & { topic: number; limit: number },
): Promise<RelatedTopics> {
  const { db } = context;
  const run = await requireAnalysis(context, asOf);
  const topics = await topicsOf(db, run.id);
  const topic = topics.find(({ id }) => id === topicId);
  if (!topic) throw new ToposcopeError("TOPIC_NOT_FOUND", `analysis ${run.number} has no topic ${topicId}`);
  const centroids = await topicCentroids(db, run.id);
  const counts = await sharedDocuments(db, { runId: run.id, topicId });
  const countOf = new Map(counts.map((row) => [row.topic, row]));
  const links = await linkedTopics(db, { runId: run.id, topicId, limit: topics.length });
  const linked = new Set(links.map(({ id }) => id));
  const own = countOf.get(topicId)?.documents ?? 0;
  const related = topics
    .filter(({ id, layer }) => layer === topic.layer && id !== topicId)
    .map(({ id, name, keywords, size, documents }) => {
      const similarity = cosine(centroids.get(topicId), centroids.get(id));
      const { documents: about = 0, shared = 0 } = countOf.get(id) ?? {};
      return {
        id,
        name,
        keywords: keywords.map(({ keyword }) => keyword),
        size,
        documents,
        similarity,
        linked: linked.has(id),
        shared,
        relatedness: relatedness({ similarity, shared, documents: [own, about] }),
      };
    })
    .filter(({ linked, shared }) => linked || shared > 0);
  related.sort((a, b) => b.relatedness - a.relatedness || a.id - b.id);
  return { run: run.number, topic: topicId, related: related.slice(0, limit) };
}

function cosine(one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (!one || !other) return 0;
  const [a, b] = [matrix(1, one.length, one), matrix(1, other.length, other)];
  return rowDot(a, 0, b, 0) / (Math.sqrt(rowDot(a, 0, a, 0) * rowDot(b, 0, b, 0)) || 1);
}
