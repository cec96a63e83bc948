import { beforeAll, describe, expect, test } from "vitest";
import {
  evaluation,
  topicsOverTime as overTimeShape,
  topicsPerClass as perClassShape,
} from "../../src/topic-contract.ts";
import { getTopic, listRuns, listTopics } from "../../src/topics/actions.ts";
import { evaluateTopics } from "../../src/topics/evaluate.actions.ts";
import { topicsOverTime, topicsPerClass } from "../../src/topics/trends.actions.ts";
import { analyzed, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp();
const { context } = app;
const project = "letters";
const themes = ["sea", "kitchen", "law"] as const;
const each = 20;

/** Sea letters come early, law letters late, kitchen letters all the time; every tenth letter has no date. */
const rows = themes.flatMap((theme, at) =>
  Array.from({ length: each }, (_, i) => {
    const year = theme === "sea" ? 2000 : theme === "law" ? 2020 : 2000 + i;
    const date = i % 10 === 9 ? "" : `${year}-0${1 + (i % 9)}-15`;
    return [letter(theme, i), date, theme, i % 2 === 0 ? "north" : "south", at].join("\t");
  }),
);

beforeAll(async () => {
  const table = ["text\tdate\ttheme\tregion\tnumber", ...rows].join("\n");
  const path = writeFiles(temporaryFolder(), { "letters.tsv": table });
  await imported(app, { project, paths: [path], mapping: { text: "text", date: "date", label: "theme" } });
  await analyzed(app, { project, topics: 3 });
});

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe("demand 21: topics over time", () => {
  test("every dated document is in one bin of its topic, and those without a date are counted", async () => {
    const found = overTimeShape.parse(await topicsOverTime(context, { project, bins: 5 }));
    expect(found.bins).toHaveLength(5);
    expect(found.undated).toBe(6);
    expect(sum(found.topics.flatMap(({ counts }) => counts))).toBe(54);
    for (const [bin, { documents }] of found.bins.entries())
      expect(sum(found.topics.map(({ counts }) => counts[bin]!))).toBe(documents);
    expect(found.bins[0]!.from).toMatch(/^2000-/);
    expect(found.bins[4]!.to).toMatch(/^2020-/);
  });

  test("a topic rises and falls with its letters, and has words only where it has letters", async () => {
    const { topics } = await topicsOverTime(context, { project, bins: 4 });
    const early = topics.find(({ counts }) => counts[0] === sum(counts));
    const late = topics.find(({ counts }) => counts[3] === sum(counts));
    expect(early?.keywords[0]?.join(" ")).toMatch(
      /ship|harbour|sailor|tide|anchor|captain|storm|lighthouse|cargo|deck/,
    );
    expect(late?.keywords[3]?.join(" ")).toMatch(
      /court|judge|statute|verdict|lawyer|appeal|contract|jury|clause/,
    );
    for (const { counts, keywords } of topics)
      for (const [bin, count] of counts.entries()) expect(keywords[bin]!.length > 0).toBe(count > 0);
  });

  test("of any subset of topics, of one class, and with every date for itself", async () => {
    const { topics } = await listTopics(context, { project });
    const id = topics[1]!.id;
    const some = await topicsOverTime(context, { project, topic: [id] });
    expect(some.topics.map((topic) => topic.id)).toEqual([id]);
    const north = await topicsOverTime(context, { project, column: "region", value: "north", bins: 3 });
    expect(sum(north.topics.flatMap(({ counts }) => counts)) + north.undated).toBe(30);
    const dates = await topicsOverTime(context, { project, eachDate: true });
    expect(dates.bins.every(({ from, documents }) => from.includes("-15T") && documents > 0)).toBe(true);
  });

  test("a topic that is not there, and a column without a value, are refused", async () => {
    await expect(topicsOverTime(context, { project, topic: [999] })).rejects.toMatchObject({
      code: "TOPIC_NOT_FOUND",
    });
    await expect(topicsOverTime(context, { project, column: "region" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

describe("demand 21: topics per class", () => {
  test("a topic's documents are counted in the classes of any column, or of the label", async () => {
    const byTheme = perClassShape.parse(await topicsPerClass(context, { project, column: "theme" }));
    expect(byTheme.classes.map(({ value, documents }) => [value, documents]).sort()).toEqual(
      [...themes].sort().map((theme) => [theme, each]),
    );
    for (const { counts } of byTheme.topics) expect(Math.max(...counts)).toBe(sum(counts));
    expect((await topicsPerClass(context, { project, column: "label" })).topics).toEqual(byTheme.topics);
    const few = await topicsPerClass(context, { project, column: "region", classes: 1 });
    expect(few.classes).toHaveLength(1);
    expect(few.others).toBe(30);
  });

  test("a column that no document has is refused", async () => {
    await expect(topicsPerClass(context, { project, column: "none" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

describe("demand 18: an analysis is judged", () => {
  test("by its words, its members and its labels", async () => {
    const found = evaluation.parse(await evaluateTopics(context, { project, labels: "theme" }));
    expect(found).toMatchObject({
      topics: 3,
      coverage: 1,
      labels: { documents: 60, labels: 3, ami: 1, ari: 1, fmi: 1, purity: 1, countError: 0 },
    });
    expect(found.words).toMatchObject({ sample: 60, stopWords: 0 });
    expect(found.words.diversity).toBeGreaterThan(0.9);
    expect(Math.abs(found.words.npmi!)).toBeLessThan(1);
    expect(found.words.cv).toBeGreaterThan(0);
    expect(found.words.meaningInside!).toBeGreaterThan(found.words.meaningBetween!);
    expect(found.silhouette).toBeGreaterThan(0.5);
    expect(found.perTopic).toHaveLength(3);
  });

  test("an earlier analysis too, and one that is not there is refused", async () => {
    const [latest] = await listRuns(context, { project });
    expect((await evaluateTopics(context, { project, run: latest!.id })).labels).toBeNull();
    await expect(evaluateTopics(context, { project, run: 999 })).rejects.toMatchObject({
      code: "RUN_NOT_FOUND",
    });
    await expect(evaluateTopics(context, { project, layer: 99 })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    await expect(evaluateTopics(context, { project, labels: "none" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

test("a topic is described in several ways side by side, without stop words in any", async () => {
  const { topics } = await listTopics(context, { project });
  const { representations } = await getTopic(context, { project, topic: topics[0]!.id });
  expect(representations.map(({ method }) => method)).toEqual([
    ...["phrases", "ctfidf", "bm25", "frequent", "weighted", "keybert", "mmr", "topeax"],
  ]);
  for (const { keywords } of representations) {
    expect(keywords.length).toBeGreaterThan(2);
    for (const keyword of keywords) expect(keyword).not.toMatch(/^(the|and|were|for|in)$/i);
  }
});
