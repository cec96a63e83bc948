/** What is asked of a document, and where it stands there. */
export interface Spoken {
  readonly text: string;
  /** Where a stretch of it stands in the document; null for one that reaches over what others say. */
  placeOf(stretch: readonly [start: number, end: number]): readonly [number, number] | null;
}

/** The parts of a document's text put together; all of it where no parts are named. */
export function spokenText(
  whole: string,
  parts: readonly { readonly start: number; readonly end: number }[] | undefined,
): Spoken {
  if (parts === undefined) return { text: whole, placeOf: (stretch) => stretch };
  let text = "";
  const pieces = parts.map(({ start, end }) => {
    const at = text.length;
    text += `${whole.slice(start, end)}\n`;
    return { at, start, length: end - start };
  });
  return {
    text,
    placeOf([start, end]) {
      const piece = pieces.find(({ at, length }) => start >= at && end <= at + length);
      return piece ? [piece.start + start - piece.at, piece.start + end - piece.at] : null;
    },
  };
}
