/** The five levels (R29): 1 完全不满意 … 5 完全满意, very dissatisfied … very satisfied. */
export type Rating = 1 | 2 | 3 | 4 | 5;
