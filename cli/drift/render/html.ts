import { createHash } from "node:crypto";
import type { DriftReport } from "../report";
import { filters, legend } from "./html/controls";
import { findings } from "./html/findings";
import { organizationSection } from "./html/organization";
import { script } from "./html/script";
import { style } from "./html/style";
import { type Html, html } from "./html/template";
import { readableTime } from "./secrets";

export interface PageOptions {
  /** Default: false, because a public key helps an attacker. */
  readonly showPublicKeys?: boolean;
}

/**
 * The report as one page that loads nothing. Its tables are complete without a script; the script draws a matrix from
 * them and filters it. All text from Atlas is escaped.
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
<p class="secondary">Read from Atlas at <time datetime="${checkedAt}">${readableTime(checkedAt)}</time>. Private: this page shows who has access to what.</p>
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
 * Allows only the page's own script and style, by their hashes, and no requests. A page cannot restrict framing itself:
 * that takes a header of the server.
 */
function contentSecurityPolicy(): string {
  const own = ({ text }: Html) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; style-src ${own(style)}; script-src ${own(script)}; base-uri 'none'; form-action 'none'`;
}
