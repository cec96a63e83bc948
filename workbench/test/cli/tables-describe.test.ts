import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shellWord } from "../../src/cli/tables.ts";
import { tableDescription } from "../../src/contract.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const folder = temporaryFolder();
const data = join(folder, "data");
const table = join(folder, "it's complaints.csv");
const rows = Array.from(
  { length: 12 },
  (_, i) =>
    `${i},"The clerk told me on the phone that payment ${i} would arrive, and it never did.",2024-03-0${1 + (i % 9)}\n`,
);
writeFileSync(table, `nr,What happened,day\n${rows.join("")}`);

const describeTable = (...parameters: string[]) =>
  call(["tables", "describe", ...parameters, "--data", data]);

test("a table's columns are listed with what they are taken for, and how to import it so", async () => {
  const { code, stdout, stderr } = await describeTable(table);
  expect(code, stderr).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^column +type +filled +taken for +examples$/);
  expect(lines[2]).toMatch(/^What happened +text +100 % +text +The clerk told me/);
  expect(lines.at(-2)).toBe("12 rows");
  const command = lines.at(-1)?.replace("take it as: toposcope", "printf '%s\\n'") ?? "";
  expect(execFileSync("sh", ["-c", command]).toString().trimEnd().split("\n")).toEqual([
    "import",
    table,
    ...["--text", "What happened", "--date", "day", "--id", "nr"],
  ]);
});

test("--json prints what the API answers, with the names that were given", async () => {
  const { stdout } = await describeTable(table, "--title", "day", "--json");
  const description = tableDescription.strict().parse(JSON.parse(stdout));
  expect(description.guess.mapping).toMatchObject({ text: "What happened", title: "day" });
  expect(description.sample).toHaveLength(12);
});

test("an empty name says that no column has the role", async () => {
  const { stdout } = await describeTable(table, "--id", "", "--date=", "--json");
  const { guess } = tableDescription.parse(JSON.parse(stdout));
  expect(guess.mapping).toMatchObject({ text: "What happened", id: null, date: null });
});

test("no database is started for it", async () => {
  await describeTable(table);
  expect(existsSync(join(data, "postgres"))).toBe(false);
  expect(existsSync(join(data, "uploads"))).toBe(false);
});

test("what is no table, or not there, fails with a hint", async () => {
  const page = join(folder, "page.md");
  writeFileSync(page, "# Nothing in rows");
  const refused = await describeTable(page, "--json");
  expect([refused.code, JSON.parse(refused.stderr)]).toEqual([
    1,
    expect.objectContaining({ code: "TABLE_UNREADABLE", hint: expect.stringContaining("Parquet") }),
  ]);
  const missing = await describeTable(join(folder, "missing.csv"));
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("error[PATH_NOT_FOUND]")]);
});

test.each(["plain", "two words", "it's", "$HOME", "`id`", "a\nb", "ümlaut", "--text", "", "*"])(
  "a shell takes %j for one word",
  (word) => {
    const told = execFileSync("sh", ["-c", `printf '%s|' ${shellWord(word)}`]).toString();
    expect(told).toBe(`${word}|`);
  },
);
