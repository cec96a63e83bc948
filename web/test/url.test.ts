import fc from "fast-check";
import { expect, test } from "vitest";
import { formatPlace, hrefTo, type Place, parsePlace, tabs } from "../src/url.ts";

const id = fc.nat({ max: 999_999_999 });
const anyPlace: fc.Arbitrary<Place> = fc
  .record(
    {
      project: fc.string({ minLength: 1, unit: "grapheme" }),
      tab: fc.constantFrom(...tabs.filter((tab) => tab !== "map")),
      layer: fc.nat({ max: 9 }),
      topic: id,
      document: id,
      chunk: id,
      query: fc.string({ minLength: 1, unit: "grapheme" }),
    },
    { requiredKeys: ["project"] },
  )
  .map((place) => Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined)));

test("a link holds the place that it was made from", () => {
  fc.assert(
    fc.property(anyPlace, (place) => {
      expect(parsePlace(formatPlace(place))).toEqual(place);
    }),
  );
});

test("a link holds where the map looks, to six digits", () => {
  const { map } = parsePlace(formatPlace({ project: "p", map: { x: 0.123456789, y: -2, zoom: 3.5 } }));
  expect(map).toEqual({ x: 0.123457, y: -2, zoom: 3.5 });
});

test("whatever a link says that is not understood is left out", () => {
  expect(parsePlace("?project=p&tab=nonsense&topic=-1&document=1.5&chunk=x&layer=&map=1,2&more=1")).toEqual({
    project: "p",
  });
  for (const map of ["1,2,0", "1,2,-3", "1,2,3,4", "a,b,c", ",,", "Infinity,1,1"])
    expect(parsePlace(`?project=p&map=${map}`)).toEqual({ project: "p" });
});

test("the map is where a link leads that names no tab", () => {
  expect(formatPlace({ project: "a b", tab: "map" })).toBe("?project=a+b");
});

test("without a project a link leads to all projects", () => {
  expect(hrefTo({ topic: 3 })).toBe("/");
});
