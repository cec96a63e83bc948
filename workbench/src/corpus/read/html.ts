import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import type { Metadata, ReadEvent } from "../../model.ts";
import { cleanText } from "./clean-text.ts";
import { addMarkup, type MarkupNode } from "./html-text.ts";
import type { FileInput } from "./reader.ts";
import { readPlainText } from "./text.ts";
import { TextBuilder } from "./text-builder.ts";

const declarationBytes = 4_096;
/** An article is believed when it is this long and this much of the page's text. */
const leastArticleCharacters = 500;
const leastArticleShare = 0.25;
/** Menus consist of links; a page that is nothing but links keeps them. */
const linkShare = 0.9;
const leastKeptShare = 0.3;
const furniture =
  "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [role=search]";

/** Reads a web page: its article where there is one, else all that it shows without menus, scripts and styles. */
export async function* readHtml(input: FileInput): AsyncGenerator<ReadEvent> {
  const declared = declaredCharset(await input.slice(0, declarationBytes));
  const { text: markup, encoding, warnings } = await readPlainText(input, { declared });
  yield* warnings;
  if (!isWholePage(markup))
    yield { type: "warning", message: "no <html> or <body>: read as a piece of a page" };
  const page = extractPage(markup);
  yield { type: "document", document: { ...page, metadata: { encoding, ...page.metadata } } };
}

type ExtractedText = ReturnType<TextBuilder["build"]>;

interface Page extends ExtractedText {
  readonly title?: string;
  readonly date?: string;
  readonly metadata: Metadata;
}

/** Takes the text, title and date out of a page's markup. */
function extractPage(markup: string): Page {
  const { document } = parseHTML(asPage(markup));
  const title = cleanText(document.title ?? "")
    .text.replace(/\s+/g, " ")
    .trim();
  const author = metaContent(document, "name", "author");
  const language = cleanText(document.documentElement?.getAttribute("lang") ?? "").text.trim();
  const date = isoDate(metaContent(document, "property", "article:published_time"));
  const whole = pageText(parseHTML(asPage(markup)).document);
  const article = articleText(document);
  const chosen = article !== undefined && isArticleOf(whole, article) ? article : whole;
  return {
    ...chosen,
    ...(title !== "" && { title }),
    ...(date !== undefined && { date }),
    metadata: { ...(author && { author }), ...(language && { language }) },
  };
}

/** Markup without a page around it, as mails and snippets come. */
function asPage(markup: string): string {
  return isWholePage(markup) ? markup : `<html><body>${markup}</body></html>`;
}

const isWholePage = (markup: string) => /<(html|body)[\s>]/i.test(markup);

/** The encoding that a page or an XML file says it has. */
function declaredCharset(head: Uint8Array): string | undefined {
  const start = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  return (
    /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1] ??
    /<\?xml[^>]+encoding=["']([\w-]+)/i.exec(start)?.[1]
  );
}

type PageDocument = ReturnType<typeof parseHTML>["document"];

function articleText(document: PageDocument): ExtractedText | undefined {
  const article = new Readability<MarkupNode>(
    document as unknown as ConstructorParameters<typeof Readability>[0],
    {
      serializer: (element) => element as unknown as MarkupNode,
    },
  ).parse();
  return article?.content == null ? undefined : markupText(article.content);
}

function isArticleOf(page: ExtractedText, article: ExtractedText): boolean {
  const { length } = article.text;
  return length >= leastArticleCharacters && length >= leastArticleShare * page.text.length;
}

/** What a page shows, without its menus, headers and footers. */
function pageText(document: PageDocument): ExtractedText {
  const before = markupText(document.body);
  for (const element of [...document.querySelectorAll(furniture), ...menus(document)]) element.remove();
  const after = markupText(document.body);
  return after.text.length >= leastKeptShare * before.text.length ? after : before;
}

/** Lists, tables and paragraphs that consist of links. */
function menus(document: PageDocument): { remove(): void }[] {
  return [...document.querySelectorAll("ul, ol, table, p, div")].filter((element) => {
    const all = letters(element);
    const linked = [...element.querySelectorAll("a[href]")].reduce((sum, link) => sum + letters(link), 0);
    return all > 0 && linked >= linkShare * all;
  });
}

const letters = ({ textContent }: { textContent: string | null }) =>
  (textContent ?? "").replace(/\s+/g, "").length;

function markupText(root: unknown): ExtractedText {
  const builder = new TextBuilder();
  addMarkup(builder, root as MarkupNode);
  return builder.build();
}

function metaContent(document: PageDocument, attribute: string, name: string): string | undefined {
  const content = document.querySelector(`meta[${attribute}="${name}"]`)?.getAttribute("content");
  return cleanText(content ?? "").text.trim() || undefined;
}

function isoDate(date: string | undefined): string | undefined {
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
