const shortSyllable = /(?:^|.*[^aeiouy])[aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$/;
const whole: Readonly<Record<string, string>> = {
  skis: "ski",
  skies: "sky",
  dying: "die",
  lying: "lie",
  tying: "tie",
  idly: "idl",
  gently: "gentl",
  ugly: "ugli",
  early: "earli",
  only: "onli",
  singly: "singl",
};
const unchanged = new Set("sky news howe atlas cosmos bias andes".split(" "));
const unchangedOnce = /^(?:inning|outing|canning|herring|earring|proceed|exceed|succeed)$/;

type Rule = readonly [ending: RegExp, replacement: string];

/** Endings whose start must lie in the first region, the longest that fits decides. */
const second: readonly Rule[] = [
  [/(?:ational|ation|ator)$/, "ate"],
  [/tional$/, "tion"],
  [/enci$/, "ence"],
  [/anci$/, "ance"],
  [/abli$/, "able"],
  [/entli$/, "ent"],
  [/(?:izer|ization)$/, "ize"],
  [/(?:alism|aliti|alli)$/, "al"],
  [/fulness$/, "ful"],
  [/(?:ousli|ousness)$/, "ous"],
  [/(?:iveness|iviti)$/, "ive"],
  [/(?:biliti|bli)$/, "ble"],
  [/(?<=l)ogi$/, "og"],
  [/fulli$/, "ful"],
  [/lessli$/, "less"],
  [/(?<=[cdeghkmnrt])li$/, ""],
];
const third: readonly Rule[] = [
  [/ational$/, "ate"],
  [/tional$/, "tion"],
  [/alize$/, "al"],
  [/(?:icate|iciti|ical)$/, "ic"],
  [/(?:ful|ness)$/, ""],
];
const fourth = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|(?<=[st])ion)$/;

/**
 * What the forms of an English word and the words derived from it have in common: "infection" and "infected" are
 * "infect". A key to search under, often no word itself.
 *
 * @param word lower-case
 *
 * @see Porter, "The English (Porter2) stemming algorithm", Snowball 2001
 */
export function porterStem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word) || unchanged.has(word)) return word;
  const known = whole[word];
  if (known !== undefined) return known;
  const marked = word.replace(/^y|(?<=[aeiouy])y/g, "Y");
  const singular = withoutPlural(marked);
  if (unchangedOnce.test(singular)) return singular;
  const first = regionStart(marked);
  const inner = innerStart(marked, first);
  let stem = withoutVerbEnding(singular, first);
  stem = stem.replace(/(?<=.[^aeiouy])[yY]$/, "i");
  stem = replaced(stem, second, first);
  stem = replaced(stem, third, first);
  stem = without(stem, /ative$/, inner);
  stem = without(stem, fourth, inner);
  return withoutLast(stem, first, inner).toLowerCase();
}

/** Where the part behind the first consonant after a vowel starts. */
function regionStart(word: string): number {
  const special = /^(?:gener|commun|arsen)/.exec(word);
  return special ? special[0].length : innerStart(word, 0);
}

function innerStart(word: string, from: number): number {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return found ? from + found.index + 2 : word.length;
}

function withoutPlural(word: string): string {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/[us]s$/.test(word)) return word;
  return /[aeiouy].+s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutVerbEnding(word: string, first: number): string {
  const agreed = /eed(?:ly)?$/.exec(word);
  if (agreed) return agreed.index >= first ? `${word.slice(0, agreed.index)}ee` : word;
  const found = /(?:ed|ing)(?:ly)?$/.exec(word);
  const stem = found && word.slice(0, found.index);
  if (!stem || !/[aeiouy]/.test(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([bdfgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return first >= stem.length && shortSyllable.test(stem) ? `${stem}e` : stem;
}

function replaced(word: string, rules: readonly Rule[], from: number): string {
  for (const [ending, replacement] of rules) {
    const found = ending.exec(word);
    if (found) return found.index >= from ? word.slice(0, found.index) + replacement : word;
  }
  return word;
}

function without(word: string, ending: RegExp, from: number): string {
  const found = ending.exec(word);
  return found && found.index >= from ? word.slice(0, found.index) : word;
}

function withoutLast(word: string, first: number, inner: number): string {
  const last = word.length - 1;
  const isE = word.endsWith("e");
  if (isE && (last >= inner || (last >= first && !shortSyllable.test(word.slice(0, last)))))
    return word.slice(0, last);
  return word.endsWith("ll") && last >= inner ? word.slice(0, last) : word;
}
