import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import {
  catalogue,
  parseSetting,
  type ResolvedSettings,
  resolveSettings,
  type SettingName,
  type Settings,
  settingNames,
} from "./config.ts";
import { ToposcopeError } from "./errors.ts";
import type { SettingView } from "./machine-contract.ts";
import { makeFolder } from "./make-folder.ts";

/** Settings by name as the settings file holds them; checked, but not settled against flags and environment. */
export type SavedSettings = Readonly<Partial<Record<SettingName, unknown>>>;

/** What to save: a value, or null to take the setting out of the file. */
export type SettingsPatch = Readonly<Record<string, unknown>>;

export const settingsFilePath = (dataFolder: string) => join(dataFolder, "settings.json");

/**
 * Reads the settings file of a data folder; one that is not there holds nothing.
 *
 * @throws ToposcopeError INVALID_SETTING when it is not JSON, or holds a name or a value that is none
 */
export async function readSettingsFile(dataFolder: string): Promise<SavedSettings> {
  const path = settingsFilePath(dataFolder);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return "{}";
    throw new ToposcopeError("DATA_FOLDER_UNUSABLE", `${path} cannot be read: ${error.message}`, {
      cause: error,
    });
  });
  const saved = z.record(z.string(), z.unknown()).safeParse(parseJson(text, path));
  if (!saved.success) throw new ToposcopeError("INVALID_SETTING", `${path} holds no object of settings`);
  for (const [name, value] of Object.entries(saved.data)) parseSetting(savableName(name), value);
  return saved.data;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ToposcopeError("INVALID_SETTING", `${path} is not JSON`, {
      cause,
      hint: `mend it or delete it: ${path}`,
    });
  }
}

/**
 * Saves settings into the settings file, all of them or none.
 *
 * @throws ToposcopeError INVALID_SETTING, and the file stays as it was
 */
export async function saveSettings(dataFolder: string, patch: SettingsPatch): Promise<SavedSettings> {
  const saved: Partial<Record<SettingName, unknown>> = { ...(await readSettingsFile(dataFolder)) };
  for (const [given, value] of Object.entries(patch)) {
    const name = savableName(given);
    if (value === null) delete saved[name];
    else saved[name] = parseSetting(name, value);
  }
  await replaceFile(settingsFilePath(dataFolder), dataFolder, `${JSON.stringify(saved, undefined, 2)}\n`);
  return saved;
}

async function replaceFile(path: string, folder: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    makeFolder(folder);
    await writeFile(draft, text, { mode: 0o600, flush: true });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new ToposcopeError(
      "DATA_FOLDER_UNUSABLE",
      `${path} cannot be written: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
}

/** @throws ToposcopeError INVALID_SETTING with the nearest name there is */
export function settingName(given: string): SettingName {
  const name = settingNames.find((known) => known === given || longFlag(known) === given.replace(/^--/, ""));
  if (name !== undefined) return name;
  throw new ToposcopeError("INVALID_SETTING", `there is no setting ${given}`, {
    hint: `did you mean ${nearest(given)}? All settings: toposcope settings`,
  });
}

function savableName(given: string): SettingName {
  const name = settingName(given);
  if (name !== "data") return name;
  throw new ToposcopeError("INVALID_SETTING", "the data folder cannot be named in a file that lies in it", {
    hint: "use --data <folder> or TOPOSCOPE_DATA",
  });
}

const longFlag = (name: SettingName) => catalogue[name].flag.replace(/^--/, "").split(" ")[0];

function nearest(given: string): string {
  const distances = settingNames.map((name) => ({
    name,
    steps: editSteps(given.toLowerCase(), name.toLowerCase()),
  }));
  return distances.reduce((best, next) => (next.steps < best.steps ? next : best)).name;
}

function editSteps(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** Settings for showing: a secret's value is never among them, only whether there is one. */
export function viewSettings({ settings, origins }: ResolvedSettings): SettingView[] {
  const defaults = resolveSettings().settings;
  return settingNames.map((name) => {
    const { scope, flag, env, about } = catalogue[name];
    return {
      name,
      value: shown(name, settings),
      origin: origins[name],
      default: shown(name, defaults),
      scope,
      flag,
      env,
      unit: catalogue[name].unit ?? null,
      about,
    };
  });
}

function shown(name: SettingName, settings: Settings): SettingView["value"] {
  const value = settings[name];
  if (value === undefined) return null;
  return catalogue[name].secret ? "(hidden)" : value;
}

export interface SettingSources {
  /** By flag key, as a command line delivers them. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Settles every setting from flags, environment and the settings file of the data folder that those two name.
 *
 * @throws ToposcopeError INVALID_SETTING
 */
export async function settleSettings({ flags, environment }: SettingSources): Promise<ResolvedSettings> {
  const { settings } = resolveSettings({ flags, environment });
  const file = await readSettingsFile(settings.data);
  return resolveSettings({ flags, environment, file });
}
