/** `visits/ingest` as a construct id: `VisitsIngest`. Physical names of the function's queues begin with it. */
export function constructId(name: string): string {
  return name.replaceAll(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase());
}
