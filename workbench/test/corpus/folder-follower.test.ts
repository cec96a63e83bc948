import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { FolderFollower } from "../../src/corpus/folder-follower.ts";
import { type FileState, fileState } from "../../src/corpus/folder-scan.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** Follows a folder and gathers what changes, in order. */
function following(
  folder: string,
  { known = [] as [string, FileState][], rescanMs = 60_000, settleMs = 200 } = {},
) {
  const stop = new AbortController();
  stops.push(stop);
  const seen: string[] = [];
  const troubles: (string | undefined)[] = [];
  const follower = new FolderFollower(folder, {
    ...{ known, rescanMs, settleMs, signal: stop.signal },
    onTrouble: (message) => troubles.push(message),
  });
  const short = (location: string) => location.slice(folder.length + 1);
  const ended = (async () => {
    for await (const { changed, gone } of follower.changes()) {
      seen.push(...changed.map(({ location }) => `+${short(location)}`).toSorted());
      seen.push(...gone.map((location) => `-${short(location)}`).toSorted());
    }
  })();
  return { seen, troubles, ended, stop };
}

const eventually = (read: () => unknown, wanted: unknown) =>
  expect.poll(read, { timeout: 20_000 }).toEqual(wanted);

test("files that are there, that come, change, move and go are told of, each once", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "old.txt"), "old");
  const { seen } = following(folder);
  await eventually(() => seen, ["+old.txt"]);
  writeFileSync(join(folder, "new.txt"), "new");
  await eventually(() => seen, ["+old.txt", "+new.txt"]);
  appendFileSync(join(folder, "old.txt"), " and older");
  await eventually(() => seen.slice(2), ["+old.txt"]);
  renameSync(join(folder, "new.txt"), join(folder, "moved.txt"));
  await eventually(() => seen.slice(3).toSorted(), ["+moved.txt", "-new.txt"]);
  rmSync(join(folder, "old.txt"));
  await eventually(() => seen.slice(5), ["-old.txt"]);
});

test("folders in it are followed too, also those that come later, with what was in them before anyone looked", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "first.txt"), "1");
  const { seen } = following(folder);
  await eventually(() => seen, ["+first.txt"]);
  mkdirSync(join(folder, "a", "b"), { recursive: true });
  writeFileSync(join(folder, "a", "b", "deep.txt"), "deep");
  await eventually(() => seen.slice(1), ["+a/b/deep.txt"]);
  writeFileSync(join(folder, "a", "b", "later.txt"), "later");
  await eventually(() => seen.slice(2), ["+a/b/later.txt"]);
  rmSync(join(folder, "a"), { recursive: true });
  await eventually(() => seen.slice(3), ["-a/b/deep.txt", "-a/b/later.txt"]);
});

test("a file that is being written is waited for until it is whole", async () => {
  const folder = temporaryFolder();
  const { seen } = following(folder, { settleMs: 600 });
  const file = join(folder, "growing.txt");
  for (let part = 0; part < 12; part++) {
    appendFileSync(file, `part ${part}\n`);
    await sleep(100);
    expect(seen).toEqual([]);
  }
  await eventually(() => seen, ["+growing.txt"]);
  await sleep(800);
  expect(seen).toEqual(["+growing.txt"]);
});

test("a file that is replaced by another is a changed one, and a brief absence is none", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "saved.txt");
  writeFileSync(file, "one");
  const { seen } = following(folder, { settleMs: 400 });
  await eventually(() => seen, ["+saved.txt"]);
  renameSync(file, join(folder, ".backup"));
  await sleep(100);
  writeFileSync(file, "two, longer");
  await eventually(() => seen, ["+saved.txt", "+saved.txt"]);
});

test("what is hidden, or lies beside a file until that is whole, is passed over", async () => {
  const folder = temporaryFolder();
  for (const name of [
    ".hidden",
    "~$letter.docx",
    "film.part",
    "page.html.crdownload",
    "draft.txt~",
    "seen.txt",
  ])
    writeFileSync(join(folder, name), "text");
  const { seen } = following(folder);
  await eventually(() => seen, ["+seen.txt"]);
  await sleep(400);
  expect(seen).toEqual(["+seen.txt"]);
});

test("a change that nobody told of is found by the next look at everything", async () => {
  const folder = temporaryFolder();
  const outside = join(temporaryFolder(), "target.txt");
  writeFileSync(outside, "one");
  const { symlinkSync } = await import("node:fs");
  symlinkSync(outside, join(folder, "link.txt"));
  const { seen } = following(folder, { rescanMs: 300 });
  await eventually(() => seen, ["+link.txt"]);
  writeFileSync(outside, "two, longer");
  await eventually(() => seen, ["+link.txt", "+link.txt"]);
});

test("files that are known as they are, are not told of; those that went meanwhile are", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "known.txt");
  writeFileSync(file, "known");
  const state = (await fileState(file))!;
  const { seen } = following(folder, {
    known: [
      [file, state],
      [join(folder, "gone.txt"), state],
    ],
  });
  await eventually(() => seen, ["-gone.txt"]);
});

test("nothing is gone while the folder is out of reach or empty like an unmounted one, and it goes on when it is back", async () => {
  const folder = join(temporaryFolder(), "mounted");
  mkdirSync(folder);
  for (const name of ["a.txt", "b.txt"]) writeFileSync(join(folder, name), name);
  const { seen, troubles } = following(folder, { rescanMs: 300 });
  await eventually(() => seen, ["+a.txt", "+b.txt"]);
  renameSync(folder, `${folder}.away`);
  await eventually(() => troubles.filter((message) => message !== undefined).length > 0, true);
  mkdirSync(folder);
  await sleep(2_500);
  expect(seen).toHaveLength(2);
  rmSync(folder, { recursive: true });
  renameSync(`${folder}.away`, folder);
  rmSync(join(folder, "b.txt"));
  await eventually(() => seen.slice(2), ["-b.txt"]);
  expect(troubles.at(-1)).toBeUndefined();
});

test("it ends when it is told to, at once", async () => {
  const { stop, ended } = following(temporaryFolder());
  await sleep(100);
  stop.abort();
  await ended;
});
