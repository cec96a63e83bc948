import { z } from "zod";

/** Who reads a setting: the processes on this machine, a project's runs, or the page alone. */
export type SettingScope = "machine" | "project" | "page";

export interface SettingDefinition<T extends z.ZodType = z.ZodType> {
  readonly scope: SettingScope;
  readonly flag: string;
  readonly env: string;
  readonly value: T;
  readonly unit?: string;
  /** What the reference says in place of a default that depends on the machine. */
  readonly defaultText?: string;
  readonly about: string;
  /** Never printed, never sent to the page, never saved by it. */
  readonly secret?: boolean;
}

/** How the settings of one scope are defined. */
export const settingOf =
  (scope: SettingScope) =>
  <T extends z.ZodType>(definition: Omit<SettingDefinition<T>, "scope">): SettingDefinition<T> => ({
    scope,
    ...definition,
  });

export const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

export const flagValue = z.preprocess(
  (value) => (value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : value),
  z.boolean(),
);
