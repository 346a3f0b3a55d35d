/** Response to a deletion. @source clerk/openapi-specs BAPI `DeletedObject`. */
export function toDeletedJSON<Kind extends string>(object: Kind, id: string) {
  return { object, id, deleted: true as const };
}
