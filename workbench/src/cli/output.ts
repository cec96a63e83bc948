import { styleText } from "node:util";
import type { z } from "zod";
import { ToposcopeError } from "../errors.ts";
import { problemOf } from "../http/problem.ts";

type Style = Parameters<typeof styleText>[0];

const leastWidth = 60;
const widthWithoutTerminal = 110;

/** Where a call's words go: results to standard output, everything else to standard error. */
export class Output {
  readonly json: boolean;
  readonly debug: boolean;

  constructor({ json = false, debug = false }: { json?: boolean; debug?: boolean } = {}) {
    this.json = json;
    this.debug = debug;
  }

  get width(): number {
    return Math.max(leastWidth, process.stdout.columns ?? widthWithoutTerminal);
  }

  /** A line of the result. */
  line(text = ""): void {
    process.stdout.write(`${text}\n`);
  }

  /** A part of the result that goes on behind the one before; nothing where the result is JSON. */
  part(text: string): void {
    if (!this.json) process.stdout.write(text);
  }

  /** The result as one JSON value, in the shape that the contract promises. */
  value<S extends z.ZodType>(shape: S, value: z.input<S>): void {
    this.line(JSON.stringify(shape.parse(value)));
  }

  /** A line about the work; never part of the result. */
  note(text: string): void {
    if (!this.json) process.stderr.write(`${text}\n`);
  }

  style(style: Style, text: string): string {
    return styleText(style, text, { stream: process.stdout });
  }

  failure(error: unknown): void {
    const { code, detail, hint, ...rest } = problemOf(error);
    if (this.json) process.stderr.write(`${JSON.stringify({ ...rest, detail, code, hint })}\n`);
    else
      process.stderr.write(
        `error[${code}]: ${code === "INTERNAL" ? describe(error) : detail}\nhint: ${hint}\n`,
      );
    if (this.debug) process.stderr.write(`${trace(error)}\n`);
  }
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error));

function trace(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${trace(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** 2 for a call that was written wrongly, 1 for one that failed. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return error instanceof ToposcopeError && (error.code === "USAGE" || error.code === "INVALID_SETTING")
    ? 2
    : 1;
}
