import type { PersonalDataKind, Random } from "@toposcope/algorithms";

/** A text and the personal data that were put into it. */
export interface PlantedText {
  readonly text: string;
  readonly planted: readonly {
    readonly kind: PersonalDataKind;
    readonly start: number;
    readonly end: number;
  }[];
}

type Maker = (random: Random) => string;

const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)] as T;
const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.integer(10)).join("");
/** A pattern filled in: `#` any digit, `N` 2 to 9, `A` a capital letter; everything else stands for itself. */
const filled = (random: Random, pattern: string) =>
  pattern.replace(/[#NA]/g, (sign) =>
    sign === "#"
      ? String(random.integer(10))
      : sign === "N"
        ? String(2 + random.integer(8))
        : String.fromCharCode(65 + random.integer(26)),
  );
const between = (random: Random, low: number, high: number) => low + random.integer(high - low + 1);

const firstNames = "maria,john,aylin,jürgen,sofía,li,olga,pierre,noor,tom,anna-lena,j".split(",");
const lastNames = "smith,müller,garcía,o.brien,nguyen,kowalski,rossi,de-vries,khan,lee,okafor".split(",");
const domains =
  "example.com,example.org,mail.example.co.uk,firma-beispiel.de,uni.example.edu,bücher.example,example.museum".split(
    ",",
  );

function email(random: Random): string {
  const first = pick(random, firstNames);
  const last = pick(random, lastNames);
  const user = pick(random, [
    `${first}.${last}`,
    `${first}_${last}${random.integer(100)}`,
    `${first}+news`,
    `${last}.${between(random, 1950, 2010)}`,
    `${first.slice(0, 1).toUpperCase()}${last}`,
  ]);
  const domain = pick(random, domains);
  if (random.integer(12) === 0) return `${user} [at] ${domain.replaceAll(".", " [dot] ")}`;
  return random.integer(10) === 0 ? `${user}@${domain}`.toUpperCase() : `${user}@${domain}`;
}

const phonePatterns = [
  "+1 N##-N##-####", "+1 (N##) N##-####", "+1N##N######", "(N##) N##-####", "N##-N##-####", "N##.N##.####",
  "1-N##-N##-####", "+49 30 #######", "+49 (0)171 #######", "+49 171 ########", "0049 89 N######", "030 N######", "0171/#######",
  "0171 ########", "+33 6 ## ## ## ##", "06 ## ## ## ##", "01.##.##.##.##", "+44 20 #### ####", "020 #### ####", "07N## ######",
  "+44 7### ######", "+34 6## ### ###", "+31 6 ########", "06-########", "+39 3## #######", "+91 9#### #####",
  "+55 11 9####-####", "+81 3-####-####", "+41 44 ### ## ##", "(0N0) N######",
]; // biome-ignore format: a list to look at
const bareAfter = [
  "call me at ", "my phone is ", "Tel. ", "Telefon: ", "WhatsApp ", "mobile: ", "Handy ", "you can text ",
]; // biome-ignore format: a list to look at

const phone: Maker = (random) => filled(random, pick(random, phonePatterns));

function luhnDigit(number: string): string {
  for (let digit = 0; digit < 10; digit++) {
    let sum = digit;
    for (let i = 0; i < number.length; i++) {
      const value = Number(number[number.length - 1 - i]);
      sum += i % 2 === 1 ? value : Math.floor((2 * value) / 10) + ((2 * value) % 10);
    }
    if (sum % 10 === 0) return String(digit);
  }
  throw new Error("no digit fits");
}

function card(random: Random): string {
  const [start, length] = pick(random, [
    ["4", 16], ["51", 16], ["55", 16], ["2221", 16], ["34", 15], ["37", 15], ["6011", 16], ["36", 14], ["3530", 16],
  ] as const); // biome-ignore format: a list to look at
  const body = start + digits(random, length - 1 - start.length);
  const number = body + luhnDigit(body);
  const sign = pick(random, ["", " ", "-"]);
  if (length === 15) return [number.slice(0, 4), number.slice(4, 10), number.slice(10)].join(sign);
  return (number.match(/.{1,4}/g) ?? []).join(sign);
}

function iban(random: Random): string {
  const country = pick(random, ["DE##################", "GBAAAA##############", "FR#####################AA", "NLAAAA##########",
    "ES####################", "CH#################", "ITA######################", "AT################", "NO###########"]); // biome-ignore format: a list to look at
  const body = filled(random, country.slice(2).replace(/AA$/, "##"));
  const expected = `${body}${country.slice(0, 2)}00`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  const check = String(98 - Number(BigInt(expected) % 97n)).padStart(2, "0");
  const number = `${country.slice(0, 2)}${check}${body}`;
  const grouped = (number.match(/.{1,4}/g) ?? []).join(" ");
  return pick(random, [number, grouped, grouped, number.toLowerCase()]);
}

function ip(random: Random): string {
  if (random.integer(3) > 0) {
    const first = pick(random, [10, 172, 192, 8, 84, 91, 203, 217]);
    return [first, between(random, 0, 255), between(random, 0, 255), between(random, 1, 254)].join(".");
  }
  const group = () => between(random, 4_096, 65_535).toString(16);
  return pick(random, [
    Array.from({ length: 8 }, group).join(":"),
    `2001:db8::${group()}`,
    `fe80::${group()}:${group()}`,
    `2A02:${group()}:${group()}::1`.toUpperCase(),
  ]);
}

const ssn: Maker = (random) =>
  `${String(between(random, 1, 665)).padStart(3, "0")}-${String(between(random, 1, 99)).padStart(2, "0")}-${String(between(random, 1, 9_999)).padStart(4, "0")}`;

/** Tries endings until the sum that the number's definition asks for comes out. */
const ended = (body: string, endings: readonly string[], fits: (number: string) => boolean) =>
  endings.map((ending) => body + ending).find(fits);
const tenDigits = Array.from({ length: 10 }, (_, digit) => String(digit));
const sum = (number: string, weights: readonly number[]) =>
  weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0);

