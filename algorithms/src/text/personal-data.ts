import {
  ibanLength,
  isCardNumber,
  isCodiceFiscale,
  isCpf,
  isDutchBsn,
  isFrenchNir,
  isGermanTaxId,
  isIban,
  isNationalInsuranceNumber,
  isNhsNumber,
  isSocialSecurityNumber,
  isSpanishId,
  isSwissAhv,
} from "./id-checks.ts";

export type PersonalDataKind =
  | "e-mail address"
  | "phone number"
  | "social security number"
  | "national id"
  | "card number"
  | "IBAN"
  | "IP address";

/** Personal data inside a text, as offsets. */
export interface PersonalDatum {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

interface Candidate {
  readonly found: string;
  /** What stands shortly before it. */
  readonly before: string;
  readonly after: string;
}

interface Recogniser {
  readonly kind: PersonalDataKind;
  readonly pattern: RegExp;
  readonly accepts?: (candidate: Candidate) => boolean;
}

const contextLetters = 36;

/** Words that say that the number behind them is something else; signs and short words may stand between. */
const otherNumber =
  /(?:\b(?:order|invoice|tracking|shipment|parcel|consignment|ticket|case|reference|ref|serial|sku|isbn|issn|ean|upc|gtin|article|part|model|version|release|build|firmware|section|chapter|batch|lot|bestell(?:ung|nummer)?|rechnung|auftrag|commande|pedido|product|item|doi|arxiv|patent|commit|hash|sha)\b|§|#)[\s.:#№-]*(?:(?:is|was|number|no|nr|num|id|code|ref|numbers?)\b[\s.:#№-]*){0,2}$/i;
const phoneBefore =
  /(?:\b(?:tel|telephone|phone|phones|mobile|mob|cell|call|calling|called|fax|dial|ring|reach|text|sms|whatsapp|contact|number|telefon|handy|mobil|rufnummer|durchwahl|festnetz|tél|téléphone|telefono|teléfono|móvil|cellulare|telefoon|mobiel)\b)[^\d\n]{0,24}$/iu;
const securityBefore = /\b(?:ssn|social security|itin)\b[^\d\n]{0,24}$/i;
const healthBefore = /\bnhs\b[^\d\n]{0,24}$/i;
const citizenBefore = /\b(?:bsn|burgerservicenummer|sofinummer|citizen service)\b[^\d\n]{0,24}$/i;

const tollFree = /^(?:\+?1)?8(?:00|33|44|55|66|77|88)/;
const digitsIn = (text: string) => text.replace(/\D/g, "");
const isDate = /^(?:\d{1,2}([-./ ])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-./ ])\d{1,2}\2\d{1,2})(?!\d)/;
const isAmount = /^\d+[.,]\d{1,2}$/;
const versionBefore =
  /(?:\bv|\bver|\bversion|\brelease|\bbuild|\bfirmware|\bsection|\bchapter|\bclause|\brule|§)[\s.:]*$/i;

const isNoOtherNumber = ({ before }: Candidate) => !otherNumber.test(before);

function isPhone(least: number, most: number): (candidate: Candidate) => boolean {
  return (candidate) => {
    const { found } = candidate;
    const digits = digitsIn(found);
    if (digits.length < least || digits.length > most || tollFree.test(digits)) return false;
    if (isDate.test(found) || isAmount.test(found)) return false;
    return isNoOtherNumber(candidate) && new Set(digits).size > 2;
  };
}

/** Versions and numbered paragraphs look like addresses; what names no single machine is nobody's. */
function isIpV4({ found, before, after }: Candidate): boolean {
  if (versionBefore.test(before)) return false;
  return !/^(?:0|127|255)\./.test(found) && !/^\.?\d/.test(after);
}

function isIpV6({ found }: Candidate): boolean {
  const halves = found.split("::");
  const groups = found.split(":").filter((group) => group !== "");
  if (halves.length > 2 || groups.some((group) => group.length > 4)) return false;
  if (halves.length === 1) return groups.length === 8;
  return (
    groups.length >= 2 && groups.length <= 7 && /\d/.test(found) && groups.some((group) => group.length > 2)
  );
}

