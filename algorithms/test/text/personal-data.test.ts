import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isCardNumber,
  isCodiceFiscale,
  isCpf,
  isDutchBsn,
  isFrenchNir,
  isGermanTaxId,
  isIban,
  isNhsNumber,
  isSocialSecurityNumber,
  isSpanishId,
  isSwissAhv,
  passesLuhn,
} from "../../src/text/id-checks.ts";
import { findPersonalData } from "../../src/text/personal-data.ts";

/** Examples that the issuers publish, or that everybody uses. */
const examples: readonly (readonly [name: string, check: (text: string) => boolean, example: string])[] = [
  ["a card of Visa", isCardNumber, "4111 1111 1111 1111"],
  ["a card of American Express", isCardNumber, "3782-822463-10005"],
  ["a German IBAN", isIban, "DE89 3704 0044 0532 0130 00"],
  ["a British IBAN", isIban, "GB82 WEST 1234 5698 7654 32"],
  ["a German tax id", isGermanTaxId, "86 095 742 719"],
  ["a Spanish DNI", isSpanishId, "12345678Z"],
  ["a Spanish NIE", isSpanishId, "X1234567L"],
  ["a French NIR", isFrenchNir, "2 55 08 14 168 025 38"],
  ["a Dutch BSN", isDutchBsn, "111222333"],
  ["an NHS number", isNhsNumber, "943 476 5919"],
  ["an Italian codice fiscale", isCodiceFiscale, "RSSMRA85T10A562S"],
  ["a Swiss insurance number", isSwissAhv, "756.9217.0769.85"],
  ["a Brazilian CPF", isCpf, "111.444.777-35"],
];

describe("a number with check digits", () => {
  test.each(examples)("such as %s is told from the same with another end", (_, check, example) => {
    expect(check(example)).toBe(true);
    const last = example.at(-1) as string;
    const other = /\d/.test(last) ? String((Number(last) + 1) % 10) : last === "Z" ? "A" : "Z";
    expect(check(example.slice(0, -1) + other)).toBe(false);
  });

  test("of the American social security has parts that are never given", () => {
    expect(["123-45-6789", "912-70-1234"].map(isSocialSecurityNumber)).toEqual([true, true]);
    expect(
      ["000-12-3456", "666-12-3456", "123-00-4567", "123-45-0000", "912-20-1234"].map(isSocialSecurityNumber),
    ).toEqual([false, false, false, false, false]);
  });

  test("passes Luhn's check with exactly one of ten last digits", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{5,18}$/), (body) => {
        const passing = Array.from({ length: 10 }, (_, digit) => body + digit).filter(passesLuhn);
        expect(passing).toHaveLength(1);
      }),
    );
  });
});

const kindsIn = (text: string) =>
  findPersonalData(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe("personal data", () => {
  test("are found where they stand, each as what it is", () => {
    const text =
      "Write to o'brien@example.org or +49 (0)30 1234567; IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX, " +
      "card 4111-1111-1111-1111, from 203.0.113.9 and 2001:db8::8a2e:370:7334, DNI 12345678Z.";
    expect(kindsIn(text)).toEqual([
      ["e-mail address", "o'brien@example.org"],
      ["phone number", "+49 (0)30 1234567"],
      ["IBAN", "DE89 3704 0044 0532 0130 00"],
      ["card number", "4111-1111-1111-1111"],
      ["IP address", "203.0.113.9"],
      ["IP address", "2001:db8::8a2e:370:7334"],
      ["national id", "12345678Z"],
    ]);
  });

  test("without a form of their own are found behind a word that says what they are", () => {
    expect(kindsIn("my mobile is 07700900123")).toEqual([["phone number", "07700900123"]]);
    expect(kindsIn("NHS number 943 476 5919")).toEqual([["national id", "943 476 5919"]]);
    expect(kindsIn("the count was 9434765919 and 111222333")).toEqual([]);
  });

  test.each([
    "version 10.2.3.4 came out on 12.11.2023 at 10:22:33",
    "order no. 4111111111111111 and tracking number 212-555-0142",
    "ISBN 978-0-306-40615-7, arXiv:2306.01234v2, doi 10.1016/j.cell.2020.01.002",
    "$1,234,567.89 for 1 234 567 people, 16:9, std::vector::size, logo@2x.png",
    "call 1-800-555-0199",
  ])("are not seen in: %s", (text) => {
    expect(kindsIn(text)).toEqual([]);
  });

  test("never overlap and come in order, in any text", () => {
    const bit = fc.constantFrom(
      "0171 ",
      "1234567",
      "+49",
      "a@b.de",
      "DE89370400440532013000",
      " ",
      "-",
      ".",
      "4111111111111111",
      ":",
      "x",
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 30 }), (bits) => {
        const found = findPersonalData(bits.join(""));
        for (const [i, { start, end }] of found.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(found[i - 1]?.end ?? 0);
        }
      }),
    );
  });
});
