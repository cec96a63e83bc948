import { words } from "@toposcope/algorithms";

/** Words of feeling, by how strong it is. English only; each stands for its usual endings, too. */
const strengths: Readonly<Record<string, string>> = {
  "3": `amazing awesome brilliant delighted ecstatic excellent exceptional extraordinary fabulous fantastic flawless
    gorgeous incredible magnificent marvelous outstanding overjoyed perfect phenomenal splendid stunning superb terrific
    thrilled wonderful love adore`,
  "2": `beautiful celebrate charming cheerful delicious delightful efficient elegant enjoy enjoyable enthusiastic excited
    favorite friendly fun generous glad grateful great happy helpful honest impressed impressive inspiring joy kind
    lovely lucky passionate peaceful pleasant pleased pleasure praise professional prompt proud recommend reliable
    rewarding satisfied satisfaction smooth success successful superior thank thankful triumph trustworthy valuable warm
    welcome win wise worthwhile`,
  "1": `able accept accurate admire advance advantage affordable agree appreciate approve assist attentive attractive
    benefit better bright calm capable clean clear comfortable confident convenient cooperative courteous creative easy
    effective encourage ensure exact fair faithful fast fix flexible focus fresh gain gentle good handy healthy
    hope hopeful ideal improve improvement interesting modern neat nice okay opportunity optimistic peace polite
    popular positive powerful progress promising protect quick quiet reasonable recover relief resolved respect
    responsive rich safe secure simple solid solve stable strong suitable support supportive sweet useful warmth`,
  "-1": `ache afraid alone annoy avoid bother cancel careless challenge cold complain complaint complicated concern
    confuse confusing confusion costly crowded debt defect delay demand deny difficult difficulty disagree disappoint
    dispute doubt dull error excuse expensive fault fear flaw fuss gap hard hesitate hurt ignore impatient incomplete
    inconvenient incorrect indifferent insufficient irritate issue lack late lazy leak lose loss mess miss mistake
    noisy nuisance odd overcharge pain poor problem refuse regret reject risk rude sad shortage sick
    slow smell stale strange stress stuck suspicious tense tired trouble uncertain uncomfortable unclear undecided
    uneasy unexpected unhelpful unsure upset useless vague warn weak weird worry wrong`,
  "-2": `abandon abuse alarm anger angry anxious arrogant attack bad blame broken brutal cheat crash crisis cruel damage
    danger dangerous defective deceive deceptive desperate destroy dirty disappointed disappointing disappointment
    discriminate dishonest dismal distress dread fail failure false fight filthy flawed foolish fraud fraudulent
    frustrate frustrating frustration greedy grief guilty harass harassment harm harmful harsh hate hopeless hostile
    humiliate illegal incompetent infuriating injury insult lie lousy mad malicious miserable mislead misleading
    neglect nasty outrage panic pathetic punish ruin scam scared selfish severe shame shocking steal stupid suffer
    terrified threat threaten tragic ugly unacceptable unfair unhappy unjust unpleasant unprofessional unreliable
    unresolved victim violate violent waste worse worthless`,
  "-3": `abysmal appalling atrocious awful catastrophe catastrophic despicable despise devastated devastating disaster
    disastrous disgrace disgraceful disgust disgusted disgusting dreadful evil furious ghastly hell hideous horrendous
    horrible horrific horrifying loathe nightmare outrageous repulsive terrible vile worst`,
};
const negations = new Set(
  "not no never neither nor without hardly barely scarcely cannot can't couldn't didn't doesn't don't hadn't hasn't haven't isn't aren't wasn't weren't won't wouldn't shouldn't nobody nothing none".split(
    " ",
  ),
);
const boosters = new Set(
  "very really extremely absolutely completely totally so too incredibly highly deeply utterly truly".split(
    " ",
  ),
);
/** A negation turns what feeling stands this many words behind it. */
const reach = 3;
const negated = -0.7;
const boosted = 1.4;
/** So much feeling is as much as none. */
const calm = 3;
const clear = 0.15;

const weights = new Map(
  Object.entries(strengths).flatMap(([strength, list]) =>
    list.split(/\s+/).map((word): [string, number] => [word, Number(strength)]),
  ),
);

/** The feeling of a word or of what it is an ending of: `disappoints`, `annoyed`, `failing`. */
function weightOf(word: string): number {
  const known = weights.get(word);
  if (known !== undefined) return known;
  for (const stem of stemsOf(word)) {
    const weight = weights.get(stem);
    if (weight !== undefined) return weight;
  }
  return 0;
}

function* stemsOf(word: string): Generator<string> {
  for (const ending of ["ies", "ied", "es", "ed", "ing", "ly", "s", "d"]) {
    if (!word.endsWith(ending) || word.length < ending.length + 3) continue;
    const stem = word.slice(0, -ending.length);
    yield stem;
    yield ending.startsWith("ie") ? `${stem}y` : `${stem}e`;
    if (stem.at(-1) === stem.at(-2)) yield stem.slice(0, -1);
  }
}

export interface Sentiment {
  readonly label: "negative" | "neutral" | "positive";
  /** From -1, negative throughout, to 1. */
  readonly score: number;
}

/**
 * The feeling of an English text: its words of feeling, turned by a negation shortly before and raised by a word such as
 * "very".
 *
 * Cost linear in the text's length.
 */
export function sentiment(text: string): Sentiment {
  const spoken = words(text, "en");
  let good = 0;
  let bad = 0;
  for (const [at, word] of spoken.entries()) {
    let weight = weightOf(word);
    if (weight === 0) continue;
    if (boosters.has(spoken[at - 1] ?? "")) weight *= boosted;
    if (spoken.slice(Math.max(0, at - reach), at).some((before) => negations.has(before))) weight *= negated;
    if (weight > 0) good += weight;
    else bad -= weight;
  }
  const score = (good - bad) / (good + bad + calm);
  return { label: score > clear ? "positive" : score < -clear ? "negative" : "neutral", score };
}
