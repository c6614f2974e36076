import { expect, test } from 'vitest'
import { languageOf } from '../../src/text/language.ts'

test.each([
  ['en', 'Remove the brake disc and check it for cracks. If it is worn, replace it by a new one of the same make, which must be cleaned.'],
  [
    'it',
    'Questa istruzione per la ricerca dei guasti vale per i seguenti modelli di autovetture, validi al momento della compilazione del sistema.',
  ],
  ['de', 'Die Bremsscheibe mit einer Messuhr auf Schlag prüfen und nicht mit dem Hammer von der Nabe schlagen, wenn sie zu fest ist.'],
  [
    'fr',
    'Déposer le disque de frein et contrôler les surfaces avec une jauge. Remplacer les disques par paire sur le même essieu pour être sûr.',
  ],
])('tells %s by its function words', (language, text) => {
  expect(languageOf(text)).toBe(language)
})

test('says nothing of labels, numbers and single sentences', () => {
  expect(languageOf('FUSE 24 1.5 RD/WT C103 10 Nm')).toBeNull()
  expect(languageOf('Brake disc')).toBeNull()
})
