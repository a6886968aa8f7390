/** A bearer token as given: sent with every request, never renewed. */
import { type Transport, withAuthorization } from "./wire-request";

/** Signs every request with the token. */
export function bearerAuth(accessToken: string, next: Transport): Transport {
  return (request) => next(withAuthorization(request, `Bearer ${accessToken}`));
}
