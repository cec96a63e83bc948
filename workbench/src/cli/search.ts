import { readFile } from "node:fs/promises";
import { text as wholeText } from "node:stream/consumers";
import { z } from "zod";
import { search, searchMany } from "../answers/actions.ts";
import type { SearchInput } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { queryDocuments, type SearchHit, searchResult } from "../search-contract.ts";
import { countOption, hasOption, listArgument, numberOption, textOption } from "./input.ts";
import { narrowingOf } from "./narrowing.ts";
import type { Output } from "./output.ts";
import { rerankingText } from "./reranking-text.ts";
import type { Session } from "./session.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

const longestExcerpt = 400;
const lettersBefore = 120;

/** @throws ToposcopeError USAGE, PATH_NOT_FOUND */
export const runSearch: RunVerb = async (session, input) => {
  const { output } = session;
  const how = howToSearch(input);
  const file = textOption(input, "queries");
  if (file !== undefined) return await searchAll(session, file, how);
  const query = listArgument(input).join(" ");
  const like = likeWhat(input);
  if (query === "" && !like)
    throw new ToposcopeError(
      "USAGE",
      "there is nothing to look for; expected a query, --like-… or --queries",
    );
  const { context } = await session.open();
  const project = await session.projectName(context);
  const perDocument = countOption(input, "perDocument");
  const neighbours = countOption(input, "neighbours");
  const asked: SearchInput = { project, query, like, ...how, perDocument, neighbours };
  const result = await session.timed("search", () => search(context, asked));
  if (output.json) output.value(searchResult, result);
  else {
    for (const hit of result.hits) printHit(output, hit);
    if (result.hits.length === 0) output.line("nothing found");
    if (result.reranking) output.note(rerankingText(result.reranking));
  }
  return 0;
};

type HowToSearch = Pick<SearchInput, "limit" | "meaning" | "filters">;

function howToSearch(input: VerbInput): HowToSearch {
  const meaning = hasOption(input, "words") ? 0 : numberOption(input, "meaning");
  if (meaning !== undefined && !(meaning >= 0 && meaning <= 1))
    throw new ToposcopeError("USAGE", `--meaning is ${meaning}; expected a number from 0 to 1`);
  return { limit: countOption(input, "limit") ?? 10, meaning, filters: narrowingOf(input) };
}

function likeWhat(input: VerbInput): SearchInput["like"] {
  const chunk = countOption(input, "likePassage");
  const document = countOption(input, "likeDocument");
  return chunk !== undefined ? { chunk } : document === undefined ? undefined : { document };
}

async function searchAll(session: Session, file: string, how: HowToSearch): Promise<number> {
  const queries = await readQueries(file);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const results = await session.timed("search", () => searchMany(context, { project, queries, ...how }));
  for (const result of results) session.output.value(queryDocuments, result);
  const kept = results.find(({ reranking }) => reranking?.note);
  if (kept?.reranking) session.output.note(rerankingText(kept.reranking));
  return 0;
}

const id = z.union([z.string(), z.number()]).transform(String);
const queryLine = z.union([
  z.object({ _id: id, text: z.string() }).transform(({ _id, text }) => ({ id: _id, text })),
  z.object({ id, text: z.string() }),
]);

async function readQueries(file: string): Promise<z.infer<typeof queryLine>[]> {
  const content =
    file === "-"
      ? await wholeText(process.stdin)
      : await readFile(file, "utf8").catch((cause) => {
          throw new ToposcopeError("PATH_NOT_FOUND", `cannot read the queries in ${file}`, { cause });
        });
  const lines = content.replace(/^\uFEFF/, "").split("\n");
  return lines.flatMap((line, at) =>
    line.trim() === "" ? [] : [readQuery(line, `${file}, line ${at + 1}`)],
  );
}

function readQuery(line: string, place: string): z.infer<typeof queryLine> {
  const expected = 'expected a JSON object with "id" or "_id", and "text"';
  try {
    return queryLine.parse(JSON.parse(line));
  } catch (cause) {
    throw new ToposcopeError("USAGE", `${place}: ${expected}`, { cause });
  }
}

function printHit(output: Output, hit: SearchHit): void {
  const pages = hit.pages === null ? "" : `, page ${hit.pages[0]}`;
  output.line(
    output.style("bold", `${hit.title}${pages}`) +
      output.style("dim", `  document ${hit.document}, passage ${hit.chunk}, ${scoresText(hit)}`),
  );
  for (const { text } of hit.before) output.line(output.style("dim", `  ${oneLine(text)}`));
  output.line(`  ${excerpt(output, hit)}`);
  for (const { text } of hit.after) output.line(output.style("dim", `  ${oneLine(text)}`));
  output.line();
}

const scoresText = ({ score, rerank }: SearchHit) =>
  rerank === null ? score.toFixed(3) : `${rerank.toFixed(3)} reordered, ${score.toFixed(3)} found`;

/** The passage from shortly before its first word of the query on, these words in bold. */
function excerpt(output: Output, { text, highlights }: SearchHit): string {
  const first = highlights[0]?.[0] ?? 0;
  const start =
    text.length <= longestExcerpt || first <= lettersBefore
      ? 0
      : text.lastIndexOf(" ", first - lettersBefore) + 1;
  const end = Math.min(text.length, start + longestExcerpt);
  let shown = start > 0 ? "… " : "";
  let at = start;
  for (const [from, to] of highlights) {
    if (from < at || to > end) continue;
    shown += text.slice(at, from) + output.style(["bold", "yellow"], text.slice(from, to));
    at = to;
  }
  return oneLine(shown + text.slice(at, end) + (end < text.length ? " …" : ""));
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
