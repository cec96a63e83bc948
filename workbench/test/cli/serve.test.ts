import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";
import { call, cleanEnvironment, fromSource } from "./call.ts";

const bin = fileURLToPath(new URL("../../bin/toposcope.js", import.meta.url));
const data = temporaryFolder();
const started: ChildProcess[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

interface Serving {
  readonly child: ChildProcess;
  readonly address: string;
  readonly ended: Promise<unknown[]>;
}

/** Starts a server that somebody else's signals end. */
async function serve(
  parameters: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Promise<Serving> {
  const child = spawn(
    process.execPath,
    [
      fromSource,
      ...nodeOptions,
      bin,
      "serve",
      "--data",
      data,
      "--port",
      "0",
      "--workers",
      "1",
      "--json",
      ...parameters,
    ],
    { env: cleanEnvironment(), stdio: ["ignore", "pipe", "ignore"] },
  );
  started.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, address: (JSON.parse(line) as { address: string }).address, ended: once(child, "exit") };
}

const isUp = (address: string) =>
  fetch(`${address}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );

test("serve tells its address, answers, and ends well at a signal", async () => {
  const { child, address, ended } = await serve();
  expect(await (await fetch(`${address}/health/ready`)).json()).toEqual({ status: "ready", waitsFor: null });
  expect(await (await fetch(`${address}/api/projects`)).json()).toEqual([]);
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(await isUp(address)).toBe(false);
});

test("two servers and a command share one data folder", async () => {
  const [one, two] = await Promise.all([serve(), serve()]);
  const made = await call(["projects", "create", "shared", "--data", data]);
  expect(made.code, made.stderr).toBe(0);
  for (const { address } of [one, two]) {
    const projects = (await (await fetch(`${address}/api/projects`)).json()) as { name: string }[];
    expect(projects.map(({ name }) => name)).toEqual(["shared"]);
  }
});

test("a port that is taken is told with a hint", async () => {
  const { address } = await serve();
  const { code, stderr } = await call(["serve", "--data", data, "--port", new URL(address).port]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error\[PORT_IN_USE\]/m)]);
});

test("a server for other machines wants a token", async () => {
  const { code, stderr } = await call(["serve", "--data", data, "--host", "0.0.0.0", "--port", "0"]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error\[TOKEN_REQUIRED\]/m)]);
});

test("a command that is interrupted says so, and ends with the signal's code", async () => {
  const parameters = ["import", "-", "--data", data, "--model", "static", "--project", "piped"];
  const child = spawn(process.execPath, [fromSource, bin, ...parameters], { env: cleanEnvironment() });
  started.push(child);
  const said: Buffer[] = [];
  child.stderr.on("data", (piece: Buffer) => said.push(piece));
  child.stdin.write("the beginning of a text");
  const uploads = join(data, "uploads");
  await expect.poll(() => readdir(uploads).catch(() => []), { timeout: 20_000 }).not.toEqual([]);
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([130, null]);
  expect(Buffer.concat(said).toString()).toBe("stopped; call it again and it goes on where it was\n");
});

test.runIf(process.platform === "linux")(
  "the server ends when the old Node that started it is killed",
  async () => {
    const preload = `
    Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.11.0" } });
    delete process.execve;`;
    const asModule = `data:text/javascript,${encodeURIComponent(preload)}`;
    const { child, address, ended } = await serve([], ["--import", asModule]);
    expect(await isUp(address)).toBe(true);
    child.kill("SIGKILL");
    await ended;
    await expect.poll(() => isUp(address), { timeout: 10_000 }).toBe(false);
  },
);
