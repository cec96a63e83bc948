import { expect, test } from "vitest";
import { ask } from "../../src/answers/ask.actions.ts";
import { foreignQuestions } from "../../src/answers/foreign-questions.ts";
import { prepareAnswers } from "../../src/answers/prepare.actions.ts";
import type { Context } from "../../src/context.ts";
import { ToposcopeError } from "../../src/errors.ts";
import { watchEvents } from "../../src/events/actions.ts";
import { answerGate, saveAnswerGate } from "../../src/store/answer-gate.ts";
import { requireProject } from "../../src/store/project.ts";
import { imported, type OpenedApp, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const texts = {
  "hafen.txt":
    "Der Hafen von Lorne wurde 1887 von der Ingenieurin Ada Whitcombe gebaut. Die Mole ist 640 Meter lang. Bei Sturm warten die Schiffe draußen vor der Einfahrt.",
  "leuchtturm.txt":
    "Der Leuchtturm auf dem Tölpelfelsen zeigt alle zehn Sekunden zwei weiße Blitze. Seine Lampe brannte bis 1911 mit Waltran. Der Wärter wohnte im Turm und ging jeden Abend hinauf.",
  "harbour.txt":
    "The bakery in Mill Lane opens at six. Its seaweed bread is baked with barley flour. On Fridays it sells saffron buns to the people of the island.",
};

/** What an app's searches are asked for. */
function overheard({ context }: OpenedApp): { context: Context; queries: string[] } {
  const queries: string[] = [];
  const interactive = Object.create(context.interactive, {
    search: {
      value: (input: Parameters<Context["interactive"]["search"]>[0]) => {
        queries.push(input.query);
        return context.interactive.search(input);
      },
    },
  });
  return { context: { ...context, interactive }, queries };
}

async function kindOfAnswer(context: Context, project: string, question: string): Promise<string> {
  const steps = await ask(context, { project, question });
  for await (const event of steps(new AbortController().signal))
    if (event.type === "done") return event.answer.kind;
  throw new Error("no answer");
}

const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
};

test("a project is ready to be asked when its import is over, in each language of its documents", async () => {
  const app = await openTestApp();
  const { context, queries } = overheard(app);
  const stop = new AbortController();
  let tries = 0;
  const changes = await watchEvents(context, { types: ["run.state"] });
  const follow = async (signal: AbortSignal) => {
    tries += 1;
    if (tries === 1) throw new ToposcopeError("DATABASE_UNREACHABLE", "the connection broke");
    return changes(signal);
  };
  const clock = { ...context.clock, sleep: async () => {} };
  const preparing = prepareAnswers({ ...context, clock }, follow, { signal: stop.signal });
  await imported(app, { project: "Lorne", paths: [writeFiles(temporaryFolder(), texts)] });
  const { id: projectId } = await requireProject(context.db, "Lorne");
  const measured = () => answerGate(context.db, { projectId, model: "static" });
  await until(async () => (await measured()) !== undefined);
  for (const language of ["de", "en"])
    expect(queries).toEqual(expect.arrayContaining([...foreignQuestions[language]!]));
  queries.length = 0;
  expect(await kindOfAnswer(context, "Lorne", "Wer hat den Hafen von Lorne gebaut?")).toBe("answer");
  expect(await kindOfAnswer(context, "Lorne", "Wer schrieb den Roman Buddenbrooks?")).toBe("refusal");
  expect(queries).toHaveLength(2);
  stop.abort();
  await preparing;
});

test("a gate that was measured otherwise is measured anew", async () => {
  const app = await openTestApp();
  const { context, queries } = overheard(app);
  await imported(app, { project: "Lorne", paths: [writeFiles(temporaryFolder(), texts)] });
  const { id: projectId } = await requireProject(context.db, "Lorne");
  await kindOfAnswer(context, "Lorne", "Which flour is the seaweed bread baked with?");
  const { chunks, gate } = (await answerGate(context.db, { projectId, model: "static" }))!;
  queries.length = 0;
  await kindOfAnswer(context, "Lorne", "Which flour is the bread baked with?");
  expect(queries).toHaveLength(1);
  const other = { ...(gate as object), stamp: "another" };
  await saveAnswerGate(context.db, { projectId, model: "static", chunks, gate: other });
  await kindOfAnswer(context, "Lorne", "Which flour is baked into the bread?");
  expect(queries.length).toBeGreaterThan(50);
  expect((await answerGate(context.db, { projectId, model: "static" }))?.gate).toEqual(gate);
});
