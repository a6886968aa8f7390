import type { Core } from "../server/context";
import type { Reply } from "../http/response";
import { html } from "./html";
import { faultsSection, organizationSection, requestsSection } from "./sections";

const shownOrganizations = 20;
const shownRequests = 50;

/** Plain HTML that loads nothing: no script could run in it, and no other page can frame it. */
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

/** What exists, what goes wrong on purpose and what was asked last, for somebody who opens the emulator in a browser. */
export function statusPage(core: Core): Reply {
  const organizations = [...core.store.world.organizations.values()];
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
${faultsSection(core.faults.all())}
${requestsSection(core.log.all().slice(-shownRequests))}
</main>
</body>
</html>
`;
  return { status: 200, headers, body: page.text };
}
