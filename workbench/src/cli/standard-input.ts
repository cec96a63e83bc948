import type { Readable } from "node:stream";
import { ToposcopeError } from "../errors.ts";

/**
 * Standard input where `-` is among the paths.
 *
 * @throws ToposcopeError USAGE when it is the keyboard
 */
export function standardInput(paths: readonly string[]): Readable | undefined {
  if (!paths.includes("-")) return undefined;
  if (process.stdin.isTTY) {
    throw new ToposcopeError("USAGE", "standard input is the keyboard", {
      hint: "send something into it: cat notes.txt | toposcope explore -",
    });
  }
  return process.stdin;
}
