import { TextBuilder } from "./text-builder.ts";
import { withoutEntities } from "./xml-entities.ts";

const token = /<(\/?)(?:\w+:)?(p|t|tab|br|cr|tc|tr|del|moveFrom|instrText)(?=[\s/>])[^>]*?(\/?)>([^<]*)/g;
/** Elements whose text is not part of the document as it reads now. */
const unseen = new Set(["del", "moveFrom", "instrText"]);

/**
 * Takes the words out of `word/document.xml` by its paragraphs and cells alone, for documents whose markup no XML parser
 * accepts. Entities that the document declares itself are left out, never fetched.
 */
export function wordXmlText(xml: string): ReturnType<TextBuilder["build"]> {
  const builder = new TextBuilder();
  let line = "";
  let hidden = 0;
  let cells = 0;
  for (const [, closing, name = "", selfClosed, text = ""] of xml.matchAll(token)) {
    if (unseen.has(name) && !selfClosed) hidden += closing ? -1 : 1;
    else if (name === "t" && !closing && hidden === 0) line += withoutEntities(text);
    else if ((name === "tab" || name === "br" || name === "cr") && hidden === 0)
      line += name === "tab" ? "\t" : "\n";
    else if (name === "tc" && !closing) cells += 1;
    else if (name === "tc") line += " | ";
    else if (name === "tr" && closing) cells = 0;
    if ((name === "p" && closing && cells === 0) || (name === "tr" && closing)) {
      builder.add(line.replace(/[ |]+$/, ""));
      line = "";
    }
  }
  builder.add(line);
  return builder.build();
}
