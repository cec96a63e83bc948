import { join } from "node:path";
import { expect, test } from "vitest";
import { runComparison, tuning } from "../../src/topic-contract.ts";
import { letter, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

test("settings are tuned, and an analysis is compared with another", async () => {
  const data = temporaryFolder();
  const letters = (["sea", "kitchen", "law"] as const).flatMap((theme) =>
    Array.from({ length: 10 }, (_, i) => [`${theme}-${i}.txt`, letter(theme, i)]),
  );
  const input = writeFiles(join(temporaryFolder(), "letters"), Object.fromEntries(letters));
  const run = (...parameters: string[]) => call([...parameters, "--data", data]);
  const explored = await run("explore", input, "--no-open", "--json", "--model", "static");
  expect(explored.code, explored.stderr).toBe(0);
  const again = await run("analyze", "--topics", "2", "--json", "--model", "static");
  expect(again.code, again.stderr).toBe(0);

  const tuned = await run("tune", "--json");
  expect(tuned.code, tuned.stderr).toBe(0);
  const { sample, trials } = tuning.strict().parse(JSON.parse(tuned.stdout));
  expect(sample).toBe(30);
  expect(trials.length).toBeGreaterThan(4);
  expect((await run("tune")).stdout).toContain("silhouette");

  const runs: { id: number; kind: string }[] = JSON.parse((await run("runs", "--json")).stdout);
  const [a, b] = runs
    .filter(({ kind }) => kind === "analysis")
    .map(({ id }) => String(id))
    .toSorted();
  const compared = await run("runs", "compare", a!, b!, "--json");
  expect(compared.code, compared.stderr).toBe(0);
  const { topics, chunks } = runComparison.strict().parse(JSON.parse(compared.stdout));
  expect(chunks).toBe(30);
  expect(topics.flatMap(({ after }) => after)).toHaveLength(2);
  expect((await run("runs", "compare", a!, b!)).stdout).toContain("moved to another topic");
  expect((await run("runs", "compare", a!, "999999")).stderr).toContain("error[RUN_NOT_FOUND]");
});
