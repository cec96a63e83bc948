import { execFile } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { cleanEnvironment, fromSource } from "../cli/call.ts";

const bin = fileURLToPath(new URL("../../bin/toposcope.js", import.meta.url));
const run = promisify(execFile);

/** Starts the bin in a Node that takes itself for another one. */
async function startAs(preload: string, parameters: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const asModule = `data:text/javascript,${encodeURIComponent(preload)}`;
  const started = run(process.execPath, [fromSource, "--import", asModule, bin, ...parameters], {
    env: { ...cleanEnvironment(), ...env },
  });
  return started.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

const oldNode = `
  Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.11.0" } });
  delete process.execve;`;
const noNpmNode = `Object.defineProperty(process, "arch", { value: "mips" });`;
const version = /^\d+\.\d+\.\d+\n$/;

test("the bin may be started by its name", () => {
  expect(() => accessSync(bin, constants.X_OK)).not.toThrow();
  expect(readFileSync(bin, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test("a Node that is new enough goes on, without a word of warning", async () => {
  const { code, stdout, stderr } = await startAs("", ["--version"]);
  expect([code, stdout, stderr]).toEqual([0, expect.stringMatching(version), ""]);
});

test.runIf(process.platform === "linux")(
  "an old Node hands over to the Node that npm installed",
  async () => {
    const { code, stdout, stderr } = await startAs(oldNode, ["--version"]);
    expect([code, stdout, stderr]).toEqual([0, expect.stringMatching(version), ""]);
  },
);

test.runIf(process.platform === "linux")(
  "the exit code and both outputs come through from the other Node",
  async () => {
    const { code, stdout, stderr } = await startAs(oldNode, ["nonsense"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("error[USAGE]: unknown command 'nonsense'");
  },
);

test("an old Node alone says what is missing", async () => {
  const { code, stdout, stderr } = await startAs(oldNode + noNpmNode, ["--version"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^error\[NODE_TOO_OLD\]: this is Node 20\.11\.0; .*24\.12 or newer\nhint: .*\n$/);
  const asJson = await startAs(oldNode + noNpmNode, ["topics", "--json"]);
  expect(JSON.parse(asJson.stderr)).toMatchObject({ code: "NODE_TOO_OLD" });
});

test("a cache that cannot be written does not matter", async () => {
  const { code, stderr } = await startAs("", ["--version"], { HOME: "/dev/null", XDG_CACHE_HOME: "" });
  expect([code, stderr]).toEqual([0, ""]);
});
