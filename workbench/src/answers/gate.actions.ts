import type { Context } from "../context.ts";
import { answerGate, saveAnswerGate } from "../store/answer-gate.ts";
import { countAnalysed } from "../store/chunk.ts";
import type { ProjectRow } from "../store/project.ts";
import { foreignQuestions } from "./foreign-questions.ts";
import { calibrateGate, type Gate } from "./gate.ts";
import { gather } from "./gather.actions.ts";

/** A corpus that grew or shrank by more than this share is measured anew. */
const drift = 0.25;
const atOnce = 2;
const measuring = new Map<number, Promise<Gate>>();

/** The gate of a project under a model, measured at the first question and again when the corpus has changed much. */
export async function gateOf(context: Context, project: ProjectRow, model: string): Promise<Gate> {
  const chunks = await countAnalysed(context.db, project.id);
  const known = await answerGate(context.db, { projectId: project.id, model });
  if (known && Math.abs(known.chunks - chunks) <= drift * known.chunks) return known.gate as Gate;
  const underWay = measuring.get(project.id);
  if (underWay !== undefined) return await underWay;
  const gate = measure(context, project.name);
  measuring.set(project.id, gate);
  try {
    await saveAnswerGate(context.db, { projectId: project.id, model, chunks, gate: await gate });
    return await gate;
  } finally {
    measuring.delete(project.id);
  }
}

async function measure(context: Context, project: string): Promise<Gate> {
  const evidence = await Promise.all(
    Array.from({ length: atOnce }, async (_, turn) => {
      const own = [];
      for (let at = turn; at < foreignQuestions.length; at += atOnce) {
        const question = foreignQuestions[at]!;
        own.push((await gather(context, { project, question, justTelling: true })).evidence);
      }
      return own;
    }),
  );
  return calibrateGate(evidence.flat());
}
