/** A file as a browser would send it. */
export interface CorpusFile {
  readonly name: string;
  readonly text: string;
}

const themes = {
  sea: ["ship", "harbour", "sailor", "tide", "anchor", "captain", "storm", "lighthouse", "cargo", "deck"],
  kitchen: ["oven", "flour", "butter", "recipe", "sugar", "bread", "kitchen", "baker", "dough", "cake"],
  law: ["court", "judge", "statute", "verdict", "lawyer", "appeal", "contract", "jury", "tribunal", "clause"],
  sky: ["star", "planet", "orbit", "comet", "galaxy", "telescope", "moon", "eclipse", "nebula", "sun"],
} as const;
type Theme = keyof typeof themes;
const themeNames = Object.keys(themes) as Theme[];

/** Some forty small files of several kinds, always the same. */
export function corpus(): CorpusFile[] {
  const numbers = Array.from({ length: 36 }, (_, i) => i);
  const singles = numbers.map((i) => single(themeNames[i % themeNames.length] as Theme, i));
  const rows = Array.from({ length: 24 }, (_, i) => ({
    id: `row-${i}`,
    text: letter(themeNames[i % themeNames.length] as Theme, 100 + i),
    date: `2024-0${1 + (i % 9)}-11`,
  }));
  const lines = rows.slice(0, 12).map(({ id, text, date }) => `${id},"${text}",${date}`);
  return [
    ...singles,
    { name: "table.csv", text: `id,text,date\n${lines.join("\n")}\n` },
    {
      name: "lines.jsonl",
      text: `${rows
        .slice(12)
        .map((row) => JSON.stringify(row))
        .join("\n")}\n`,
    },
    { name: "broken.pdf", text: "%PDF-1.7 and nothing else" },
    { name: "empty.txt", text: "" },
  ];
}

function single(theme: Theme, number: number): CorpusFile {
  const text = letter(theme, number);
  const kinds = [
    { ending: "txt", text },
    { ending: "md", text: `# About the ${theme}\n\n${text}\n` },
    { ending: "html", text: `<html><body><h1>About the ${theme}</h1><p>${text}</p></body></html>` },
  ];
  const kind = kinds[number % kinds.length] as (typeof kinds)[number];
  return { name: `${theme}-${number}.${kind.ending}`, text: kind.text };
}

function letter(theme: Theme, seed: number): string {
  const words = themes[theme];
  const word = (i: number) => words[(seed * 3 + i * 7) % words.length];
  const sentences = Array.from({ length: 14 }, (_, i) => {
    const year = 1700 + seed * 12 + i;
    return `The ${word(i)} and the ${word(i + 1)} were known for the ${word(i + 2)} in the year ${year}.`;
  });
  return sentences.join(" ");
}
