import { beforeAll, expect, test } from "vitest";
import { topicList } from "../../src/contract.ts";
import { topicEditDone, topicEdits } from "../../src/topic-contract.ts";
import { undoTopicEdit } from "../../src/topics/edit.actions.ts";
import { analyzed, imported, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const project = "letters";
const app = await openTestApp();

beforeAll(async () => {
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(6))] });
  await analyzed(app, { project, topics: 3 });
});

const topics = (...words: string[]) =>
  call(["topics", ...words, "--data", app.folder, "--database", app.context.settings.database ?? ""]);

async function shown() {
  const { stdout } = await topics("list", "--json");
  const { topics: list } = topicList.parse(JSON.parse(stdout));
  return list.filter(({ layer }) => layer === list[0]!.layer);
}

test("topics are merged, renamed, left out and split, and all of it is taken back", async () => {
  const before = await shown();
  const [a, b, c] = before.map(({ id }) => String(id));
  const merged = await topics("merge", a!, b!, "--name", "Both");
  expect(merged).toMatchObject({ code: 0, stderr: "" });
  expect(merged.stdout).toMatch(/^merged .+ \(\d+\), .+ \(\d+\) into Both \(\d+, 12 chunks\)\n$/);
  const split = topicEditDone.parse(JSON.parse((await topics("split", c!, "--into", "2", "--json")).stdout));
  expect(split.edit).toMatchObject({ kind: "split", edit: 2, undone: false });
  expect((await topics("rename", String(split.edit.after[0]!.id), "Part one")).code).toBe(0);
  expect((await topics("exclude", String(split.edit.after[1]!.id))).stdout).toMatch(/^left out /);
  expect((await shown()).map(({ name }) => name).toSorted()).toEqual(["Both", "Part one"]);
  const reduced = await topics("reduce", "1");
  expect(reduced.stdout).toMatch(/^merged 2 topics into 1: /);
  const listed = topicEdits.parse(JSON.parse((await topics("edits", "--json")).stdout));
  expect(listed.edits.map(({ kind }) => kind)).toEqual(["merge", "split", "rename", "exclude", "reduce"]);
  expect((await topics("undo")).stdout).toMatch(/^taken back: merged /);
  expect((await topics("edits")).stdout).toMatch(/undone/);
  expect((await topics("redo")).stdout).toMatch(/^merged /);
  for (const _ of listed.edits) await undoTopicEdit(app.context, { project });
  expect(await shown()).toEqual(before);
});

test.each([
  [["undo"], 1, "NOTHING_TO_UNDO"],
  [["replay"], 1, "NOTHING_TO_REPLAY"],
  [["rename", "999", "x"], 1, "TOPIC_NOT_FOUND"],
  [["merge", "0"], 2, "USAGE"],
  [["merge", "zero", "one"], 2, "USAGE"],
  [["split", "0", "--into", "1"], 2, "USAGE"],
  [["rename", "0", "  "], 2, "USAGE"],
] as const)("topics %s fails with what to do", async (words, code, error) => {
  const called = await topics(...words);
  expect(called.code).toBe(code);
  expect(called.stderr).toMatch(new RegExp(`^error\\[${error}\\]: .+\nhint: .+\n$`));
});
