import { addReading, forgetReadings, listReaders, listReadings } from "../answers/reading.actions.ts";
import { recommend, similarDocuments } from "../answers/recommend.actions.ts";
import { evaluateRecommendations } from "../answers/recommend-evaluation.actions.ts";
import { ToposcopeError } from "../errors.ts";
import {
  forgotten,
  type RecommendationEvaluation,
  type Recommendations,
  type RecommendReason,
  readerName,
  readers as readersShape,
  readingHistory,
  readingWeight,
  recommendationEvaluation,
  recommendations,
  recommendStrategies,
  relatedTopics as relatedShape,
  similarDocuments as similarShape,
} from "../recommend-contract.ts";
import { relatedTopics } from "../topics/related.actions.ts";
import { countOption, idArgument, numberOption, textArgument, textOption } from "./input.ts";
import type { Output } from "./output.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

/** Who reads where nobody is named: whoever sits here. */
const me = "me";
const longestPassage = 200;

export const recommendVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const similar = countOption(input, "similar");
  const limit = countOption(input, "limit") ?? 10;
  const asked = recommendOptions(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  if (similar !== undefined) {
    const found = await similarDocuments(context, { project, document: similar, limit });
    if (output.json) output.value(similarShape, found);
    else for (const one of found.documents) printSimilar(output, one);
    return 0;
  }
  const found = await session.timed("recommend", () => recommend(context, { project, limit, ...asked }));
  if (output.json) output.value(recommendations, found);
  else printRecommendations(output, found);
  return 0;
};

function recommendOptions(input: VerbInput) {
  const like = documentsOption(input, "like");
  const unlike = documentsOption(input, "unlike");
  const hasExamples = like !== undefined || unlike !== undefined;
  const reader = readerOption(input) ?? (hasExamples ? undefined : me);
  const strategy = recommendStrategies.find((name) => name === textOption(input, "strategy"));
  return {
    reader,
    like,
    unlike,
    strategy,
    variety: shareOption(input, "variety"),
    freshness: shareOption(input, "freshness"),
    perTopic: countOption(input, "perTopic"),
    halfLife: numberOption(input, "halfLife"),
  };
}

/** @throws ToposcopeError USAGE */
function documentsOption(input: VerbInput, name: string): number[] | undefined {
  const text = textOption(input, name);
  if (text === undefined) return undefined;
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every((part) => /^\d{1,15}$/.test(part))) return parts.map(Number);
  throw new ToposcopeError(
    "USAGE",
    `--${name} is ${JSON.stringify(text)}; expected numbers of documents: 12,40`,
  );
}

/** @throws ToposcopeError USAGE */
function shareOption(input: VerbInput, name: string): number | undefined {
  const value = numberOption(input, name);
  if (value === undefined || (value >= 0 && value <= 1)) return value;
  throw new ToposcopeError("USAGE", `--${name} is ${value}; expected 0 to 1`);
}

/** @throws ToposcopeError USAGE */
function readerOption(input: VerbInput): string | undefined {
  const text = textOption(input, "for");
  if (text === undefined) return undefined;
  const { success, data } = readerName.safeParse(text);
  if (success) return data;
  throw new ToposcopeError("USAGE", "--for is no name of a reader: 1 to 120 characters are expected");
}

function printRecommendations(output: Output, { basis, reader, documents }: Recommendations): void {
  for (const { document, title, date, topicName, reasons } of documents) {
    const facts = [`document ${document}`, date?.slice(0, 10), topicName].filter((fact) => fact != null);
    output.line(output.style("bold", title) + output.style("dim", `  ${facts.join(", ")}`));
    output.line(`  ${reasons.map(reasonText).join("; ")}`);
  }
  if (documents.length === 0) output.line("nothing to recommend");
  if (basis === "start")
    output.note(
      `nothing is known of ${reader ?? "what is liked"} yet: these show what the topics are about; toposcope recommend read <document>`,
    );
}

function reasonText(reason: RecommendReason): string {
  switch (reason.kind) {
    case "read":
      return `because you read “${reason.title}” (${reason.similarity.toFixed(2)})`;
    case "like":
      return `like “${reason.title}” (${reason.similarity.toFixed(2)})`;
    case "topic":
      return `of a topic you like: ${reason.name}`;
    case "fresh":
      return "among the newest";
    case "again":
      return `read on ${reason.at.slice(0, 10)}, worth reading again`;
    case "typical":
      return reason.name === null ? "typical of these documents" : `typical of ${reason.name}`;
  }
}

