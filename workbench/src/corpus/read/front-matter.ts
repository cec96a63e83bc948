export interface FrontMatter {
  readonly title?: string;
  /** ISO date. */
  readonly date?: string;
  readonly author?: string;
}

const block = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** Takes the settings off the head of a Markdown file, as site generators write them, and reads those that describe it. */
export function splitFrontMatter(source: string): FrontMatter & { readonly body: string } {
  const found = block.exec(source);
  if (!found || !/^\w[\w-]*\s*:/m.test(found[1]!)) return { body: source };
  const date = setting(found[1]!, "date")?.match(/^\d{4}-\d\d-\d\d/)?.[0];
  return {
    title: setting(found[1]!, "title"),
    date,
    author: setting(found[1]!, "author"),
    body: source.slice(found[0].length),
  };
}

function setting(settings: string, name: string): string | undefined {
  const value = new RegExp(`^${name}\\s*:[ \\t]*(.+)$`, "im").exec(settings)?.[1]?.trim();
  return value?.replace(/^(["'])(.*)\1$/, "$2") || undefined;
}
