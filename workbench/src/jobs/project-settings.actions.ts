import { parseSetting } from "../config.ts";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { handedDown, heldAtOnce } from "../model.ts";
import type { ProjectSetting } from "../run-contract.ts";
import { requireProject, saveProjectSettings as savePatch } from "../store/project.ts";

const names = [...handedDown, ...heldAtOnce] as const;

/** What a project hands down to its runs, and what holds for it at once. @throws ToposcopeError PROJECT_NOT_FOUND */
export async function projectSettings(
  { db, settings: machine }: Context,
  { project }: { project: string },
): Promise<ProjectSetting[]> {
  const { settings: own } = await requireProject(db, project);
  return names.map((name) => {
    const origin = own[name] === undefined ? ("machine" as const) : ("project" as const);
    return { name, value: own[name] ?? machine[name] ?? null, origin };
  });
}

/**
 * Sets what a project hands down to the runs that begin from now on, all of it or none; null takes a setting out.
 *
 * @throws ToposcopeError PROJECT_NOT_FOUND, INVALID_SETTING
 */
export async function saveProjectSettings(
  context: Context,
  { project, patch }: { project: string; patch: Readonly<Record<string, unknown>> },
): Promise<ProjectSetting[]> {
  const { id } = await requireProject(context.db, project);
  const checked = Object.entries(patch).map(([given, value]) => {
    const name = settingName(given);
    return [name, value === null ? null : parseSetting(name, value)];
  });
  await savePatch(context.db, { id, patch: Object.fromEntries(checked), now: context.clock.now() });
  return await projectSettings(context, { project });
}

function settingName(given: string): (typeof names)[number] {
  const name = names.find((known) => known === given);
  if (name !== undefined) return name;
  throw new ToposcopeError("INVALID_SETTING", `${given} is not a setting of projects`, {
    hint: `projects have: ${names.join(", ")}`,
  });
}