function printSimilar(
  output: Output,
  { document, title, similarity, passages }: (typeof similarShape)["_output"]["documents"][number],
): void {
  output.line(
    output.style("bold", title) + output.style("dim", `  document ${document}, ${similarity.toFixed(2)}`),
  );
  output.line(`  here:  ${excerpt(passages.own.text)}`);
  output.line(`  there: ${excerpt(passages.other.text)}`);
}

function excerpt(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  return plain.length <= longestPassage ? plain : `${plain.slice(0, longestPassage).trimEnd()} …`;
}

export const readVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const weight = readingWeight.safeParse(numberOption(input, "weight") ?? 1);
  if (!weight.success)
    throw new ToposcopeError("USAGE", "--weight is -10 to 10, and not 0, which says nothing");
  const at = textOption(input, "at");
  if (at !== undefined && Number.isNaN(Date.parse(at)))
    throw new ToposcopeError("USAGE", `--at is ${JSON.stringify(at)}; expected a time`);
  const reader = readerOption(input) ?? me;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const kept = await addReading(context, {
    project,
    document: idArgument(input),
    reader,
    weight: weight.data,
    at,
  });
  if (output.json) output.value(readingHistory, kept);
  else output.line(`kept for ${reader}; next: toposcope recommend --for ${JSON.stringify(reader)}`);
  return 0;
};

export const historyVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const reader = readerOption(input);
  const limit = countOption(input, "limit") ?? 10;
  const { context } = await session.open();
  const project = await session.projectName(context);
  if (reader === undefined) {
    const found = await listReaders(context, { project });
    if (output.json) output.value(readersShape, found);
    else
      printRows(
        output,
        ["reader", "readings", "last"],
        found.map((one) => [one.reader, formatCount(one.readings), one.lastAt]),
      );
    return 0;
  }
  const found = await listReadings(context, { project, reader, limit });
  if (output.json) output.value(readingHistory, found);
  else
    printRows(
      output,
      ["document", "title", "weight", "when"],
      found.readings.map(({ document, title, weight, at }) => [String(document), title, String(weight), at]),
    );
  return 0;
};

function printRows(output: Output, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  if (rows.length === 0) {
    output.line("nothing read yet");
    return;
  }
  const columns = heads.map((head) => ({ head, isFlexible: head === "title" || head === "topic" }));
  for (const line of tableLines(output, columns, rows)) output.line(line);
}

export const forgetVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const reader = readerOption(input) ?? me;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await forgetReadings(context, { project, reader });
  if (output.json) output.value(forgotten, found);
  else output.line(`${formatCount(found.readings)} readings of ${reader} forgotten`);
  return 0;
};

export const relatedTopicsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const limit = countOption(input, "limit") ?? 10;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await relatedTopics(context, { project, topic: idArgument(input), limit });
  if (output.json) output.value(relatedShape, found);
  else
    printRows(
      output,
      ["id", "topic", "related", "similarity", "documents of both"],
      found.related.map(({ id, name, relatedness, similarity, shared }) => [
        String(id),
        name,
        relatedness.toFixed(2),
        similarity.toFixed(2),
        formatCount(shared),
      ]),
    );
  return 0;
};

export const evaluateRecommendationsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const k = countOption(input, "k") ?? 10;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await session.timed("evaluate", () =>
    evaluateRecommendations(context, { project, file: textArgument(input), k }),
  );
  if (output.json) output.value(recommendationEvaluation, found);
  else printEvaluation(output, found);
  return 0;
};

function printEvaluation(
  output: Output,
  { k, readers, readings, unknown, methods }: RecommendationEvaluation,
) {
  printRows(
    output,
    ["method", `hit@${k}`, `nDCG@${k}`, "coverage", "diversity"],
    methods.map(({ method, ...ratings }) => [
      method,
      ...[ratings.hit, ratings.ndcg, ratings.coverage, ratings.diversity].map((value) => value.toFixed(3)),
    ]),
  );
  const left = unknown === 0 ? "" : `; ${formatCount(unknown)} name no document of the project`;
  output.note(`${formatCount(readings)} readings of ${formatCount(readers)} readers${left}`);
}
