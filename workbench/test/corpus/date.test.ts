import fc from "fast-check";
import { expect, test } from "vitest";
import { guessDateFormat, parseDate } from "../../src/corpus/date.ts";

const anyDay = fc.date({ min: new Date("1900-01-01"), max: new Date("2068-12-31"), noInvalidDate: true });

test.each([
  ["2023-08-16", "2023-08-16"],
  ["2023-8-6", "2023-08-06"],
  ["2023-08-16T10:00:00Z", "2023-08-16T10:00:00Z"],
  ["2023-08-16T10:00:00.123+02:00", "2023-08-16T08:00:00Z"],
  ["2023-08-16 10:00", "2023-08-16T10:00:00Z"],
  ["08/16/23", "2023-08-16"],
  ["8/16/2023 4:05 PM", "2023-08-16T16:05:00Z"],
  ["12/1/1999 12:30 am", "1999-12-01T00:30:00Z"],
  ["16 August 2023", "2023-08-16"],
  ["August 16, 2023", "2023-08-16"],
  ["Wed, 16 Aug 2023 10:00:00 -0400", "2023-08-16T14:00:00Z"],
  ["16-Aug-23", "2023-08-16"],
  ["16. August 2023", "2023-08-16"],
  ["3. März 1871", "1871-03-03"],
  ["14 juillet 1789", "1789-07-14"],
  ["5 de mayo de 1862", "1862-05-05"],
  ["20230816", "2023-08-16"],
  ["2023/08/16", "2023-08-16"],
  ["1692180000", "2023-08-16T10:00:00Z"],
  ["1692180000000", "2023-08-16T10:00:00Z"],
  ["1790", "1790-01-01"],
])("%s is %s", (written, iso) => {
  expect(parseDate(written)?.iso).toBe(iso);
});

test.each([
  "13/45/2023",
  "31/02/2019",
  "2023-02-30",
  "00/10/2023",
  "yesterday",
  "",
  "12345",
  "2023-08-16T25:00",
  "loan 16",
  "May",
])("%j cannot be a date", (written) => {
  expect(parseDate(written, "month first")).toBeUndefined();
  expect(parseDate(written, "day first")).toBeUndefined();
});

test("any day is read back from each way of writing it", () => {
  fc.assert(
    fc.property(anyDay, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year = "", month = "", day = ""] = iso.split("-");
      expect(parseDate(iso)?.iso).toBe(iso);
      expect(parseDate(`${month}/${day}/${year}`, "month first")?.iso).toBe(iso);
      expect(parseDate(`${day}.${month}.${year}`, "day first")?.iso).toBe(iso);
      expect(parseDate(`${year}${month}${day}`)?.iso).toBe(iso);
    }),
  );
});

test("one value decides for the whole column which number is the month", () => {
  expect(guessDateFormat(["08/03/23", "08/16/23"])).toMatchObject({
    order: "month first",
    style: "MM/DD/YY",
    ambiguous: false,
  });
  expect(guessDateFormat(["03/08/2023", "16/08/2023"])).toMatchObject({
    order: "day first",
    style: "DD/MM/YYYY",
    ambiguous: false,
  });
  expect(guessDateFormat(["01-01-1960", "17-01-1960"])).toMatchObject({
    order: "day first",
    ambiguous: false,
  });
});

test("where nothing decides, slashes are read as month first, dots as day first, and the doubt is told", () => {
  expect(guessDateFormat(["08/03/23"])).toMatchObject({ order: "month first", ambiguous: true });
  expect(guessDateFormat(["03.08.2023"])).toMatchObject({ order: "day first", ambiguous: false });
});

test("the commonest way of writing is the column's", () => {
  const format = guessDateFormat(["08/16/23", "09/16/23", "2023-08-16", "soon"]);
  expect(format).toMatchObject({ style: "MM/DD/YY", share: 0.75 });
  expect(guessDateFormat(["soon", "later"])).toBeUndefined();
});
