const digitsOf = (text: string): number[] => Array.from(text.replace(/\D/g, ""), Number);

const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * digits[i], 0);

/** Whether the digits pass Luhn's check. */
export function passesLuhn(text: string): boolean {
  const digits = digitsOf(text).reverse();
  const doubled = digits.map((digit, i) => (i % 2 === 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9));
  return digits.length > 1 && doubled.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
}

/** Beginnings of the numbers of cards with the lengths that they have (ISO/IEC 7812). */
const issuers: readonly (readonly [beginning: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:36|38|39|30[0-5])/, [14]],
  [/^(?:6011|64[4-9]|65|62|81)/, [16, 17, 18, 19]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^(?:50|5[6-8]|6[0137])/, [13, 14, 15, 16, 17, 18, 19]],
];

/** Whether it is the number of a payment card: an issuer's beginning and length, and Luhn's check. */
export function isCardNumber(text: string): boolean {
  const number = text.replace(/\D/g, "");
  const isIssued = issuers.some(
    ([beginning, lengths]) => beginning.test(number) && lengths.includes(number.length),
  );
  return isIssued && !/^(\d)\1+$/.test(number) && passesLuhn(number);
}

const ibanLengths: ReadonlyMap<string, number> = new Map(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 " +
    "FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 " +
    "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 " +
    "SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** How many letters and digits the IBANs of a country have. */
export function ibanLength(country: string): number | undefined {
  return ibanLengths.get(country.toUpperCase());
}

/** Whether an IBAN's check digits are right (ISO 13616: rearranged, it is 1 modulo 97). */
export function isIban(text: string): boolean {
  const code = text.replace(/[^A-Za-z\d]/g, "").toUpperCase();
  if (code.length !== ibanLength(code.slice(0, 2))) return false;
  const rearranged = code.slice(4) + code.slice(0, 4);
  return (
    modulo(
      rearranged.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)),
      97,
    ) === 1
  );
}

function modulo(digits: string, divisor: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % divisor;
  return rest;
}

/** Whether it is a number of the American social security, or of a taxpayer without one. */
export function isSocialSecurityNumber(text: string): boolean {
  const [area, group, serial] = [text.slice(0, 3), text.replace(/\D/g, "").slice(3, 5), text.slice(-4)];
  if (area === "000" || area === "666" || group === "00" || serial === "0000") return false;
  return area < "900" || (group >= "50" && group !== "66" && group !== "89" && group !== "93");
}

/** Whether it is a German tax identification number: one digit two or three times among the first ten (ISO 7064, 11-10). */
export function isGermanTaxId(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 11 || digits[0] === 0) return false;
  const counts = new Array<number>(10).fill(0);
  for (const digit of digits.slice(0, 10)) counts[digit]++;
  const repeated = counts.filter((count) => count > 1);
  if (repeated.length !== 1 || repeated[0] > 3) return false;
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (digit + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === digits[10];
}

/** Whether the letter of a Spanish DNI or NIE is right. */
export function isSpanishId(text: string): boolean {
  const code = text.replace(/[^A-Za-z\d]/g, "").toUpperCase();
  const number = code.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter)));
  return "TRWAGMYFPDXBNJZSQVHLCKE"[Number(number) % 23] === code.at(-1);
}

/** Whether the key of a French NIR is right; Corsica's departments count as 19 and 18. */
export function isFrenchNir(text: string): boolean {
  const code = text.replace(/[^A-Za-z\d]/g, "").toUpperCase();
  if (!/^[12]\d\d(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)(?:\d\d|2[AB])\d{8}$/.test(code)) return false;
  const number = code.slice(0, 13).replace("2A", "19").replace("2B", "18");
  return 97 - modulo(number, 97) === Number(code.slice(13));
}

/** Whether it passes the Dutch citizen number's eleven test. */
export function isDutchBsn(text: string): boolean {
  const digits = digitsOf(text);
  return digits.length === 9 && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** Whether the check digit of a number of the National Health Service is right. */
export function isNhsNumber(text: string): boolean {
  const digits = digitsOf(text);
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return digits.length === 10 && check !== 10 && check % 11 === digits[9];
}

/** Whether it may be a British national insurance number: these have no check digit, but prefixes that are never given. */
export function isNationalInsuranceNumber(text: string): boolean {
  return !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/i.test(text);
}

const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Whether the last letter of an Italian codice fiscale is right. */
export function isCodiceFiscale(text: string): boolean {
  const code = text.toUpperCase();
  const sum = Array.from(code.slice(0, 15)).reduce((total, sign, i) => {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    return total + (i % 2 === 0 ? oddValues[value] : value);
  }, 0);
  return code.length === 16 && String.fromCharCode(65 + (sum % 26)) === code[15];
}

/** Whether the check digit of a Swiss social insurance number is right (EAN-13). */
export function isSwissAhv(text: string): boolean {
  const digits = digitsOf(text);
  return digits.length === 13 && weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

/** Whether both check digits of a Brazilian CPF are right. */
export function isCpf(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 11 || digits.every((digit) => digit === digits[0])) return false;
  const check = (count: number) => {
    const sum = digits.slice(0, count).reduce((total, digit, i) => total + digit * (count + 1 - i), 0);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === digits[9] && check(10) === digits[10];
}
