import { readFile } from "node:fs/promises";
import { text as wholeText } from "node:stream/consumers";
import type { Context } from "../context.ts";
import { getDocument } from "../corpus/actions.ts";
import { ToposcopeError } from "../errors.ts";
import {
  combinedTopics,
  documentSpans as documentSpansShape,
  type PredictResult,
  predictedText,
  savedModel,
  topicSearchResult,
} from "../topic-contract.ts";
import { combineModelFiles, saveModel } from "../topics/models.actions.ts";
import { documentSpans, predictTexts, searchTopics } from "../topics/place.actions.ts";
import { countOption, idArgument, listArgument, numberOption, textArgument, textOption } from "./input.ts";
import type { Output } from "./output.ts";
import type { Session } from "./session.ts";
import { readsStandardInput } from "./standard-input.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";
import { writeWhole } from "./write-whole.ts";

const textsAtOnce = 1_000;
const longestExcerpt = 80;

export const predictVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const layer = countOption(input, "layer");
  const texts = await givenTexts(input);
  const { context } = await session.open();
  const of = await modelAsked(session, context, input);
  for (let from = 0; from < texts.length; from += textsAtOnce) {
    const slice = texts.slice(from, from + textsAtOnce);
    const result = await session.timed("predict", () => predictTexts(context, { of, texts: slice, layer }));
    printPredictions(output, slice, result);
  }
  return 0;
};

async function modelAsked(session: Session, context: Context, input: VerbInput) {
  const file = textOption(input, "from");
  if (file === undefined) return { project: await session.projectName(context) };
  if (session.project !== undefined)
    throw new ToposcopeError("USAGE", "--from and --project do not go together");
  return { file };
}

/** @throws ToposcopeError USAGE when there are none, PATH_NOT_FOUND */
async function givenTexts(input: VerbInput): Promise<string[]> {
  const given = listArgument(input);
  const path = textOption(input, "file");
  if (path !== undefined && given.length > 0)
    throw new ToposcopeError("USAGE", "--file and texts do not go together");
  const texts =
    path !== undefined
      ? linesOf(await contentOf(path))
      : readsStandardInput(given)
        ? linesOf(await wholeText(process.stdin))
        : [...given];
  if (texts.length === 0) throw new ToposcopeError("USAGE", "there is no text to place");
  return texts;
}

async function contentOf(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((cause: Error) => {
    throw new ToposcopeError("PATH_NOT_FOUND", `${path} cannot be read: ${cause.message}`, { cause });
  });
}

/** One text a line; of a line that is a JSON object with a text, that text. */
function linesOf(content: string): string[] {
  return content
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => (line.startsWith("{") ? (textIn(line) ?? line) : line));
}

function textIn(line: string): string | undefined {
  try {
    const { text } = JSON.parse(line) as { text?: unknown };
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

function printPredictions(output: Output, texts: readonly string[], { predictions }: PredictResult): void {
  if (output.json) {
    for (const [at, one] of predictions.entries()) output.value(predictedText, { text: texts[at]!, ...one });
    return;
  }
  const rows = predictions.map(({ topic, name, strength, noise, known, topics }, at) => [
    topic === null ? "" : String(topic),
    name ?? "none",
    strength.toFixed(2),
    [noise ? "noise" : "", known ? "known" : ""].filter(Boolean).join(", "),
    topics
      .slice(1, 3)
      .map((other) => `${other.name} ${other.strength.toFixed(2)}`)
      .join(", "),
    excerpt(texts[at]!),
  ]);
  const columns = [
    { head: "id", align: "right" as const },
    { head: "topic", isFlexible: true },
    { head: "strength", align: "right" as const },
    { head: "" },
    { head: "also", isFlexible: true },
    { head: "text", isFlexible: true },
  ];
  for (const line of tableLines(output, columns, rows)) output.line(line);
}

export const searchTopicsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const query = listArgument(input).join(" ");
  const asked = { query, limit: countOption(input, "limit") ?? 10, layer: countOption(input, "layer") };
  const { context } = await session.open();
  const project = await session.projectName(context);
  const result = await session.timed("search", () => searchTopics(context, { project, ...asked }));
  if (output.json) {
    output.value(topicSearchResult, result);
    return 0;
  }
  const rows = result.hits.map(({ id, name, relevance, size, keywords }) => [
    String(id),
    name,
    relevance.toFixed(3),
    formatCount(size),
    keywords.slice(0, 5).join(", "),
  ]);
  const columns = [
    { head: "id", align: "right" as const },
    { head: "topic", isFlexible: true },
    { head: "relevance", align: "right" as const },
    { head: "passages", align: "right" as const },
    { head: "keywords", isFlexible: true },
  ];
  for (const line of tableLines(output, columns, rows)) output.line(line);
  return 0;
};

export const saveModelVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const file = textArgument(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const { file: content, ...saved } = await saveModel(context, { project });
  await writeWhole(file, [content]);
  if (output.json) output.value(savedModel, { file, bytes: content.length, ...saved });
  else
    output.line(
      `${formatCount(saved.topics)} topics of ${formatCount(saved.texts)} texts are in ${file}, ${formatCount(content.length)} bytes`,
    );
  output.note(`next: toposcope topics predict <text> --from ${JSON.stringify(file)}`);
  return 0;
};

export const combineModelsVerb: RunVerb = async ({ output }, input) => {
  const files = listArgument(input);
  const target = textOption(input, "output");
  if (files.length < 2)
    throw new ToposcopeError("USAGE", "there is nothing to combine: name two files at least");
  if (target === undefined) throw new ToposcopeError("USAGE", "name the file to write: --output <file>");
  const threshold = numberOption(input, "threshold");
  const { file, combined } = await combineModelFiles({ files, threshold });
  await writeWhole(target, [file]);
  if (output.json) output.value(combinedTopics, combined);
  else {
    const joined = combined.sources.flatMap(({ topics }) => topics).length - combined.topics.length;
    output.line(
      `${formatCount(combined.topics.length)} topics are in ${target}; ${formatCount(joined)} were joined with one of another file`,
    );
  }
  return 0;
};

export const documentSpansVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const id = idArgument(input);
  const layer = countOption(input, "layer");
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await documentSpans(context, { project, document: id, layer });
  if (output.json) {
    output.value(documentSpansShape, found);
    return 0;
  }
  const { title, text } = await getDocument(context, { project, document: id });
  output.line(output.style("bold", title));
  for (const { name, strength } of found.topics) output.line(`${strength.toFixed(2)}  ${name}`);
  output.line();
  const rows = found.spans.map(({ start, end, name, strength }) => [
    `${start}–${end}`,
    name ?? "none",
    strength.toFixed(2),
    excerpt(text.slice(start, end)),
  ]);
  const columns = [
    { head: "letters", align: "right" as const },
    { head: "topic", isFlexible: true },
    { head: "strength", align: "right" as const },
    { head: "begins", isFlexible: true },
  ];
  for (const line of tableLines(output, columns, rows)) output.line(line);
  return 0;
};

function excerpt(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  return plain.length <= longestExcerpt ? plain : `${plain.slice(0, longestExcerpt).trimEnd()} …`;
}
