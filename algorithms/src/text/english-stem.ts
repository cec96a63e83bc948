const irregular: Readonly<Record<string, string>> = {
  children: "child",
  women: "woman",
  men: "man",
  mice: "mouse",
  feet: "foot",
  teeth: "tooth",
  criteria: "criterion",
  phenomena: "phenomenon",
  matrices: "matrix",
  vertices: "vertex",
  indices: "index",
  vertexes: "vertex",
  indexes: "index",
  paid: "pay",
  sent: "send",
  bought: "buy",
  deleted: "delete",
  deleting: "delete",
  completed: "complete",
  completing: "complete",
  withdrew: "withdraw",
  withdrawn: "withdraw",
};
const vowel = /[aeiouy]/;

/**
 * What an English word's plural, past and -ing forms have in common, nearly always a word itself.
 *
 * @param word lower-case
 *
 * @see Porter 1980 (the conditions of step 1); deviates: a silent e is put back, not taken off
 */
export function englishStem(word: string): string {
  const known = irregular[word];
  if (known !== undefined) return known;
  if (word.endsWith("s")) return singular(word);
  if (word.endsWith("ied") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith("ed") && !word.endsWith("eed")) return withoutVerbEnding(word, 2);
  if (word.endsWith("ing")) return withoutVerbEnding(word, 3);
  return word;
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|os)$/.test(word)) return word;
  if (/(?:aly|cri|the|gno)ses$/.test(word)) return `${word.slice(0, -2)}is`;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutVerbEnding(word: string, letters: number): string {
  const stem = word.slice(0, -letters);
  if (stem.length < 3 || !vowel.test(stem)) return word;
  if (/([^aeiouylsz])\1$|[aeiou][^aeiou]+ell$/.test(stem)) return stem.slice(0, -1);
  return lacksSilentE(stem) ? `${stem}e` : stem;
}

/** Whether a stem is spelled with an e at its end when nothing follows. */
function lacksSilentE(stem: string): boolean {
  if (/[aeiouy].*[^aeiou](?:in|ir|ar|ur|id|ud|il|um|ib)$/.test(stem)) return true;
  if (/(?:[^eo]at|bl|iz|[aeo]s|rs|[cvu]|[rd]g|[ae]ng|[aiu]g)$/.test(stem))
    return !/(?:ss|ou|eau)$/.test(stem);
  return /^[^aeiou]*[aeiouy][^aeiouwxy]$/.test(stem);
}
