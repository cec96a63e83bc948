const mailHeader =
  /^(received|return-path|from|to|subject|date|message-id|mime-version|delivered-to|x-[a-z-]+): /i;

/** Says what a text file without a telling name holds, by how it begins. */
export function sniffText(head: Uint8Array): "html" | "xml" | "mbox" | "eml" | "json" | "jsonl" | "text" {
  const start = startOfText(head);
  if (isHtml(start)) return "html";
  if (/^<\?xml\b/i.test(start)) return "xml";
  if (/^From \S+ .*\d{4}\r?\n/.test(start)) return "mbox";
  if (isMail(start)) return "eml";
  return jsonKind(start) ?? "text";
}

function startOfText(head: Uint8Array): string {
  const wide =
    head[0] === 0xff && head[1] === 0xfe
      ? "utf-16le"
      : head[0] === 0xfe && head[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  return new TextDecoder(wide).decode(head).trimStart();
}

function isHtml(start: string): boolean {
  const markup = start.replace(/^(<\?xml[^>]*\?>|<!--[\s\S]*?-->|\s)+/i, "");
  return /^(<!doctype\s+html|<(html|head|body|title|meta|table|div|p|h[1-6])[\s>])/i.test(markup);
}

function isMail(start: string): boolean {
  const headers = start.split(/\r?\n\r?\n/, 1)[0]!.split(/\r?\n(?![ \t])/);
  return headers.length >= 3 && headers.filter((line) => mailHeader.test(line)).length >= 3;
}

function jsonKind(start: string): "json" | "jsonl" | undefined {
  if (!/^[[{]/.test(start)) return undefined;
  const firstLine = start.split(/\r?\n/, 1)[0]!;
  if (firstLine.startsWith("{") && firstLine.length < start.trimEnd().length && isJson(firstLine))
    return "jsonl";
  return /^(\[\s*[[{"\]]|\{\s*["}])/.test(start) ? "json" : undefined;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
