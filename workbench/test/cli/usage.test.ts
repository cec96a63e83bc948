import { describe, expect, test } from "vitest";
import { verbs } from "../../src/cli/verbs.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const data = temporaryFolder();

describe("help", () => {
  test("of every verb says in one screen what it does, with two examples and what comes next", async () => {
    const { buildProgram } = await import("../../src/cli/program.ts");
    const program = buildProgram(verbs);
    for (const { words, summary, examples, next, hidden } of verbs) {
      const [first, second] = words;
      const group = program.commands.find((command) => command.name() === first);
      const command = second === undefined ? group : group?.commands.find((inner) => inner.name() === second);
      let text = "";
      command?.configureOutput({ ...command.configureOutput(), writeOut: (part) => (text += part) });
      command?.outputHelp();
      for (const part of [
        summary,
        "--project",
        "--data",
        "--json",
        "--timings",
        "--debug",
        `Next: ${next}`,
        ...examples,
      ]) {
        expect(text, words.join(" ")).toContain(part);
      }
      expect(summary).toMatch(/^[A-Z][^.]*$/);
      if (!hidden)
        for (const example of examples) expect(example.startsWith(`toposcope ${first}`)).toBe(true);
    }
  });

  test("is printed on standard output and ends well", async () => {
    const help = await call(["explore", "--help"]);
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout).toContain("size of a chunk");
    expect(help.stdout).toContain("(default: 1000)");
  });

  test("of the whole names every verb but the hidden one", async () => {
    const { stdout } = await call(["--help"]);
    for (const { words, hidden } of verbs) {
      if (hidden) expect(stdout).not.toContain(`  ${words[0]} `);
      else expect(stdout).toContain(`  ${words[0]} `);
    }
  });
});

test("the version is printed", async () => {
  const { code, stdout } = await call(["--version"]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
});

describe("wrong usage ends with 2, on standard error, before anything is touched", () => {
  test.each([
    [["nonsense"], "unknown command 'nonsense'"],
    [["explore"], "missing required argument 'path'"],
    [["topics", "--nonsense"], "unknown option '--nonsense'"],
    [["topics", "list", "extra"], "too many arguments"],
    [["topics", "show", "four"], 'the id is "four"'],
    [["documents", "--limit", "many"], '--limit is "many"'],
    [["documents", "--limit", "0"], "--limit"],
    [["export", "everything"], "everything cannot be exported"],
    [["export", "topics", "--format", "xls"], "xls"],
    [["explore", "x", "--chunk-size", "3"], "--chunk-size"],
    [["explore", "x", "--clustering", "magic"], "--clustering"],
    [["settings", "set", "colour", "red"], "there is no setting colour"],
    [["settings", "set", "port", "99999"], "port"],
    [["explore", "-", "x"], "- cannot be read together with other paths"],
  ])("%s", async (parameters, message) => {
    const result = await call([...parameters, "--data", data]);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toMatch(/^error\[(USAGE|INVALID_SETTING)\]: /);
    expect(result.stderr).toContain(message);
    expect(result.stderr).toMatch(/\nhint: .+\n$/);
  });

  test("a mistyped option is answered with the right one", async () => {
    expect((await call(["topics", "--projet", "x"])).stderr).toContain("did you mean --project?");
  });

  test("with --json it is an object", async () => {
    const { code, stdout, stderr } = await call(["topics", "--nonsense", "--json"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(JSON.parse(stderr)).toMatchObject({ code: "USAGE", status: 400, hint: expect.any(String) });
  });

  test("no verb at all prints the help as an error", async () => {
    const { code, stderr } = await call([]);
    expect(code).toBe(2);
    expect(stderr).toContain("error[USAGE]: no verb was given");
  });
});
