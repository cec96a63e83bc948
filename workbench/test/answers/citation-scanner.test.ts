import fc from "fast-check";
import { expect, test } from "vitest";
import { CitationScanner, type ScannedPart } from "../../src/answers/citation-scanner.ts";

function scan(...pieces: string[]): ScannedPart[] {
  const scanner = new CitationScanner();
  return merged([...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()]);
}

/** Texts that touch as one. */
function merged(parts: readonly ScannedPart[]): ScannedPart[] {
  const all: ScannedPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.type === "text" && last?.type === "text")
      all[all.length - 1] = { type: "text", written: last.written + part.written };
    else all.push(part);
  }
  return all;
}

const placesIn = (text: string) =>
  scan(text).flatMap((part) =>
    part.type === "citations" ? part.places.map(({ document, passage }) => `D${document}-C${passage}`) : [],
  );

test.each([
  ["[D2-C7]", ["D2-C7"]],
  ["[ID: D1-C3]", ["D1-C3"]],
  ["[D1-C2, D3-C4]", ["D1-C2", "D3-C4"]],
  ["[D1-C2; D3-C4 and D5-C6]", ["D1-C2", "D3-C4", "D5-C6"]],
  ["【D2-C7】", ["D2-C7"]],
  ["［D2–C7］ and [[D2‑C8]]", ["D2-C7", "D2-C8"]],
  ["[d2-c7]", ["D2-C7"]],
  ["[D1-C2][D3-C4]", ["D1-C2", "D3-C4"]],
  ["`[D2-C7]`", ["D2-C7"]],
  ["```\narr[D2-C7]\n``` [D1-C1]", ["D1-C1"]],
  ["[1] [see D2] [] [D2-C] [D-C7] [D2-C7 [note] (D2-C7)", []],
  [`[${"D1-C1, ".repeat(200)}`, []],
])("%s", (text, places) => {
  expect(placesIn(text)).toEqual(places);
});

test("half a citation is held back until it is whole", () => {
  const scanner = new CitationScanner();
  expect(scanner.push("It rose [D")).toEqual([{ type: "text", written: "It rose " }]);
  expect(scanner.push("2-C")).toEqual([]);
  expect(scanner.push("7]. ")).toEqual([
    { type: "citations", written: "[D2-C7]", places: [{ document: 2, passage: 7 }] },
    { type: "text", written: ". " },
  ]);
});

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom("[", "]", "【", "D", "C", "1", "23", "-", "–", ", ", "`", "```", "\n", "ID: ", "and "),
      fc.constantFrom("[D1-C2]", "[D1-C2, D3-C4]"),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(""));

test("what comes out is what went in, however it is cut", () => {
  fc.assert(
    fc.property(anyText, fc.array(fc.nat(200)), (text, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
      const parts = scan(...pieces);
      expect(parts.map(({ written }) => written).join("")).toBe(text);
      expect(parts).toEqual(scan(text));
    }),
  );
});
