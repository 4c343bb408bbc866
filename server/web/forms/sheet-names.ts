/** The sheets of other schemes, by the last part of their addresses, in the order in which they are listed. */
export const SHEETS = ['par', 'tt01', 'qd766'] as const
export type Sheet = (typeof SHEETS)[number]
