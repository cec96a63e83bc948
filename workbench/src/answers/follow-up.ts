import { questionTerms } from "./telling-terms.ts";

const pointing =
  /\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|one|ones|same|such|former|latter|else|also|too)\b/i;
const leading = /^\s*(?:and|but|so|what about|how about|or)\b/i;
const fewWords = 2;

/** Whether a question needs the one before it to be understood. */
export function isFollowUp(question: string): boolean {
  return leading.test(question) || pointing.test(question) || questionTerms(question).length <= fewWords;
}

/**
 * A follow-up question by itself, without a model: with the words of the question before it that say what it was about.
 *
 * @param before the question before it, by itself
 */
export function carriedOver(question: string, before: string): string {
  if (!isFollowUp(question)) return question;
  const own = new Set(questionTerms(question));
  const words = before.match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? [];
  const carried = words.filter((word) => {
    const [term] = questionTerms(word);
    return term !== undefined && !own.has(term) && own.add(term);
  });
  return carried.length === 0 ? question : `${question.trim()} (${carried.join(" ")})`;
}
