import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { getDocument, listDocuments } from "../../src/corpus/actions.ts";
import { getTopic, listTopics } from "../../src/topics/actions.ts";
import { editTopics, undoTopicEdit } from "../../src/topics/edit.actions.ts";
import { combineModelFiles, saveModel } from "../../src/topics/models.actions.ts";
import { documentSpans, predictTexts, searchTopics } from "../../src/topics/place.actions.ts";
import { analyzed, imported, letter, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp();
const { context } = app;
const project = "letters";
const predict = async (texts: readonly string[], of: { project: string } | { file: string } = { project }) =>
  (await predictTexts(context, { of, texts })).predictions;

/** A long text: paragraphs about the sea, then about a kitchen. */
const voyage = [0, 1, 2, 3].map((i) => letter("sea", 20 + i)).join("\n\n");
const dinner = [0, 1, 2, 3].map((i) => letter("kitchen", 20 + i)).join("\n\n");

beforeAll(async () => {
  const folder = writeFiles(temporaryFolder(), { ...letters(12), "mixed.txt": `${voyage}\n\n${dinner}` });
  await imported(app, { project, paths: [folder] });
  await analyzed(app, { project, topics: 3 });
});

/** The topic that most documents of a theme are in. */
async function topicOf(theme: string): Promise<number> {
  const { documents } = await listDocuments(context, { project, text: `${theme}-`, limit: 100 });
  const counts = new Map<number | null, number>();
  for (const { topic } of documents) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0]!;
}

describe("new texts", () => {
  test("demand 7: fall into the topics that texts like them are in", async () => {
    const themes = ["sea", "kitchen", "law"] as const;
    const found = await predict(themes.map((theme) => letter(theme, 40)));
    expect(found.map(({ topic }) => topic)).toEqual(await Promise.all(themes.map(topicOf)));
    for (const { noise, known, strength, topics, topic, name } of found) {
      expect({ noise, known }).toEqual({ noise: false, known: false });
      expect(strength).toBeGreaterThan(0.5);
      expect(topics[0]).toEqual({ id: topic, name, strength });
    }
  });

  test("demand 4: are marked as noise where they are unlike all others", async () => {
    const [found] = await predict(["qwzx 8831 %% ##"]);
    expect(found).toMatchObject({ noise: true, known: false });
    expect(found!.strength).toBeLessThan(0.7);
  });

  test("demand 6: that are none get the topic and strength that the analysis gave them", async () => {
    const { documents } = await listDocuments(context, { project, limit: 100 });
    const whole = await Promise.all(
      documents.map(({ id }) => getDocument(context, { project, document: id })),
    );
    const single = whole.filter(({ chunks }) => chunks.length === 1);
    expect(single.length).toBeGreaterThan(30);
    const found = await predict(single.map(({ text }) => text));
    expect(found.map(({ topic }) => topic)).toEqual(single.map(({ chunks }) => chunks[0]!.topic));
    expect(found.every(({ known }) => known)).toBe(true);
  });

  test("come one by one or many at once, none and empty ones included", async () => {
    const texts = ["", letter("sea", 41), letter("law", 41)];
    const together = await predict(texts);
    for (const [at, text] of texts.entries()) {
      const [alone] = await predict([text]);
      expect(alone!.topic).toBe(together[at]!.topic);
      expect(alone!.strength).toBeCloseTo(together[at]!.strength, 4);
    }
    expect(together[0]).toMatchObject({ topic: null, noise: true, topics: [] });
    expect(await predict([])).toEqual([]);
  });

  test("of a project without an analysis have no topics to fall into, nor in a layer that is not there", async () => {
    await imported(app, {
      project: "new",
      paths: [writeFiles(temporaryFolder(), { "a.txt": letter("sea", 1) })],
    });
    await expect(predict(["text"], { project: "new" })).rejects.toMatchObject({ code: "NO_ANALYSIS" });
    await expect(predict(["text"], { project: "none" })).rejects.toMatchObject({ code: "PROJECT_NOT_FOUND" });
    await expect(predictTexts(context, { of: { project }, texts: ["text"], layer: 9 })).rejects.toMatchObject(
      { code: "INVALID_INPUT" },
    );
  });
});

test("topics are found by what a question means, most relevant first", async () => {
  const { hits, query } = await searchTopics(context, {
    project,
    query: "bread from a bakery",
    limit: 2,
  });
  expect(query).toBe("bread from a bakery");
  expect(hits).toHaveLength(2);
  expect(hits[0]!.id).toBe(await topicOf("kitchen"));
  expect(hits[0]!.relevance).toBeGreaterThan(hits[1]!.relevance);
  const { name, keywords } = await getTopic(context, { project, topic: hits[0]!.id });
  expect(hits[0]).toMatchObject({ name, keywords });
});

