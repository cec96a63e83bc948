import fc from "fast-check";
import { expect, test } from "vitest";
import { looseJson } from "../../src/providers/loose-json.ts";

test("JSON is read as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(looseJson(JSON.stringify(value))).toEqual({ value: JSON.parse(JSON.stringify(value)) });
    }),
  );
});

const anyObject = fc.dictionary(fc.string(), fc.jsonValue());

test("an object is found between words, in a fence or not", () => {
  fc.assert(
    fc.property(anyObject, fc.boolean(), (object, isFenced) => {
      const json = JSON.stringify(object);
      const text = isFenced ? `Sure!\n\`\`\`json\n${json}\n\`\`\`\nBye.` : `Here it is: ${json} Bye.`;
      expect(looseJson(text)).toEqual({ value: JSON.parse(json) });
    }),
  );
});

test("one that is not finished is never made up", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string(), { minKeys: 1 }), fc.nat(), (object, seed) => {
      const json = JSON.stringify(object);
      const cut = json.slice(0, 1 + (seed % (json.length - 1)));
      expect(looseJson(cut)?.value).not.toEqual(object);
    }),
  );
});

test.each([
  ["{name: 'Ships', topics: ['sea',],}", { name: "Ships", topics: ["sea"] }],
  ['{"a": True, "b": None, "c": -1.5e3}', { a: true, b: null, c: -1500 }],
  ['{"a": 1, // one\n "b": /* two */ 2}', { a: 1, b: 2 }],
  ["{“name”: “Ships”}", { name: "Ships" }],
  ['{"quote": "it\\u0027s \\"so\\"\\n"}', { quote: 'it\'s "so"\n' }],
  ['I think [1] says: {"a": [1, 2]}', [1]],
])("%s is understood", (text, value) => {
  expect(looseJson(text)).toEqual({ value });
});

test("nothing of any length makes it crash or think for long", () => {
  fc.assert(fc.property(fc.string(), (text) => void looseJson(text)));
  for (const text of [
    "[".repeat(200_000),
    '{"a":'.repeat(50_000),
    "{'".repeat(100_000),
    `{"a": "${"\\".repeat(99_999)}`,
  ])
    expect(looseJson(text)).toBeUndefined();
});
