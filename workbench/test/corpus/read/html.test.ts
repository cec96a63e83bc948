import { expect, test } from "vitest";
import { readBytes } from "./read-file.ts";

const page = (body: string, head = "") =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const sentence = "This is a sentence of the article, long enough to count as prose, with commas, and more. ";

async function textOf(html: string): Promise<string> {
  const { documents, rejections } = await readBytes("page.html", html);
  expect(rejections).toEqual([]);
  return documents[0]!.text;
}

test("the article is taken, menus, sidebars and footers are left out", async () => {
  const article = `<article><h1>The Article</h1><p>${sentence.repeat(5)}</p><h2>Part Two</h2><p>${sentence.repeat(5)}</p></article>`;
  const html = page(
    `<nav><a href="/">Home</a> <a href="/news">News</a></nav>${article}<aside>Advertisement</aside><footer>Imprint</footer>`,
  );
  const { documents } = await readBytes("page.html", html);
  expect(documents[0]?.text).not.toMatch(/Home|Advertisement|Imprint/);
  expect(documents[0]?.headings?.map(({ text }) => text)).toContain("Part Two");
  for (const { offset, text } of documents[0]?.headings ?? [])
    expect(documents[0]?.text.slice(offset, offset + text.length)).toBe(text);
});

test("a page that is nothing but links keeps them", async () => {
  const html = page(
    `<ul>${["Alpha", "Beta"].map((name) => `<li><a href="/${name}">${name}</a></li>`).join("")}</ul>`,
  );
  expect(await textOf(html)).toBe("Alpha\nBeta");
});

test("what only programs read is not text: scripts, styles, templates, hidden parts", async () => {
  const hidden =
    "<script>script</script><style>style</style><template>template</template><noscript>noscript</noscript><div hidden>hidden</div><p style='display: none'>none</p>";
  expect(await textOf(page(`${hidden}<p>Seen.</p>`))).toBe("Seen.");
});

test("table rows stay on lines, cells apart; list items stay on lines", async () => {
  const table = "<table><tr><th>Name</th><th>Age</th></tr><tr><td>Ada</td><td>36</td></tr></table>";
  expect(
    await textOf(
      page(`<p>People:</p>${table}<ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol><p>End.</p>`),
    ),
  ).toBe("People:\n\nName | Age\nAda | 36\n\none\ninner\ntwo\n\nEnd.");
});

test("code keeps its lines, prose does not", async () => {
  expect(await textOf(page("<p>one\n  two<br>three</p><pre>if (a)\n  b();</pre>"))).toBe(
    "one two\nthree\n\nif (a)\n  b();",
  );
});

test("title, date, author and language are taken from the page's head", async () => {
  const head =
    '<title>A  Title</title><meta name="author" content="Ada"><meta property="article:published_time" content="2024-03-01T10:00:00+01:00">';
  const html = page("<p>Words.</p>", head).replace("<html>", '<html lang="en">');
  const { documents } = await readBytes("page.html", html);
  expect(documents[0]).toMatchObject({
    title: "A Title",
    date: "2024-03-01T09:00:00.000Z",
    metadata: { author: "Ada", language: "en" },
  });
});

test("a page is decoded as it declares", async () => {
  const html = Buffer.from(
    page("<p>\u00d4\u00c5\u00cb\u00d3\u00d4</p>", '<meta charset="koi8-r">'),
    "latin1",
  );
  expect((await readBytes("page.html", html)).documents[0]?.text).toBe("текст");
});

test("a page without words is rejected", async () => {
  const { documents, rejections } = await readBytes("page.html", page("<img src='a.png'>"));
  expect([documents, rejections.map(({ reason }) => reason)]).toEqual([[], ["no-text"]]);
});

test("markup nested without end neither hangs nor crashes the reader", async () => {
  const { documents, rejections } = await readBytes("deep.html", page(`${"<div>".repeat(50_000)}deep`));
  expect(documents.length + rejections.length).toBe(1);
});
