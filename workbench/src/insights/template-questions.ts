interface Templates {
  readonly about: (theme: string) => string;
  readonly together: (one: string, other: string) => string;
}

const english: Templates = {
  about: (theme) => `What do the texts say about ${theme}?`,
  together: (one, other) => `What have ${one} and ${other} to do with each other?`,
};

const templates: Readonly<Record<string, Templates>> = {
  en: english,
  de: {
    about: (theme) => `Was sagen die Texte über „${theme}“?`,
    together: (one, other) => `Was haben „${one}“ und „${other}“ miteinander zu tun?`,
  },
  fr: {
    about: (theme) => `Que disent les textes sur « ${theme} » ?`,
    together: (one, other) => `Quel lien y a-t-il entre « ${one} » et « ${other} » ?`,
  },
  es: {
    about: (theme) => `¿Qué dicen los textos sobre «${theme}»?`,
    together: (one, other) => `¿Qué relación hay entre «${one}» y «${other}»?`,
  },
  it: {
    about: (theme) => `Che cosa dicono i testi su «${theme}»?`,
    together: (one, other) => `Che rapporto c'è tra «${one}» e «${other}»?`,
  },
  pt: {
    about: (theme) => `O que dizem os textos sobre «${theme}»?`,
    together: (one, other) => `Que relação há entre «${one}» e «${other}»?`,
  },
  nl: {
    about: (theme) => `Wat zeggen de teksten over ‘${theme}’?`,
    together: (one, other) => `Wat hebben ‘${one}’ en ‘${other}’ met elkaar te maken?`,
  },
};

/** Questions that themes raise, in a language or in English: about each of the first ones, and about the first two together. */
export function templateQuestions(themes: readonly string[], language: string): string[] {
  const { about, together } = templates[language.toLowerCase().split("-", 1)[0] ?? ""] ?? english;
  const [one, other, third] = themes;
  return [
    ...(one === undefined ? [] : [about(one)]),
    ...(one === undefined || other === undefined ? [] : [together(one, other)]),
    ...(other === undefined ? [] : [about(other)]),
    ...(third === undefined ? [] : [about(third)]),
  ];
}
