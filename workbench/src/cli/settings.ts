import { catalogue, type ResolvedSettings } from "../config.ts";
import { routes } from "../routes.ts";
import { saveSettings, settingName, settleSettings, viewSettings } from "../settings-file.ts";
import { textArgument } from "./input.ts";
import type { Session } from "./session.ts";
import { tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const listSettingsVerb: RunVerb = async (session) => {
  print(session, session.resolved);
  return 0;
};

export const setSettingVerb: RunVerb = async (session, input) => {
  const name = settingName(textArgument(input));
  await save(session, { [name]: textArgument(input, 1) }, `${name} is saved`);
  const { origins } = await settleSettings(session.sources);
  if (origins[name] === "environment") {
    session.output.note(`${catalogue[name].env} is set and wins over the settings file`);
  }
  return 0;
};

export const unsetSettingVerb: RunVerb = async (session, input) => {
  const name = settingName(textArgument(input));
  await save(session, { [name]: null }, `${name} is no longer in the settings file`);
  return 0;
};

async function save(session: Session, patch: Record<string, unknown>, done: string): Promise<void> {
  await saveSettings(session.settings.data, patch);
  if (session.output.json) print(session, await settleSettings(session.sources));
  else session.output.line(done);
}

function print({ output }: Session, resolved: ResolvedSettings): void {
  const settings = viewSettings(resolved);
  if (output.json) {
    output.value(routes.getSettings.reply, settings);
    return;
  }
  const columns = [
    { head: "setting" },
    { head: "value", isFlexible: true },
    { head: "from" },
    { head: "what it is", isFlexible: true },
  ];
  const rows = settings.map(({ name, value, unit, origin, about }) => [
    name,
    value === null ? "" : `${value}${unit === null ? "" : ` ${unit}`}`,
    origin,
    about,
  ]);
  for (const line of tableLines(output, columns, rows)) output.line(line);
}
