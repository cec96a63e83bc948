import { tableDescription } from "../contract.ts";
import { describeTable } from "../corpus/tables.actions.ts";
import { openLog } from "../log.ts";
import { mappingOptions, textArgument } from "./input.ts";
import { columnLines, formatCount, mappingFlags, shellWord } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const describeTableVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const path = textArgument(input);
  const mapping = mappingOptions(input);
  const { openParsers } = await import("../app.ts");
  const parsers = openParsers(session.settings);
  session.atEnd(() => parsers.close());
  const context = { parsers: () => parsers, log: openLog(session.settings) };
  const table = await session.timed("describe", () =>
    describeTable(context, { path, mapping, signal: session.interrupt }),
  );
  if (output.json) {
    output.value(tableDescription, table);
    return 0;
  }
  for (const line of columnLines(output, table)) output.line(line);
  output.line();
  output.line(`${table.rowsAreExact ? "" : "about "}${formatCount(table.rows)} rows`);
  if (table.guess.joined.length > 0)
    output.line(`the text is put together from: ${table.guess.joined.join(", ")}`);
  output.line(["take it as: toposcope import", shellWord(path), ...mappingFlags(table)].join(" "));
  return 0;
};
