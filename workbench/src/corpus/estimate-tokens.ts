const lettersPerToken = 6;
const foreignLettersPerToken = 3;
const digitsPerToken = 3;

/**
 * Guesses how many tokens a sub-word tokenizer makes of a text, in one pass and without a vocabulary.
 *
 * Latin words count a token per six letters, other alphabets and digits a token per three, Chinese, Japanese and
 * Korean signs and punctuation one each.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let run = 0;
  let perToken = lettersPerToken;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const next = unitsPerToken(code);
    if (run > 0 && next !== perToken) {
      tokens += Math.ceil(run / perToken);
      run = 0;
    }
    if (next === 0) continue;
    perToken = next;
    run++;
  }
  return tokens + (run > 0 ? Math.ceil(run / perToken) : 0);
}

/** How many units like this one make a token; 0 for white space. */
function unitsPerToken(code: number): number {
  if (code <= 0x20 || code === 0xa0) return 0;
  if (code >= 0x61 && code <= 0x7a) return lettersPerToken;
  if (code >= 0x41 && code <= 0x5a) return lettersPerToken;
  if (code >= 0x30 && code <= 0x39) return digitsPerToken;
  if (code < 0xc0) return 1;
  if (code < 0x250) return lettersPerToken;
  if (code >= 0x2000 && code < 0x206f) return code <= 0x200a || code === 0x2028 || code === 0x2029 ? 0 : 1;
  return code < 0x2e80 || (code >= 0xfb50 && code <= 0xfeff) ? foreignLettersPerToken : 1;
}
