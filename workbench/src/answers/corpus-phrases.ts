/** How answers to questions about the corpus are worded in one language; lists come joined, counts written out. */
export interface CorpusPhrases {
  readonly and: string;
  readonly or: string;
  readonly topic: string;
  readonly language: string;
  readonly year: string;
  readonly month: string;
  counted(documents: number, shown: string): string;
  thereAre(counted: string, isOne: boolean): string;
  counting(counted: string, isOne: boolean, filter: string): string;
  part(some: string, all: string): string;
  among(filter: string): string;
  readonly noDate: string;
  earliest(date: string): string;
  latest(date: string): string;
  dates(from: string, to: string): string;
  distinct(values: string, of: string): string;
  nothingIn(grouping: string): string;
  others(count: string): string;
  extreme(names: string, counted: string, isShared: boolean): string;
  readonly allDocuments: string;
  documents(conditions: string): string;
  valued(column: string, values: string): string;
  inTopic(names: string): string;
  inLanguage(name: string): string;
  holding(words: string): string;
  on(date: string): string;
  from(date: string): string;
  to(date: string): string;
  between(from: string, to: string): string;
}

/** By ISO code: the languages in which such questions are understood. */
export const corpusPhrases = {
  en: {
    and: "and",
    or: "or",
    topic: "topic",
    language: "language",
    year: "year",
    month: "month",
    counted: (documents, shown) => (documents === 1 ? "1 document" : `${shown} documents`),
    thereAre: (counted, isOne) => `There ${isOne ? "is" : "are"} ${counted}`,
    counting: (counted, isOne, filter) => `${counted} ${isOne ? "is" : "are"} counted: ${filter}`,
    part: (some, all) => `${some} of ${all}`,
    among: (filter) => ` among ${filter}`,
    noDate: "No document has a date",
    earliest: (date) => `The earliest date is ${date}`,
    latest: (date) => `The latest date is ${date}`,
    dates: (from, to) => `The dates go from ${from} to ${to}`,
    distinct: (values, of) => `There are ${values} different values of ${of}`,
    nothingIn: (grouping) => `There is no ${grouping}`,
    others: (count) => `and ${count} others`,
    extreme: (names, counted, isShared) => `${names}: ${counted}${isShared ? " each" : ""}`,
    allDocuments: "all documents",
    documents: (conditions) => `documents ${conditions}`,
    valued: (column, values) => `whose ${column} is ${values}`,
    inTopic: (names) => `in the topic ${names}`,
    inLanguage: (name) => `in ${name}`,
    holding: (words) => `whose text holds ${words}`,
    on: (date) => `dated ${date}`,
    from: (date) => `dated from ${date}`,
    to: (date) => `dated to ${date}`,
    between: (from, to) => `dated from ${from} to ${to}`,
  },
  de: {
    and: "und",
    or: "oder",
    topic: "Thema",
    language: "Sprache",
    year: "Jahr",
    month: "Monat",
    counted: (documents, shown) => (documents === 1 ? "1 Dokument" : `${shown} Dokumente`),
    thereAre: (counted) => `Es gibt ${counted}`,
    counting: (counted, isOne, filter) => `${counted} ${isOne ? "ist" : "sind"} gezählt: ${filter}`,
    part: (some, all) => `${some} von ${all}`,
    among: (filter) => ` (${filter})`,
    noDate: "Kein Dokument hat ein Datum",
    earliest: (date) => `Das früheste Datum ist ${date}`,
    latest: (date) => `Das späteste Datum ist ${date}`,
    dates: (from, to) => `Die Daten reichen von ${from} bis ${to}`,
    distinct: (values, of) => `Es gibt ${values} verschiedene Werte von ${of}`,
    nothingIn: (grouping) => `Zu ${grouping} gibt es nichts`,
    others: (count) => `und ${count} weitere`,
    extreme: (names, counted, isShared) => `${names}: ${isShared ? "je " : ""}${counted}`,
    allDocuments: "alle Dokumente",
    documents: (conditions) => `Dokumente ${conditions}`,
    valued: (column, values) => `mit ${values} als ${column}`,
    inTopic: (names) => `zum Thema ${names}`,
    inLanguage: (name) => `auf ${name}`,
    holding: (words) => `mit ${words} im Text`,
    on: (date) => `vom ${date}`,
    from: (date) => `ab ${date}`,
    to: (date) => `bis ${date}`,
    between: (from, to) => `von ${from} bis ${to}`,
  },
  fr: {
    and: "et",
    or: "ou",
    topic: "thème",
    language: "langue",
    year: "année",
    month: "mois",
    counted: (documents, shown) => `${shown} ${documents < 2 ? "document" : "documents"}`,
    thereAre: (counted) => `Il y a ${counted}`,
    counting: (counted, _, filter) => `Au compte, ${counted} : ${filter}`,
    part: (some, all) => `${some} sur ${all}`,
    among: (filter) => ` (${filter})`,
    noDate: "Aucun document n’a de date",
    earliest: (date) => `La première date est le ${date}`,
    latest: (date) => `La dernière date est le ${date}`,
    dates: (from, to) => `Les dates vont du ${from} au ${to}`,
    distinct: (values, of) => `Il y a ${values} valeurs différentes de ${of}`,
    nothingIn: (grouping) => `Il n’y a rien pour ${grouping}`,
    others: (count) => `et ${count} autres`,
    extreme: (names, counted, isShared) => `${names} : ${counted}${isShared ? " chacun" : ""}`,
    allDocuments: "tous les documents",
    documents: (conditions) => `documents ${conditions}`,
    valued: (column, values) => `avec ${column} ${values}`,
    inTopic: (names) => `du thème ${names}`,
    inLanguage: (name) => `en ${name}`,
    holding: (words) => `dont le texte contient ${words}`,
    on: (date) => `du ${date}`,
    from: (date) => `à partir du ${date}`,
    to: (date) => `jusqu’au ${date}`,
    between: (from, to) => `du ${from} au ${to}`,
  },
  es: {
    and: "y",
    or: "o",
    topic: "tema",
    language: "idioma",
    year: "año",
    month: "mes",
    counted: (documents, shown) => `${shown} ${documents === 1 ? "documento" : "documentos"}`,
    thereAre: (counted) => `Hay ${counted}`,
    counting: (counted, isOne, filter) => `Se ${isOne ? "cuenta" : "cuentan"} ${counted}: ${filter}`,
    part: (some, all) => `${some} de ${all}`,
    among: (filter) => ` (${filter})`,
    noDate: "Ningún documento tiene fecha",
    earliest: (date) => `La primera fecha es ${date}`,
    latest: (date) => `La última fecha es ${date}`,
    dates: (from, to) => `Las fechas van de ${from} a ${to}`,
    distinct: (values, of) => `Hay ${values} valores distintos de ${of}`,
    nothingIn: (grouping) => `No hay nada en ${grouping}`,
    others: (count) => `y ${count} más`,
    extreme: (names, counted, isShared) => `${names}: ${counted}${isShared ? " cada uno" : ""}`,
    allDocuments: "todos los documentos",
    documents: (conditions) => `documentos ${conditions}`,
    valued: (column, values) => `con ${values} como ${column}`,
    inTopic: (names) => `del tema ${names}`,
    inLanguage: (name) => `en ${name}`,
    holding: (words) => `cuyo texto contiene ${words}`,
    on: (date) => `con fecha ${date}`,
    from: (date) => `desde ${date}`,
    to: (date) => `hasta ${date}`,
    between: (from, to) => `de ${from} a ${to}`,
  },
} as const satisfies Readonly<Record<string, CorpusPhrases>>;

/** A language in which questions about the corpus are understood and answered. */
export type CorpusLanguage = keyof typeof corpusPhrases;
