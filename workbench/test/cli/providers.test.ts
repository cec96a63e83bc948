import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { routes } from "../../src/routes.ts";
import { providerServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const data = temporaryFolder();
const outside = await providerServer();
const key = "sk-canary-77aa31c09b2e4d5f";
const providers = (words: readonly string[], input = "") =>
  call(["providers", ...words, "--data", data], { input });

test("a provider is added, tested, changed and removed, and its key is never printed", {
  timeout: 300_000,
}, async () => {
  const said: string[] = [];
  const run = async (words: readonly string[], input = "") => {
    const called = await providers(words, input);
    said.push(called.stdout, called.stderr);
    return called;
  };
  const ours = ["--kind", "compatible", "--base-url", outside.base, "--key", "-"];
  const added = await run(["add", "ours", ...ours, "--models", "naming=small,answers=large"], `${key}\n`);
  expect(added).toMatchObject({ code: 0, stderr: "" });
  expect(added.stdout).toContain("stored key …4d5f");
  expect(added.stdout).toContain("small for naming: costs nothing");

  const tested = await run(["test", "ours"]);
  expect(tested.code).toBe(0);
  expect(tested.stdout).toMatch(/^small: answered in \d+ ms, \$0\.00$/m);
  expect(new Set(outside.calls.map((asked) => asked.key))).toEqual(new Set([key]));

  const doctor = await call(["doctor", "--data", data, "--model", "static", "--port", "0"]);
  expect(doctor.stdout).toMatch(/^ok +language models +ours is reached$/m);

  const refused = await run(["set", "ours", "--base-url", "https://evil.example.org/v1"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/^error\[PROVIDER_KEY_NEEDED\]: .*\nhint: give the key/);

  const set = await run(["set", "ours", "--enabled", "off", "--concurrency", "3", "--json"]);
  expect(routes.setProvider.reply.parse(JSON.parse(set.stdout))).toMatchObject({
    enabled: false,
    concurrency: 3,
    models: { naming: "small", answers: "large" },
  });

  const rules = await run(["rules", "--per-run", "2", "--routing", "cheapest"]);
  expect(rules.stdout).toContain("asked by cheapest\na run: $2.00, a day: no limit, a project: no limit");
  expect((await run(["costs"])).stdout).toMatch(/^ours\/small +1 +0 +\d+ +0 +\d+ +\$0\.00$/m);

  expect((await run(["remove", "ours"])).stdout).toBe("provider ours is gone, with its key\n");
  const logs = readdirSync(join(data, "logs")).map((file) => readFileSync(join(data, "logs", file), "utf8"));
  for (const text of [...said, ...logs]) expect(text).not.toContain("canary-77aa");
});

test("wrong usage is refused before anything is stored", async () => {
  for (const words of [
    ["add", "Mine!", "--models", "m"],
    ["add", "ollama", "--kind", "compatible", "--models", "naming=a,other=b"],
    ["add", "openai", "--kind", "nothing"],
    ["rules", "--per-run", "much"],
  ])
    expect((await providers(words)).code, words.join(" ")).toBe(2);
  expect((await providers(["list"])).stdout).toBe(
    "no language model is set up: names and answers are taken from the texts\n",
  );
});
