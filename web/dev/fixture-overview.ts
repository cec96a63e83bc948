import type { Project } from "toposcope/contract";
import type { Overview } from "toposcope/topic-contract";
import type { FixtureWorld } from "./fixture-data.ts";

/** What there is to see of an invented project at a glance. */
export function fixtureOverview(
  { run, provisional, documents, chunks }: Project,
  world: FixtureWorld,
): Overview {
  const fine = world.topics.filter(({ layer }) => layer === 0);
  const near = world.documents.filter(({ duplicateOf }) => duplicateOf !== null);
  return {
    run,
    provisional,
    documents,
    chunks,
    analysed: Math.round(chunks * (provisional?.share ?? 1)),
    topics: fine.length,
    largest: fine.slice(0, 5).map(({ id, name, size, documents: count, keywords }) => ({
      id,
      name,
      size,
      documents: count,
      keywords,
    })),
    duplicates: {
      exact: 0,
      near: near.length,
      groups: near.slice(0, 2).map(({ duplicateOf }) => ({
        document: duplicateOf ?? 0,
        title: world.documents[(duplicateOf ?? 1) - 1]?.title ?? "",
        copies: 1,
      })),
    },
    languages: [
      { language: "en", documents: documents - 4 },
      { language: "fr", documents: 3 },
      { language: null, documents: 1 },
    ],
    odd: world.documents.slice(0, 3).map(({ id, title, topic, topicName }) => ({
      document: id,
      title,
      topic: topic ?? 0,
      topicName: topicName ?? "",
      strength: 0.12,
      outlier: true,
    })),
  };
}
