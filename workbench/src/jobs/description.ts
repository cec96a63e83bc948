import type { Context } from "../context.ts";
import { type PromptPart, promptParts, type RunSettings } from "../model.ts";
import type { RunRow } from "../store/run.ts";
import { startRun } from "./engine.ts";

const switches = { name: "naming", insight: "insights" } as const satisfies Record<
  PromptPart,
  keyof RunSettings
>;

/** What a model is to say of topics, under these settings: nothing of what is switched off, or has no model. */
export async function partsToDescribe(
  { llm }: Pick<Context, "llm">,
  settings: RunSettings,
  of: { readonly projectId: number; readonly runId?: number },
): Promise<{ readonly part: PromptPart; readonly model: string }[]> {
  const found: { part: PromptPart; model: string }[] = [];
  for (const part of Object.keys(promptParts) as PromptPart[]) {
    if (settings[switches[part]] === false) continue;
    const model = await llm.modelFor(promptParts[part].purpose, of);
    if (model !== undefined) found.push({ part, model });
  }
  return found;
}

/** Starts to have a model describe the topics of an analysis, in line behind what is under way. */
export function startDescription(
  context: Pick<Context, "db" | "clock" | "newId" | "queue" | "machine" | "correlationId">,
  { id, projectId, correlationId }: Pick<RunRow, "id" | "projectId" | "correlationId">,
  { settings: given, overridden }: Pick<RunRow, "settings" | "overridden">,
): Promise<RunRow> {
  const { next: _, guidance: __, updates: ___, ...settings } = given;
  return startRun(context, {
    projectId,
    kind: "description",
    settings: { ...settings, describes: id },
    overridden,
    correlationId,
    queue: true,
  });
}
