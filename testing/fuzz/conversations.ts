import fc from "fast-check";
import type { Conversation } from "./wire";

const head = "PATCH /api/atlas/v2/orgs/5f0000000000000000000001 HTTP/1.1\r\nHost: x\r\n";
const json = "Content-Type: application/json\r\n";

/** Beginnings that are not HTTP, incomplete, or contradictory. */
const openings: readonly (readonly string[])[] = [
  ["\x16\x03\x01\x02\x00\x01\x00\x01\xfc"],
  ["GET / HTTP/9.9\r\n\r\n"],
  ["GET\r\n\r\n", "\r\n"],
  [`${head}${json}Content-Length: 100\r\n\r\n`, '{"na', 'me":'],
  [`${head}${json}Content-Length: -1\r\n\r\n{}`],
  [`${head}${json}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`, "2\r\n{}\r\n0\r\n\r\n"],
  [`${head}${json}Transfer-Encoding: chunked\r\n\r\n`, "zz\r\n{}\r\n"],
  [`${head}${json}Transfer-Encoding: chunked\r\n\r\n`, "ffffffff\r\n{}"],
  [`${head}${json}Transfer-Encoding: chunked\r\n\r\n`, "1\r\n{\r\n", "1\r\n}\r\n", "0\r\n\r\n"],
  [`${head}X-Much: ${"a".repeat(200_000)}\r\n\r\n`],
  ["G", "E", "T", " /api/atlas/v2", "/orgs HTTP", "/1.1\r\nHo", "st: x\r\n", "\r\n"],
  [`${head}\r\n${head}\r\n${head}\r\n`],
  ["GET /api/atlas/v2/\x00\x01\xff HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["GET /api/atlas/v2/orgs HTTP/1.1\r\nHost: \x00\r\nAuthorization: Digest \xff\xfe\r\n\r\n"],
  ["CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["GET /api/atlas/v2/orgs HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
  [`${head}${json}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`, "{}"],
];

/** Slow senders, and senders of invalid requests. */
export const anyConversation: fc.Arbitrary<Conversation> = fc.record({
  pieces: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...openings) },
    {
      weight: 1,
      arbitrary: fc.array(fc.string({ unit: "binary-ascii", maxLength: 80 }), { minLength: 1, maxLength: 3 }),
    },
  ),
  waitMs: fc.constantFrom(0, 0, 1, 20),
  rude: fc.boolean(),
});
