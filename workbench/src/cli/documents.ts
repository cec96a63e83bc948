import { documentDetail, documentList, documentListItem } from "../contract.ts";
import { getDocument, listDocuments, setDocumentAside } from "../corpus/actions.ts";
import { deleteDocuments } from "../corpus/delete.actions.ts";
import { ToposcopeError } from "../errors.ts";
import { documentFacets } from "../insights/facet.actions.ts";
import { routes } from "../routes.ts";
import { countOption, hasOption, idArgument, listArgument, textOption } from "./input.ts";
import { documentLines, formatCount } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

export const listDocumentsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const query = documentQuery(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const list = await listDocuments(context, { project, run: countOption(input, "run"), ...query });
  if (output.json) {
    output.value(documentList, list);
    return 0;
  }
  for (const line of documentLines(output, list.documents, query.facets)) output.line(line);
  output.note(`${formatCount(list.documents.length)} of ${formatCount(list.total)} documents`);
  if (list.next !== null) output.note(`go on: --cursor ${list.next}`);
  return 0;
};

/** @throws ToposcopeError USAGE in the words of the contract, which is the same for the API */
function documentQuery(input: VerbInput) {
  const parsed = routes.listDocuments.query.safeParse({
    topic: countOption(input, "topic"),
    flag: textOption(input, "flag"),
    setAside: hasOption(input, "setAside") || undefined,
    arrived: textOption(input, "arrived"),
    where: input.options.where,
    facets: input.options.facets,
    source: countOption(input, "source"),
    text: textOption(input, "text"),
    role: textOption(input, "role"),
    cursor: textOption(input, "cursor"),
    limit: countOption(input, "limit"),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ToposcopeError("USAGE", `--${issue?.path.join(".")}: ${issue?.message}`);
}

export const showDocumentVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const id = idArgument(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const document = await getDocument(context, { project, run: countOption(input, "run"), document: id });
  if (output.json) {
    output.value(documentDetail, document);
    return 0;
  }
  const { title, path, row, date, language, words, topics, flags, text } = document;
  output.line(output.style("bold", title));
  output.line(
    [row === null ? path : `${path}:${row}`, date, language, `${formatCount(words)} words`]
      .filter(Boolean)
      .join(", "),
  );
  for (const { name, relevance, rank } of topics)
    output.line(`topic: ${name} (${rank}, ${relevance.toFixed(2)})`);
  for (const { facet, value, how } of await documentFacets(context, { project, document: id }))
    if (value !== null) output.line(`${facet}: ${[value].flat().join("; ")} (${how})`);
  for (const { flag, detail } of flags) output.line(`mark: ${flag}${detail === null ? "" : `: ${detail}`}`);
  output.line();
  output.line(text);
  return 0;
};

const setAside =
  (aside: boolean): RunVerb =>
  async (session, input) => {
    const { output } = session;
    const id = idArgument(input);
    const { context } = await session.open();
    const project = await session.projectName(context);
    const document = await setDocumentAside(context, { project, document: id, setAside: aside });
    if (output.json) output.value(documentListItem, document);
    else
      output.line(`document ${document.id}, ${document.title}, ${aside ? "is set aside" : "counts again"}`);
    output.note("the next analysis goes by it: toposcope analyze");
    return 0;
  };

export const deleteDocumentsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const ids = listArgument(input).map((text) => {
    const id = Number(text);
    if (Number.isSafeInteger(id) && id > 0) return id;
    throw new ToposcopeError("USAGE", `${text} is not the number of a document`);
  });
  const { context } = await session.open();
  const project = await session.projectName(context);
  const { deleted } = await deleteDocuments(context, { project, documents: ids });
  if (output.json) output.value(routes.deleteDocument.reply, { deleted });
  else
    output.line(`deleted ${formatCount(deleted.length)} ${deleted.length === 1 ? "document" : "documents"}`);
  return 0;
};

export const setAsideVerb = setAside(true);
export const takeBackVerb = setAside(false);
