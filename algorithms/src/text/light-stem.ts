import { englishStem } from "./english-stem.ts";

/** What a language puts at the end (and start) of its nouns and adjectives for number, case and article. */
interface Inflection {
  /** Endings as alternatives of a pattern, those that hold others first. */
  readonly endings: string;
  /** Letters that must be left. */
  readonly least: number;
  /** Articles and conjunctions written together with the word. */
  readonly prefixes?: string;
  /** Letters that change within a word, as pairs. */
  readonly folds?: string;
}

const southSlavic =
  "ovima|evima|skoga|skome|skim|skih|nome|noga|nog|ovi|evi|ama|ima|ega|ega|ijo|eh|ih|im|om|em|og|oj|ov|ev|[aeiou]";
const westSlavic =
  "[oeaů]vi?mi|iach|ách|ích|[eé]ho|[eé]mu|ými|ými|ami|[aá]m|[oůů]m|[ouůeé]v|[ýíé]m|[ýí]ch|mi|ech|em|ou|[oů]v[iéý]|[aáeéěiíoóuůyýľ]";
const scandinavian = "arna|erna|orna|erne|ene|ar|er|or|en|et|ets|ens|na|[aens]";

/** @see Savoy 2006, "Light stemming approaches for the French, Portuguese, German and Hungarian languages" (the idea) */
const inflections: Readonly<Record<string, Inflection>> = {
  de: { endings: "ern|em|en|er|es|(?<=[bdfghklmnrtoy])s|[en]", least: 3, folds: "äaöoüu" },
  fr: { endings: "(?<=eau|eu|ou)x|s", least: 3 },
  es: { endings: "es|e|(?<=[aeoáéó])s", least: 3, folds: "áaéeíióoúu" },
  ca: { endings: "es|os|[aes]", least: 3, folds: "àaèeéeíiòoóoúu" },
  it: { endings: "h?[aeio]", least: 3 },
  ro: { endings: "ului|urilor|urile|elor|ilor|uri|ele|ile|ii|ul|ea|ei|le|[aăei]", least: 3 },
  nl: { endings: "eren|en|s|e", least: 3 },
  sv: { endings: scandinavian, least: 3 },
  da: { endings: scandinavian, least: 3 },
  no: { endings: scandinavian, least: 3 },
  is: { endings: "arnir|irnar|anna|unum|inum|inni|arn?a|ar|ir|ur|um|inn|in|i[dð]|[aiu]", least: 3 },
  fi: {
    endings:
      "(?:ien|jen|iden|iden|tten|in)|(?:i|j)?(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|tta|ttä|ta|tä)|[aäei]n|it|et|at|ät|ut|[tniaä]",
    least: 3,
  },
  et: { endings: "(?:de|te|i)?(?:sse|st|le|lt|ga|ks|ni|na|ta)|(?:de|te)|id|ud|[sldtaeiu]", least: 3 },
  hu: {
    endings:
      "[aeoö]?k(?:nak|nek|ban|ben|b[óő]l|hoz|hez|höz|r[óő]l|t[óő]l|n[áé]l|kal|kel|at|et|ot|öt|on|en|ön|ra|re|ba|be|ért|ig)|nak|nek|ban|ben|b[óő]l|hoz|hez|höz|r[óő]l|t[óő]l|n[áé]l|[vptkslnmrgbdz](?:al|el)|[aeoö]k|at|et|ot|öt|on|en|ön|ra|re|ba|be|ig|[jk]?[ae]|[tk]",
    least: 3,
    folds: "áaée",
  },
  tr: {
    endings:
      "l[ae]r(?:[ıi]n[ıi]n|[ıi]n[ae]|[ıi]nd[ae]n?|[ıi]n[ıi]|[ıi]n|[ıi]|[ae]|d[ae]n?|l[ae])?|n[ıiuü]n|[ıiuü]n|[dt][ae]n?|y[ıiuü]|y[ae]|s[ıiuü]|[ıiuüae]",
    least: 3,
  },
  az: {
    endings: "l[aə]r(?:[ıi]n|[ıi]|[aə]|d[aə]n?)?|n[ıiuü]n|[ıiuü]n|d[aə]n?|y[ıiuü]|s[ıiuü]|[ıiuüaə]",
    least: 3,
  },
  ru: {
    endings:
      "иями|ями|ами|иях|иям|ией|ого|его|ому|ему|ыми|ими|ях|ах|ам|ям|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ым|им|ых|их|ом|ем|ём|ью|ия|ии|ию|[аяоеыиуюйь]",
    least: 3,
    folds: "ёе",
  },
  uk: {
    endings:
      "іями|ями|ами|іях|іям|ією|ого|ього|ому|ьому|ими|ові|еві|ях|ах|ам|ям|ів|їв|ей|ої|ій|ий|ою|ею|их|им|ія|ії|ію|ом|ем|[аяоеєиіїуюйь]",
    least: 3,
  },
  be: {
    endings:
      "ямі|амі|аго|яго|аму|яму|ымі|імі|ях|ах|ам|ям|аў|яў|ей|ай|ый|ая|яя|ое|ае|ыя|ія|ых|іх|ым|ім|ой|ом|[аяоеёыіуюйь]",
    least: 3,
  },
  bg: { endings: "овете|овци|ищата|ища|ове|ата|ята|ото|ето|ите|ъта?|ът|ят|та|то|те|[аяоеиу]", least: 3 },
  sr: { endings: `${southSlavic}|овима|евима|ама|има|ови|еви|ога|ега|ом|ем|ог|ој|их|им|[аеиоу]`, least: 3 },
  hr: { endings: southSlavic, least: 3 },
  sl: { endings: southSlavic, least: 3 },
  pl: {
    endings:
      "iami|ami|iach|ach|iego|ego|iemu|emu|ymi|imi|owie|ów|om|iom|em|iem|ych|ich|ym|im|ej|iej|ie|ią|[aeioóuyąę]",
    least: 3,
  },
  cs: { endings: westSlavic, least: 3 },
  sk: { endings: westSlavic, least: 3 },
  lt: {
    endings:
      "iuose|uose|iams|ioms|iais|iai|ams|oms|ais|omis|ėmis|ose|ėse|oje|ėje|yje|ius|ių|us|os|as|is|ys|ės|ai|ui|iu|[aąeęėiįouųy]",
    least: 3,
  },
  lv: { endings: "iem|ajā|ām|ēm|īm|am|ai|ei|os|us|ās|ēs|īs|as|es|is|ā|ē|ī|ū|[aeiuos]", least: 3 },
  el: {
    endings: "ιους|ατων|ματα|ους|εις|εων|ων|ες|ας|ης|ος|οι|ου|ια|[αηιουε]",
    least: 3,
    folds: "άαέεήηίιόούυώω",
  },
  sq: { endings: "ave|eve|ve|t[ëe]|in|un|it|ut|at|et|[eëiuast]", least: 3 },
  hy: { endings: "ներից|ներով|ներում|ների|ները|ներ|երի|երը|եր|ում|ից|ով|ին|ը|ի|ն", least: 3 },
  ka: { endings: "ებისთვის|ებისგან|ებიდან|ებში|ებმა|ებს|ების|ები|ის|ით|ად|მა|ში|ს|ი", least: 2 },
  eu: { endings: "etako|etan|etara|ekin|aren|arekin|ean|eko|ak|ek|en|ri|a|k", least: 3 },
  ar: {
    endings: "هما|كما|ها|ان|ات|ون|ين|يه|ية|هم|نا|ه|ة|ي",
    prefixes: "وال|بال|كال|فال|لل|ال|و(?=.{3})",
    least: 3,
  },
  fa: { endings: "هایی|های|ها|ان|ات|ی", least: 3 },
  he: { endings: "יות|ים|ות", least: 3 },
  ur: { endings: "یوں|یاں|وں|یں|ات|[یےا]", least: 3 },
  hi: { endings: "ियों|ियाँ|ियां|ाओं|ाएं|ाएँ|ुओं|ों|ें|ीं|ाँ|[ेोाी]", least: 2 },
  bn: { endings: "গুলোর|গুলো|গুলি|দের|টির|টি|টা|রা|ের|কে|তে|[েরা]", least: 3 },
  ko: {
    endings:
      "에서는|에서도|으로는|으로써|으로서|에게서|들에게|들에서|들은|들이|들을|들의|들과|에서|에게|으로|까지|부터|처럼|보다|한테|께서|이나|이며|이고|입니다|이다|들|은|는|이|가|을|를|에|의|와|과|도|만|로|나",
    least: 2,
  },
};

