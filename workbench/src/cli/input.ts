import { ToposcopeError } from "../errors.ts";
import { type ColumnMapping, columnMapping } from "../model.ts";
import type { VerbInput } from "./verb.ts";

/** A text argument; the parser has seen to it that those which are required are there. */
export const textArgument = ({ args }: VerbInput, index = 0): string => String(args[index]);

export function listArgument({ args }: VerbInput, index = 0): readonly string[] {
  const value = args[index];
  return Array.isArray(value) ? value : value === undefined ? [] : [String(value)];
}

/** @throws ToposcopeError USAGE */
export const idArgument = (input: VerbInput, index = 0): number =>
  wholeNumber(textArgument(input, index), "the id");

export function textOption({ options }: VerbInput, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

export const hasOption = ({ options }: VerbInput, name: string): boolean => options[name] === true;

/** @throws ToposcopeError USAGE */
export function countOption(input: VerbInput, name: string): number | undefined {
  const text = textOption(input, name);
  return text === undefined ? undefined : wholeNumber(text, `--${name}`);
}

/** @throws ToposcopeError USAGE */
export function numberOption(input: VerbInput, name: string): number | undefined {
  const text = textOption(input, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new ToposcopeError("USAGE", `--${name} is ${JSON.stringify(text)}; expected a number`);
}

function wholeNumber(text: string, name: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ToposcopeError("USAGE", `${name} is ${JSON.stringify(text)}; expected a whole number`);
}

/** Column names given by flags; those that were not given are guessed from the data. */
export function mappingOptions(input: VerbInput): ColumnMapping {
  const roles = ["text", "title", "date", "label", "id"] as const;
  const given = roles.flatMap((role) => {
    const column = textOption(input, role);
    return column === undefined ? [] : [[role, column]];
  });
  return columnMapping(Object.fromEntries(given));
}
