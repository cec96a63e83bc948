import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Run } from "../../src/contract.ts";
import { describeTopics, listInsights } from "../../src/insights/insight.actions.ts";
import { resumeRun } from "../../src/jobs/actions.ts";
import { saveProjectSettings } from "../../src/jobs/project-settings.actions.ts";
import { costs } from "../../src/providers/cost.actions.ts";
import { addProvider } from "../../src/providers/provider.actions.ts";
import { watchRun } from "../../src/topics/actions.ts";
import { analyzed, imported, letters, openTestApp, writeFiles } from "../app.ts";
import { providerServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const app = await openTestApp();
const { context, folder } = app;
const server = await providerServer(({ number }) => ({
  name: `Matter ${number}`,
  summary: "One thing.",
  keywords: ["thing"],
}));

async function over(run: Run): Promise<Run> {
  let latest = run;
  for await (latest of watchRun(context, { run: run.id }));
  return latest;
}

const namedBy = async () => (await listInsights(context, { project })).insights.map(({ name }) => name.by);

test("a description stops at its budget and says so, keeps what it has, and goes on when there is more", async () => {
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(12))] });
  await analyzed(app, { project, clustering: "kmeans", topics: 3 });
  // A name is at most 400 tokens: 4 cents are set aside for each, and hardly any of that is spent.
  writeFileSync(join(folder, "prices.json"), JSON.stringify({ "here/small": { input: 0, output: 100 } }));
  await addProvider(context, {
    name: "here",
    kind: "compatible",
    baseUrl: server.base,
    models: { naming: "small" },
  });
  await saveProjectSettings(context, { project, patch: { budget: 0.05, insights: false } });
  const stopped = await over(await describeTopics(context, { project }));
  expect(stopped.state).toBe("failed");
  expect(stopped.error).toContain("the budget of this run is $0.05");
  const paid = server.calls.length;
  expect((await namedBy()).filter((by) => by === "model")).toHaveLength(paid);
  expect(paid).toBeGreaterThan(0);
  expect(paid).toBeLessThan(3);
  const spent = await costs(context, { project });
  expect(spent.total.cost).toBeGreaterThan(0);
  expect(spent.total.cost).toBeLessThanOrEqual(0.05);
  expect(spent.byRun[0]?.estimate).toMatchObject({ calls: 3 });

  await saveProjectSettings(context, { project, patch: { budget: 1 } });
  expect((await over(await resumeRun(context, { run: stopped.id }))).state).toBe("completed");
  expect(await namedBy()).toEqual(["model", "model", "model"]);
  expect(server.calls).toHaveLength(3);
  expect(new Set(server.calls.map(({ text }) => text)).size).toBe(3);
});
