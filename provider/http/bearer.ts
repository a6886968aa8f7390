/** A bearer token as given: sent with every exchange, never renewed. */
import { signed, type Transport } from "./wire-request";

/** Signs every exchange with the token. */
export function bearerAuth(accessToken: string, next: Transport): Transport {
  return (exchange) => next(signed(exchange, `Bearer ${accessToken}`));
}