describe("inside a document", () => {
  const spansOf = async (text: string) => {
    const { documents } = await listDocuments(context, { project, text, limit: 1 });
    const document = await getDocument(context, { project, document: documents[0]!.id });
    return { document, found: await documentSpans(context, { project, document: document.id }) };
  };

  test("demand 14: spans say where which topic is, and tile the text", async () => {
    const { document, found } = await spansOf("mixed");
    const { spans, detail } = found;
    expect(detail).toBe("windows");
    expect(spans.map(({ start, end }) => document.text.slice(start, end)).join("")).toBe(document.text);
    expect(spans.map(({ topic }) => topic)).toEqual([await topicOf("sea"), await topicOf("kitchen")]);
    expect(Math.abs(spans[0]!.end - voyage.length)).toBeLessThan(400);
    for (const { strength } of spans) expect(strength).toBeGreaterThan(0.5);
  });

  test("demand 15: the document's topics have shares that say how much of it is about each", async () => {
    const { found } = await spansOf("mixed");
    expect(
      found.topics
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([await topicOf("sea"), await topicOf("kitchen")].sort());
    for (const { strength } of found.topics.slice(0, 2)) expect(strength).toBeGreaterThan(0.3);
    const { found: pure } = await spansOf("law-11");
    expect(pure.topics[0]).toMatchObject({ id: await topicOf("law") });
    expect(pure.topics[0]!.strength).toBeGreaterThan(0.7);
  });

  test("a document that is not there has no spans", async () => {
    await expect(documentSpans(context, { project, document: 999_999 })).rejects.toMatchObject({
      code: "DOCUMENT_NOT_FOUND",
    });
  });
});

describe("a saved model", () => {
  const texts = ["sea", "kitchen", "law"].flatMap((theme) =>
    [50, 51, 3].map((seed) => letter(theme as "sea", seed)),
  );
  const save = async (name: string) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, (await saveModel(context, { project })).file);
    return path;
  };

  test("demand 6: predicts what the analysis does", async () => {
    const file = await save("letters.topics");
    expect(await predict(texts, { file })).toEqual(await predict(texts));
    const again = await saveModel(context, { project });
    expect(again).toMatchObject({ topics: 3, run: 1 });
  });

  test("demand 19: combined with another joins the topics that are alike", async () => {
    const file = await save("letters.topics");
    await imported(app, {
      project: "more",
      paths: [
        writeFiles(
          temporaryFolder(),
          Object.fromEntries(
            (["sea", "law"] as const).flatMap((theme) =>
              Array.from({ length: 12 }, (_, i) => [`${theme}-${i}.txt`, letter(theme, 60 + i)]),
            ),
          ),
        ),
      ],
    });
    await analyzed(app, { project: "more", topics: 2 });
    const other = join(temporaryFolder(), "more.topics");
    writeFileSync(other, (await saveModel(context, { project: "more" })).file);
    const { file: joined, combined } = await combineModelFiles({ files: [file, other] });
    expect(combined.topics).toHaveLength(3);
    expect(combined.sources.map(({ topics }) => topics.length)).toEqual([3, 2]);
    const target = join(temporaryFolder(), "both.topics");
    writeFileSync(target, joined);
    const themes = ["sea", "kitchen", "law"] as const;
    const found = await predict(
      themes.map((theme) => letter(theme, 80)),
      { file: target },
    );
    expect(found.map(({ topic }) => topic)).toEqual(await Promise.all(themes.map(topicOf)));
  });

  test("that is none is refused with what is wrong with it", async () => {
    const path = join(temporaryFolder(), "letters.csv");
    writeFileSync(path, "text,label\nhello,1\n");
    await expect(predict(["a"], { file: path })).rejects.toMatchObject({ code: "TOPIC_MODEL_UNREADABLE" });
    await expect(predict(["a"], { file: `${path}.gone` })).rejects.toMatchObject({ code: "PATH_NOT_FOUND" });
  });
});

test("demand 17: predictions follow merged and renamed topics, and go back when that is undone", async () => {
  const texts = (["sea", "kitchen", "law"] as const).map((theme) => letter(theme, 70));
  const before = await predict(texts);
  const [sea, kitchen, law] = before.map(({ topic }) => topic!);
  await editTopics(context, { project, edit: { kind: "merge", topics: [sea!, kitchen!], name: "Leisure" } });
  await editTopics(context, { project, edit: { kind: "rename", topic: law!, name: "Justice" } });
  const merged = await predict(texts);
  expect(merged.map(({ name }) => name)).toEqual(["Leisure", "Leisure", "Justice"]);
  expect(merged[0]!.topic).toBe(merged[1]!.topic);
  const shown = (await listTopics(context, { project })).topics.map(({ id }) => id);
  expect(shown).toContain(merged[0]!.topic);
  expect((await searchTopics(context, { project, query: "a judge", limit: 1 })).hits[0]!.name).toBe(
    "Justice",
  );
  await undoTopicEdit(context, { project });
  await undoTopicEdit(context, { project });
  expect(await predict(texts)).toEqual(before);
});
