import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenFirst, chosenIndex } from '../../src/text/choose.ts'
import { parseInstruction } from '../../src/text/instructions.ts'
import { runningCase } from '../../src/text/letter-case.ts'
import { definite, isBarePart, isPlural, withArticles } from '../../src/text/noun-phrases.ts'
import { repaired } from '../../src/text/repair.ts'
import { isWhole, sentencesOf } from '../../src/text/sentences.ts'
import { englishSpelling } from '../../src/text/spelling.ts'
import { hasQuantity, isQuantity, isUnit } from '../../src/text/values.ts'
import { gerund, infinitiveOf, isPartNamedByUse, participle } from '../../src/text/verbs.ts'

describe('case and phrases', () => {
  it('lowers capitals and keeps codes', () => {
    expect(runningCase('FRONT BRAKE DISCS WITH ABS M20')).toBe('front brake discs with ABS M20')
    expect(runningCase('Oil Pan')).toBe('oil pan')
    expect(runningCase('Torque wrench from Loctite')).toBe('torque wrench from Loctite')
  })
  it('puts articles where headings leave them out', () => {
    expect(withArticles('seal in hub cover')).toBe('seal in the hub cover')
    expect(withArticles('difference in thickness')).toBe('difference in thickness')
    expect(definite('both discs')).toBe('both discs')
    expect(isPlural('the discs of the axle')).toBe(true)
    expect(isPlural('the chassis')).toBe(false)
    expect(isBarePart('bolts (1 ... 3)')).toBe(true)
    expect(isBarePart('caliper mounting bolts')).toBe(false)
  })
  it('forms verbs', () => {
    expect([gerund('fit'), gerund('remove'), gerund('tie')]).toEqual(['fitting', 'removing', 'tying'])
    expect([participle('take'), participle('bleed'), participle('unplug'), participle('carry')]).toEqual([
      'taken',
      'bled',
      'unplugged',
      'carried',
    ])
    expect([infinitiveOf('Removing'), infinitiveOf('bearing'), infinitiveOf('parking')]).toEqual(['remove', null, null])
  })
})

describe('sentences', () => {
  it('cuts at ends and not at abbreviations', () => {
    expect(sentencesOf('Use approx. 20 l. Fill slowly. Torque: 25 Nm (18 ft. lbs.). See Gr. 00.')).toEqual([
      'Use approx. 20 l.',
      'Fill slowly.',
      'Torque: 25 Nm (18 ft. lbs.).',
      'See Gr. 00.',
    ])
  })
  it('knows the whole from the cut', () => {
    expect(isWhole('Fill to the mark (upper one).')).toBe(true)
    expect(isWhole('Fill to the mark (upper')).toBe(false)
    expect(isWhole('Remove the bolts and')).toBe(false)
  })
  it('loses no letter', () => {
    assert(
      property(array(constantFrom('Fill.', 'No.', '2', 'mm', '(a)', 'Turn', 'it!', 'ft.', 'lbs.')), (words) => {
        expect(sentencesOf(words.join(' ')).join(' ')).toBe(words.join(' '))
      }),
    )
  })
})

describe('instructions', () => {
  it.each([
    ['Pull off caliper toward rear.', 'pull', 'off', 'caliper', 'toward rear'],
    ['Loosen oil pan gasket on hub carefully with a knife.', 'loosen', '', 'oil pan gasket on hub', 'carefully with a knife'],
    ['Take off lever (7), sleeves (6), spring (8) and washer (9).', 'take', 'off', 'lever (7), sleeves (6), spring (8) and washer (9)', ''],
    ['Remove mounting bolts, clutch disc and drive plate.', 'remove', '', 'mounting bolts, clutch disc and drive plate', ''],
    ['Adjust parking brake 34 10 014.', 'adjust', '', 'parking brake 34 10 014', ''],
    ['Clamp tester 21 2 110 in a vise.', 'clamp', '', 'tester 21 2 110', 'in a vise'],
  ])('%s', (sentence, verb, particle, object, rest) => {
    expect(parseInstruction(sentence)).toMatchObject({ verb, particle, object, rest })
  })
  it('tells a part named by its use from an instruction', () => {
    for (const name of ['Drain plug of hydraulic tank', 'Bleed screw', 'Wear limit of drive sprocket'])
      expect(isPartNamedByUse(name)).toBe(true)
    for (const task of ['Drain oil', 'Replace screw', 'Check hose']) expect(isPartNamedByUse(task)).toBe(false)
  })
  it('takes statements for none', () => {
    expect(parseInstruction('Brake line remains connected.')).toBeNull()
  })
})

describe('values', () => {
  it('knows quantities with tolerances and ranges', () => {
    for (const text of ['25 Nm (18 ft. lbs.)', '0.024 to 0.064 mm (0.0009 to 0.0025")', 'approx. 20° C (68° F)', '8 %'])
      expect(isQuantity(text)).toBe(true)
    expect(isQuantity('34 11 220')).toBe(false)
    expect(hasQuantity('about 1/10th of a turn in direction of arrow')).toBe(true)
    expect([isUnit('Nm'), isUnit('°'), isUnit('M10')]).toEqual([true, true, false])
  })
})

describe('choice', () => {
  it('depends on seed and key alone and keeps every choice', () => {
    expect(chosenIndex(42, 'a', 4)).toBe(chosenIndex(42, 'a', 4))
    expect(chosenFirst(1, 'key', ['a', 'b', 'c']).toSorted()).toEqual(['a', 'b', 'c'])
    expect(new Set(Array.from({ length: 40 }, (_, seed) => chosenIndex(seed, 'a', 3))).size).toBe(3)
  })
})

describe('spelling and repair', () => {
  it('finds misread words and words run together', async () => {
    const spelling = await englishSpelling()
    expect(spelling.unknownWords('The caliper of type M20 is worn')).toEqual([])
    expect(spelling.unknownWords('Loosen the brakedisc bezugly', new Set(['brakedisc', 'bezugly']))).toEqual(['brakedisc'])
  })
  it('puts look-alike letters right, and leaves codes and abbreviations', async () => {
    const spelling = await englishSpelling()
    expect(repaired('After repiacing onlyone part, tighten M20 acc. to plan', spelling)).toBe(
      'After replacing only one part, tighten M20 acc. to plan',
    )
  })
})
