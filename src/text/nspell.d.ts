declare module 'nspell' {
  interface Checker {
    correct(word: string): boolean
  }
  /** Hunspell-compatible checker from the bytes of an affix file and a dictionary. */
  export default function nspell(dictionary: { aff: Buffer; dic: Buffer }): Checker
}
