/** Every runtime has these two; the language's own library does not declare them. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** A text as bytes of UTF-8. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Bytes of UTF-8 as a text. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
