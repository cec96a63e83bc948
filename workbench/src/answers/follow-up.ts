import { likeliestLanguage } from "./query-words.ts";
import { questionTerms } from "./telling-terms.ts";

/** How questions begin that go on from another, and the words that point back to it. */
const words: Readonly<Record<string, { readonly leading: string; readonly pointing: string }>> = {
  en: {
    leading: "and|but|so|what about|how about|or",
    pointing:
      "it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|one|ones|same|such|former|latter|else|also|too",
  },
  de: {
    leading: "und|aber|oder|also|was ist mit|wie ist es mit|wie steht es mit",
    pointing:
      "er|sie|ihn|ihm|ihr|ihre|ihren|ihrem|ihrer|ihnen|sein|seine|seinen|seinem|seiner|dies|diese|diesen|diesem|dieser|dieses|davon|damit|dafür|dabei|darüber|daran|darauf|daraus|dort|dann|derselbe|dieselbe|dasselbe|solche|letztere|auch|sonst",
  },
  fr: {
    leading: "et|mais|ou|alors|qu'en est-il|qu’en est-il",
    pointing:
      "il|elle|ils|elles|lui|leur|leurs|son|sa|ses|ce|cet|cette|ces|cela|ça|celui-ci|celle-ci|ceux-ci|celles-ci|eux|y|alors|là|aussi|même|mêmes",
  },
  es: {
    leading: "y|e|pero|o|entonces|qué hay de|qué tal|qué pasa con",
    pointing:
      "él|ella|ellos|ellas|su|sus|suyo|suya|este|esta|estos|estas|ese|esa|esos|esas|esto|eso|aquel|aquella|allí|ahí|entonces|también|mismo|misma|mismos|mismas",
  },
};
const fewWords = 2;
const languages = Object.keys(words);
const patterns = new Map(
  languages.map((language) => {
    const { leading, pointing } = words[language]!;
    return [
      language,
      [
        new RegExp(`^[\\s¿¡]*(?:${leading})(?![\\p{L}\\p{N}])`, "iu"),
        new RegExp(`(?<![\\p{L}\\p{N}])(?:${pointing})(?![\\p{L}\\p{N}])`, "iu"),
      ] as const,
    ];
  }),
);

/** Whether a question needs the one before it to be understood. */
export function isFollowUp(question: string): boolean {
  const language = likeliestLanguage(question, languages);
  const isGoingOn = patterns.get(language)!.some((pattern) => pattern.test(question));
  return isGoingOn || questionTerms(question, language).length <= fewWords;
}

/**
 * A follow-up question by itself, without a model: with the words of the question before it that say what it was about.
 *
 * @param before the question before it, by itself
 */
export function carriedOver(question: string, before: string): string {
  if (!isFollowUp(question)) return question;
  const language = likeliestLanguage(before, languages);
  const own = new Set(questionTerms(question, language));
  const carried = (before.match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? []).filter((word) => {
    const [term] = questionTerms(word, language);
    return term !== undefined && !own.has(term) && own.add(term);
  });
  return carried.length === 0 ? question : `${question.trim()} (${carried.join(" ")})`;
}
