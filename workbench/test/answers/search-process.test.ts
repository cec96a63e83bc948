import { expect, test } from "vitest";
import { remoteInteractive } from "../../src/answers/search-process.ts";

const search = { project: "p", query: "q", limit: 1 };

test("a search process that answers nothing is an error after its time, and is replaced", async () => {
  const remote = remoteInteractive({}, { module: "../test/answers/silent.child", longestMs: 300 });
  const busy = { code: "BUSY", message: expect.stringContaining("no answer within 0.3 seconds") };
  await expect(remote.search(search)).rejects.toMatchObject(busy);
  await expect(remote.search(search)).rejects.toMatchObject({ code: "BUSY" });
  await remote.close();
});

test("short of memory a search process ends once it has answered, and the next call starts another", async () => {
  const remote = remoteInteractive({}, { module: "../test/answers/own-id.child" });
  const processOf = (answer: Promise<unknown>) => answer as Promise<number>;
  const answering = processOf(remote.similar({ project: "p", document: 1, limit: 1 }));
  remote.dropCaches();
  const answered = await answering;
  await expect.poll(() => isThere(answered)).toBe(false);
  const next = await processOf(remote.similar({ project: "p", document: 1, limit: 1 }));
  expect(next).not.toBe(answered);
  remote.dropCaches();
  await expect.poll(() => isThere(next)).toBe(false);
  await remote.close();
});

function isThere(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

test("a search process that ends is an error at once for all who wait", async () => {
  const remote = remoteInteractive({}, { module: "../test/answers/no-such.child", longestMs: 60_000 });
  const calls = [remote.search(search), remote.embed({ texts: ["a"] })];
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: "BUSY" });
  await remote.close();
});
