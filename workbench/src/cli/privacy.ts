import { auditTopics, privacyReport } from "../insights/audit.actions.ts";
import type { PrivacyReport } from "../privacy-contract.ts";
import { routes } from "../routes.ts";
import { hasOption } from "./input.ts";
import type { Session } from "./session.ts";
import { tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const showPrivacyVerb: RunVerb = async (session, input) => {
  const { context } = await session.open();
  const report = await privacyReport(context, { project: await session.projectName(context) });
  print(session, report, hasOption(input, "all"));
  return 0;
};

export const auditTopicsVerb: RunVerb = async (session) => {
  const { context } = await session.open();
  const project = await session.projectName(context);
  print(session, await auditTopics(context, { project, signal: session.interrupt }), false);
  return 0;
};

const hiddenTexts = { few: "too few documents", failed: "failed the audit" };
const leastScore = 3;

function print({ output }: Session, report: PrivacyReport, all: boolean): void {
  if (output.json) {
    output.value(routes.privacy.reply, report);
    return;
  }
  const { privacy, minSources, topics } = report;
  const judged = topics.filter(({ verdict }) => verdict !== null);
  const failed = judged.filter(({ verdict }) => (verdict?.score ?? leastScore) < leastScore);
  output.line(
    `personal data: ${privacy}; topics are shown from ${minSources} ${minSources === 1 ? "document" : "documents"} on`,
  );
  output.line(`${topics.length} topics, ${judged.length} audited, ${failed.length} failed`);
  const listed = all ? topics : topics.filter((topic) => topic.hidden !== null || failed.includes(topic));
  const columns: Parameters<typeof tableLines>[1] = [
    { head: "topic", align: "right" },
    { head: "name", isFlexible: true },
    { head: "documents", align: "right" },
    { head: "score" },
    { head: "why", isFlexible: true },
    { head: "by" },
    { head: "hidden" },
  ];
  const rows = listed.map(({ topic, name, documents, hidden, verdict }) => [
    String(topic),
    name,
    String(documents),
    verdict === null ? "" : `${verdict.score} of 5`,
    verdict === null ? "" : `${verdict.reason}${verdict.stale ? " (it changed since)" : ""}`,
    verdict?.by ?? "",
    hidden === null ? "" : hiddenTexts[hidden],
  ]);
  if (rows.length > 0) for (const line of tableLines(output, columns, rows)) output.line(line);
}
