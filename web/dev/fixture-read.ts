import type { Passage, TopicList } from "toposcope/contract";
import type { SearchHit } from "toposcope/search-contract";
import type { TopicSearchResult } from "toposcope/topic-contract";
import { cardOf, detailOf, type FixtureWorld, passageOf, similarityOf } from "./fixture-data.ts";
import type { FixtureEdits } from "./fixture-edits.ts";
import { answersOf, fulfils } from "./fixture-facets.ts";
import { encodeFixtureMap } from "./fixture-map.ts";
import { topicsOverTime, topicsPerClass } from "./fixture-trends.ts";

export type Answer = object | Buffer | undefined;

/** A refusal as problem+json tells it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  constructor(status: number, code: string, detail: string, hint: string) {
    super(detail);
    [this.status, this.code, this.hint] = [status, code, hint];
  }
}

/** The topics as they are after the edits. */
export function listTopics({ world: { topics }, last }: FixtureEdits, run: number): TopicList {
  const layers = [0, 1, 2].map((layer) => ({
    layer,
    topics: topics.filter((candidate) => candidate.layer === layer).length,
    suggested: layer === 0,
    stability: 0.9,
    coverage: 0.82,
    outliers: 0.12,
    hidden: { few: layer === 0 ? 3 : 0, failed: 0 },
  }));
  return { run, provisional: null, model: "minilm", edit: last, layers, topics: [...topics] };
}

/** What an invented world answers to a question about one of its parts. */
export function readWorld(
  world: FixtureWorld,
  run: number,
  part: string,
  id: string | undefined,
  query: URLSearchParams,
): Answer {
  const { topics, chunks, documents } = world;
  switch (part) {
    case "topics": {
      if (id === "search") return searchTopics(world, run, query);
      if (id === "over-time") return topicsOverTime(world, run, query);
      if (id === "per-class") return topicsPerClass(world, run, query);
      const topic = topics.find((candidate) => candidate.id === Number(id));
      if (topic === undefined)
        throw new Problem(404, "TOPIC_NOT_FOUND", `There is no topic ${id}.`, "list the topics");
      return cardOf(world, topic, run);
    }
    case "graph": {
      const layer = Number(query.get("layer") ?? 0);
      const nodes = topics.filter((topic) => topic.layer === layer);
      const threshold = Number(query.get("threshold") ?? 0.25);
      const edges = nodes.flatMap((a, at) =>
        nodes.slice(at + 1).map((b) => ({ source: a.id, target: b.id, similarity: similarityOf(a, b) })),
      );
      return {
        layer,
        threshold,
        nodes: nodes.map(({ id: node, name, size }) => ({ id: node, name, size })),
        edges: edges.filter(({ similarity }) => similarity >= threshold),
      };
    }
    case "map":
      return encodeFixtureMap(world, run);
    case "chunks": {
      const chunk = chunks[Number(id) - 1];
      return chunk && passageOf(world, chunk);
    }
    case "search": {
      const like = chunks[Number(query.get("likeChunk")) - 1];
      const words = (query.get("q") ?? "").toLowerCase().split(/\s+/);
      const hits = chunks
        .map((chunk) => passageOf(world, chunk))
        .filter(({ text: passage }) =>
          words.every((word) => word === reordered || passage.toLowerCase().includes(word)),
        )
        .filter(({ document }) =>
          query.getAll("where").every((where) => fulfils(documents[document - 1]!, where)),
        )
        .filter(({ topic }) => (query.get("topic") ?? String(topic)) === String(topic))
        .filter(({ topic, chunk }) => !like || (chunk !== like.id && topic === passageOf(world, like).topic))
        .slice(0, Number(query.get("limit") ?? 10));
      return {
        query: query.get("q") ?? "",
        model: "minilm",
        meaning: Number(query.get("meaning") ?? 0.5),
        reranking: isReranked(words) ? { model: "overlap@1", passages: 16, note: slowNote } : null,
        hits: hits.map((hit, at) => foundHit(hit, words, 0.9 - at / 250)),
      };
    }
    case "documents": {
      const document = documents[Number(id) - 1];
      return document === undefined ? listDocuments(world, query) : detailOf(world, document);
    }
    default:
      return Buffer.from("topic,name\r\n");
  }
}

const slowNote = "only the best 16 of 50 could be scored in 3 seconds";

/** A search with this word is answered as where a cross-encoder is set. */
const reordered = "reordered";
const isReranked = (words: readonly string[]) => words.includes(reordered);

function foundHit(passage: Passage, words: readonly string[], score: number): SearchHit {
  const highlights = words.flatMap((word): [number, number][] => {
    const at = word === "" ? -1 : passage.text.toLowerCase().indexOf(word);
    return at < 0 ? [] : [[at, at + word.length]];
  });
  const fit = {
    score,
    rerank: isReranked(words) ? 1.1 * score - 0.1 : null,
    cosine: 0.5,
    bm25: 5,
    coverage: 1,
    highlights: highlights.sort((a, b) => a[0] - b[0]),
    said: null,
  };
  const place = { ordinal: 0, start: 0, end: passage.text.length, before: [], after: [] };
  const document = { externalId: null, date: null, label: null, language: "en" };
  return { ...passage, ...fit, ...place, ...document };
}

function listDocuments({ documents, deleted }: FixtureWorld, query: URLSearchParams): Answer {
  const [topic, flag, setAside, words, arrived] = ["topic", "flag", "setAside", "text", "arrived"].map(
    (key) => query.get(key),
  );
  const kept = documents.filter(
    (document) =>
      !deleted.has(document.id) &&
      (arrived == null || document.arrived === arrived) &&
      (topic == null || document.topic === Number(topic)) &&
      query.getAll("where").every((where) => fulfils(document, where)) &&
      (flag == null || document.flags.some((note) => note.flag === flag)) &&
      (setAside == null || document.setAside === (setAside === "true")) &&
      (words == null || document.title.toLowerCase().includes(words.toLowerCase())),
  );
  const start = Number(query.get("cursor") ?? 0);
  const end = start + Number(query.get("limit") ?? 50);
  return {
    total: kept.length,
    roles: ["user", "assistant"],
    next: end < kept.length ? String(end) : null,
    documents: kept
      .slice(start, end)
      .map((document) => ({ ...document, answers: answersOf(document, query.getAll("facets")) })),
  };
}

function searchTopics({ topics }: FixtureWorld, run: number, query: URLSearchParams): TopicSearchResult {
  const [layer, limit] = [Number(query.get("layer") ?? 0), Number(query.get("limit") ?? 10)];
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/);
  const hits = topics
    .filter((topic) => topic.layer === layer)
    .map(({ id, name, keywords, size }) => {
      const text = [name, ...keywords].join(" ").toLowerCase();
      const found = words.filter((word) => text.includes(word)).length;
      return { id, name, keywords, size, relevance: (0.8 * found) / words.length };
    })
    .filter(({ relevance }) => relevance > 0)
    .sort((a, b) => b.relevance - a.relevance);
  return { query: query.get("q") ?? "", run, model: "minilm", layer, hits: hits.slice(0, limit) };
}
