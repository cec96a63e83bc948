import { doctor } from "../doctor.ts";
import { routes } from "../routes.ts";
import type { RunVerb } from "./verb.ts";

export const runDoctor: RunVerb = async (session) => {
  const { output, settings } = session;
  const checks = await doctor({ settings });
  if (output.json) output.value(routes.doctor.reply, checks);
  else {
    const width = Math.max(...checks.map(({ check }) => check.length));
    for (const { check, ok, found, hint } of checks) {
      const mark = ok ? output.style("green", "ok   ") : output.style("red", "wrong");
      output.line(`${mark}  ${check.padEnd(width)}  ${found}`);
      if (!ok && hint !== null) output.line(`       ${" ".repeat(width)}  hint: ${hint}`);
    }
  }
  return checks.every(({ ok }) => ok) ? 0 : 1;
};
