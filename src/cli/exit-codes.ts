/** 0 all well · 1 finished, but pages failed or a check did not hold · 2 could not run · 130 interrupted. */
export const EXIT = { well: 0, imperfect: 1, couldNotRun: 2, interrupted: 130 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
