import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { type EventView, event } from "../../src/event-contract.ts";
import { routes } from "../../src/routes.ts";
import { startReceiver } from "../events/receiver.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call, cleanEnvironment, fromSource } from "./call.ts";

const bin = fileURLToPath(new URL("../../bin/toposcope.js", import.meta.url));
const data = temporaryFolder();
const input = temporaryFolder();
const run = (...parameters: string[]) => call([...parameters, "--data", data]);
const importFile = async (name: string) => {
  writeFileSync(
    join(input, name),
    `A letter about the harbour, the tide and ${name}, which nobody had read before.\n`,
  );
  const done = await run("import", join(input, name), "--project", "letters", "--model", "static", "--json");
  expect(done.code, done.stderr).toBe(0);
};

const started: ChildProcess[] = [];
afterAll(async () => {
  for (const child of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

function start(...parameters: string[]): ChildProcess {
  const child = spawn(process.execPath, [fromSource, bin, ...parameters, "--data", data], {
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "ignore"],
  });
  started.push(child);
  return child;
}

async function serve(): Promise<ChildProcess> {
  const child = start("serve", "--port", "0", "--workers", "1", "--private-webhooks", "--json");
  await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line");
  return child;
}

test("events are printed as they happen, and what happened last; wrong types are refused", async () => {
  await importFile("first.txt");
  const following = start("events", "--follow", "--project", "letters", "--json");
  const followed: EventView[] = [];
  createInterface({ input: following.stdout as NodeJS.ReadableStream }).on("line", (line) =>
    followed.push(event.parse(JSON.parse(line))),
  );
  const states = () => followed.map((one) => one.data.state);
  await expect.poll(states).toContain("completed");
  const before = followed.length;
  await importFile("second.txt");
  await expect.poll(() => states().slice(before)).toContain("completed");
  const ended = once(following, "exit");
  following.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
  const { stdout } = await run("events", "--json", "--limit", "100");
  const all = JSON.parse(stdout) as EventView[];
  expect(followed.map(({ id }) => id)).toEqual(all.map(({ id }) => id).slice(-followed.length));
  expect((await run("events", "--limit", "1", "--types", "run.state")).stdout).toMatch(
    /^\d+ {2}\S+ {2}run\.state {2}letters, run \d+ {2}.*state completed/,
  );
  expect((await run("events", "--types", "coffee.ready")).code).toBe(2);
}, 240_000);

test("a webhook hears of everything, though the server is killed in between", async () => {
  const receiver = await startReceiver();
  const ids = () => new Set(receiver.received.map(({ body }) => (JSON.parse(body) as EventView).id));
  try {
    const made = await run("webhooks", "add", receiver.url, "--private-webhooks", "--json");
    const { id, secret } = routes.addWebhook.reply.parse(JSON.parse(made.stdout));
    const list = await run("webhooks");
    expect(list.stdout).toContain(`${id}  ${receiver.url}  (all events; all projects)`);
    expect(list.stdout).not.toContain(secret);
    expect((await run("webhooks", "test", `${id}`, "--private-webhooks")).stdout).toBe("it answered 204\n");
    receiver.received.length = 0;
    const { stdout: before } = await run("events", "--json", "--limit", "1");
    const [last] = JSON.parse(before) as EventView[];

    const server = await serve();
    await importFile("third.txt");
    await expect.poll(() => ids().size).toBeGreaterThan(0);
    server.kill("SIGKILL");
    await importFile("fourth.txt");
    await serve();
    const { stdout } = await run("events", "--json", "--limit", "1000");
    const wanted = (JSON.parse(stdout) as EventView[])
      .map((one) => one.id)
      .filter((one) => one > (last?.id ?? 0));
    await expect.poll(() => [...ids()]).toEqual(wanted);
    expect((await run("webhooks", "remove", `${id}`)).stdout).toBe(`webhook ${id} is gone\n`);
  } finally {
    await receiver.close();
  }
}, 240_000);
