import { parseHTML } from "linkedom";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Metadata, ReadEvent } from "../../model.ts";
import { type FrontMatter, splitFrontMatter } from "./front-matter.ts";
import { addMarkup, type MarkupNode } from "./html-text.ts";
import type { FileInput } from "./reader.ts";
import { readPlainText } from "./text.ts";
import { TextBuilder } from "./text-builder.ts";

type RootContent = ReturnType<typeof fromMarkdown>["children"][number];
type Block = { readonly children: readonly RootContent[] };

/** Reads a Markdown file as prose: headings remembered, code kept, addresses of links left out, tables readable. */
export async function* readMarkdown(input: FileInput): AsyncGenerator<ReadEvent> {
  const { text: source, encoding, warnings } = await readPlainText(input);
  yield* warnings;
  const { body, ...matter } = splitFrontMatter(source);
  const builder = new TextBuilder();
  for (const block of fromMarkdown(body).children) addBlock(builder, block);
  yield { type: "document", document: { ...builder.build(), ...described(matter, encoding) } };
}

function described({ title, date, author }: FrontMatter, encoding: string) {
  const metadata: Metadata = { encoding, ...(author !== undefined && { author }) };
  return { ...(title !== undefined && { title }), ...(date !== undefined && { date }), metadata };
}

function addBlock(builder: TextBuilder, block: RootContent, tight = false): void {
  if (block.type === "heading") builder.addHeading(inline(block), block.depth);
  else if (block.type === "paragraph") builder.add(readableTable(inline(block)), { tight });
  else if (block.type === "code") builder.add(block.value, { tight });
  else if (block.type === "html") addHtml(builder, block.value);
  else if (block.type === "list") addList(builder, block.children, tight);
  else if ("children" in block) for (const child of block.children) addBlock(builder, child as RootContent);
}

function addList(builder: TextBuilder, items: readonly Block[], inner: boolean): void {
  let tight = inner;
  for (const item of items) {
    for (const child of item.children) {
      addBlock(builder, child, tight);
      tight = true;
    }
  }
}

function addHtml(builder: TextBuilder, html: string): void {
  addMarkup(builder, parseHTML(`<html><body>${html}</body></html>`).document.body as unknown as MarkupNode);
}

/** The words of a block: emphasis and links without their marks, pictures by their description. */
function inline(node: RootContent): string {
  if (node.type === "image" || node.type === "imageReference") return node.alt ?? "";
  if (node.type === "break") return "\n";
  if (node.type === "html") return "";
  if (node.type === "text") return node.value.replace(/~~(?=\S)(.*?\S)~~/g, "$1");
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map((child) => inline(child)).join("") : "";
}

const tableRule = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** A table of pipes without its ruling line and outer pipes. */
function readableTable(text: string): string {
  const lines = text.split("\n");
  if (!lines[0]!.includes("|") || !tableRule.test(lines[1] ?? "")) return text;
  const rows = [lines[0]!, ...lines.slice(2)];
  return rows
    .map((row) =>
      row
        .replace(/^\s*\||\|\s*$/g, "")
        .split("|")
        .map((cell) => cell.trim())
        .join(" | "),
    )
    .join("\n");
}
