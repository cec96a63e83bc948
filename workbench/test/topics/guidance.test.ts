import { beforeAll, describe, expect, test } from "vitest";
import { listDocuments } from "../../src/corpus/actions.ts";
import { listTopics } from "../../src/topics/actions.ts";
import { analyzed, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp();
const { context } = app;
const project = "letters";
const themes = ["sea", "kitchen", "law"] as const;
const each = 14;

beforeAll(async () => {
  const rows = themes.flatMap((theme, at) =>
    Array.from({ length: each }, (_, i) => ({
      id: `${theme}-${i}`,
      text: letter(theme, i),
      theme,
      desk: at === 2 ? "second floor" : "first floor",
      ...(i < 5 ? { checked: `about the ${theme}` } : {}),
    })),
  );
  const folder = writeFiles(temporaryFolder(), {
    "letters.jsonl": rows.map((row) => JSON.stringify(row)).join("\n"),
  });
  await imported(app, {
    project,
    paths: [folder],
    mapping: { text: "text", id: "id", label: null, title: null, date: null },
  });
});

/** The suggested layer's topics, each by the themes of its documents. */
async function topicsByTheme() {
  const { topics, layers } = await listTopics(context, { project });
  const { layer } = layers.find(({ suggested }) => suggested)!;
  const { documents } = await listDocuments(context, { project, limit: 1_000 });
  const themesOf = (id: number) => [
    ...new Set(
      documents.filter(({ topic }) => topic === id).map(({ externalId }) => externalId!.split("-")[0]!),
    ),
  ];
  return topics
    .filter((topic) => topic.layer === layer)
    .map(({ id, name, size }) => ({ name, size, themes: themesOf(id) }));
}

describe("guided by seed words", () => {
  test("topics that words were given for are found and go by their given names", async () => {
    await analyzed(app, {
      project,
      guidance: {
        kind: "seeds",
        topics: [
          { name: "Seafaring", words: ["ship", "sailor", "harbour"] },
          { name: "Baking", words: ["flour", "oven", "bread"] },
        ],
      },
    });
    const found = await topicsByTheme();
    expect(found.find(({ name }) => name === "Seafaring")?.themes).toEqual(["sea"]);
    expect(found.find(({ name }) => name === "Baking")?.themes).toEqual(["kitchen"]);
    expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
  });
});

describe("given names of topics", () => {
  test("are topics of what is similar to them, and the rest is discovered beside them", async () => {
    await analyzed(app, {
      project,
      guidance: {
        kind: "names",
        names: ["ships and sailors at sea", "an odd name for nothing"],
        threshold: 0.3,
      },
    });
    const found = await topicsByTheme();
    expect(found.find(({ name }) => name === "ships and sailors at sea")?.themes).toEqual(["sea"]);
    expect(found.map(({ name }) => name)).not.toContain("an odd name for nothing");
    for (const theme of ["kitchen", "law"])
      expect(found.filter(({ themes }) => themes.includes(theme)).flatMap((one) => one.themes)).not.toContain(
        "sea",
      );
    expect(found.reduce((sum, { size }) => sum + size, 0)).toBe(3 * each);
  });

  test("leave nothing to discover where everything is similar enough", async () => {
    await analyzed(app, { project, guidance: { kind: "names", names: ["anything"], threshold: -1 } });
    expect(await topicsByTheme()).toMatchObject([{ name: "anything", size: 3 * each }]);
  });
});

describe("labels", () => {
  test("of some documents steer the topics of all, which go by the labels", async () => {
    await analyzed(app, { project, guidance: { kind: "labels", column: "checked", supervised: false } });
    const found = await topicsByTheme();
    for (const theme of themes)
      expect(found.find(({ name }) => name === `about the ${theme}`)?.themes).toEqual([theme]);
  });

  test("supervised are the topics: the others get the label of their neighbourhood", async () => {
    await analyzed(app, { project, guidance: { kind: "labels", column: "checked", supervised: true } });
    const found = await topicsByTheme();
    expect(found.map(({ name }) => name).sort()).toEqual(themes.map((theme) => `about the ${theme}`).sort());
    for (const { size } of found) expect(size).toBeGreaterThan(each * 0.7);
  });

  test("of a column that is not there are refused, with the columns that are", async () => {
    const guidance = { kind: "labels", column: "shade", supervised: false } as const;
    await expect(analyzed(app, { project, guidance })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      hint: expect.stringContaining("theme"),
    });
  });
});

test("given clusters are only described, whatever the texts say", async () => {
  await analyzed(app, { project, guidance: { kind: "clusters", column: "desk" } });
  const found = await topicsByTheme();
  expect(found).toEqual([
    { name: "first floor", size: 2 * each, themes: expect.arrayContaining(["sea", "kitchen"]) },
    { name: "second floor", size: each, themes: ["law"] },
  ]);
});

test("another guidance is another analysis, the same one is not done again", async () => {
  const guidance = { kind: "clusters", column: "desk" } as const;
  const { number } = await analyzed(app, { project, guidance });
  expect((await analyzed(app, { project, guidance })).number).toBe(number);
  expect((await analyzed(app, { project, guidance: { kind: "clusters", column: "theme" } })).number).not.toBe(
    number,
  );
});
