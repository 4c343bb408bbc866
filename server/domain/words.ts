/** The same text by language code. Vietnamese is always there. */
export type Words = Readonly<Record<string, string>> & { readonly vi: string }

/** The text in a language, or in Vietnamese where that language lacks it. */
export function inLanguage(words: Words, language: string): string {
  return words[language] ?? words.vi
}
