import { expect, test } from "vitest";
import { wordXmlText } from "../../../src/corpus/read/word-xml.ts";
import { makeZip } from "./make-zip.ts";
import { readBytes } from "./read-file.ts";

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const relations =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const styles = `<w:styles ${word}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>`;
const core =
  '<cp:coreProperties><dc:title>Tea &amp; Coffee</dc:title><dc:creator>Ada</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2020-02-03T04:05:06Z</dcterms:created></cp:coreProperties>';

function makeDocx(body: string, more: { name: string; content: string | Uint8Array }[] = []): Buffer {
  return makeZip([
    { name: "[Content_Types].xml", content: types },
    { name: "_rels/.rels", content: relations },
    { name: "word/document.xml", content: `<w:document ${word}><w:body>${body}</w:body></w:document>` },
    { name: "word/styles.xml", content: styles },
    { name: "docProps/core.xml", content: core },
    ...more,
  ]);
}

const p = (text: string, style?: string) =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ""}<w:r><w:t>${text}</w:t></w:r></w:p>`;

test("headings keep their levels and places, properties become metadata", async () => {
  const docx = makeDocx(p("Part", "Heading1") + p("Words.") + p("Section", "Heading2") + p("More words."));
  const { documents } = await readBytes("a.docx", docx);
  expect(documents[0]).toMatchObject({
    text: "Part\n\nWords.\n\nSection\n\nMore words.",
    title: "Tea & Coffee",
    date: "2020-02-03T04:05:06Z",
    metadata: { author: "Ada" },
    headings: [
      { offset: 0, level: 1, text: "Part" },
      { offset: 14, level: 2, text: "Section" },
    ],
  });
});

test("what was deleted under tracked changes is not read, what was inserted is", async () => {
  const tracked = `<w:p><w:r><w:t xml:space="preserve">kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>`;
  expect((await readBytes("a.docx", makeDocx(tracked))).documents[0]?.text).toBe("kept new");
});

test("a part that unpacks beyond the ratio is a bomb before Word's reader sees it", async () => {
  const bomb = { name: "word/comments.xml", content: Buffer.alloc(30_000_000, " ") };
  const { rejections } = await readBytes("a.docx", makeDocx(p("Words."), [bomb]));
  expect(rejections.map(({ reason }) => reason)).toEqual(["bomb"]);
});

test("markup that no XML parser takes is read by its paragraphs, and the user is told", async () => {
  const { documents, warnings } = await readBytes(
    "a.docx",
    makeDocx(`${p("One &unknown; two")}${p("three")}`),
  );
  expect(documents[0]?.text).toBe("One  two\n\nthree");
  expect(warnings).toHaveLength(1);
});

test("the plain walk keeps cells apart, leaves out deleted text and replaces entities", () => {
  const xml = `<w:tbl><w:tr><w:tc>${p("a")}</w:tc><w:tc>${p("b &lt; c")}</w:tc></w:tr></w:tbl><w:del>${p("gone")}</w:del>${p("&#x41;&#66;&#xD800;&#0;")}`;
  expect(wordXmlText(xml).text).toBe("a | b < c\n\nAB\ufffd\ufffd");
});
