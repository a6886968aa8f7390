import { createHttpClient } from "../../provider/http/client";
import type { ResponseEvent } from "../../provider/http/settings";
import { digestServer } from "../../testing/http/digest-server";
import { json, startRecordingServer } from "../../testing/http/recording-server";
import { fakeTime, requestOf, settingsFor } from "../../testing/http/requests";

test("reports the date and rate limit of every response, challenges and 429s included", async () => {
  const date = "Thu, 01 Jan 2026 00:00:05 GMT";
  const gate = digestServer((_, response, earlier) => {
    const limits = { "RateLimit-Limit": "500", "Ratelimit-Remaining": "41" };
    if (earlier === 1) json(response, 429, {}, { ...limits, Date: date, "Retry-After": "1" });
    else json(response, 200, {}, { Date: date, "RateLimit-Limit": "many", "RateLimit-Remaining": "3" });
  });
  const server = await startRecordingServer(gate.handler);
  const notices: ResponseEvent[] = [];
  const hooks = { ...fakeTime().hooks, onResponse: (notice: ResponseEvent) => void notices.push(notice) };
  const client = createHttpClient(settingsFor(server.url), hooks);

  await client.send(requestOf({}));

  await client.close();
  await server.close();
  expect(notices.map(({ status }) => status)).toEqual([401, 429, 200]);
  expect(notices[1]).toMatchObject({ method: "GET", date, rateLimit: { capacity: 500, remaining: 41 } });
  expect(notices[2]).toMatchObject({ date, rateLimit: undefined });
  expect(JSON.stringify(notices)).not.toMatch(/authorization|nonce/i);
});
