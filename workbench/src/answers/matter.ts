/** How questions begin of which only the rest says what they are about: the texts are asked in any case. */
const beginnings: readonly RegExp[] = [
  /^(?:what|which things) (?:do|does|did) (?:(?:the|these|those|my|our|all) )*(?:texts?|documents?|passages?|sources?|files?) (?:say|tell (?:us|me)|mention|report) (?:about|on|of) /iu,
  /^what (?:is|was|were|has been|have been) (?:said|written|mentioned|reported) (?:about|on|of) /iu,
  /^(?:please )?(?:tell|show) (?:me|us) (?:more |something )?about /iu,
  /^was (?:sagen|berichten|erzählen) (?:(?:die|diese|meine|unsere|alle) )*(?:texte|dokumente|quellen|dateien) (?:über|zu|zum|zur) /iu,
  /^que disent (?:(?:les|ces|mes|nos|tous) )*(?:textes|documents|sources|fichiers) (?:sur |de |du |des |d['’])/iu,
  /^[¿\s]*qué dicen (?:(?:los|las|estos|mis|todos) )*(?:textos|documentos|fuentes|archivos) (?:sobre|de|del) /iu,
  /^(?:che )?cosa dicono (?:(?:i|le|gli|questi|tutti) )*(?:testi|documenti|fonti|file) (?:su|sul|sulla|di|del|della) /iu,
  /^o que dizem (?:(?:os|as|estes|todos) )*(?:textos|documentos|fontes|arquivos) (?:sobre|de|do|da) /iu,
  /^wat zeggen (?:(?:de|deze|mijn|alle) )*(?:teksten|documenten|bronnen|bestanden) (?:over|van) /iu,
];

/**
 * What a question is about: without words at its beginning that only say that the texts are asked, since these words would
 * be looked for in the texts.
 */
export function matterOf(question: string): string {
  const plain = question.trim().replace(/\s+/gu, " ");
  const beginning = beginnings.find((pattern) => pattern.test(plain));
  const matter = beginning ? plain.replace(beginning, "") : "";
  return /[\p{L}\p{N}]/u.test(matter) ? matter : question;
}
