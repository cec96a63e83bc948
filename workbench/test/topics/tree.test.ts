import { clustererNames } from "@toposcope/algorithms";
import { beforeAll, describe, expect, test } from "vitest";
import { topicTree as shape } from "../../src/contract.ts";
import { clusteringMethods } from "../../src/model.ts";
import { listTopics } from "../../src/topics/actions.ts";
import { topicTree } from "../../src/topics/tree.actions.ts";
import { analyzed, imported, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const app = await openTestApp();
const { context } = app;

beforeAll(async () => {
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(12))] });
});

test("a project without topics has no tree", async () => {
  await expect(topicTree(context, { project })).rejects.toMatchObject({ code: "NO_ANALYSIS" });
});

test("every clusterer of the algorithms can be asked for, and no other", () => {
  expect(clusteringMethods).toEqual(clustererNames);
});

describe.each(clusteringMethods)("%s", (clustering) => {
  test("gives topics that hang in a tree once, each after the one it lies in and not above it", async () => {
    await analyzed(app, { project, clustering });
    const { topics } = shape.parse(await topicTree(context, { project }));
    const listed = await listTopics(context, { project });
    expect(topics.length).toBeGreaterThan(0);
    expect(topics.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
      listed.topics.map(({ id }) => id).sort((a, b) => a - b),
    );
    const path: typeof topics = [];
    for (const topic of topics) {
      path.length = topic.depth;
      const above = path.at(-1);
      expect(above?.id ?? null).toBe(topic.parent);
      if (above) expect(topic.height).toBeLessThanOrEqual(above.height);
      path.push(topic);
    }
  });
});
