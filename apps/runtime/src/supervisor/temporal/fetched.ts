/** Whether a way of getting the program worked; `why` is for the sentence that lists the ways. */
export type Fetched = { kind: 'fetched' } | { kind: 'failed'; why: string };
