import { join, resolve, sep } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { safeName } from "../../src/http/uploads.ts";

const folder = resolve("/data/uploads/1");
const hostilePart = fc.constantFrom(
  "..",
  ".",
  "",
  "C:",
  "/",
  "\\",
  "..\\",
  "\0",
  ".hidden",
  "con",
  "~",
  "a".repeat(300),
  "日".repeat(120),
);
const hostileName = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.oneof(hostilePart, fc.string()), { maxLength: 40 }).map((parts) => parts.join("/")),
);

test("a file's name can only lie below the folder of its upload, and can be written", () => {
  fc.assert(
    fc.property(hostileName, (given) => {
      const name = safeName(given);
      expect(resolve(join(folder, name)).startsWith(folder + sep)).toBe(true);
      for (const part of name.split("/")) {
        expect(part).not.toBe("");
        expect(part.startsWith(".")).toBe(false);
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(200);
      }
      expect(name).not.toMatch(/[\\\p{Cc}]/u);
      expect(safeName(name)).toBe(name);
    }),
  );
});

test.each([
  ["reports/2024/a b.pdf", "reports/2024/a b.pdf"],
  ["../../etc/passwd", "etc/passwd"],
  ["C:\\Users\\me\\mail.eml", "Users/me/mail.eml"],
  [`${"x".repeat(300)}.pdf`, `${"x".repeat(196)}.pdf`],
  ["", "unnamed"],
  [undefined, "unnamed"],
])("%j lies at %j", (given, name) => {
  expect(safeName(given)).toBe(name);
});
