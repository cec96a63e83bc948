import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { keyBox } from "../../src/providers/key-box.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const address = "https://api.example.org";
const data = temporaryFolder();
const box = keyBox({ data, secret: undefined });

test("a key comes back whole, and is not to be seen in what is stored", async () => {
  const sealed = await box.seal({ key: "sk-canary-0123456789" }, address);
  expect(await box.open(sealed, address)).toEqual({ key: "sk-canary-0123456789" });
  expect(sealed.includes("canary")).toBe(false);
  expect(await box.seal({ key: "sk-canary-0123456789" }, address)).not.toEqual(sealed);
});

test("a key that was given for one host does not open for another, nor without encryption on the way", async () => {
  const sealed = await box.seal({ key: "secret" }, address);
  for (const other of ["https://evil.example.org", "http://api.example.org", "https://api.example.org:444"])
    await expect(box.open(sealed, other)).rejects.toMatchObject({ code: "PROVIDER_KEY_UNREADABLE" });
});

test("a row in which any bit was changed does not open", async () => {
  const sealed = await box.seal({ variable: "OPENAI_API_KEY" }, address);
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const tampered = Buffer.from(sealed);
      tampered[at] = (sealed[at] as number) ^ change;
      await expect(box.open(tampered, address)).rejects.toMatchObject({ code: "PROVIDER_KEY_UNREADABLE" });
    }),
  );
  await expect(box.open(sealed.subarray(0, 20), address)).rejects.toMatchObject({
    code: "PROVIDER_KEY_UNREADABLE",
  });
});

test("several processes make one key file, which its owner alone may read", async () => {
  const folder = temporaryFolder();
  const boxes = Array.from({ length: 5 }, () => keyBox({ data: folder, secret: undefined }));
  const sealed = await Promise.all(boxes.map((one, i) => one.seal({ key: `key ${i}` }, address)));
  for (const [i, row] of sealed.entries())
    expect(await (boxes[0] as typeof box).open(row, address)).toEqual({ key: `key ${i}` });
  expect(statSync(join(folder, "provider.key")).mode & 0o777).toBe(0o600);
});

test("a key file of another folder opens nothing, and a damaged one is said to be", async () => {
  const other = temporaryFolder();
  const sealed = await box.seal({ key: "secret" }, address);
  await expect(keyBox({ data: other, secret: undefined }).open(sealed, address)).rejects.toMatchObject({
    code: "PROVIDER_KEY_UNREADABLE",
  });
  writeFileSync(join(other, "provider.key"), "nothing");
  await expect(keyBox({ data: other, secret: undefined }).seal({ key: "a" }, address)).rejects.toThrow(
    "holds no key",
  );
  expect(readFileSync(join(other, "provider.key"), "utf8")).toBe("nothing");
});

test("machines with the same phrase read each other's keys", async () => {
  const secret = "a phrase that two machines share";
  const here = keyBox({ data: temporaryFolder(), secret });
  const there = keyBox({ data: temporaryFolder(), secret });
  expect(await there.open(await here.seal({ key: "shared" }, address), address)).toEqual({ key: "shared" });
  const stranger = keyBox({ data: temporaryFolder(), secret: "another phrase, as long" });
  await expect(stranger.open(await here.seal({ key: "shared" }, address), address)).rejects.toMatchObject({
    code: "PROVIDER_KEY_UNREADABLE",
  });
});
