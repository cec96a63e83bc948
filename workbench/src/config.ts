import type { z } from "zod";
import { ToposcopeError } from "./errors.ts";
import { machineSettings } from "./settings/machine.ts";
import { pageSettings } from "./settings/page.ts";
import { projectSettings } from "./settings/project.ts";

/** Every setting there is. Flag, environment variable, settings file and default all come from here. */
export const catalogue = { ...machineSettings, ...projectSettings, ...pageSettings };

export type SettingName = keyof typeof catalogue;
export type Settings = { readonly [K in SettingName]: z.infer<(typeof catalogue)[K]["value"]> };
export type SettingOrigin = "flag" | "environment" | "file" | "default";

export const settingNames = Object.keys(catalogue) as SettingName[];

/** What holds where nothing is set, as text for help and reference; nothing where there is no default. */
export function settingDefault(name: SettingName): string | undefined {
  const { defaultText, value } = catalogue[name];
  if (defaultText !== undefined) return defaultText;
  const fallback: unknown = (value as z.ZodType).parse(undefined);
  return fallback === undefined ? undefined : String(fallback);
}

/** The name of a setting's flag as the parser delivers it: `--chunk-size <tokens>` is `chunkSize`. */
export function flagKey(name: SettingName): string {
  const long = /^--([a-z-]+)/.exec(catalogue[name].flag)?.[1] ?? name;
  return long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export interface ResolvedSettings {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>;
}

/**
 * Settles every setting: a flag wins over the environment, that over the settings file, that over the default.
 *
 * @param flags values by flag key, as a command line delivers them
 * @param environment the process's environment
 * @param file values by setting name, as the settings file holds them
 * @throws ToposcopeError INVALID_SETTING naming the value, where it came from and what is allowed
 */
export function resolveSettings({
  flags = {},
  environment = {},
  file = {},
}: {
  flags?: Readonly<Record<string, unknown>>;
  environment?: Readonly<Record<string, string | undefined>>;
  file?: Readonly<Record<string, unknown>>;
} = {}): ResolvedSettings {
  const settings: Record<string, unknown> = {};
  const origins: Record<string, SettingOrigin> = {};
  for (const name of settingNames) {
    const { env } = catalogue[name];
    const found: [SettingOrigin, unknown] =
      flags[flagKey(name)] !== undefined
        ? ["flag", flags[flagKey(name)]]
        : environment[env] !== undefined && environment[env] !== ""
          ? ["environment", environment[env]]
          : file[name] !== undefined
            ? ["file", file[name]]
            : ["default", undefined];
    origins[name] = found[0];
    settings[name] = parseSetting(name, found[1], found[0]);
  }
  return {
    settings: settings as Settings,
    origins: origins as ResolvedSettings["origins"],
  };
}

/** @throws ToposcopeError INVALID_SETTING */
export function parseSetting(name: SettingName, value: unknown, origin: SettingOrigin = "file"): unknown {
  const { value: schema, flag, env, secret } = catalogue[name];
  const result = (schema as z.ZodType).safeParse(value);
  if (result.success) return result.data;
  const where = { flag: flag.split(" ")[0], environment: env, file: `settings file: ${name}`, default: name }[
    origin
  ];
  const shown = secret ? "(hidden)" : JSON.stringify(value);
  throw new ToposcopeError(
    "INVALID_SETTING",
    `${where} is ${shown}; expected ${result.error.issues.map((issue) => issue.message).join(", ")}`,
  );
}
