import type { Source } from "toposcope/contract";
import { expect, test } from "vitest";
import { joinFiles } from "../src/dropped-files.ts";
import { fileRows, type ImportPhase } from "../src/import-session.ts";

const chosen = (path: string, size = 10) => ({
  path,
  file: new File(["x".repeat(size)], path.split("/").at(-1)!),
});
const session = (state: ImportPhase, ...paths: string[]) => ({
  project: "p",
  files: paths.map((path) => chosen(path)),
  columns: {},
  state,
});
const source = (parts: Partial<Source>): Source => ({
  id: 1,
  kind: "upload",
  location: "2 files",
  createdAt: "2026-11-20T09:30:00Z",
  documents: 0,
  files: [],
  rejections: [],
  ...parts,
});
const statesOf = (rows: ReturnType<typeof fileRows>) => rows.map(({ state }) => state);

test("files are sent one after the other", () => {
  const rows = fileRows(session({ phase: "sending", sent: 15 }, "a", "b", "c"), undefined);
  expect(statesOf(rows)).toEqual(["waiting", "sending", "waiting"]);
});

test("a file is being read until the source tells of it", () => {
  const state: ImportPhase = { phase: "importing", run: 1, source: 1 };
  const some = source({ files: [{ path: "a", documents: 1, warnings: ["odd dates"] }] });
  const rows = fileRows(session(state, "a", "b"), some);
  expect(rows).toMatchObject([
    { state: "taken", documents: 1, warnings: ["odd dates"] },
    { state: "reading" },
  ]);
});

test("a file that was not taken says why and what to do", () => {
  const rejection = {
    path: "scan.pdf",
    reason: "no-text",
    detail: "3 pages",
    hint: "a scan needs OCR first",
  } as const;
  const rows = fileRows(
    session({ phase: "done", source: 1, taken: false }, "scan.pdf"),
    source({ rejections: [rejection] }),
  );
  expect(rows).toMatchObject([{ state: "rejected", rejections: [rejection] }]);
});

test("a table of which some rows were not taken is taken, with those rows", () => {
  const rejection = { path: "t.csv", row: 3, reason: "bad-row", detail: "", hint: "" } as const;
  const told = source({ files: [{ path: "t.csv", documents: 9, warnings: [] }], rejections: [rejection] });
  const rows = fileRows(session({ phase: "done", source: 1, taken: true }, "t.csv"), told);
  expect(rows).toMatchObject([{ state: "taken", documents: 9, rejections: [{ row: 3 }] }]);
});

test("the members of an archive count for the archive, not for a file with a similar name", () => {
  const told = source({
    files: [
      { path: "a.zip/one.txt", documents: 1, warnings: [] },
      { path: "a.zip/two.txt", documents: 1, warnings: [] },
      { path: "a.zip.txt", documents: 5, warnings: [] },
    ],
  });
  const rows = fileRows(session({ phase: "done", source: 1, taken: true }, "a.zip", "a.zip.txt"), told);
  expect(rows).toMatchObject([{ documents: 2 }, { documents: 5 }]);
});

test("a file that was there already is said to be unchanged", () => {
  const rows = fileRows(session({ phase: "done", source: 1, taken: true }, "a"), source({}));
  expect(rows).toMatchObject([{ state: "taken", documents: 0, warnings: ["Already imported, unchanged."] }]);
});

const empty = { path: "b", reason: "empty", detail: "", hint: "" } as const;
const takenAndNot = source({ files: [{ path: "a", documents: 1, warnings: [] }], rejections: [empty] });

test("what was not taken comes first once the import is over, and keeps its place before", () => {
  const pathsIn = (state: ImportPhase) =>
    fileRows(session(state, "a", "b"), takenAndNot).map(({ path }) => path);
  expect(pathsIn({ phase: "importing", run: 1, source: 1 })).toEqual(["a", "b"]);
  expect(pathsIn({ phase: "done", source: 1, taken: true })).toEqual(["b", "a"]);
});

test("an import that began before the page was loaded has a row for each of its files too", () => {
  const rows = fileRows(session({ phase: "importing", run: 1, source: 1 }), takenAndNot);
  expect(rows).toMatchObject([
    { path: "a", state: "taken" },
    { path: "b", state: "rejected" },
  ]);
  expect(fileRows(session({ phase: "importing", run: 1, source: 1 }), undefined)).toEqual([]);
});

test("a path chosen again takes the later file", () => {
  const [first, again] = [chosen("b", 1), chosen("b", 2)];
  expect(
    joinFiles([first, chosen("a10"), chosen("a9")], [again]).map(({ path, file }) => [path, file.size]),
  ).toEqual([
    ["a9", 10],
    ["a10", 10],
    ["b", 2],
  ]);
});
