/**
 * Every ordeal, one after the other: `npm run ordeal`, or `npm run ordeal -- model --short --seed 7` for one. A JSON line
 * a case goes to standard output as it ends, a table of them to standard error at the end.
 */
import { inspect, parseArgs } from "node:util";
import Table from "cli-table3";
import type { Figures, Ordeal } from "./ordeal.ts";

const ordeals: Readonly<Record<string, () => Promise<Ordeal>>> = {
  "kill-loop": async () => (await import("./kill-loop.ts")).killLoop,
  "nth-failure": async () => (await import("./nth-failure.ts")).nthFailure,
  "small-disk": async () => (await import("./small-disk.ts")).smallDisk,
  model: async () => (await import("./model.ts")).modelTrial,
  providers: async () => (await import("./providers.ts")).providersTrial,
  simulation: async () => (await import("./simulation.ts")).simulationTrial,
};

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: "boolean", default: false },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    count: { type: "string" },
  },
});
const unknown = wanted.filter((name) => !(name in ordeals));
if (unknown.length > 0)
  throw new Error(`there is no ordeal ${unknown.join(", ")}; there are ${Object.keys(ordeals).join(", ")}`);

const { short } = values;
const seed = Number(values.seed);
const count = values.count === undefined ? undefined : Number(values.count);
const table = new Table({ head: ["ordeal", "outcome", "result"], wordWrap: true, colWidths: [14, 10, 90] });
for (const [name, load] of Object.entries(ordeals)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { outcome, figures } = await stand(name, await load());
  process.stdout.write(`${JSON.stringify({ ordeal: name, outcome, short, seed, ...figures })}\n`);
  table.push([name, outcome, Object.entries(figures).map(shown).join("  ")]);
}
process.stderr.write(`${table.toString()}\n`);
process.exit();

async function stand(name: string, ordeal: Ordeal): Promise<{ outcome: string; figures: Figures }> {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 100) / 10;
  const tell = (line: string) => process.stderr.write(`${name}: ${line}\n`);
  try {
    const figures = await ordeal({ short, seed, count, tell });
    return { outcome: "stood", figures: { ...figures, seconds: seconds() } };
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${name} failed, seed ${seed}:\n${inspect(error)}\n`);
    return { outcome: "failed", figures: { seconds: seconds(), error: (error as Error).message } };
  }
}

function shown([key, value]: [string, number | string]): string {
  return `${key} ${typeof value === "number" ? Math.round(value * 1_000) / 1_000 : value}`;
}
