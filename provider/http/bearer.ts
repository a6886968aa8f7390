/** Authentication with a bearer token from the settings. The token is never renewed. */
import { type Transport, withAuthorization } from "./wire-request";

/** Adds the token to every request. */
export function bearerAuth(accessToken: string, next: Transport): Transport {
  return (request) => next(withAuthorization(request, `Bearer ${accessToken}`));
}
