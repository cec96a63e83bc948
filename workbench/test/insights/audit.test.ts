import { beforeAll, describe, expect, test } from "vitest";
import { listDocuments } from "../../src/corpus/actions.ts";
import { exportData } from "../../src/export/actions.ts";
import { auditTopics, privacyReport } from "../../src/insights/audit.actions.ts";
import { judgeByRules, properNames, wordsShown } from "../../src/insights/audit.ts";
import { saveProjectSettings } from "../../src/jobs/project-settings.actions.ts";
import { listTopics, topicGraph } from "../../src/topics/actions.ts";
import { editTopics } from "../../src/topics/edit.actions.ts";
import { topicTree } from "../../src/topics/tree.actions.ts";
import { analyzed, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

describe("rules", () => {
  test("know a proper name by how texts write it", () => {
    const texts = [
      "We asked Marlowe about the bill. The bill was late.",
      "Then Marlowe paid, said the clerk.",
      "Bill came.",
    ];
    expect(properNames(wordsShown("marlowe, bill, clerk"), texts)).toEqual(["marlowe"]);
  });

  test("judge personal data worst, then rare names, then names that many have", () => {
    expect(judgeByRules("write to ana@example.org", new Map()).score).toBe(1);
    expect(judgeByRules("marlowe and bills", new Map([["marlowe", 1]])).score).toBe(2);
    expect(judgeByRules("google and bills", new Map([["google", 40]])).score).toBe(4);
    expect(judgeByRules("bills", new Map()).score).toBe(5);
  });
});

const project = "letters";
const app = await openTestApp();
const { context } = app;
const secret = "Marlowe";

/** Two large topics, and one of few documents about one person. */
beforeAll(async () => {
  const files = Object.fromEntries([
    ...Array.from({ length: 20 }, (_, i) => [`sea-${i}.txt`, letter("sea", i)]),
    ...Array.from({ length: 20 }, (_, i) => [`kitchen-${i}.txt`, letter("kitchen", i)]),
    ...Array.from({ length: 8 }, (_, i) => [
      `law-${i}.txt`,
      i > 1
        ? letter("law", i)
        : `${letter("law", i)} It was ${secret} who paid, and ${secret} who lost; the judge of ${secret} came later to ${secret}.`,
    ]),
  ]);
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), files)] });
  await analyzed(app, { project, topics: 3 });
});

const set = (patch: Record<string, unknown>) => saveProjectSettings(context, { project, patch });
const everythingShown = async () =>
  JSON.stringify([
    await listTopics(context, { project }),
    await topicTree(context, { project }),
    await topicGraph(context, { project }),
    (await listDocuments(context, { project, limit: 100 })).documents.map(({ topicName }) => topicName),
    await exported("topics", "jsonl"),
    await exported("map", "svg"),
  ]);

async function exported(what: "topics" | "map", format: "jsonl" | "svg"): Promise<string> {
  const { stream } = await exportData(context, { project, what, format });
  return Buffer.concat(await Array.fromAsync(stream)).toString();
}

describe("a topic of few documents", () => {
  test("is folded away everywhere while the project asks for more sources, and only then", async () => {
    const before = await listTopics(context, { project });
    const small = before.topics.filter(({ documents }) => documents < 12);
    const large = before.topics.filter(({ documents }) => documents >= 12);
    expect(small.length).toBeGreaterThan(0);
    expect(large.length).toBeGreaterThan(0);
    expect(before.layers.map(({ hidden }) => hidden)).toEqual(
      before.layers.map(() => ({ few: 0, failed: 0 })),
    );
    await set({ minSources: 12 });
    const { layers } = await listTopics(context, { project });
    for (const { layer, hidden } of layers)
      expect(hidden).toEqual({ few: small.filter((topic) => topic.layer === layer).length, failed: 0 });
    expect((await listTopics(context, { project })).topics.map(({ id }) => id)).toEqual(
      large.map(({ id }) => id),
    );
    for (const { name } of small) expect(await everythingShown()).not.toContain(name);
    const report = await privacyReport(context, { project });
    expect(
      report.topics
        .filter(({ hidden }) => hidden === "few")
        .map(({ topic }) => topic)
        .toSorted(),
    ).toEqual(small.map(({ id }) => id).toSorted());
    await set({ minSources: null });
    expect(await listTopics(context, { project })).toEqual(before);
  });
});

describe("an audit", () => {
  test("keeps a verdict for every topic, which a changed name makes stale", async () => {
    const report = await auditTopics(context, { project });
    expect(report.topics.length).toBeGreaterThan(1);
    for (const { verdict } of report.topics) expect(verdict).toMatchObject({ by: "rules", stale: false });
    expect(await auditTopics(context, { project })).toEqual(report);
    const topic = report.topics[0]!.topic;
    await editTopics(context, { project, edit: { kind: "rename", topic, name: "ana@example.org" } });
    const stale = (await privacyReport(context, { project })).topics.find((one) => one.topic === topic);
    expect(stale?.verdict?.stale).toBe(true);
    const again = (await auditTopics(context, { project })).topics.find((one) => one.topic === topic);
    expect(again?.verdict).toMatchObject({
      score: 1,
      stale: false,
      reason: "it holds personal data: e-mail address",
    });
  });

  test("hides what failed it where privacy is strict", async () => {
    const failed = (await privacyReport(context, { project })).topics.filter(
      ({ verdict }) => verdict!.score < 3,
    );
    expect(failed.length).toBeGreaterThan(0);
    const shownBefore = await everythingShown();
    await set({ privacy: "strict" });
    for (const { name } of failed) {
      expect(shownBefore).toContain(name);
      expect(await everythingShown()).not.toContain(name);
    }
    const { layers } = await listTopics(context, { project });
    expect(layers.reduce((sum, { hidden }) => sum + hidden.failed, 0)).toBe(failed.length);
    const { topics } = await privacyReport(context, { project });
    expect(topics.filter(({ hidden }) => hidden === "failed").map(({ topic }) => topic)).toEqual(
      failed.map(({ topic }) => topic),
    );
    await set({ privacy: null });
    expect(await everythingShown()).toBe(shownBefore);
  });
});
