// Writes a file as a comment of the merge request, or over the earlier comment with the same first line.
// COMMENT_TOKEN is a project access token with the scope `api`: a job's own token may not write comments.
import { readFileSync } from "node:fs";

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, COMMENT_TOKEN } = process.env;
const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
const body = readFileSync(process.argv[2], "utf8");
const [marker] = body.split("\n");

async function call(url, init = {}) {
  const headers = { "PRIVATE-TOKEN": COMMENT_TOKEN, "content-type": "application/json" };
  const response = await fetch(url, { ...init, headers });
  if (!response.ok) throw new Error(`GitLab refused ${init.method ?? "GET"} ${url}: ${response.status}`);
  return response.json();
}

let earlier;
for (let page = 1, found = [null]; found.length > 0 && !earlier; page++) {
  found = await call(`${notes}?per_page=100&page=${page}`);
  earlier = found.find((note) => note.body.startsWith(marker));
}
const init = { method: earlier ? "PUT" : "POST", body: JSON.stringify({ body }) };
await call(earlier ? `${notes}/${earlier.id}` : notes, init);
