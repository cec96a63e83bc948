import { expect, test } from "vitest";
import { lightStem } from "../../src/index.ts";

test.each([
  ["en", "study studies"],
  ["en", "analysis analyses"],
  ["en", "child children"],
  ["en", "box boxes"],
  ["de", "Haus Häuser Hauses Häusern"],
  ["de", "Bank Banken"],
  ["fr", "maison maisons"],
  ["fr", "cheval chevaux"],
  ["fr", "bureau bureaux"],
  ["es", "canción canciones"],
  ["es", "casa casas"],
  ["pt", "ação ações"],
  ["pt", "animal animais"],
  ["it", "banca banche"],
  ["nl", "man mannen"],
  ["nl", "probleem problemen"],
  ["sv", "hund hunden hundar hundarna"],
  ["fi", "talo talossa talon"],
  ["hu", "ház házak házban"],
  ["ru", "книга книги книгу книгами"],
  ["uk", "мова мови мовою"],
  ["pl", "książka książki książkami"],
  ["cs", "žena ženy ženami"],
  ["tr", "kitap kitaplar kitaplardan"],
  ["ar", "كتاب الكتاب والكتاب"],
  ["ko", "문장 문장을 문장에서"],
])("%s: %s are one term", (language, forms) => {
  const stems = forms
    .toLowerCase()
    .split(" ")
    .map((word) => lightStem(word, language));
  expect(new Set(stems).size).toBe(1);
});

test.each([
  ["en", "gas bus physics glass university universe"],
  ["de", "Haut Haus Hand Hund"],
  ["ru", "дом дым том"],
  ["fr", "prix prise"],
  ["zh", "银行 银"],
])("%s: %s are different terms", (language, forms) => {
  const words = forms.toLowerCase().split(" ");
  expect(new Set(words.map((word) => lightStem(word, language))).size).toBe(words.length);
});

test("a stem is never empty, and short words stay as they are", () => {
  for (const language of ["en", "de", "fr", "ru", "tr", "ar", "ko", "hi", "fi", "hu", "xx"])
    for (const word of ["a", "es", "der", "ами", "을", "ال", "ना"])
      expect(lightStem(word, language)).not.toBe("");
});