function germanTaxId(random: Random): string {
  const order = Array.from(random.permutation(10), String).filter((digit, i) => i > 0 || digit !== "0");
  const distinct = order.slice(0, 9);
  distinct.splice(between(random, 1, 8), 0, distinct[between(random, 0, 8)] as string);
  let product = 10;
  for (const digit of distinct) product = ((2 * ((Number(digit) + product) % 10 || 10)) % 11) as number;
  const number = `${distinct.join("")}${(11 - product) % 10}`;
  return pick(random, [number, number.replace(/(..)(...)(...)(...)/, "$1 $2 $3 $4")]);
}

function nationalId(random: Random): string {
  const letters = "TRWAGMYFPDXBNJZSQVHLCKE";
  const dni = digits(random, 8);
  const nie = digits(random, 7);
  const nir = filled(random, `${pick(random, ["1", "2"])}##0N75######`);
  const swiss = ended(
    `756${digits(random, 9)}`,
    tenDigits,
    (n) => sum(n, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
  ) as string;
  return pick(random, [
    `${dni}${letters[Number(dni) % 23]}`,
    `X${nie}${letters[Number(nie) % 23]}`,
    `Y-${nie}-${letters[Number(`1${nie}`) % 23]}`,
    `${nir}${String(97 - Number(BigInt(nir) % 97n)).padStart(2, "0")}`.replace(
      /(.)(..)(..)(..)(...)(...)(..)/,
      "$1 $2 $3 $4 $5 $6 $7",
    ),
    `${nir}${String(97 - Number(BigInt(nir) % 97n)).padStart(2, "0")}`,
    filled(random, `${pick(random, ["CE", "HX", "PW", "ZY", "JT"])} ## ## ## C`),
    filled(random, "JG######D"),
    swiss.replace(/(...)(....)(....)(..)/, "$1.$2.$3.$4"),
    germanTaxId(random),
  ]);
}

function cued(random: Random): { before: string; kind: PersonalDataKind; value: string } {
  const bsn = () => {
    for (;;) {
      const number = `${between(random, 1, 9)}${digits(random, 8)}`;
      if (sum(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0) return number;
    }
  };
  const nhs = () => {
    for (;;) {
      const number = `${between(random, 4, 7)}${digits(random, 9)}`;
      if (sum(number, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0) return number;
    }
  };
  return pick(random, [
    () => ({ before: "BSN ", kind: "national id" as const, value: bsn() }),
    () => ({ before: "burgerservicenummer: ", kind: "national id" as const, value: bsn() }),
    () => ({
      before: "NHS number ",
      kind: "national id" as const,
      value: nhs().replace(/(...)(...)(....)/, "$1 $2 $3"),
    }),
    () => ({
      before: "my SSN is ",
      kind: "social security number" as const,
      value: ssn(random).replaceAll("-", ""),
    }),
    () => ({
      before: pick(random, bareAfter),
      kind: "phone number" as const,
      value: filled(random, pick(random, ["07########", "N##N######", "015########", "6########"])),
    }),
  ])();
}

const makers: readonly (readonly [PersonalDataKind, Maker])[] = [
  ["e-mail address", email],
  ["phone number", phone],
  ["phone number", phone],
  ["card number", card],
  ["IBAN", iban],
  ["IP address", ip],
  ["social security number", ssn],
  ["national id", nationalId],
];

/** What looks like personal data and is none. */
const negatives: readonly Maker[] = [
  (random) => `order ${digits(random, 10)}`,
  (random) => `order no. ${digits(random, 16)}`,
  (random) => `invoice #${filled(random, "####-######")}`,
  (random) => `tracking number ${digits(random, 12)}`,
  (random) =>
    `version ${between(random, 1, 20)}.${between(random, 0, 20)}.${between(random, 0, 30)}.${between(random, 0, 90)}`,
  (random) => `v${between(random, 1, 9)}.${between(random, 0, 20)}.${between(random, 0, 30)}`,
  (random) =>
    `on ${String(between(random, 1, 28)).padStart(2, "0")}.${String(between(random, 1, 12)).padStart(2, "0")}.${between(random, 1990, 2026)}`,
  (random) =>
    `since ${between(random, 1990, 2026)}-${String(between(random, 1, 12)).padStart(2, "0")}-${String(between(random, 1, 28)).padStart(2, "0")} 10:${digits(random, 2)}:${digits(random, 2)}`,
  (random) => `06-11-2026 ${between(random, 10, 23)}:${between(random, 10, 59)}`,
  (random) => `at ${between(random, 1, 12)}:${between(random, 10, 59)}:${between(random, 10, 59)}`,
  (random) => `$${filled(random, "N,###,###.##")}`,
  (random) => `${filled(random, "NN.###.###")} EUR`,
  (random) => `a population of ${filled(random, "N## ### ###")}`,
  (random) => `ISBN 978-${filled(random, "0-306-#####-N")}`,
  (random) => `ISBN 0-${filled(random, "306-#####-N")}`,
  (random) =>
    `section ${between(random, 1, 20)}.${between(random, 1, 20)}.${between(random, 1, 9)}.${between(random, 1, 9)}`,
  () => "arXiv:2306.01234v2",
  (random) => `doi 10.1016/${filled(random, "j.cell.20##.0#.0##")}`,
  (random) => `commit ${digits(random, 8)}e${digits(random, 7)}`,
  (random) => `pi is 3.${digits(random, 14)}`,
  () => "logo@2x.png and std::vector::size",
  () => "follow @jane_doe or @acme, ratio 16:9",
  (random) => `the range ${between(random, 100, 999)}-${between(random, 1000, 9999)}`,
  (random) =>
    `coordinates ${between(random, 10, 80)}.${digits(random, 6)}, ${between(random, 10, 80)}.${digits(random, 6)}`,
  (random) => `toll-free 1-800-${filled(random, "N##-####")}`,
  (random) => `EAN ${digits(random, 13)}`,
  (random) =>
    `scores of ${between(random, 1, 99)}-${between(random, 1, 99)}, ${between(random, 1, 99)}-${between(random, 1, 99)}`,
  (random) => `the years ${between(random, 1900, 1960)}-${between(random, 1961, 2020)}`,
  (random) => `part ${filled(random, "AA-####-###")}`,
  (random) => `a serial number ${filled(random, "A#######")}`,
  () => "git@github.com:acme/tool.git",
];

const fillers = (
  "I have been waiting for two weeks now|The package arrived damaged|Please look into it|Thanks for the quick help|" +
  "Nobody answered so far|Das Gerät geht nicht mehr an|Je voudrais un remboursement|No funciona desde ayer|" +
  "We met at the conference|The update broke everything|See the notes below|It cost far too much"
).split("|");
const leads = "Write to ,Reach me: ,I am ,It is ,,Here: ,(,see ,das ist ,voici ".split(",");

/** Texts with personal data of many forms in them, and with numbers that only look like it; the same seed, the same texts. */
export function personalDataTexts(random: Random, count: number): PlantedText[] {
  return Array.from({ length: count }, (_, i) => plant(random.split(i)));
}

function plant(random: Random): PlantedText {
  const planted: { kind: PersonalDataKind; start: number; end: number }[] = [];
  let text = pick(random, fillers);
  const pieces = between(random, 1, 4);
  for (let piece = 0; piece < pieces; piece++) {
    text += pick(random, [". ", ", ", " - ", "\n", "; "]);
    const drawn = random.integer(10);
    if (drawn < 4) text += pick(random, negatives)(random);
    else {
      const [kind, make] = pick(random, makers);
      const {
        before,
        kind: known,
        value,
      } = drawn === 4 ? cued(random) : { before: pick(random, leads), kind, value: make(random) };
      text += before;
      planted.push({ kind: known, start: text.length, end: text.length + value.length });
      text += before.endsWith("(") ? `${value})` : value;
    }
    text += pick(random, [" ", ". ", ", ", "\n"]) + pick(random, fillers);
  }
  return { text, planted };
}
