import { z } from 'zod'

/** Left, top, right, bottom in pixels; origin at the top left; right and bottom are exclusive. */
export const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()])
export type Box = z.infer<typeof boxSchema>

/**
 * Affine map of a point (u, v) to (a·u + b·v + c, d·u + e·v + f), stored as [a, b, c, d, e, f].
 * Everywhere in Pagetune it maps pixels of the upright copy that was read to pixels of the prepared image.
 */
export const transformSchema = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
export type Transform = z.infer<typeof transformSchema>
