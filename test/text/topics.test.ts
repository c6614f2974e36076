import { describe, expect, it } from 'vitest'
import { isJob, topicOf } from '../../src/text/topics.ts'

describe('topicOf', () => {
  it.each([
    ['REMOVING AND INSTALLING FRONT TRACK ROLLERS', 'remove and install the front track rollers'],
    ['REMOVING AND INSTALLING/ REPLACING TRACK SEAL', 'remove, install and replace the track seal'],
    ['ADJUSTING PARKING BRAKE', 'adjust the parking brake'],
    ['Breaking In Track Chain After Replacing Rollers:', 'break in the track chain after replacing the rollers'],
    ['REPLACING SEAL IN IDLER HUB', 'replace the seal in the idler hub'],
    ['BLEEDING HYDRAULICS WITH ABS', 'bleed the hydraulics with ABS'],
    ['Brake hose, front – replace', 'replace the front brake hose'],
    ['Idler hubs - check runout and difference in thickness', 'check the runout and difference in thickness of the idler hubs'],
    ['Radial seal in hub cover -- replace', 'replace the radial seal in the hub cover'],
    ['Tension cable – remove and install (rear rollers)', 'remove and install the tension cable (rear rollers)'],
    ['Replace the drive belt', 'replace the drive belt'],
  ])('%s', (heading, infinitive) => {
    expect(topicOf(heading)?.infinitive).toBe(infinitive)
  })

  it('keeps conditions apart from the job', () => {
    expect(topicOf('CHECKING ROLLER FOR RUNOUT – TRACK REMOVED –')).toMatchObject({
      infinitive: 'check the roller for runout',
      conditions: ['track removed'],
    })
    expect(topicOf('OVERHAULING TENSION CYLINDER (Removed)')?.conditions).toEqual(['removed'])
    expect(topicOf('Valve guide – ream out (valve removed)')?.name).toBe('reaming out the valve guide')
    expect(topicOf('Carrier – take out of use for the winter')?.name).toBe('taking the carrier out of use for the winter')
    expect(topicOf('Valve guide - check for wear (valve removed)')).toMatchObject({
      name: 'checking the valve guide for wear',
      conditions: ['valve removed'],
    })
  })

  it('tells things from jobs', () => {
    expect(isJob(topicOf('Track Chain Adjustment:')!)).toBe(true)
    expect(isJob(topicOf('BRAKE TEST ON TEST STAND')!)).toBe(true)
    expect(isJob(topicOf('Brake pipe/hose layout')!)).toBe(false)
    expect(topicOf('Tightening Torque of Hub Bolts:')?.name).toBe('the tightening torque of the hub bolts')
    expect(topicOf('Slip control (ABS) – description and check')?.name).toBe('the description and check of the slip control (ABS)')
    expect(topicOf('ABS – wiring diagram (1988 models)')?.name).toBe('the wiring diagram of the ABS (1988 models)')
    expect(topicOf('***')).toBeNull()
  })
})
