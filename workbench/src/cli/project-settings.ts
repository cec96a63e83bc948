import { projectSettings, saveProjectSettings } from "../jobs/project-settings.actions.ts";
import { routes } from "../routes.ts";
import type { ProjectSetting } from "../run-contract.ts";
import { textArgument } from "./input.ts";
import type { Session } from "./session.ts";
import { tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const listProjectSettingsVerb: RunVerb = async (session, input) => {
  const { context } = await session.open();
  const project = input.args[0] === undefined ? await session.projectName(context) : textArgument(input);
  print(session, await projectSettings(context, { project }));
  return 0;
};

export const setProjectSettingVerb: RunVerb = async (session, input) => {
  const { context } = await session.open();
  const value = textArgument(input, 2);
  const patch = { [textArgument(input, 1)]: value === "" ? null : value };
  print(session, await saveProjectSettings(context, { project: textArgument(input), patch }));
  return 0;
};

function print({ output }: Session, settings: ProjectSetting[]): void {
  if (output.json) {
    output.value(routes.projectSettings.reply, settings);
    return;
  }
  const columns = [{ head: "setting" }, { head: "value", isFlexible: true }, { head: "from" }];
  const rows = settings.map(({ name, value, origin }) => [name, value === null ? "" : String(value), origin]);
  for (const line of tableLines(output, columns, rows)) output.line(line);
}
