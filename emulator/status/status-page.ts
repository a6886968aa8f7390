import type { Fault } from "../faults/fault.generated";
import type { LoggedRequest } from "../http/request-log";
import type { HttpResponse } from "../http/response";
import type { Snapshot } from "../store/snapshot";
import { html } from "./html";
import { faultsSection, organizationSection, requestsSection } from "./sections";

const shownOrganizations = 20;
const shownRequests = 50;

/** The page loads nothing, runs no script and cannot be framed. */
const headers = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
};

const style = html`<style>
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
caption { font-weight: bold; text-align: left; }
th, td { border-bottom: 1px solid; overflow-wrap: anywhere; padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
</style>`;

/** The emulator's page for browsers: organizations, active faults and the last requests. */
export function statusPage(
  snapshot: Snapshot,
  faults: readonly Fault[],
  requests: readonly LoggedRequest[],
): HttpResponse {
  const organizations = [...snapshot.organizations.values()];
  const hidden = organizations.length - shownOrganizations;
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Atlas emulator</title>
${style}
</head>
<body>
<main>
<h1>Atlas emulator</h1>
<p>${organizations.length} organizations on this machine; nothing here is MongoDB's.</p>
${organizations.slice(0, shownOrganizations).map(organizationSection)}
${hidden > 0 ? html`<p>and ${hidden} more organizations</p>` : ""}
${faultsSection(faults)}
${requestsSection(requests.slice(-shownRequests))}
</main>
</body>
</html>
`;
  return { status: 200, headers, body: page.text };
}
