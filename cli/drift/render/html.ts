import { createHash } from "node:crypto";
import { type Html, html } from "../../../emulator/status/html";
import type { DriftReport } from "../report";
import { filters, legend } from "./html/controls";
import { findings } from "./html/findings";
import { organizationSection } from "./html/organization";
import { script } from "./html/script";
import { style } from "./html/style";

export interface PageOptions {
  /** Public keys name whom to attack, so they are left out of what may be passed on. */
  readonly showPublicKeys?: boolean;
}

/**
 * The report as one page that loads nothing. What Atlas says is in it as text only: in tables that are complete without
 * a script, from which the script draws the matrix and which its filters narrow.
 */
export function renderHtml(report: DriftReport, options: PageOptions = {}): string {
  const { organizations, checkedAt } = report;
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>Access to MongoDB Atlas</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#access">Skip to who has access to what</a>
<header>
<h1>Access to MongoDB Atlas</h1>
<p class="quiet">Read from Atlas at <time datetime="${checkedAt}">${readableTime(checkedAt)}</time>. Private: whoever reads this learns who can do what.</p>
</header>
<main>
${findings(report)}
<section id="access" aria-labelledby="access-title" tabindex="-1">
<h2 id="access-title">Who has access to what</h2>
${organizations.length === 0 ? html`<p>No organization could be read.</p>` : html`${legend}${filters(organizations)}`}
${organizations.map((organization, at) => organizationSection(organization, { ...options, at }))}
</section>
</main>
<script>${script}</script>
</body>
</html>
`;
  return page.text;
}

/**
 * Nothing is loaded or sent, and no script or style counts but the page's own two. Whether it may be framed is for who
 * serves it to say: a page cannot.
 */
function contentSecurityPolicy(): string {
  const own = ({ text }: Html) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; style-src ${own(style)}; script-src ${own(script)}; base-uri 'none'; form-action 'none'`;
}

/** "2026-01-05 04:30 UTC" of an ISO time; another text stays as it is. */
function readableTime(time: string): string {
  return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, "$1 $2 UTC");
}
