import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const data = temporaryFolder();
const settings = async (parameters: string[] = [], env = {}) => {
  const { stdout } = await call(["settings", ...parameters, "--data", data, "--json"], { env });
  const list = JSON.parse(stdout) as { name: string; value: unknown; origin: string }[];
  return Object.fromEntries(list.map(({ name, value, origin }) => [name, [value, origin]]));
};

test("a flag wins over the environment, that over the file, that over the default", async () => {
  expect((await settings()).seed).toEqual([0, "default"]);
  expect((await call(["settings", "set", "seed", "5", "--data", data])).stdout).toBe("seed is saved\n");
  expect((await settings()).seed).toEqual([5, "file"]);
  expect((await settings([], { TOPOSCOPE_SEED: "6" })).seed).toEqual([6, "environment"]);
  expect((await settings([], { TOPOSCOPE_DATA: "/nowhere" })).data).toEqual([data, "flag"]);
  expect((await call(["settings", "unset", "--data", data, "seed"])).code).toBe(0);
  expect((await settings()).seed).toEqual([0, "default"]);
});

test("a setting may be named as its flag", async () => {
  await call(["settings", "set", "chunk-size", "400", "--data", data]);
  expect((await settings()).chunkTokens).toEqual([400, "file"]);
});

test("a secret is kept for its owner only and never shown", async () => {
  const secret = "a-secret-that-is-long-enough";
  await call(["settings", "set", "token", secret, "--data", data]);
  expect((await settings()).token).toEqual(["(hidden)", "file"]);
  expect((await call(["settings", "--data", data])).stdout).not.toContain(secret);
  const wrong = await call(["settings", "set", "token", "too-short", "--data", data]);
  expect([wrong.code, wrong.stderr.includes("too-short")]).toEqual([2, false]);
  expect((await stat(join(data, "settings.json"))).mode & 0o777).toBe(0o600);
});

test("a setting that would point away from its own file is refused", async () => {
  expect((await call(["settings", "set", "data", "/tmp/x", "--data", data])).code).toBe(2);
});

test("a settings file that is broken stops every verb with a hint, but not the doctor", async () => {
  const folder = temporaryFolder();
  for (const [text, message] of [
    ["{", "is not JSON"],
    ["[]", "holds no object"],
    ['{"sed":1}', "did you mean seed?"],
    ['{"seed":"many"}', "settings file: seed"],
  ] as const) {
    await writeFile(join(folder, "settings.json"), text);
    const { code, stderr } = await call(["settings", "--data", folder]);
    expect([code, stderr.includes(message)], stderr).toEqual([2, true]);
  }
  expect(await readFile(join(folder, "settings.json"), "utf8")).toBe('{"seed":"many"}');
  const doctor = await call(["doctor", "--data", folder, "--json", "--model", "static", "--port", "0"]);
  expect(doctor.code).toBe(1);
  const checks = JSON.parse(doctor.stdout) as { check: string; ok: boolean }[];
  expect(checks.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(["settings file"]);
});
