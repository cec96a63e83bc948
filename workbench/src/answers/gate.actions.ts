import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { answerGate, saveAnswerGate } from "../store/answer-gate.ts";
import { countAnalysed } from "../store/chunk.ts";
import { languageCounts } from "../store/overview.ts";
import type { ProjectRow } from "../store/project.ts";
import { foreignQuestions } from "./foreign-questions.ts";
import { calibrateGate, type Gate, gateConstants } from "./gate.ts";
import { evidenceConstants, gather } from "./gather.actions.ts";
import { likeliestLanguage } from "./query-words.ts";

/** A corpus that grew or shrank by more than this share is measured anew. */
const drift = 0.25;
const atOnce = 2;
/** Share of the documents that a language has whose questions are measured by themselves, and how many have. */
const leastShare = 0.1;
const mostLanguages = 4;
const measuring = new Map<string, Promise<Gates>>();

/** By the language of the question, that of most documents first. */
type Gates = readonly (readonly [language: string, gate: Gate])[];

interface KnownGates {
  /** What they were measured with. */
  readonly stamp: string;
  readonly gates: Gates;
}

/**
 * The gate for a question to a project under a model: that of the question's language, among those that a good part of the
 * documents is in. Measured at the first question and again when the corpus has changed much.
 */
export async function gateFor(
  context: Context,
  project: ProjectRow,
  { model, question }: { readonly model: string; readonly question: string },
): Promise<Gate> {
  const gates = new Map(await gatesOf(context, project, model));
  return gates.get(likeliestLanguage(question, [...gates.keys()]))!;
}

/** The gates of a project under a model, as they are known or else measured now. */
export async function gatesOf(context: Context, project: ProjectRow, model: string): Promise<Gates> {
  const { db } = context;
  const languages = mainLanguages(await languageCounts(db, project.id));
  const stamp = stampOf(languages);
  const chunks = await countAnalysed(db, project.id);
  const known = await answerGate(db, { projectId: project.id, model });
  const { gates: before, stamp: measuredWith } = (known?.gate ?? {}) as Partial<KnownGates>;
  const isNear = known && Math.abs(known.chunks - chunks) <= drift * known.chunks;
  if (before && isNear && measuredWith === stamp) return before;
  const key = `${project.id} ${model} ${stamp}`;
  const underWay = measuring.get(key);
  if (underWay !== undefined) return await underWay;
  const measured = measure(context, project.name, languages);
  measuring.set(key, measured);
  try {
    const gates = await measured;
    const gate: KnownGates = { stamp, gates };
    await saveAnswerGate(db, { projectId: project.id, model, chunks, gate });
    return gates;
  } finally {
    measuring.delete(key);
  }
}

/** The languages whose questions a corpus is measured with, that of most documents first; English where none is known. */
function mainLanguages(counts: readonly { language: string | null; documents: number }[]): string[] {
  const all = counts.reduce((sum, { documents }) => sum + documents, 0);
  const main = counts.flatMap(({ language, documents }) =>
    language !== null && foreignQuestions[language] && documents >= leastShare * all ? language : [],
  );
  return main.length === 0 ? ["en"] : main.slice(0, mostLanguages);
}

const stampOf = (languages: readonly string[]): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        gateConstants,
        evidenceConstants,
        languages.map((language) => foreignQuestions[language]),
      ]),
    )
    .digest("base64url");

async function measure(context: Context, project: string, languages: readonly string[]): Promise<Gates> {
  const gates: [string, Gate][] = [];
  for (const language of languages) {
    const questions = foreignQuestions[language]!;
    const evidence = await Promise.all(
      Array.from({ length: atOnce }, async (_, turn) => {
        const own = [];
        for (let at = turn; at < questions.length; at += atOnce) {
          const found = await gather(context, { project, question: questions[at]!, justTelling: true });
          own.push(found.evidence);
        }
        return own;
      }),
    );
    gates.push([language, calibrateGate(evidence.flat())]);
  }
  return gates;
}
