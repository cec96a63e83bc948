import { expect, test } from "vitest";
import { listDocuments, setDocumentAside } from "../../src/corpus/actions.ts";
import { listTopics } from "../../src/topics/actions.ts";
import { editTopics, undoTopicEdit } from "../../src/topics/edit.actions.ts";
import { analyzed, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp();
const { context } = app;
const project = "letters";

const files = (theme: "sea" | "kitchen" | "law", count: number, from = 0) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${theme}-${from + i}.txt`, letter(theme, from + i)]),
  );

const everGiven: number[] = [];

const topicIds = async (theme: string): Promise<(number | null)[]> => {
  const { documents } = await listDocuments(context, { project, text: `${theme}-`, limit: 100 });
  return [...new Set(documents.filter(({ setAside }) => !setAside).map(({ topic }) => topic))];
};

test("demand 8: an update keeps the topics that live on under their ids and given names, finds new ones, lets dead ones go", async () => {
  const folder = writeFiles(temporaryFolder(), { ...files("sea", 10), ...files("kitchen", 14) });
  await imported(app, { project, paths: [folder] });
  await analyzed(app, { project, topics: 2 });
  const [[sea], [kitchen]] = [await topicIds("sea"), await topicIds("kitchen")];
  await editTopics(context, { project, edit: { kind: "rename", topic: sea!, name: "Seafaring" } });

  writeFiles(folder, { ...files("law", 30), ...files("sea", 10, 10) });
  await imported(app, { project, paths: [folder] });
  await analyzed(app, { project, topics: 3, update: true });
  expect(await topicIds("sea")).toEqual([sea]);
  expect(await topicIds("kitchen")).toEqual([kitchen]);
  const [law] = await topicIds("law");
  expect([sea, kitchen]).not.toContain(law);
  const names = new Map((await listTopics(context, { project })).topics.map(({ id, name }) => [id, name]));
  expect(names.get(sea!)).toBe("Seafaring");
  expect(new Set(names.values()).size).toBe(names.size);

  const { documents } = await listDocuments(context, { project, text: "kitchen-", limit: 100 });
  for (const { id } of documents) await setDocumentAside(context, { project, document: id, setAside: true });
  await analyzed(app, { project, topics: 2, update: true });
  expect(await topicIds("sea")).toEqual([sea]);
  expect(await topicIds("law")).toEqual([law]);
  expect((await listTopics(context, { project })).topics.find(({ id }) => id === sea)!.name).toBe(
    "Seafaring",
  );

  for (const { id } of documents) await setDocumentAside(context, { project, document: id, setAside: false });
  await analyzed(app, { project, topics: 3, update: true });
  const [back] = await topicIds("kitchen");
  for (const id of [sea, kitchen, law, back]) everGiven.push(id!);
  expect([sea, kitchen, law]).not.toContain(back);
});

test("demand 8: what an edit makes gets no id of a topic that is gone either", async () => {
  const topics = (await listTopics(context, { project })).topics;
  const [first, second] = topics.filter(({ layer }) => layer === topics[0]!.layer);
  const { edit } = await editTopics(context, {
    project,
    edit: { kind: "merge", topics: [first!.id, second!.id] },
  });
  expect(edit.after[0]!.id).toBeGreaterThan(Math.max(...everGiven));
  await undoTopicEdit(context, { project });
});

test("demand 8: an update of an analysis that would be the same does nothing", async () => {
  const before = await listTopics(context, { project });
  const run = await analyzed(app, { project, topics: 3, update: true });
  expect(run.number).toBe(before.run);
});
