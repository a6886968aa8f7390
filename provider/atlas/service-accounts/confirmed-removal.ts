/**
 * Deletes something that belongs to a service account. Atlas documents no error code for what does not exist, only the status
 * 404, so a 404 is believed only when a read does not show the object either.
 * @param remove sends the delete; false for a 404
 * @returns false when the object does not exist
 */
export async function confirmedRemoval(
  remove: () => Promise<boolean>,
  isThere: () => Promise<boolean>,
): Promise<boolean> {
  if (await remove()) return true;
  return (await isThere()) ? remove() : false;
}
