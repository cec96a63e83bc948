import type { InsightList, TopicPreview } from "toposcope/insight-contract";
import { cardOf, type FixtureWorld } from "./fixture-data.ts";
import { Problem } from "./fixture-read.ts";

const origin = {
  provider: "example",
  model: "small",
  promptHash: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
  inputTokens: 2_100,
  outputTokens: 310,
  cost: 0.00041,
  cached: false,
};

/** What an invented topic says: a model's words for one that is being tried, else those of its texts. */
export function fixtureInsight(world: FixtureWorld, id: number, what: "insight" | "preview"): TopicPreview {
  const topic = world.topics.find((candidate) => candidate.id === id);
  if (topic === undefined)
    throw new Problem(404, "TOPIC_NOT_FOUND", `There is no topic ${id}.`, "list the topics");
  const isTried = what === "preview";
  const { passages, keywords, related } = cardOf(world, topic, 1);
  const labelled = passages.map((passage, at) => ({ ...passage, label: `D${at + 1}-C1` }));
  const chunkAt = (at: number) => labelled[at % labelled.length]?.chunk ?? 0;
  const sentence = (at: number) => `${(passages[at % passages.length]?.text ?? "").slice(0, 110).trim()}.`;
  return {
    run: 1,
    topic: id,
    name: {
      text: topic.name,
      by: isTried ? "model" : "keywords",
      summary: isTried ? `Messages on ${keywords[0]} and ${keywords[1]}.` : null,
      keywords: [...keywords],
      chunks: labelled.map(({ chunk }) => chunk),
      origin: isTried ? origin : null,
    },
    insight: {
      by: isTried ? "model" : "texts",
      summary: [0, 1].map((at) => ({ text: sentence(at), chunk: chunkAt(at) })),
      themes: keywords
        .slice(0, 4)
        .map((title, at) => ({ title, text: sentence(at + 1), chunks: [chunkAt(at), chunkAt(at + 1)] })),
      questions: [
        `What do the texts say about ${keywords[0]}?`,
        `What have ${keywords[0]} and ${keywords[1]} to do with each other?`,
      ],
      related: related.slice(0, 4).map(({ name }) => name),
      origin: isTried ? origin : null,
    },
    passages: labelled,
    prompts: { name: "Name the topic in two to four words.", insight: "Say what these passages say." },
  };
}

/** What the invented topics of a layer say, the largest first. */
export function fixtureInsights(world: FixtureWorld, layer: number): InsightList {
  const topics = world.topics.filter((topic) => topic.layer === layer).sort((a, b) => b.size - a.size);
  const insights = topics.map(({ id, size }) => {
    const { name, insight } = fixtureInsight(world, id, "insight");
    return { topic: id, size, name, insight };
  });
  return { run: 1, layer, insights };
}
