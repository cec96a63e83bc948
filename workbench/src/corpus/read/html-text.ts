import { TextBuilder } from "./text-builder.ts";

/** As much of a DOM node as is needed here; linkedom's nodes have it. */
export interface MarkupNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<MarkupNode>;
  getAttribute?(name: string): string | null;
}

const textNode = 3;
const elementNode = 1;
const statedCharacters = 300;

const skipped = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE HEAD SVG MATH IFRAME OBJECT EMBED CANVAS AUDIO VIDEO SELECT BUTTON INPUT TEXTAREA DATALIST".split(
    " ",
  ),
);
const blocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HGROUP HR HTML LEGEND MAIN MENU NAV OL P SECTION SUMMARY TABLE UL".split(
    " ",
  ),
);

/**
 * Writes what an element shows as text: blocks as paragraphs, list items and table rows on lines of their own, cells apart,
 * headings remembered; nothing that only a program reads.
 */
export function addMarkup(builder: TextBuilder, root: MarkupNode): void {
  const walk = new MarkupWalk(builder);
  walk.visit(root, false);
  walk.endBlock();
}

type BlockKind = "paragraph" | "item" | "row";

class MarkupWalk {
  readonly #builder: TextBuilder;
  #line = "";
  #kind: BlockKind = "paragraph";
  #kindBefore: BlockKind = "paragraph";

  constructor(builder: TextBuilder) {
    this.#builder = builder;
  }

  visit(node: MarkupNode, preformatted: boolean): void {
    if (node.nodeType === textNode) this.#addText(node.textContent ?? "", preformatted);
    else if (node.nodeType === elementNode) this.#visitElement(node, preformatted);
    else this.#visitChildren(node, preformatted);
  }

  /** Ends the paragraph; items of one list and rows of one table follow each other without an empty line. */
  endBlock(): void {
    const line = this.#line.replace(/[ \t]+\n/g, "\n");
    this.#line = "";
    if (line.trim() === "") return;
    this.#builder.add(line, { tight: this.#kind !== "paragraph" && this.#kind === this.#kindBefore });
    this.#kindBefore = this.#kind;
  }

  #addText(text: string, preformatted: boolean): void {
    if (preformatted) this.#line += text;
    else {
      const flowing = text.replace(/[\s\u00a0]+/g, " ");
      this.#line += /(^|\s)$/.test(this.#line) ? flowing.replace(/^ /, "") : flowing;
    }
  }

  #visitElement(element: MarkupNode, preformatted: boolean): void {
    const name = element.nodeName.toUpperCase();
    if (skipped.has(name) || isHidden(element)) return;
    const heading = /^H([1-6])$/.exec(name);
    if (heading) this.#visitHeading(element, Number(heading[1]));
    else if (name === "BR") this.#line += "\n";
    else if (name === "LI") this.#visitItem(element, preformatted);
    else if (name === "TR") this.#visitRow(element);
    else if (name === "PRE") this.#visitBlock(element, true);
    else if (blocks.has(name)) this.#visitBlock(element, preformatted);
    else this.#visitChildren(element, preformatted);
  }

  #visitChildren(element: MarkupNode, preformatted: boolean): void {
    for (const child of Array.from(element.childNodes)) this.visit(child, preformatted);
  }

  #visitBlock(element: MarkupNode, preformatted: boolean): void {
    this.endBlock();
    if (this.#kind === "paragraph") this.#kindBefore = "paragraph";
    this.#visitChildren(element, preformatted);
    this.endBlock();
  }

  #visitHeading(element: MarkupNode, level: number): void {
    this.endBlock();
    this.#builder.addHeading(innerLine(element), level);
    this.#kindBefore = "paragraph";
  }

  #visitItem(element: MarkupNode, preformatted: boolean): void {
    this.endBlock();
    const outer = this.#kind;
    this.#kind = "item";
    this.#visitChildren(element, preformatted);
    this.endBlock();
    this.#kind = outer;
  }

  #visitRow(row: MarkupNode): void {
    const cells = Array.from(row.childNodes).filter(({ nodeName }) => /^T[DH]$/i.test(nodeName));
    if (cells.some(laysOut)) {
      for (const cell of cells) this.#visitBlock(cell, false);
      return;
    }
    this.endBlock();
    this.#kind = "row";
    this.#line = cells
      .map(innerLine)
      .join(" | ")
      .replace(/^[\s|]+$/, "");
    this.endBlock();
    this.#kind = "paragraph";
  }
}

function innerLine(element: MarkupNode): string {
  const builder = new TextBuilder();
  const walk = new MarkupWalk(builder);
  for (const child of Array.from(element.childNodes)) walk.visit(child, false);
  walk.endBlock();
  return builder.build().text.replace(/\s+/g, " ").trim();
}

/** A cell that lays out a page rather than stating a value: with tables, lists or headings in it, or long paragraphs. */
function laysOut(cell: MarkupNode): boolean {
  if (holds(cell, /^(TABLE|UL|OL|H[1-6])$/i)) return true;
  return (cell.textContent ?? "").length > statedCharacters && holds(cell, /^(P|DIV|BR)$/i);
}

function holds(node: MarkupNode, names: RegExp): boolean {
  return Array.from(node.childNodes).some((child) => names.test(child.nodeName) || holds(child, names));
}

function isHidden(element: MarkupNode): boolean {
  if (element.getAttribute?.("hidden") != null || element.getAttribute?.("aria-hidden") === "true")
    return true;
  return /display\s*:\s*none/i.test(element.getAttribute?.("style") ?? "");
}
