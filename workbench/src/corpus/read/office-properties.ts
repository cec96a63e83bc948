import type { ExtractedDocument } from "../../model.ts";
import { withoutEntities } from "./xml-entities.ts";

/** Title, author and date out of `docProps/core.xml`, as Word writes it. */
export function officeProperties(xml: string): Pick<ExtractedDocument, "title" | "date" | "metadata"> {
  const title = element(xml, "dc:title");
  const author = element(xml, "dc:creator");
  const date = element(xml, "dcterms:created") ?? element(xml, "dcterms:modified");
  return {
    ...(title !== undefined && { title }),
    ...(date !== undefined && /^\d{4}-\d\d-\d\dT[\d:]+Z$/.test(date) && { date }),
    metadata: { ...(author !== undefined && { author }) },
  };
}

function element(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1];
  return found === undefined ? undefined : withoutEntities(found).replace(/\s+/g, " ").trim() || undefined;
}
