/** What a dealer may be working on at present (R24), so that customers are asked about it. */
export const focuses = ['on-time', 'explanation', 'workmanship', 'courtesy', 'price', 'facilities'] as const;
export type Focus = (typeof focuses)[number];
