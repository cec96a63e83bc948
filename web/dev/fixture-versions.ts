import type { Run } from "toposcope/contract";
import type { RunDetail } from "toposcope/run-contract";
import type { RunComparison } from "toposcope/topic-contract";
import type { FixtureWorld } from "./fixture-data.ts";

/** A run with how it was made; every second analysis has settings of its own. */
export function fixtureDetail(run: Run): RunDetail {
  const isOwn = run.number !== null && run.number % 2 === 0;
  return {
    ...run,
    settings: {
      model: "minilm",
      clustering: "communities",
      mapMethod: "pacmap",
      seed: 0,
      linkThreshold: 0.25,
    },
    overridden: isOwn ? ["clustering", "seed"] : [],
    fingerprint: "9f3a77c2b1e04d55",
    provenance: {
      inputs: { documents: 900, chunks: 6_812, hash: "5c1e" },
      embedding: { model: "minilm", revision: "1", chunks: 6_812, cacheHits: 12, bytesSaved: 18_432 },
      seed: 0,
      versions: { toposcope: "0.1.0", node: "24.21.0" },
    },
    edit: 0,
  };
}

/** What became of the topics: a few of each kind. */
export function fixtureComparison({ topics }: FixtureWorld, a: number, b: number): RunComparison {
  const fine = topics.filter(({ layer }) => layer === 0).map(({ id, name, size }) => ({ id, name, size }));
  const kinds = ["new", "gone", "split", "merged", "grown"] as const;
  const some = kinds.map((change, at) => {
    const [one, two] = [fine[2 * at], fine[2 * at + 1]];
    const pair = [one, two].filter((topic) => topic !== undefined);
    return {
      change,
      before: change === "new" ? [] : change === "merged" ? pair : pair.slice(0, 1),
      after: change === "gone" ? [] : change === "split" ? pair : pair.slice(-1),
      shared: change === "new" || change === "gone" ? 0 : (one?.size ?? 0),
    };
  });
  const same = fine
    .slice(2 * kinds.length)
    .map((topic) => ({ change: "same" as const, before: [topic], after: [topic], shared: topic.size }));
  return { a, b, chunks: 6_400, ari: 0.87, moved: 412, topics: [...some, ...same] };
}
