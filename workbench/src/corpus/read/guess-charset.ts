import { eld } from "eld/extrasmall";

/** Tried in this order; of two that fit equally well the earlier one wins. */
const candidates = [
  "windows-1252",
  "iso-8859-15",
  "windows-1250",
  "iso-8859-2",
  "windows-1251",
  "koi8-r",
  "koi8-u",
  "iso-8859-5",
  "ibm866",
  "x-mac-cyrillic",
  "iso-8859-7",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "iso-8859-8",
  "windows-1256",
  "iso-8859-6",
  "windows-1257",
  "iso-8859-13",
  "iso-8859-4",
  "iso-8859-10",
  "iso-8859-16",
  "iso-8859-3",
  "iso-8859-14",
  "windows-874",
  "windows-1258",
  "macintosh",
  "shift_jis",
  "euc-jp",
  "gb18030",
  "big5",
  "euc-kr",
] as const;

/** Letters beyond a-z that a language writes; a text full of others was decoded with a neighbouring charset. */
const alphabets: Readonly<Record<string, string>> = {
  cs: "áčďéěíňóřšťúůýž",
  da: "æøåé",
  de: "äöüßé",
  en: "éèêëïöüçñœæ",
  es: "áéíñóúü",
  et: "äõöüšž",
  fi: "äåöšžé",
  fr: "àâæçéèêëîïôœùûüÿ",
  hr: "čćđšž",
  hu: "áéíóöőúüű",
  is: "áðéíóúýþæö",
  it: "àèéìíîòóùú",
  lt: "ąčęėįšųūž",
  lv: "āčēģīķļņšūž",
  nl: "áéëèïíóöúü",
  no: "æøåéèêòó",
  pl: "ąćęłńóśźż",
  pt: "áâãàçéêíóôõúü",
  ro: "ăâîșțşţ",
  sk: "áäčďéíĺľňóôŕšťúýž",
  sl: "čšž",
  sq: "çë",
  sv: "åäöéü",
  tr: "çğıöşüâîû",
};

const focusCharacters = 4_000;
const leastScore = 0.05;
/** How much better a later candidate must read than an earlier one. */
const leastMargin = 0.02;
const oddityWeight = 4;
const capitalsWeight = 0.3;

/**
 * Names the legacy encoding under which bytes read most like text of some language: fluent words of letters that the
 * language has, no symbols or capitals inside them, no mixed scripts, nothing undefined.
 *
 * @param sample bytes that are not UTF-8 and hold some above 0x7F
 * @returns undefined where nothing fits
 */
export function guessCharset(sample: Uint8Array): string | undefined {
  let best: { charset: string; score: number } | undefined;
  for (const charset of candidates) {
    const score = plausibility(new TextDecoder(charset).decode(sample));
    if (score > (best === undefined ? leastScore : best.score + leastMargin)) best = { charset, score };
  }
  return best?.charset;
}

function plausibility(text: string): number {
  const focus = foreignWords(text);
  const foreign = count(focus, /\P{ASCII}/gu);
  if (foreign === 0) return 0;
  const { language, fluency } = readAsLanguage(focus);
  const odd = oddities(focus) + foreignLetters(focus, language);
  const capitals = count(focus, /[^\p{ASCII}\P{Lu}]/gu);
  return fluency + 0.2 - (oddityWeight * odd + capitalsWeight * capitals) / foreign;
}

/** The words with characters beyond ASCII: only they differ between encodings. */
function foreignWords(text: string): string {
  return (text.match(/\S*[^\p{ASCII}\s]\S*/gu) ?? []).join(" ").slice(0, focusCharacters);
}

function readAsLanguage(text: string): { language: string; fluency: number } {
  const result = eld.detect(text);
  return { language: result.language, fluency: Math.max(0, ...Object.values(result.getScores())) };
}

function foreignLetters(text: string, language: string): number {
  const alphabet = alphabets[language];
  if (alphabet === undefined) return 0;
  const known = new Set(alphabet);
  const letters = text.toLowerCase().match(/[^\p{ASCII}\P{L}]/gu) ?? [];
  return letters.filter((letter) => !known.has(letter)).length * 0.25;
}

const oddPatterns = [
  /\p{Ll}\p{Lu}/gu,
  /\p{L}[\p{S}¡¿¶§†‡‰…•·ªº¹²³¼½¾]+\p{L}/gu,
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]/gu,
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]\p{Script=Latin}/gu,
  /[\u0080-\u009f\ufffd\p{Co}\p{Cn}]/gu,
  /[¤¦¨¬¯´¸\p{Sm}\u2500-\u25ff]/gu,
  /[\uff61-\uff9f]/gu,
  /(?<![\u0e01-\u0e2e\u0e31-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/gu,
  /[\u0e40-\u0e44](?![\u0e01-\u0e2e])/gu,
  /[\u0e2f\u0e3f\u0e46\u0e4f-\u0e5b]/gu,
];

function oddities(text: string): number {
  return oddPatterns.reduce((sum, pattern) => sum + count(text, pattern), 0);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
