import { search } from "../answers/actions.ts";
import { searchResult } from "../search-contract.ts";
import { countOption, listArgument } from "./input.ts";
import type { RunVerb } from "./verb.ts";

const longestExcerpt = 400;

export const runSearch: RunVerb = async (session, input) => {
  const { output } = session;
  const query = listArgument(input).join(" ");
  const limit = countOption(input, "limit") ?? 10;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const result = await session.timed("search", () => search(context, { project, query, limit }));
  if (output.json) output.value(searchResult, result);
  else {
    for (const hit of result.hits) {
      const pages = hit.pages === null ? "" : `, page ${hit.pages[0]}`;
      output.line(
        output.style("bold", `${hit.title}${pages}`) +
          output.style("dim", `  document ${hit.document}, ${hit.score.toFixed(3)}`),
      );
      output.line(`  ${excerpt(hit.text)}`);
      output.line();
    }
    if (result.hits.length === 0) output.line("nothing found");
  }
  return 0;
};

function excerpt(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  return plain.length <= longestExcerpt ? plain : `${plain.slice(0, longestExcerpt).trimEnd()} …`;
}
