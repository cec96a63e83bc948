import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";

export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

const sharedData = new URL("../../../shared/data/", import.meta.url);

/** Texts with their labels from a corpus beside the checkout, in an order of no meaning but always the same. */
export async function labelledTexts(corpus: "arxiv" | "banking77"): Promise<LabelledText[]> {
  const texts = corpus === "arxiv" ? await arxivAbstracts() : await bankQueries();
  return texts
    .map((text, at) => ({ text, place: (at * 7_919) % texts.length }))
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text);
}

async function arxivAbstracts(): Promise<LabelledText[]> {
  const content = await readFile(new URL("arxiv/arxiv-1993-2019.jsonl", sharedData), "utf8");
  return content
    .trim()
    .split("\n")
    .map((line) => {
      const { title, abstract, primary_category } = JSON.parse(line);
      return { text: `${title}\n${abstract}`, label: primary_category };
    });
}

async function bankQueries(): Promise<LabelledText[]> {
  const content = await readFile(new URL("complaints/banking77-train.csv", sharedData));
  const rows: { text: string; category: string }[] = parse(content, { columns: true });
  return rows.map(({ text, category }) => ({ text, label: category }));
}
