import { readFileSync } from "node:fs";
import { stopWords, words } from "@toposcope/algorithms";
import { expect, test } from "vitest";
import { getTopic, listTopics } from "../../src/topics/actions.ts";
import { evaluateTopics } from "../../src/topics/evaluate.actions.ts";
import { analyzed, imported, openTestApp, writeFiles } from "../app.ts";
import { hasShared, sharedFolder } from "../shared.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const languages = ["en", "de", "es", "ru", "tr", "zh", "th", "hi"];

test.skipIf(!hasShared)(
  "demand 13: a corpus of many languages has topics whose names hold no stop word of any of them",
  async () => {
    const app = await openTestApp();
    const project = "passages";
    const lines = readFileSync(`${sharedFolder}data/multilingual/xquad-passages.jsonl`, "utf8").split("\n");
    const passages = lines.filter((line) => languages.some((code) => line.includes(`"lang": "${code}"`)));
    const path = writeFiles(temporaryFolder(), { "passages.jsonl": passages.join("\n") });
    await imported(app, { project, paths: [path], mapping: { text: "text", label: "lang" } });
    await analyzed(app, { project, clustering: "kmeans", topics: 8 });

    const stops = new Set(languages.flatMap((code) => [...stopWords(code)]));
    const { topics } = await listTopics(app.context, { project });
    expect(new Set(topics.map(({ name }) => name.toLowerCase())).size).toBe(8);
    for (const { id, name } of topics) {
      const { representations } = await getTopic(app.context, { project, topic: id });
      const shown = [name, ...representations.flatMap(({ keywords }) => keywords)];
      for (const text of shown) for (const word of words(text)) expect(stops, text).not.toContain(word);
    }
    expect((await evaluateTopics(app.context, { project, labels: "label" })).words.stopWords).toBe(0);
  },
);