/** In order of how sure they are: where two overlap, the earlier one stands. */
const recognisers: readonly Recogniser[] = [
  {
    kind: "e-mail address",
    pattern:
      /(?<![\p{L}\d._%+-])[\p{L}\d._%+'-]{1,64}(?:@| ?[[(](?:at|@)[\])] ?)(?:[\p{L}\d-]{1,63}(?:\.| ?[[(](?:dot|\.)[\])] ?)){1,5}\p{L}{2,24}(?![\p{L}\d])/giu,
    accepts: ({ found }) => !/^git@|\.(?:png|jpe?g|gif|webp|svg|ico|css|js|ts|mjs)$/i.test(found),
  },
  {
    kind: "IBAN",
    pattern: /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}/giu,
    accepts: ({ found }) => isIban(found),
  },
  {
    kind: "national id",
    pattern: /(?<![\p{L}\d.])756\.\d{4}\.\d{4}\.\d\d(?![\p{L}\d])/gu,
    accepts: ({ found }) => isSwissAhv(found),
  },
  {
    kind: "national id",
    pattern: /(?<![\p{L}\d])[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d(?![\p{L}\d])/giu,
    accepts: ({ found }) => isFrenchNir(found),
  },
  {
    kind: "card number",
    pattern: /(?<![\d.,+-])(?<!\d )(?:\d[ -]?){12,18}\d(?![\d-])(?![.,]\d)/g,
    accepts: (candidate) => isCardNumber(candidate.found) && isNoOtherNumber(candidate),
  },
  {
    kind: "social security number",
    pattern: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g,
    accepts: (candidate) =>
      securityBefore.test(candidate.before) ||
      (isSocialSecurityNumber(candidate.found) && isNoOtherNumber(candidate)),
  },
  {
    kind: "social security number",
    pattern: /(?<![\d.-])\d{3} ?\d{2} ?\d{4}(?![\d-])/g,
    accepts: ({ before }) => securityBefore.test(before),
  },
  {
    kind: "national id",
    pattern: /(?<![\d.-])\d{3}\.\d{3}\.\d{3}-\d\d(?![\d-])/g,
    accepts: ({ found }) => isCpf(found),
  },
  {
    kind: "national id",
    pattern: /(?<![\p{L}\d])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![\p{L}\d])/gu,
    accepts: ({ found }) => isNationalInsuranceNumber(found),
  },
  {
    kind: "national id",
    pattern: /(?<![\p{L}\d])(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?![\p{L}\d])/gu,
    accepts: ({ found }) => isSpanishId(found),
  },
  {
    kind: "national id",
    pattern: /(?<![\p{L}\d])[A-Z]{6}\d\d[ABCDEHLMPRST]\d\d[A-Z]\d{3}[A-Z](?![\p{L}\d])/giu,
    accepts: ({ found }) => isCodiceFiscale(found),
  },
  {
    kind: "national id",
    pattern: /(?<![\d.,+-])[1-9]\d ?\d{3} ?\d{3} ?\d{3}(?![\d-])(?![.,]\d)/g,
    accepts: (candidate) => isGermanTaxId(candidate.found) && isNoOtherNumber(candidate),
  },
  {
    kind: "national id",
    pattern: /(?<![\d.,+-])\d{3} ?\d{3} ?\d{4}(?![\d-])/g,
    accepts: ({ found, before }) => isNhsNumber(found) && healthBefore.test(before),
  },
  {
    kind: "national id",
    pattern: /(?<![\d.,+-])\d{4}[. ]?\d{2}[. ]?\d{3}(?![\d-])/g,
    accepts: ({ found, before }) => isDutchBsn(found) && citizenBefore.test(before),
  },
  {
    kind: "IP address",
    pattern:
      /(?<![\p{L}\d.])(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?![\d])/gu,
    accepts: isIpV4,
  },
  {
    kind: "IP address",
    pattern: /(?<![\p{L}\d:.])(?:[\da-f]{1,4}:{1,2}|::){1,7}[\da-f]{1,4}(?![\p{L}\d:])/giu,
    accepts: isIpV6,
  },
  {
    kind: "phone number",
    pattern:
      /(?<![\p{L}\d+./-])(?:\+|(?<!\d )00 ?(?=[1-9]))\d{1,3}[ ./-]?(?:\(\d{1,5}\)[ ./-]?)?\d{1,5}(?:[ ./-]{1,2}\d{2,5}|\d{2,5}){1,5}(?![\d-])/gu,
    accepts: isPhone(8, 15),
  },
  {
    kind: "phone number",
    pattern: /(?<![\p{L}\d+.-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[ .-]\d{4}(?![\d-])/gu,
    accepts: isPhone(10, 11),
  },
  {
    kind: "phone number",
    pattern:
      /(?<![\p{L}\d+.,-])(?<!\d )(?:\(0[1-9]\d{0,4}\)[ ]?|0[1-9]\d{0,4}[ /.-])\d{2,8}(?:[ .-]\d{2,5}){0,4}(?![\d-])(?![.,:]\d)/gu,
    accepts: isPhone(9, 12),
  },
  {
    kind: "phone number",
    pattern: /(?<![\p{L}\d+.,/$€£-])\(?\d{2,15}\)?(?:[ /.-]\d{2,6}){0,5}(?![\d-])(?![.,:]\d)/gu,
    accepts: (candidate) => phoneBefore.test(candidate.before) && isPhone(7, 13)(candidate),
  },
];

/**
 * Finds what identifies a person by its form: addresses, phone numbers, accounts, cards, national ids. Names are not found.
 *
 * @returns in order, none overlapping another; offsets are UTF-16 units
 *
 * Cost linear in the text's length. Numbers with check digits must pass them; those that look like much else (nine bare
 * digits) count only behind a word that says what they are.
 */
export function findPersonalData(text: string): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  const taken = new Uint8Array(text.length);
  for (const { kind, pattern, accepts = () => true } of recognisers) {
    for (const match of text.matchAll(pattern)) {
      const datum = trimmed({ kind, start: match.index, end: match.index + match[0].length }, text);
      if (taken.subarray(datum.start, datum.end).includes(1) || !accepts(candidateAt(text, datum))) continue;
      taken.fill(1, datum.start, datum.end);
      found.push(datum);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function candidateAt(text: string, { start, end }: PersonalDatum): Candidate {
  return {
    found: text.slice(start, end),
    before: text.slice(Math.max(0, start - contextLetters), start),
    after: text.slice(end, end + 2),
  };
}

/** An IBAN ends where those of its country do, whatever stands behind it. */
function trimmed(datum: PersonalDatum, text: string): PersonalDatum {
  if (datum.kind !== "IBAN") return datum;
  const length = ibanLength(text.slice(datum.start, datum.start + 2)) ?? 0;
  let end = datum.start;
  for (let signs = 0; signs < length && end < datum.end; end++)
    if (/[A-Za-z\d]/.test(text.charAt(end))) signs++;
  return /[\p{L}\d]/u.test(text.charAt(end)) ? datum : { ...datum, end };
}
