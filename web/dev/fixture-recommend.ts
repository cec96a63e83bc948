import type { Recommendations, RelatedTopics, SimilarDocuments } from "toposcope/recommend-contract";
import { type FixtureWorld, passageOf, similarityOf } from "./fixture-data.ts";

/** What is read in an invented project, and what is recommended: other documents of the same topics. */
export class FixtureReadings {
  readonly #world: FixtureWorld;
  #read: number[] = [];

  constructor(world: FixtureWorld) {
    this.#world = world;
  }

  add(document: number): object {
    this.#read = [document, ...this.#read.filter((other) => other !== document)];
    return { reader: "me", readings: [] };
  }

  forget(): object {
    const readings = this.#read.length;
    this.#read = [];
    return { reader: "me", readings };
  }

  recommend(limit: number): Recommendations {
    const { documents } = this.#world;
    const read = this.#read.flatMap((id) => documents.filter((document) => document.id === id));
    const like = read[0];
    const others = documents.filter(({ id, topic }) => !this.#read.includes(id) && topic !== null);
    const ofIts = ({ topic }: { topic: number | null }) => Number(topic === like?.topic);
    const chosen = others.toSorted((a, b) => ofIts(b) - ofIts(a)).slice(0, limit);
    return {
      reader: "me",
      basis: like === undefined ? "start" : "readings",
      strategy: "best",
      likes: read.length,
      dislikes: 0,
      documents: chosen.map(({ id, title, path, date, topic, topicName }) => ({
        ...{ document: id, title, path, date, topic, topicName, score: 1 },
        reasons:
          like === undefined
            ? [{ kind: "typical", topic, name: topicName }]
            : [
                { kind: "read", document: like.id, title: like.title, similarity: 0.8 },
                { kind: "topic", topic: topic ?? 0, name: topicName ?? "", share: 1 },
              ],
      })),
    };
  }
}

export function similarDocuments(world: FixtureWorld, document: number): SimilarDocuments {
  const own = world.documents[document - 1];
  const firstOf = (id: number) => {
    const chunk = world.chunks.find((candidate) => candidate.document === id);
    return { chunk: chunk?.id ?? 1, text: chunk === undefined ? "" : passageOf(world, chunk).text };
  };
  const others = world.documents
    .filter(({ id, topic }) => id !== document && topic === own?.topic)
    .slice(0, 5);
  return {
    document,
    documents: others.map(({ id, title, path, date, topic, topicName }, at) => ({
      ...{ document: id, title, path, date, topic, topicName, similarity: 0.9 - at / 20 },
      passages: { own: firstOf(document), other: firstOf(id), similarity: 0.95 },
    })),
  };
}

export function relatedTopics({ topics }: FixtureWorld, run: number, id: number): RelatedTopics {
  const topic = topics.find((candidate) => candidate.id === id);
  const others = topics.filter((other) => other.layer === topic?.layer && other !== topic);
  const related = others.map(({ id: other, name, keywords, size, documents }, at) => {
    const similarity = topic === undefined ? 0 : similarityOf(topic, others[at] ?? topic);
    const shared = Math.max(0, 4 - at);
    return {
      id: other,
      name,
      keywords,
      size,
      documents,
      similarity,
      linked: true,
      shared,
      relatedness: similarity,
    };
  });
  related.sort((a, b) => b.relatedness - a.relatedness);
  return { run, topic: id, related: related.slice(0, 8) };
}
