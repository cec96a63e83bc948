import type { CorpusLanguage } from "./corpus-phrases.ts";

export type GrammarLanguage = Exclude<CorpusLanguage, "en">;

/**
 * What questions about the corpus are made of in other languages than English, by ISO code: each line has the English words and,
 * behind the colon, what is said for them. Accents do not count; of
 * two lines that have the same words the first one counts.
 */
export const corpusGrammars: Readonly<Record<GrammarLanguage, string>> = {
  de: `
how many: wie viele, wieviele, wie viel, in wie vielen, bei wie vielen, von wie vielen
number of: anzahl der, anzahl von, zahl der
what is the number of: wie hoch ist die anzahl der, wie hoch ist die zahl der, wie groß ist die anzahl der
what share of: welcher anteil der, wie hoch ist der anteil der, wie viel prozent der, wie viel prozent, welcher prozentsatz der, welcher teil der
what share of them: welcher anteil davon, wie viel prozent davon, wie hoch ist der anteil davon
of them: davon, von ihnen, von diesen, von denen, darunter
what about: was ist mit, wie ist es mit, wie steht es mit, wie sieht es aus
are there: gibt es
were there: gab es
what is the date range of: welchen zeitraum umfassen, in welchem zeitraum liegen, aus welchem zeitraum stammen, aus welchem zeitraum sind
date range: zeitraum
what is: was ist
what are: was sind
which: welche, welcher, welches, welchen, welchem
when was: wann wurde, wann war, wann ging, wann kam, von wann ist, von wann stammt
most: am meisten, meisten, meiste
most common: häufigste, häufigsten, häufigster, häufigstes
largest: größte, größten, größter, größtes
fewest: am wenigsten, wenigsten
rarest: seltenste, seltensten, seltenster, seltenstes
smallest: kleinste, kleinsten, kleinster, kleinstes
earliest: früheste, frühesten, frühester, frühestes
oldest: älteste, ältesten, ältester, ältestes
first: erste, ersten, erster, erstes
latest: späteste, spätesten, spätester, spätestes
newest: neueste, neuesten, neuester, neuestes, jüngste, jüngsten
last: letzte, letzten, letzter, letztes
different: verschiedene, verschiedenen, unterschiedliche, unterschiedlichen
per: pro, je
by month: nach monat, nach monaten
by year: nach jahr, nach jahren
by topic: nach thema, nach themen
by language: nach sprache, nach sprachen
each: jede, jeden, jeder, jedes, jedem
list: liste
and: und
but: aber
or: oder
is: ist
are: sind
was: wurde, war
were: wurden, waren
has: hat, hatte
have: haben, hatten
come: kommen, kommt, stammen, stammt, kamen
came: gingen, ging
received: eingegangen, erhalten, empfangen
submitted: eingereicht
filed: gestellt
written: geschrieben, verfasst
sent: gesendet, geschickt
dated: datiert
published: veröffentlicht, erschienen
in: im, in, auf
on: am
from: aus, von, vom
since: seit, ab
after: nach
before: vor
until: bis
between: zwischen
during: während
with: mit
at: bei
for: für
about: über, zu, zum, zur, handeln von, handelt von, geht es um, ging es um, drehen sich um, betreffen, betrifft, bezüglich
contain: enthalten das wort, enthält das wort, mit dem wort
mention: erwähnen, erwähnt, nennen
whose: deren, dessen
that: die sich
the: der, die, das, den, dem, des
a: ein, eine, einen, einem, einer, eines
all: alle, aller, allen
total: insgesamt
there: es, da
january: januar, jänner
february: februar
march: märz
may: mai
june: juni
july: juli
october: oktober
december: dezember
document: dokument
documents: dokumente, dokumenten
file: datei
files: dateien
text: text
texts: texte, texten
record: datensatz
records: datensätze, datensätzen
entry: eintrag
entries: einträge, einträgen
rows: zeilen
complaint: beschwerde, klage
complaints: beschwerden, klagen
articles: artikel, artikeln
review: bewertung, rezension
reviews: bewertungen, rezensionen
message: nachricht
messages: nachrichten
emails: e-mails, mails
letter: brief
letters: briefe, briefen
post: beitrag
posts: beiträge, beiträgen
answer: antwort
answers: antworten
comment: kommentar
comments: kommentare, kommentaren
conversation: gespräch
conversations: gespräche, gesprächen
report: bericht
reports: berichte, berichten
speech: rede
speeches: reden
query: anfrage
queries: anfragen
contract: vertrag
contracts: verträge, verträgen
note: notiz
notes: notizen
case: fall
cases: fälle, fällen
main: hauptsächliche, hauptsächlichen, wichtigste, wichtigsten
company: firma, unternehmen
companies: firmen
state: bundesstaat, staat, bundesland
states: bundesstaaten, staaten, bundesländer, bundesländern
country: land
countries: länder, ländern
city: stadt
cities: städte, städten
product: produkt
products: produkte, produkten
issue: anliegen, problem
issues: probleme, problemen
category: kategorie
categories: kategorien
author: autor, verfasser
authors: autoren
topic: thema
topics: themen
language: sprache
languages: sprachen
year: jahr
years: jahre, jahren
month: monat
months: monate, monaten
date: datum
`,
  fr: `
how many: combien de, combien d, combien des, combien
number of: nombre de, nombre d, nombre des
what is the number of: quel est le nombre de, quel est le nombre d, quel est le nombre des
what share of: quelle part de, quelle part des, quelle proportion de, quelle proportion des, quel pourcentage de, quel pourcentage des
what share of them: quelle part d entre elles, quelle part d entre eux, quel pourcentage d entre elles, quel pourcentage d entre eux
how many of them: combien d entre elles, combien d entre eux
of them: d entre elles, d entre eux, parmi elles, parmi eux, de celles-ci, de ceux-ci, de ces dernières, de ces derniers
what about: et pour, qu en est-il de, qu en est-il en, qu en est-il des
are there: y a-t-il, y a t il, il y a, existe-t-il
were there: y avait-il, il y avait, y a-t-il eu
what is the date range of: quelle période couvrent, quelle est la période de, quelle est la période des
what is: quel est, quelle est
what are: quels sont, quelles sont
which: quel, quelle, quels, quelles
when was: quand, de quand date, quand date
the earliest date: la date la plus ancienne, la première date
the latest date: la date la plus récente, la dernière date
most: le plus de, le plus d, le plus
most common: le plus fréquent, la plus fréquente, le plus courant, la plus courante, le plus fréquemment
largest: le plus grand, la plus grande, plus grand, plus grande
fewest: le moins de, le moins d, le moins
first: premier, première
last: dernier, dernière
different: différents, différentes, distincts, distinctes
per: par
each: chaque
list: liste
and: et
but: mais
or: ou
is: est
are: sont, sont-elles, sont-ils
was: était, fut
were: étaient, furent
has: a-t-elle, a-t-il
have: ont, ont-elles, ont-ils
been: été
come: viennent, vient, proviennent, provient
received: reçu, reçus, reçue, reçues
sent: envoyé, envoyés, envoyée, envoyées
submitted: soumis, soumise, soumises
filed: déposé, déposés, déposée, déposées
written: écrit, écrits, écrite, écrites
dated: daté, datés, datée, datées
published: publié, publiés, publiée, publiées
in: en, a, au, aux, dans
from: de, du, des, d
since: depuis
after: après
before: avant
until: jusqu en, jusqu a, jusqu au
between: entre
during: pendant, durant
with: avec
for: pour
about: sur, au sujet de, au sujet des, au sujet du, a propos de, a propos des, a propos du, concernant, concernent, parlent de, parlent des, parlent du, portent sur, porte sur, portent-elles sur, traitent de, traitent des
contain: contiennent le mot, contenant le mot, avec le mot
mention: mentionnent, mentionnant, évoquent
whose: dont
that: qui, que, qu
the: le, la, les, l
a: un, une
all: tous, toutes, tout
total: au total
there: elles, ils
january: janvier
february: février
march: mars
april: avril
may: mai
june: juin
july: juillet
august: août
september: septembre
october: octobre
november: novembre
december: décembre
document: document
file: fichier
files: fichiers
text: texte
texts: textes
record: enregistrement
records: enregistrements
entry: entrée
entries: entrées
rows: lignes
complaint: plainte, réclamation
complaints: plaintes, réclamations
reviews: avis, critiques
emails: courriels
letter: lettre
letters: lettres
answer: réponse
answers: réponses
comment: commentaire
comments: commentaires
report: rapport
reports: rapports
speeches: discours
contract: contrat
contracts: contrats
cases: cas
main: principaux, principales
company: entreprise, société, compagnie
companies: entreprises, sociétés, compagnies
state: état
states: états
country: pays
city: ville
cities: villes
product: produit
products: produits
issue: problème
issues: problèmes
category: catégorie
categories: catégories
author: auteur
authors: auteurs
topic: thème, sujet
topics: thèmes, sujets
language: langue
languages: langues
year: année, an
years: années, ans
month: mois
`,
  es: `
how many: cuántos, cuántas
number of: número de
what is the number of: cuál es el número de
what share of: qué porcentaje de, qué proporción de, qué parte de
what share of them: qué porcentaje de ellas, qué porcentaje de ellos, qué parte de ellas, qué parte de ellos
of them: de ellas, de ellos, de estas, de estos, de esas, de esos
what about: qué hay de, qué tal, qué pasa con
are there: hay, existen
were there: hubo, había
what is the date range of: qué período abarcan, qué periodo cubren, cuál es el período de
what is: cuál es
what are: cuáles son
which: qué, cuál, cuáles
when was: cuándo se recibió, cuándo se presentó, cuándo se envió, cuándo se escribió, cuándo llegó, cuándo fue, de cuándo es
the earliest date: la fecha más antigua, la primera fecha
the latest date: la fecha más reciente, la última fecha
most: más
most common: más frecuente, más frecuentes, más común, más comunes
largest: más grande, mayor
fewest: menos
rarest: menos frecuente, menos común
smallest: más pequeño, más pequeña, menor
first: primer, primero, primera
last: último, última
different: diferentes, distintos, distintas
per: por
each: cada
list: lista
and: y, e
but: pero
or: o
is: es
are: son, están
was: fue
were: fueron
has: tiene
have: tienen
come: vienen, viene, provienen, proviene, proceden, procede
received: recibido, recibida, recibidos, recibidas, recibieron, recibió
sent: enviado, enviada, enviados, enviadas, enviaron
submitted: presentado, presentada, presentados, presentadas, presentaron
written: escrito, escrita, escritos, escritas
published: publicado, publicada, publicados, publicadas
in: en, a
from: de, del
since: desde
after: después de, después del
before: antes de, antes del
until: hasta
between: entre
during: durante
with: con
for: para
about: sobre, acerca de, acerca del, tratan de, tratan sobre, trata de, hablan de, se refieren a, relativas a, relativos a, relacionadas con, relacionados con
contain: contienen la palabra, con la palabra
mention: mencionan
whose: cuyo, cuya, cuyos, cuyas
that: que
the: el, la, los, las, lo
a: un, una
all: todos, todas
total: en total
there: se
january: enero
february: febrero
march: marzo
april: abril
may: mayo
june: junio
july: julio
august: agosto
september: septiembre, setiembre
october: octubre
november: noviembre
december: diciembre
document: documento
documents: documentos
file: archivo, fichero
files: archivos, ficheros
text: texto
texts: textos
record: registro
records: registros
rows: filas
complaint: queja, reclamación, denuncia
complaints: quejas, reclamaciones, denuncias
article: artículo
articles: artículos
review: reseña
reviews: reseñas
message: mensaje
messages: mensajes
emails: correos
letter: carta
letters: cartas
answer: respuesta
answers: respuestas
comment: comentario
comments: comentarios
conversation: conversación
conversations: conversaciones
report: informe
reports: informes
speech: discurso
speeches: discursos
contract: contrato
contracts: contratos
note: nota
notes: notas
case: caso
cases: casos
main: principales
company: empresa, compañía
companies: empresas, compañías
state: estado
states: estados
country: país
countries: países
city: ciudad
cities: ciudades
product: producto
products: productos
issue: problema
issues: problemas
category: categoría
categories: categorías
author: autor
authors: autores
topic: tema
topics: temas
language: idioma, lengua
languages: idiomas, lenguas
year: año
years: años
month: mes
months: meses
date: fecha
dates: fechas
`,
};
