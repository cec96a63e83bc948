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

test("a search process that ends is an error at once for all who wait", async () => {
  const remote = remoteInteractive({}, { module: "../test/answers/no-such.child", longestMs: 60_000 });
  const calls = [remote.search(search), remote.embed({ texts: ["a"] })];
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: "BUSY" });
  await remote.close();
});
