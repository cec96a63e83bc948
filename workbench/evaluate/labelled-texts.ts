import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";

/** A text and the group it belongs to in truth. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

const sharedData = new URL("../../../shared/data/", import.meta.url);

/** Whether the corpora lie beside the checkout. */
export const hasCorpora = existsSync(sharedData);

const corpora = {
  arxiv: async () =>
    (await jsonLines("arxiv/arxiv-1993-2019.jsonl")).map((row) => ({
      text: `${row.title}\n${row.abstract}`,
      label: String(row.primary_category),
    })),
  banking77: async () =>
    (await table("complaints/banking77-train.csv")).map(({ text = "", category = "" }) => ({
      text,
      label: category,
    })),
  cfpb: async () =>
    (await table("complaints/cfpb-products-2015-2017.csv")).map((row) => ({
      text: row["Consumer complaint narrative"] ?? "",
      label: row.Product ?? "",
    })),
  /** Passages of 35 encyclopedia articles. */
  squad: async () =>
    (await jsonLines("qa-squad/passages.jsonl")).map(({ text, doc_id }) => ({
      text: String(text),
      label: String(doc_id),
    })),
  /** Dialogues about one domain only, in the words of their users. */
  dialogues: async () =>
    (await jsonLines("chats/sgd-dialogues.jsonl"))
      .filter(({ domains }) => (domains as string[]).length === 1)
      .map(({ turns, domains }) => ({
        text: (turns as { role: string; text: string }[])
          .filter(({ role }) => role === "user")
          .map(({ text }) => text)
          .join("\n"),
        label: String((domains as string[])[0]),
      })),
} as const satisfies Record<string, () => Promise<LabelledText[]>>;

export type Corpus = keyof typeof corpora;
export const corpusNames = Object.keys(corpora) as Corpus[];

/** Texts with their labels from a corpus beside the checkout, in an order of no meaning but always the same. */
export async function labelledTexts(corpus: Corpus): Promise<LabelledText[]> {
  const texts: LabelledText[] = await corpora[corpus]();
  return texts
    .map((text, at) => ({ text, place: (at * 7_919) % texts.length }))
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text);
}

/** Who wrote which text of `arxiv`, and when. */
export async function arxivAuthors(): Promise<{ author: string; text: string; at: number }[]> {
  const rows = await jsonLines("arxiv/arxiv-1993-2019.jsonl");
  return rows.flatMap(({ authors, title, abstract, created }) =>
    [...new Set(String(authors).split(/, | and /))].map((author) => ({
      author: author.trim(),
      text: `${title}\n${abstract}`,
      at: Date.parse(String(created)),
    })),
  );
}

async function jsonLines(path: string): Promise<Record<string, unknown>[]> {
  const content = await readFile(new URL(path, sharedData), "utf8");
  return content
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function table(path: string): Promise<Record<string, string>[]> {
  return parse(await readFile(new URL(path, sharedData)), { columns: true, bom: true });
}
