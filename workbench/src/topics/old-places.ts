/**
 * Where the texts of a new map lie on an older one: two numbers a text, NaN for those it does not have.
 *
 * @param texts hashes of the new map's texts
 * @param oldTexts hashes of the older map's, undefined for texts that are gone
 * @param oldPlaces two numbers for each of the older map's texts
 * @returns undefined when the maps have no text in common
 */
export function oldPlaces(
  texts: readonly (string | undefined)[],
  oldTexts: readonly (string | undefined)[],
  oldPlaces: Float32Array,
): Float32Array | undefined {
  const positions = new Map(oldTexts.map((text, position) => [text, position]));
  const places = new Float32Array(2 * texts.length).fill(Number.NaN);
  let found = false;
  for (const [i, text] of texts.entries()) {
    const position = text === undefined ? undefined : positions.get(text);
    if (position === undefined) continue;
    places.set(oldPlaces.subarray(2 * position, 2 * position + 2), 2 * i);
    found = true;
  }
  return found ? places : undefined;
}