const compiled = new Map<
  string,
  { ending: RegExp; prefix: RegExp | undefined; folds: Map<string, string> }
>();
/**
 * What words that differ in number, case or article only have in common: a key to count them under, not a word to show.
 *
 * @param word lower-case
 * @param code language, ISO 639-1; a word of a language without rules is its own key
 */
export function lightStem(word: string, code: string): string {
  if (code === "en") return englishStem(word);
  if (code === "pt") return portugueseSingular(word);
  const inflection = inflections[code];
  if (!inflection) return word;
  const { ending, prefix, folds } = rulesOf(code, inflection);
  const bare = prefix ? word.replace(prefix, "") : word;
  const kept = bare.length >= inflection.least ? bare : word;
  const stem = kept.replace(ending, "");
  if (code === "nl") return stem.replace(/(.)\1/g, "$1");
  if (code === "fr") return stem.replace(/(?<!e)aux$/, "al");
  return folds.size === 0 ? stem : Array.from(stem, (letter) => folds.get(letter) ?? letter).join("");
}

function rulesOf(code: string, { endings, least, prefixes, folds = "" }: Inflection) {
  let rules = compiled.get(code);
  if (!rules) {
    const pairs = [...folds];
    rules = {
      ending: new RegExp(`(?<=^.{${least},})(?:${endings})$`, "u"),
      prefix: prefixes === undefined ? undefined : new RegExp(`^(?:${prefixes})(?=.{${least}})`, "u"),
      folds: new Map(pairs.flatMap((from, at) => (at % 2 === 0 ? [[from, pairs[at + 1]]] : []))),
    };
    compiled.set(code, rules);
  }
  return rules;
}

function portugueseSingular(word: string): string {
  if (word.length < 4 || !word.endsWith("s")) return word;
  if (/(?:õ|ã)es$/.test(word)) return `${word.slice(0, -3)}ão`;
  if (/[aeou]is$/.test(word)) return `${word.slice(0, -2)}l`;
  if (word.endsWith("ns")) return `${word.slice(0, -2)}m`;
  if (/[rz]es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
