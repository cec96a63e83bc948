import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ToposcopeError } from "../errors.ts";
import { exportData } from "../export/actions.ts";
import { routes } from "../routes.ts";
import { countOption, textArgument, textOption } from "./input.ts";
import { noteProvisional } from "./provisional.ts";
import type { RunVerb, VerbInput } from "./verb.ts";
import { writeWhole } from "./write-whole.ts";

export const runExport: RunVerb = async (session, input) => {
  const wanted = exportRequest(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const { stream, contentType, provisional } = await exportData(context, {
    project,
    run: countOption(input, "run"),
    ...wanted,
  });
  noteProvisional(session.output, provisional);
  const file = textOption(input, "output");
  if (file !== undefined) {
    await writeWhole(file, stream);
    if (session.output.json) session.output.line(JSON.stringify({ file, contentType, provisional }));
    else session.output.note(`written: ${file}`);
    return 0;
  }
  if (process.stdout.isTTY && !/^(text|application\/(x-ndjson|json)|image\/svg)/.test(contentType)) {
    throw new ToposcopeError("USAGE", `${contentType} is nothing for a terminal`, {
      hint: "name a file: --output <file>",
    });
  }
  await pipeline(Readable.from(stream, { objectMode: false }), process.stdout, { end: false });
  return 0;
};

/** @throws ToposcopeError USAGE */
function exportRequest(input: VerbInput) {
  const { params, query } = routes.export;
  const what = params.shape.what.safeParse(textArgument(input));
  if (!what.success) {
    throw new ToposcopeError(
      "USAGE",
      `${textArgument(input)} cannot be exported; expected ${params.shape.what.options.join(", ")}`,
    );
  }
  const options = query.safeParse({
    format: textOption(input, "format"),
    resolution: countOption(input, "resolution"),
    theme: textOption(input, "theme"),
    strength: textOption(input, "strength"),
  });
  if (options.success) return { what: what.data, ...options.data };
  const [issue] = options.error.issues;
  throw new ToposcopeError("USAGE", `--${issue?.path.join(".")}: ${issue?.message}`);
}
