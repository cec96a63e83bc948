import { z } from "zod";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { PrivacyReport } from "../privacy-contract.ts";
import { chunkTexts } from "../store/chunk.ts";
import { type ProjectRow, requireProject, shownRun } from "../store/project.ts";
import {
  type AuditableTopic,
  auditableTopics,
  documentsWithWords,
  privacyRow,
  saveVerdicts,
  type VerdictRow,
  verdictsOf,
  whyHidden,
} from "../store/verdict.ts";
import {
  auditPrompt,
  auditSystem,
  type Judgement,
  judgeByRules,
  properNames,
  shownText,
  textHash,
  wordsShown,
} from "./audit.ts";

const judgedAtOnce = 4;
const passagesRead = 24;
const mostReasonLetters = 300;
const judgement = z.object({ score: z.coerce.number().int().min(1).max(5), reason: z.string().min(1) });

interface AsOf {
  readonly project: string;
  readonly run?: number | undefined;
}

/** Which topics are hidden and why, and what the last audit said of each. @throws ToposcopeError PROJECT_NOT_FOUND, NO_ANALYSIS */
export async function privacyReport(context: Context, { project, run: asOf }: AsOf): Promise<PrivacyReport> {
  const { db, settings: machine } = context;
  const row = await requireProject(db, project, asOf);
  const runId = await requireRun(context, row);
  const privacy = await privacyRow(db, runId);
  const verdicts = new Map((await verdictsOf(db, runId)).map((verdict) => [verdict.topic, verdict]));
  const topics = (await auditableTopics(db, runId)).map((topic) => {
    const verdict = verdicts.get(topic.id);
    const { id, layer, name, documents } = topic;
    const hidden = whyHidden(privacy, { documents, score: verdict?.score });
    return { topic: id, layer, name, documents, hidden, verdict: verdictView(topic, verdict) };
  });
  return {
    privacy: row.settings.privacy ?? machine.privacy,
    minSources: privacy.least,
    run: runId,
    topics,
  };
}

/**
 * Judges, topic by topic, whether what is shown could identify a person: by a language model, or by rules where there is
 * none. What was judged before and has not changed since is not judged again; an audit that was cut off goes on.
 */
export async function auditTopics(
  context: Context,
  { project, signal }: { project: string; signal?: AbortSignal },
): Promise<PrivacyReport> {
  const { db, clock } = context;
  const row = await requireProject(db, project);
  const runId = await requireRun(context, row);
  const model = await context.llm.modelFor("insights", { projectId: row.id, runId });
  const known = new Map((await verdictsOf(db, runId)).map((verdict) => [verdict.topic, verdict]));
  const open = (await auditableTopics(db, runId)).filter((topic) => {
    const verdict = known.get(topic.id);
    const isSame = verdict?.textHash.equals(textHash(shownText(topic))) === true;
    return !isSame || (model !== undefined && verdict?.by === byRules);
  });
  const ruled = await judgeHere(context, row.id, open);
  for (let at = 0; at < ruled.length; at += judgedAtOnce) {
    signal?.throwIfAborted();
    const verdicts = await Promise.all(
      ruled.slice(at, at + judgedAtOnce).map(async ({ topic, rules }): Promise<VerdictRow> => {
        const found = await judge(context, { projectId: row.id, runId, model, topic, rules, signal });
        return { topic: topic.id, textHash: textHash(shownText(topic)), at: clock.now(), ...found };
      }),
    );
    await saveVerdicts(db, { runId, verdicts });
  }
  return await privacyReport(context, { project });
}

const byRules = "rules";

interface Judged {
  readonly projectId: number;
  readonly runId: number;
  readonly model: string | undefined;
  readonly topic: AuditableTopic;
  readonly rules: Judgement;
  readonly signal: AbortSignal | undefined;
}

/** What the rules are sure of no model is asked; one that gives no usable answer is stood in for by the rules. */
async function judge(context: Context, judged: Judged): Promise<Judgement & { by: string }> {
  const { projectId, runId, model, topic, signal } = judged;
  const rules = { ...judged.rules, by: byRules };
  if (model === undefined || rules.score === 1) return rules;
  try {
    const { value, origin } = await context.llm.json(
      {
        purpose: "insights",
        prompt: auditPrompt,
        system: auditSystem,
        messages: [{ role: "user", content: `<description>\n${shownText(topic)}\n</description>` }],
        temperature: 0,
        maxTokens: 200,
        of: { projectId, runId, stage: "audit", topicId: topic.id },
        signal,
      },
      judgement,
    );
    const reason = value.reason.slice(0, mostReasonLetters).toWellFormed();
    return { score: value.score, reason, by: `${origin.provider}/${origin.model}` };
  } catch (error) {
    if (error instanceof ToposcopeError && error.code === "LANGUAGE_MODEL_UNUSABLE") return rules;
    throw error;
  }
}

/** Judges topics by rules, which look once through the project's documents for all the names in them. */
async function judgeHere(
  { db }: Context,
  projectId: number,
  topics: readonly AuditableTopic[],
): Promise<{ topic: AuditableTopic; rules: Judgement }[]> {
  const named: { topic: AuditableTopic; names: string[] }[] = [];
  for (const topic of topics) {
    const passages = await chunkTexts(db, topic.exemplars.slice(0, passagesRead));
    const said = [...topic.descriptions, ...passages.map(({ text }) => text)];
    named.push({ topic, names: properNames(wordsShown(shownText(topic)), said) });
  }
  const words = [...new Set(named.flatMap(({ names }) => names))];
  const documents = await documentsWithWords(db, { projectId, words });
  return named.map(({ topic, names }) => ({
    topic,
    rules: judgeByRules(shownText(topic), new Map(names.map((name) => [name, documents.get(name) ?? 0]))),
  }));
}

async function requireRun({ db }: Context, row: ProjectRow): Promise<number> {
  const run = await shownRun(db, row);
  if (run === undefined) throw new ToposcopeError("NO_ANALYSIS", `project ${row.name} has no topics yet`);
  return run.id;
}

function verdictView(topic: AuditableTopic, verdict: VerdictRow | undefined) {
  if (verdict === undefined) return null;
  const { score, reason, by, at, textHash: judged } = verdict;
  return { score, reason, by, at: at.toISOString(), stale: !judged.equals(textHash(shownText(topic))) };
}
